//! safetensors: a JSON header and the tensors, one file or several with an index.

mod dtype;
mod header;
mod index;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrayscope_core::dtype::ByteOrder;
use arrayscope_core::layout::shape_text;
use arrayscope_core::{DType, Layout};

use self::dtype::{Kind, kind};
use self::header::{Entry, Header};
pub(crate) use self::index::open_index;
use crate::error::Result;
use crate::info::{ArrayInfo, Storage};
use crate::io::{File, ReadAt as _};
use crate::limits::LONGEST_HEADER;
use crate::note::Note;
use crate::npy::{Stored, ended};
use crate::options::OpenOptions;
use crate::place::Place;
use crate::printable::quoted;
use crate::tensors::{Described, Elements, Located, Refused, Tensors};

/// Opens one file.
pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Tensors> {
    let place = Place::new(path, "safetensors");
    let shard = Shard::read(&Arc::new(file), &place, options)?;
    let mut tensors = Tensors::new(place);
    let mut decoded = Decoded::default();
    for tensor in shard.tensors {
        take(&mut tensors, tensor, &shard.stored, &mut decoded);
    }
    decoded.tell(&mut tensors);
    Ok(tensors)
}

/// One file, its header read and checked.
struct Shard {
    tensors: Vec<Tensor>,
    stored: Stored,
}

/// A tensor of a file.
struct Tensor {
    name: String,
    dtype: String,
    kind: Kind,
    shape: Vec<usize>,
    layout: Layout,
    data_offset: u64,
}

impl Shard {
    fn read(file: &Arc<File>, place: &Place, options: &OpenOptions) -> Result<Self> {
        let end = file.nbytes().map_err(|error| place.io("ask for the file's size", error))?;
        let (header, text) = read_header(file, end, place)?;
        check_names(&header, place)?;
        let data_offset = 8 + text.len() as u64;
        check_coverage(&header, data_offset, end, &text, place)?;
        let mut tensors = Vec::with_capacity(header.0.len());
        for (name, entry) in header.0 {
            let tensor = Tensor::of(name, entry, data_offset).map_err(
                |Misfit { name, found, expected }| {
                    let at = 8 + crate::json::position_of(&text, &name) as u64;
                    place.member(&name, place.format).malformed(at, found, expected)
                },
            )?;
            tensors.push(tensor);
        }
        Ok(Self { tensors, stored: Stored::open(file, options.access, place)? })
    }
}

/// The header, and its text.
fn read_header(file: &File, end: u64, place: &Place) -> Result<(Header, Vec<u8>)> {
    let read = |buffer: &mut [u8], at| {
        file.read_full_at(buffer, at).map_err(|error| place.io("read the header", error))
    };
    let mut length = [0; 8];
    let got = read(&mut length, 0)?;
    if got < length.len() {
        return Err(ended(place, got as u64, "8 bytes of the header's length"));
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST_HEADER {
        let found = format!("a header of {length} bytes");
        return Err(place.malformed(0, found, format!("at most {LONGEST_HEADER} bytes")));
    }
    if length > end.saturating_sub(8) {
        return Err(ended(place, end, &format!("a header of {length} bytes")));
    }
    // At most LONGEST_HEADER, and no more than the file has.
    let mut text = vec![0; usize::try_from(length).unwrap_or(0)];
    let got = read(&mut text, 8)?;
    if got < text.len() {
        return Err(ended(place, 8 + got as u64, &format!("a header of {length} bytes")));
    }
    Ok((Header::parse(&text, place)?, text))
}

/// Refuses two tensors of one name: one of them would be lost.
fn check_names(header: &Header, place: &Place) -> Result<()> {
    let mut names: Vec<&str> = header.0.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) else {
        return Ok(());
    };
    let found = format!("two tensors called {}", quoted(pair[0]));
    Err(place.malformed(8, found, "every name once"))
}

/// Refuses tensors that overlap, leave gaps or do not end where the file ends.
fn check_coverage(
    header: &Header,
    data_offset: u64,
    end: u64,
    text: &[u8],
    place: &Place,
) -> Result<()> {
    let mut ranges: Vec<(u64, u64, &str)> = header
        .0
        .iter()
        .map(|(name, entry)| (entry.data_offsets.0, entry.data_offsets.1, name.as_str()))
        .collect();
    ranges.sort_unstable();
    let mut at = 0;
    for (start, stop, name) in ranges {
        if start != at || stop < start {
            let byte_offset = 8 + crate::json::position_of(text, name) as u64;
            let found = format!("bytes {start} to {stop}");
            let expected = format!("a range that starts at {at}, where the tensor before it ends");
            return Err(place.member(name, place.format).malformed(byte_offset, found, expected));
        }
        at = stop;
    }
    let held = end - data_offset;
    if at > held {
        return Err(ended(
            place,
            end,
            &format!("{at} bytes of tensors, {} more than there are", at - held),
        ));
    }
    if at < held {
        let found = format!("{} bytes behind the last tensor", held - at);
        return Err(place.malformed(data_offset + at, found, "the end of the file"));
    }
    Ok(())
}

/// Why an entry cannot be.
struct Misfit {
    name: String,
    found: String,
    expected: String,
}

impl Tensor {
    fn of(name: String, entry: Entry, data_offset: u64) -> Result<Self, Misfit> {
        let Entry { dtype, shape, data_offsets: (start, stop) } = entry;
        let shape = shape.0;
        let Some(kind) = kind(&dtype) else {
            let found = format!("the dtype {}", quoted(&dtype));
            let expected = "a dtype of safetensors, as F32 or BF16".to_owned();
            return Err(Misfit { name, found, expected });
        };
        let itemsize = match &kind {
            Kind::Plain(dtype) => dtype.itemsize(),
            // As it is read.
            Kind::Packed(_) | Kind::SixBits => DType::F32.itemsize(),
        };
        let described = || format!("shape {} of {dtype}", shape_text(&shape));
        let layout = match Layout::c_order(&shape, itemsize) {
            Ok(layout) => layout,
            Err(error) => {
                let expected = format!("a shape that fits in memory addresses ({error})");
                return Err(Misfit { found: described(), name, expected });
            }
        };
        // The size fits an isize (L2), and bits are at most 128.
        let bits = layout.size() as u128 * u128::from(kind.bits());
        if bits != u128::from(stop - start) * 8 {
            let found = format!("{} in {} bytes", described(), stop - start);
            let expected = if bits.is_multiple_of(8) {
                format!("{} bytes", bits / 8)
            } else {
                "a whole number of bytes".to_owned()
            };
            return Err(Misfit { name, found, expected });
        }
        Ok(Self { name, dtype, kind, shape, layout, data_offset: data_offset + start })
    }
}

/// Takes a tensor up; one whose name is there already is told and left out.
fn take(tensors: &mut Tensors, tensor: Tensor, stored: &Stored, decoded: &mut Decoded) {
    let Tensor { name, dtype, kind, shape, layout, data_offset } = tensor;
    let size = layout.size();
    let locate =
        |elements| Located { stored: stored.clone(), data_offset, elements, checksum: None };
    let info = |dtype: DType, byte_order| ArrayInfo {
        name: Some(name.clone()),
        dtype,
        byte_order,
        layout,
        axis_names: Vec::new(),
        labels: None,
        storage: Storage::default(),
    };
    match kind {
        Kind::Plain(dtype) => {
            let byte_order =
                if dtype.has_byte_order() { ByteOrder::Little } else { ByteOrder::NotApplicable };
            tensors.push(info(dtype, byte_order), locate(Elements::Plain));
        }
        Kind::Packed(packed) => {
            decoded.0.entry(dtype).or_default().push(name.clone());
            tensors.push(info(DType::F32, ByteOrder::NATIVE), locate(Elements::Packed(packed)));
        }
        Kind::SixBits => {
            let found = format!("{} elements of {dtype}", shape_text(&shape));
            let supported =
                "nothing says in which order elements of six bits are packed".to_owned();
            let nbytes = (size as u64).saturating_mul(kind.bits()) / 8;
            let described = Described { name, shape, stored_as: dtype, nbytes };
            tensors.list(described, Refused { found, supported });
        }
    }
}

/// The tensors that are read as another dtype than they are stored in, by that.
#[derive(Default)]
struct Decoded(BTreeMap<String, Vec<String>>);

impl Decoded {
    fn tell(self, tensors: &mut Tensors) {
        for (stored, members) in self.0 {
            tensors.note(Note::ReadAs { stored, dtype: DType::F32.name(), members });
        }
    }
}
