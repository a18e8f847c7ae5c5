//! Reading what stands before the tensors: numbers, strings and metadata to skip.

use std::io::{BufReader, Read as _};
use std::sync::Arc;

use arrayscope_core::dtype::ByteOrder;

use crate::error::Result;
use crate::io::{File, Part};
use crate::npy::ended;
use crate::place::Place;
use crate::printable::quoted;

/// Bytes before the tensors at most. The tokens of a large model take 20 MB.
const LONGEST_METADATA: u64 = 64 << 20;

/// Bytes of a name or key.
const LONGEST_NAME: u64 = 64 << 10;

/// Arrays in arrays.
const DEEPEST: u32 = 8;

/// A position in the file, in its byte order.
pub(super) struct Stream<'a> {
    bytes: BufReader<Part>,
    pub(super) at: u64,
    pub(super) byte_order: ByteOrder,
    place: &'a Place,
}

impl<'a> Stream<'a> {
    /// From the first byte of the file.
    pub(super) fn new(file: &Arc<File>, place: &'a Place) -> Self {
        let bytes = BufReader::with_capacity(1 << 16, Part::all(file));
        Self { bytes, at: 0, byte_order: ByteOrder::Little, place }
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.bytes.read_exact(bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => {
                ended(self.place, self.at, &format!("{} bytes more", bytes.len()))
            }
            _ => self.place.io("read the header", error),
        })?;
        self.advance(bytes.len() as u64)
    }

    fn advance(&mut self, nbytes: u64) -> Result<()> {
        self.at = self.at.saturating_add(nbytes);
        if self.at <= LONGEST_METADATA {
            return Ok(());
        }
        let expected = format!("at most {LONGEST_METADATA} bytes before the tensors");
        Err(self.place.malformed(self.at - nbytes, format!("{nbytes} bytes more"), expected))
    }

    fn skip(&mut self, nbytes: u64) -> Result<()> {
        self.advance(nbytes)?;
        // At most LONGEST_METADATA, which is far below the largest step.
        let step = i64::try_from(nbytes).unwrap_or(i64::MAX);
        self.bytes.seek_relative(step).map_err(|error| self.place.io("read the header", error))
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        let bytes = self.bytes()?;
        Ok(if self.byte_order == ByteOrder::Big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    pub(super) fn u64(&mut self) -> Result<u64> {
        let bytes = self.bytes()?;
        Ok(if self.byte_order == ByteOrder::Big {
            u64::from_be_bytes(bytes)
        } else {
            u64::from_le_bytes(bytes)
        })
    }

    /// A name: a length, and bytes that are UTF-8.
    pub(super) fn name(&mut self) -> Result<String> {
        let at = self.at;
        let nbytes = self.u64()?;
        if nbytes > LONGEST_NAME {
            let found = format!("a name of {nbytes} bytes");
            return Err(self.place.malformed(at, found, format!("at most {LONGEST_NAME} bytes")));
        }
        let mut bytes = vec![0; usize::try_from(nbytes).unwrap_or(0)];
        self.fill(&mut bytes)?;
        String::from_utf8(bytes).map_err(|error| {
            let found = format!("the name {}", quoted(&String::from_utf8_lossy(error.as_bytes())));
            self.place.malformed(at + 8, found, "UTF-8")
        })
    }

    /// Skips a value of metadata.
    pub(super) fn skip_value(&mut self, kind: u32, depth: u32) -> Result<()> {
        const STRING: u32 = 8;
        const ARRAY: u32 = 9;
        let at = self.at;
        match kind {
            STRING => {
                let nbytes = self.u64()?;
                self.skip(nbytes)
            }
            ARRAY if depth < DEEPEST => {
                let (kind, count) = (self.u32()?, self.u64()?);
                if let Some(width) = width(kind) {
                    return self.skip(count.saturating_mul(width));
                }
                // Each takes bytes, and of those there are so many.
                (0..count).try_for_each(|_| self.skip_value(kind, depth + 1))
            }
            ARRAY => Err(self.place.malformed(
                at,
                "arrays in arrays in arrays",
                format!("at most {DEEPEST} levels"),
            )),
            _ => {
                let Some(width) = width(kind) else {
                    let found = format!("a value of the type {kind}");
                    let at = at.saturating_sub(4);
                    return Err(self.place.malformed(at, found, "a type of 0 to 12"));
                };
                self.skip(width)
            }
        }
    }
}

/// Bytes of a value of a type that always has as many.
fn width(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}
