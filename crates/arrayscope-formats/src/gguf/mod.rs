//! GGUF: the models of llama.cpp.
//!
//! Source: `docs/gguf.md` of ggml: a magic, a version, metadata, then name, lengths, type
//! and offset of each tensor, and the tensors, each at a multiple of the alignment.

mod kind;
mod stream;

use std::collections::HashSet;
use std::sync::Arc;

use arrayscope_core::Layout;
use arrayscope_core::dtype::ByteOrder;
use arrayscope_core::layout::shape_text;

use self::kind::{Kind, kind};
use self::stream::Stream;
use crate::error::Result;
use crate::info::{ArrayInfo, Storage};
use crate::io::File;
use crate::npy::{Stored, ended};
use crate::options::OpenOptions;
use crate::place::Place;
use crate::printable::quoted;
use crate::tensors::{Described, Elements, Located, Refused, Tensors, check_count};

/// The key whose value says where tensors may start.
const ALIGNMENT: &str = "general.alignment";

/// The most axes of a tensor: ggml has four.
const MOST_AXES: u32 = 8;

/// A tensor as the file describes it.
struct Tensor {
    name: String,
    /// Where its description starts.
    at: u64,
    /// The last axis fastest: GGUF lists them the other way round.
    shape: Vec<usize>,
    number: u32,
    /// From the first byte of the tensors.
    offset: u64,
}

/// Opens a file whose magic has been seen.
pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Tensors> {
    let (place, file) = (Place::new(path, "gguf"), Arc::new(file));
    let end = file.nbytes();
    let end = end.map_err(|error| place.io("ask for the file's size", error))?;
    let mut stream = Stream::new(&file, &place);
    let (described, alignment) = describe(&mut stream, &place)?;
    if stream.at > end {
        return Err(ended(&place, end, "more metadata"));
    }
    let byte_order = stream.byte_order;
    let data_offset = stream.at.next_multiple_of(alignment);
    let stored = Stored::open(&file, options.access, &place)?;
    let mut tensors = Tensors::new(place.clone());
    let mut ranges = Vec::with_capacity(described.len());
    for tensor in described {
        let at = tensor.at;
        let start = data_offset.saturating_add(tensor.offset);
        let place = place.member(&tensor.name, "gguf");
        if !tensor.offset.is_multiple_of(alignment) {
            let found = format!("a tensor at {}", tensor.offset);
            return Err(place.malformed(at, found, format!("a multiple of {alignment}")));
        }
        let located = Located {
            stored: stored.clone(),
            data_offset: start,
            elements: Elements::Plain,
            checksum: None,
        };
        let name = tensor.name.clone();
        let nbytes = take(tensor, located, byte_order, &place, &mut tensors)?;
        let stop = start.checked_add(nbytes).filter(|&stop| stop <= end);
        let Some(stop) = stop else {
            let expected = format!("{nbytes} bytes of a tensor from byte {start} on");
            return Err(ended(&place, end, &expected));
        };
        ranges.push((start, stop, at, name));
    }
    check_overlaps(ranges, &place)?;
    Ok(tensors)
}

/// Reads everything before the tensors: their descriptions and the alignment.
fn describe(stream: &mut Stream<'_>, place: &Place) -> Result<(Vec<Tensor>, u64)> {
    stream.bytes::<4>()?; // the magic
    let version = stream.u32()?;
    // Version 3 may be big-endian, and its version is then the first number to show it.
    let version = if version.trailing_zeros() >= 16 {
        stream.byte_order = ByteOrder::Big;
        version.swap_bytes()
    } else {
        version
    };
    if !matches!(version, 2 | 3) {
        let found = format!("version {version} of GGUF");
        return Err(place.unsupported(found, "versions 2 and 3 are read"));
    }
    let count = stream.u64()?;
    check_count(count, 8, place)?;
    let mut alignment = 32;
    for _ in 0..stream.u64()? {
        let key = stream.name()?;
        let kind = stream.u32()?;
        if key == ALIGNMENT && kind == 4 {
            let at = stream.at;
            alignment = stream.u32()?.into();
            if !u64::is_power_of_two(alignment) {
                let found = format!("an alignment of {alignment}");
                return Err(place.malformed(at, found, "a power of two"));
            }
        } else {
            stream.skip_value(kind, 0)?;
        }
    }
    let mut names = HashSet::new();
    let mut tensors = Vec::new();
    for _ in 0..count {
        let tensor = Tensor::read(stream, place)?;
        if !names.insert(tensor.name.clone()) {
            let found = format!("two tensors called {}", quoted(&tensor.name));
            return Err(place.malformed(tensor.at, found, "every name once"));
        }
        tensors.push(tensor);
    }
    Ok((tensors, alignment))
}

impl Tensor {
    fn read(stream: &mut Stream<'_>, place: &Place) -> Result<Self> {
        let at = stream.at;
        let name = stream.name()?;
        let place = place.member(&name, "gguf");
        let ndim_at = stream.at;
        let ndim = stream.u32()?;
        if ndim > MOST_AXES {
            let found = format!("{ndim} axes");
            return Err(place.malformed(ndim_at, found, format!("at most {MOST_AXES} axes")));
        }
        let mut shape = Vec::new();
        for _ in 0..ndim {
            let at = stream.at;
            let length = stream.u64()?;
            shape.push(usize::try_from(length).map_err(|_| {
                place.malformed(at, format!("a length of {length}"), "a length of this machine")
            })?);
        }
        shape.reverse();
        let (number, offset) = (stream.u32()?, stream.u64()?);
        Ok(Self { name, at, shape, number, offset })
    }
}

/// Takes a tensor up, to be read or with the reason why not; gives its bytes in the file.
fn take(
    tensor: Tensor,
    located: Located,
    byte_order: ByteOrder,
    place: &Place,
    tensors: &mut Tensors,
) -> Result<u64> {
    let Tensor { name, at, shape, number, .. } = tensor;
    let misfit = |error: arrayscope_core::Error| {
        let found = format!("shape {}", shape_text(&shape));
        place.malformed(at, found, format!("a shape that fits in memory addresses ({error})"))
    };
    match kind(number) {
        Some(Kind::Plain(dtype)) => {
            let layout = Layout::c_order(&shape, dtype.itemsize()).map_err(misfit)?;
            let nbytes = layout.nbytes() as u64;
            let byte_order =
                if dtype.has_byte_order() { byte_order } else { ByteOrder::NotApplicable };
            let (axis_names, labels, storage) = (Vec::new(), None, Storage::default());
            let name = Some(name);
            tensors.push(
                ArrayInfo { name, dtype, byte_order, layout, axis_names, labels, storage },
                located,
            );
            Ok(nbytes)
        }
        Some(Kind::Blocks { name: kind, elements, nbytes }) => {
            let size = Layout::c_order(&shape, 1).map_err(misfit)?.size() as u64;
            let row = shape.last().map_or(1, |&length| length as u64);
            if !row.is_multiple_of(elements) {
                let found = format!("rows of {row} elements of {kind}");
                return Err(place.malformed(at, found, format!("a multiple of {elements}")));
            }
            let refused = Refused {
                found: format!("shape {} of {kind}", shape_text(&shape)),
                supported: format!(
                    "it is quantised in blocks of {elements} elements; floats and integers are read"
                ),
            };
            let nbytes = (size / elements).saturating_mul(nbytes);
            tensors.list(Described { name, shape, stored_as: kind.to_owned(), nbytes }, refused);
            Ok(nbytes)
        }
        None => {
            tensors.refuse(
                name,
                Refused {
                    found: format!("shape {} of the tensor type {number}", shape_text(&shape)),
                    supported: "floats and integers are read".to_owned(),
                },
            );
            Ok(0)
        }
    }
}

/// Refuses tensors that share bytes.
fn check_overlaps(mut ranges: Vec<(u64, u64, u64, String)>, place: &Place) -> Result<()> {
    ranges.sort_unstable();
    let overlap = ranges.windows(2).find(|pair| pair[1].0 < pair[0].1);
    let Some([(_, stop, _, before), (start, _, at, name)]) = overlap else {
        return Ok(());
    };
    let found = format!("a tensor at byte {start}");
    let expected = format!("byte {stop} or later, where {} ends", quoted(before));
    Err(place.member(name, "gguf").malformed(*at, found, expected))
}
