//! The header of an `.npy` file.
//!
//! Source: NEP 1 and `numpy/lib/format.py`: the magic `\x93NUMPY`, one byte each
//! for the major and minor version, the length of the header (2 bytes in version
//! 1.0, 4 in 2.0 and 3.0, little-endian), then a dictionary with the keys
//! `descr`, `fortran_order` and `shape`, in Latin-1 (3.0: UTF-8). The elements
//! follow at once.

use std::io::Read;

use arrayscope_core::Layout;
use arrayscope_core::dtype::{ByteOrder, DType};

use super::descr::{Refusal, dtype_of, shape_of};
use super::literal::Literal;
use crate::error::Result;
use crate::place::Place;

/// The first six bytes of every `.npy` file.
pub(crate) const MAGIC: &[u8; 6] = b"\x93NUMPY";

/// The longest header that is read. NumPy's limit is 10 kB unless told
/// otherwise; as many fields as are read fit in 1 MiB with long names.
const LONGEST: u64 = 1 << 20;

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NpyHeader {
    pub(crate) dtype: DType,
    pub(crate) byte_order: ByteOrder,
    /// Where the elements are, counted from the first byte after the header.
    pub(crate) layout: Layout,
    /// Bytes of magic, length and header together.
    pub(crate) data_offset: u64,
}

impl NpyHeader {
    /// Bytes of all elements.
    pub(crate) fn nbytes(&self) -> u64 {
        self.layout.nbytes() as u64
    }

    /// Reads a header from the start of `stream`, and no byte after it.
    pub(crate) fn read(stream: &mut impl Read, place: &Place) -> Result<Self> {
        let mut start = [0; 8];
        read_exact(stream, &mut start, 0, place)?;
        if !start.starts_with(MAGIC) {
            return Err(place.malformed(0, described(&start[..6]), "the magic \\x93NUMPY"));
        }
        let (major, minor) = (start[6], start[7]);
        let length_bytes = match (major, minor) {
            (1, 0) => 2,
            (2 | 3, 0) => 4,
            _ => {
                return Err(place.unsupported(
                    format!("version {major}.{minor} of the .npy format"),
                    "versions 1.0, 2.0 and 3.0 are read",
                ));
            }
        };
        let mut length = [0; 4];
        read_exact(stream, &mut length[..length_bytes], 8, place)?;
        let length = u64::from(u32::from_le_bytes(length));
        if length > LONGEST {
            return Err(place.malformed(
                8,
                format!("a header of {length} bytes"),
                format!("at most {LONGEST} bytes"),
            ));
        }
        let text_offset = 8 + length_bytes as u64;
        let mut bytes = Vec::new();
        let got = stream
            .take(length)
            .read_to_end(&mut bytes)
            .map_err(|error| place.io("read the header", error))? as u64;
        if got < length {
            return Err(ended(place, text_offset + got, &format!("a header of {length} bytes")));
        }
        let text = HeaderText::decode(bytes, major, text_offset, place)?;
        text.parse(place, text_offset + length)
    }
}

/// The dictionary as text, and how its offsets lead back to bytes of the file.
struct HeaderText {
    text: String,
    latin1: bool,
    text_offset: u64,
}

impl HeaderText {
    fn decode(bytes: Vec<u8>, major: u8, text_offset: u64, place: &Place) -> Result<Self> {
        if major < 3 {
            let text = bytes.iter().map(|&byte| char::from(byte)).collect();
            return Ok(Self { text, latin1: true, text_offset });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, latin1: false, text_offset }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u64;
                Err(place.malformed(text_offset + at, "bytes that are not UTF-8", "UTF-8"))
            }
        }
    }

    /// The offset in the file of a byte of the decoded text.
    fn byte_offset(&self, text_offset: usize) -> u64 {
        let before = if self.latin1 {
            self.text.get(..text_offset).map_or(0, |text| text.chars().count())
        } else {
            text_offset
        };
        self.text_offset + before as u64
    }

    /// Where the key stands, for errors about its value.
    fn offset_of(&self, key: &str) -> u64 {
        self.byte_offset(self.text.find(&format!("'{key}'")).unwrap_or(0))
    }

    fn parse(&self, place: &Place, data_offset: u64) -> Result<NpyHeader> {
        let literal = Literal::parse(&self.text).map_err(|misfit| {
            place.malformed(self.byte_offset(misfit.text_offset), misfit.found, misfit.expected)
        })?;
        let Literal::Dict(entries) = literal else {
            return Err(place.malformed(self.text_offset, literal.describe(), "a dictionary"));
        };
        let value = |key: &'static str| self.value(&entries, key, place);
        let (dtype, byte_order) = dtype_of(value("descr")?).map_err(|refusal| match refusal {
            Refusal::Malformed(found, expected) => {
                place.malformed(self.offset_of("descr"), found, expected)
            }
            Refusal::Unsupported(found, why) => place.unsupported(found, why),
        })?;
        let fortran_order = match value("fortran_order")? {
            Literal::Bool(fortran_order) => *fortran_order,
            other => {
                let at = self.offset_of("fortran_order");
                return Err(place.malformed(at, other.describe(), "True or False"));
            }
        };
        let shape_at = self.offset_of("shape");
        let shape = match value("shape")? {
            Literal::Tuple(lengths) => shape_of(lengths),
            _ => None,
        };
        let Some(shape) = shape else {
            let found = shape_found(value("shape")?);
            return Err(place.malformed(shape_at, found, "a tuple of non-negative integers"));
        };
        let order = if fortran_order { Layout::f_order } else { Layout::c_order };
        let layout = order(&shape, dtype.itemsize()).map_err(|error| {
            let found = format!("shape {} of {}", shown(&shape), dtype.name());
            place.malformed(
                shape_at,
                found,
                format!("a shape that fits in memory addresses ({error})"),
            )
        })?;
        Ok(NpyHeader { dtype, byte_order, layout, data_offset })
    }

    fn value<'a>(
        &self,
        entries: &'a [(Literal, Literal)],
        key: &'static str,
        place: &Place,
    ) -> Result<&'a Literal> {
        let mut hits = entries.iter().filter(|(name, _)| *name == Literal::Text(key.to_owned()));
        match (hits.next(), hits.next()) {
            (Some((_, value)), None) => Ok(value),
            (None, _) => Err(place.malformed(
                self.text_offset,
                format!("no key '{key}'"),
                "the keys 'descr', 'fortran_order' and 'shape'",
            )),
            _ => Err(place.malformed(
                self.offset_of(key),
                format!("the key '{key}' twice"),
                "every key once",
            )),
        }
    }
}

/// The error for a stream that ends too early.
pub(crate) fn ended(place: &Place, byte_offset: u64, expected: &str) -> crate::Error {
    place.malformed(byte_offset, "the end of the data", expected)
}

fn read_exact(stream: &mut impl Read, buffer: &mut [u8], at: u64, place: &Place) -> Result<()> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]) {
            Ok(0) => {
                return Err(ended(place, at + filled as u64, "the start of an .npy header"));
            }
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(place.io("read the header", error)),
        }
    }
    Ok(())
}

/// Bytes as a message shows them: `89 50 4e 47`.
pub(crate) fn described(bytes: &[u8]) -> String {
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("bytes {}", hex.join(" "))
}

fn shape_found(literal: &Literal) -> String {
    match literal {
        Literal::Tuple(lengths) => {
            let lengths: Vec<String> = lengths.iter().map(Literal::describe).collect();
            format!("({})", lengths.join(", "))
        }
        other => other.describe(),
    }
}

fn shown(shape: &[usize]) -> String {
    arrayscope_core::layout::shape_text(shape)
}
