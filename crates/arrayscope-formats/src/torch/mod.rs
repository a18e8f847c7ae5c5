//! PyTorch's `.pt` and `.pth`: a zip archive with a pickle that describes tensors, and
//! one record per storage.
//!
//! Source: `torch/serialization.py` of PyTorch 2. The pickle is read by a machine that
//! can call nothing ([`pickle`]); files from before version 1.6 are refused.

mod build;
mod machine;
mod names;
mod node;
mod pickle;
mod walk;

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _};
use std::sync::Arc;

use arrayscope_core::Layout;
use arrayscope_core::dtype::ByteOrder;
use arrayscope_core::layout::shape_text;
use zip::{CompressionMethod, ZipArchive};

use self::machine::{Machine, Refusal};
use self::node::{Storage, Tensor};
use crate::error::Result;
use crate::info::{self, ArrayInfo};
use crate::io::{File, Part};
use crate::limits::check_credible;
use crate::note::Note;
use crate::npy::{Checksum, Stored};
use crate::npz::Bytes;
use crate::options::OpenOptions;
use crate::place::Place;
use crate::printable::quoted;
use crate::tensors::{Elements, Located, Tensors, overlaps};

/// Bytes of a pickle. That of a thousand tensors takes 200 kB.
const LONGEST_PICKLE: u64 = 8 << 20;

/// The record with the pickle.
const PICKLE: &str = "data.pkl";

/// The archive, and what it says about itself.
struct Archive {
    zip: ZipArchive<BufReader<Part>>,
    file: Arc<File>,
    file_nbytes: u64,
    /// What stands before the names of all records: `archive/`.
    prefix: String,
    byte_order: ByteOrder,
    stored: Stored,
    place: Place,
}

/// Opens an archive whose first member is the pickle.
pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Tensors> {
    let mut archive = Archive::open(Arc::new(file), Place::new(path, "pt"), options)?;
    let place = archive.place.clone();
    let pickle = archive.text(PICKLE, LONGEST_PICKLE)?;
    let inside = place.member(PICKLE, "pickle");
    let (nodes, root) = Machine::read(&pickle).map_err(|refusal| match refusal {
        Refusal::Malformed(at, found, expected) => inside.malformed(at as u64, found, expected),
        Refusal::NotAllowed(found) => inside.unsupported(
            found,
            "a pickle is never run, and tensors, dictionaries, lists and numbers are read",
        ),
    })?;
    let found = walk::tensors(&nodes, root);
    let found = found.map_err(|found| inside.malformed(0, found, "a pickle of tensors"))?;
    let mut tensors = Tensors::new(place.clone());
    let mut sharing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut storages: BTreeMap<&str, Record> = BTreeMap::new();
    for (name, tensor) in found {
        let key = &*tensor.storage.key;
        let record = match storages.get(key) {
            Some(record) => record.clone(),
            None => storages.entry(key).or_insert(archive.record(&tensor.storage)?).clone(),
        };
        let (info, located) = archive.tensor(&name, tensor, record)?;
        tensors.push(info, located);
        sharing.entry(key).or_default().push(name);
    }
    for members in sharing.into_values().filter(|members| members.len() > 1) {
        tensors.note(Note::SharedStorage { members });
    }
    Ok(tensors)
}

/// Where a storage is in the file.
#[derive(Clone)]
struct Record {
    at: u64,
    nbytes: u64,
    checksum: Checksum,
}

impl Archive {
    fn open(file: Arc<File>, place: Place, options: &OpenOptions) -> Result<Self> {
        let file_nbytes = file.nbytes();
        let file_nbytes =
            file_nbytes.map_err(|error| place.io("ask for the file's size", error))?;
        let zip = ZipArchive::new(BufReader::new(Part::all(&file))).map_err(|error| {
            let found = format!("a zip archive with a fault ({error})");
            place.malformed(0, found, "an intact zip archive")
        })?;
        let prefix = zip.file_names().find_map(|name| {
            let name = name.ok()?;
            let prefix = name.strip_suffix(PICKLE)?;
            (prefix.is_empty() || prefix.ends_with('/')).then(|| prefix.to_owned())
        });
        let prefix = prefix.ok_or_else(|| {
            place.malformed(
                0,
                format!("no record {PICKLE}"),
                "the archive that its first member begins",
            )
        })?;
        let stored = Stored::open(&file, options.access, &place)?;
        let byte_order = ByteOrder::Little;
        let mut archive = Self { zip, file, file_nbytes, prefix, byte_order, stored, place };
        if archive.zip.index_for_name(&format!("{}byteorder", archive.prefix)).is_some() {
            archive.byte_order = match archive.text("byteorder", 16)?.trim_ascii() {
                b"little" => ByteOrder::Little,
                b"big" => ByteOrder::Big,
                other => {
                    let found = quoted(&String::from_utf8_lossy(other));
                    let place = archive.place.member("byteorder", "pt");
                    return Err(place.malformed(0, found, "little or big"));
                }
            };
        }
        Ok(archive)
    }

    /// A member's bytes in the file, checked against it.
    fn bytes(&mut self, name: &str) -> Result<Bytes> {
        let place = self.place.member(name, "pt");
        let entry = self.zip.index_for_name(&format!("{}{name}", self.prefix));
        let Some(entry) = entry else {
            return Err(place.malformed(
                0,
                "no such record",
                "a record of this name in the archive",
            ));
        };
        let bytes =
            self.zip.by_index_raw(entry).map_or_else(|_| Bytes::lost(), |entry| Bytes::of(&entry));
        bytes.check(self.file_nbytes, &place)?;
        Ok(bytes)
    }

    /// A record as a whole, of at most so many bytes.
    fn text(&mut self, name: &str, longest: u64) -> Result<Vec<u8>> {
        let bytes = self.bytes(name)?;
        let place = self.place.member(name, "pt");
        let mut text = Vec::new();
        let mut stream = bytes.stream(&self.file, &place)?.take(longest + 1);
        stream.read_to_end(&mut text).map_err(|error| place.unpack(0, &error))?;
        if text.len() as u64 > longest {
            let found = format!("more than {longest} bytes");
            return Err(place.malformed(longest, found, format!("at most {longest} bytes")));
        }
        let mut crc = flate2::Crc::new();
        crc.update(&text);
        place.check_checksum(crc.sum(), bytes.crc32)?;
        Ok(text)
    }

    /// Where a storage is.
    fn record(&mut self, storage: &Storage) -> Result<Record> {
        let name = format!("data/{}", storage.key);
        let bytes = self.bytes(&name)?;
        let place = self.place.member(&name, "pt");
        if bytes.method != CompressionMethod::Stored {
            return Err(place.unsupported(
                "a storage that is compressed",
                "storages as torch.save writes them are read",
            ));
        }
        let itemsize = storage.dtype.as_ref().map_or(1, |dtype| dtype.itemsize() as u64);
        let nbytes = storage.size.saturating_mul(itemsize);
        if nbytes > bytes.nbytes {
            let found = format!("{} bytes", bytes.nbytes);
            return Err(place.malformed(0, found, format!("{nbytes} bytes, as the pickle says")));
        }
        let checksum = Checksum {
            crc32: bytes.crc32,
            member_offset: bytes.at,
            member_nbytes: bytes.nbytes,
            // A tensor is seldom the whole storage: the record is read for its checksum.
            elements_nbytes: u64::MAX,
            agreed: Arc::default(),
        };
        Ok(Record { at: bytes.at, nbytes, checksum })
    }

    /// A tensor's array, and where it is.
    fn tensor(&self, name: &str, tensor: &Tensor, record: Record) -> Result<(ArrayInfo, Located)> {
        let Tensor { dtype, offset, shape, strides, .. } = tensor;
        let itemsize = dtype.itemsize();
        let found = || {
            format!(
                "shape {} of {dtype} with strides {strides:?} from element {offset} on",
                shape_text(shape)
            )
        };
        let place = self.place.member(name, "pt");
        let misfit = |expected: String| place.malformed(0, found(), expected);
        let bytes = |elements: usize| elements.checked_mul(itemsize);
        let steps: Option<Vec<isize>> =
            strides.iter().map(|&step| isize::try_from(bytes(step)?).ok()).collect();
        // An empty tensor touches nothing, wherever it starts.
        let start = if shape.contains(&0) { Some(0) } else { bytes(*offset) };
        let (Some(steps), Some(start)) = (steps, start) else {
            return Err(misfit("a tensor that fits in memory addresses".to_owned()));
        };
        let layout = Layout::try_new(shape, &steps, start, itemsize)
            .map_err(|error| misfit(format!("a tensor that fits in memory addresses ({error})")))?;
        if layout.extent().end as u64 > record.nbytes {
            return Err(misfit(format!(
                "a tensor inside the {} bytes of its storage",
                record.nbytes
            )));
        }
        // An expanded tensor may have more elements than there are bytes, but not without end.
        check_credible(&place, layout.nbytes() as u64, record.nbytes)?;
        let elements = if overlaps(&layout) { Elements::Overlapping } else { Elements::Plain };
        let byte_order =
            if dtype.has_byte_order() { self.byte_order } else { ByteOrder::NotApplicable };
        let info = ArrayInfo {
            name: Some(name.to_owned()),
            dtype: dtype.clone(),
            byte_order,
            layout,
            axis_names: Vec::new(),
            labels: None,
            storage: info::Storage::default(),
        };
        let (stored, data_offset) = (self.stored.clone(), record.at);
        Ok((info, Located { stored, data_offset, elements, checksum: Some(record.checksum) }))
    }
}
