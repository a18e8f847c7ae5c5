//! The header of a classic file: dimensions, attributes and variables.
//!
//! Source: "The `NetCDF` Classic Format Specification", with the formats of 64-bit offsets
//! (CDF-2) and of 64-bit data (CDF-5).

use std::collections::HashMap;
use std::io::{BufReader, ErrorKind, Read as _};
use std::sync::Arc;

use arrayscope_core::dtype::{ByteOrder, DType};

use crate::error::Result;
use crate::io::{File, Part};
use crate::limits::{LONGEST_HEADER, MOST_ARRAYS};
use crate::npy::ended;
use crate::packed::Numbers;
use crate::place::Place;
use crate::printable::quoted;

/// Bytes of a name.
const LONGEST_NAME: u64 = 4096;

/// Axes of a variable, of which an array has no more.
const MOST_AXES: u64 = 64;

/// What a list is one of.
const DIMENSIONS: u32 = 0xa;
const VARIABLES: u32 = 0xb;
const ATTRIBUTES: u32 = 0xc;

/// All that stands before the values.
#[derive(Debug)]
pub(super) struct Header {
    /// `None` while somebody writes: as many as the file has.
    pub(super) records: Option<u64>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) variables: Vec<Variable>,
}

/// A dimension, whose length 0 means the one of records.
#[derive(Debug)]
pub(super) struct Dimension {
    pub(super) name: String,
    pub(super) length: u64,
}

/// A variable.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    /// By their numbers, which are those of dimensions.
    pub(super) dimensions: Vec<usize>,
    pub(super) attributes: HashMap<String, Numbers>,
    pub(super) dtype: DType,
    /// Where its values, or those of its first record, are in the file.
    pub(super) begin: u64,
}

impl Header {
    /// Reads the header of a file whose magic has been seen.
    pub(super) fn read(file: &Arc<File>, place: &Place) -> Result<Self> {
        let bytes = BufReader::with_capacity(1 << 16, Part::all(file));
        let mut stream = Stream { bytes, at: 0, version: 1, place };
        let [_, _, _, version] = stream.bytes()?;
        stream.version = version;
        let records = stream.number()?;
        let is_streaming = records == if version == 5 { u64::MAX } else { u64::from(u32::MAX) };
        let dimensions = stream.list(DIMENSIONS, Stream::dimension)?;
        stream.list(ATTRIBUTES, Stream::attribute)?;
        let count = dimensions.len();
        let variables = stream.list(VARIABLES, |stream| stream.variable(count))?;
        Ok(Self { records: (!is_streaming).then_some(records), dimensions, variables })
    }
}

impl Variable {
    /// The text of an attribute.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let found = self.attributes.get(name)?;
        let text = found.bytes.split(|&byte| byte == 0).next().unwrap_or_default();
        let is_text = matches!(found.dtype, DType::Bytes { .. });
        is_text.then(|| String::from_utf8_lossy(text).trim_end().to_owned())
    }
}

/// A position in the header.
struct Stream<'a> {
    bytes: BufReader<Part>,
    at: u64,
    /// 1, 2 or 5: how long numbers are.
    version: u8,
    place: &'a Place,
}

impl Stream<'_> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.at += bytes.len() as u64;
        if self.at > LONGEST_HEADER {
            let found = format!("{} bytes more", bytes.len());
            let expected = format!("a header of at most {LONGEST_HEADER} bytes");
            return Err(self.place.malformed(self.at - bytes.len() as u64, found, expected));
        }
        self.bytes.read_exact(bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => {
                ended(self.place, self.at - bytes.len() as u64, "the rest of the header")
            }
            _ => self.place.io("read the header", error),
        })
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.bytes()?))
    }

    /// A count, a length or the number of a dimension.
    fn number(&mut self) -> Result<u64> {
        match self.version {
            5 => Ok(u64::from_be_bytes(self.bytes()?)),
            _ => Ok(self.u32()?.into()),
        }
    }

    /// So many bytes, behind which the next thing starts at a multiple of four.
    fn padded(&mut self, nbytes: u64) -> Result<Vec<u8>> {
        let left = LONGEST_HEADER.saturating_sub(self.at);
        if nbytes > left {
            let found = format!("{nbytes} bytes in the header");
            let expected = format!("a header of at most {LONGEST_HEADER} bytes");
            return Err(self.place.malformed(self.at, found, expected));
        }
        // Memory grows with what arrives.
        let mut bytes = Vec::new();
        let got = self.bytes.by_ref().take(nbytes).read_to_end(&mut bytes);
        let got = got.map_err(|error| self.place.io("read the header", error))? as u64;
        self.at += got;
        if got < nbytes {
            return Err(ended(self.place, self.at, "the rest of the header"));
        }
        let mut rest = [0; 3];
        let padding = usize::try_from(nbytes.next_multiple_of(4) - nbytes).unwrap_or(0);
        self.fill(&mut rest[..padding])?;
        Ok(bytes)
    }

    /// A list of things, or none.
    fn list<T>(&mut self, tag: u32, one: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let at = self.at;
        let (found, count) = (self.u32()?, self.number()?);
        if found != tag && (found, count) != (0, 0) {
            let found = format!("a list of kind {found} with {count} members");
            return Err(self.place.malformed(at, found, format!("kind {tag}, or nothing")));
        }
        if count > MOST_ARRAYS as u64 {
            let expected = format!("at most {MOST_ARRAYS}");
            return Err(self.place.malformed(at, format!("a list of {count}"), expected));
        }
        (0..count).map(|_| one(self)).collect()
    }

    fn name(&mut self) -> Result<String> {
        let at = self.at;
        let nbytes = self.number()?;
        if nbytes > LONGEST_NAME {
            let expected = format!("at most {LONGEST_NAME} bytes");
            return Err(self.place.malformed(at, format!("a name of {nbytes} bytes"), expected));
        }
        Ok(String::from_utf8_lossy(&self.padded(nbytes)?).into_owned())
    }

    fn dtype(&mut self) -> Result<DType> {
        let at = self.at;
        Ok(match self.u32()? {
            1 => DType::I8,
            2 => DType::Bytes { len: 1 },
            3 => DType::I16,
            4 => DType::I32,
            5 => DType::F32,
            6 => DType::F64,
            7 if self.version == 5 => DType::U8,
            8 if self.version == 5 => DType::U16,
            9 if self.version == 5 => DType::U32,
            10 if self.version == 5 => DType::I64,
            11 if self.version == 5 => DType::U64,
            other => {
                let found = format!("the type {other}");
                let last = if self.version == 5 { 11 } else { 6 };
                return Err(self.place.malformed(at, found, format!("a type from 1 to {last}")));
            }
        })
    }

    fn dimension(&mut self) -> Result<Dimension> {
        Ok(Dimension { name: self.name()?, length: self.number()? })
    }

    fn attribute(&mut self) -> Result<(String, Numbers)> {
        let (name, dtype, count) = (self.name()?, self.dtype()?, self.number()?);
        let bytes = self.padded(count.saturating_mul(dtype.itemsize() as u64))?;
        Ok((name, Numbers { dtype, byte_order: ByteOrder::Big, bytes }))
    }

    fn variable(&mut self, dimensions: usize) -> Result<Variable> {
        let name = self.name()?;
        let at = self.at;
        let ndim = self.number()?;
        if ndim > MOST_AXES {
            let found = format!("{} of {ndim} axes", quoted(&name));
            return Err(self.place.malformed(at, found, format!("at most {MOST_AXES} axes")));
        }
        let mut of_axes = Vec::new();
        for _ in 0..ndim {
            let at = self.at;
            let number = self.number()?;
            let number = usize::try_from(number).ok().filter(|&number| number < dimensions);
            of_axes.push(number.ok_or_else(|| {
                let found = format!("an axis of {} along a dimension that is not", quoted(&name));
                self.place.malformed(at, found, format!("one of the {dimensions} dimensions"))
            })?);
        }
        let attributes = self.list(ATTRIBUTES, Self::attribute)?.into_iter().collect();
        let dtype = self.dtype()?;
        // What it says of its size is wrong where that is too large for it: it is not used.
        self.number()?;
        let begin = match self.version {
            1 => self.u32()?.into(),
            _ => u64::from_be_bytes(self.bytes()?),
        };
        Ok(Variable { name, dimensions: of_axes, attributes, dtype, begin })
    }
}
