//! Rows of Arrow's columns, out of the buffers that hold them.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::dtype::ByteOrder;

use super::batch::{Batch, Buffer};
use super::messages::{Messages, Next};
use super::schema::Numbers;
use crate::columns::{Codec, Sink, Store, fitted, stored};
use crate::error::Result;
use crate::io::File;
use crate::place::Place;

/// Where the batches of a file are.
#[derive(Debug)]
pub(super) struct ArrowStore {
    pub(super) file: Arc<File>,
    pub(super) stored: u64,
    /// Where the message of each batch is.
    pub(super) batches: Vec<u64>,
    pub(super) columns: Vec<Numbers>,
    pub(super) byte_order: ByteOrder,
}

impl Store for ArrowStore {
    fn read(
        &self,
        group: usize,
        column: usize,
        rows: &Range<usize>,
        sink: &mut Sink<'_>,
        place: &Place,
    ) -> Result<()> {
        let messages = Messages { file: &self.file, place, stored: self.stored };
        let at = self.batches[group];
        let Next::Message(message) = messages.read(at)? else {
            let expected = "a record batch: the file was cut while it was open";
            return Err(crate::npy::ended(place, at, expected));
        };
        let fail = |broken| messages.broken(message.at, broken);
        let batch = Batch::read(&message).map_err(fail)?;
        let codec = batch.codec.ok_or_else(|| {
            place.unsupported("an unknown compression", "LZ4 and Zstandard are read")
        })?;
        let numbers = &self.columns[column];
        let part = Part { file: &self.file, codec, place };
        let lists: usize = numbers.lists.iter().product();
        let values = rows.start * lists..rows.end * lists;
        // Buffers: validity of each list, validity of the values, values.
        let data = batch.buffer(numbers, numbers.lists.len() + 1).map_err(fail)?;
        let (all, _) = batch.node(numbers.node + numbers.lists.len()).map_err(fail)?;
        let stored = part.bits(data, numbers.bits, &values, all)?;
        let width = numbers.bits.div_ceil(8);
        let native = fitted(stored, width, self.byte_order, &numbers.dtype).ok_or_else(|| {
            place.malformed(data.at, "a number that does not fit its dtype", "one that does")
        })?;
        let start = sink.len();
        sink.values(&native)?;
        let mut size = lists;
        let (mut length, mut levels) = (1, numbers.lists.iter());
        for level in 0..=numbers.lists.len() {
            let (all, nulls) = batch.node(numbers.node + level).map_err(fail)?;
            let validity = batch.buffer(numbers, level).map_err(fail)?;
            if nulls > 0 && validity.nbytes > 0 {
                let inside = rows.start * length..rows.end * length;
                let valid = part.bits(validity, 1, &inside, all)?;
                for (at, _) in valid.iter().enumerate().filter(|(_, valid)| **valid == 0) {
                    sink.make_null(start + at * size, size)?;
                }
            }
            if let Some(&next) = levels.next() {
                length *= next;
                size /= next;
            }
        }
        Ok(())
    }
}

/// Bytes of a buffer beyond those of its values.
const SLACK: u64 = 1 << 16;

/// Reads buffers.
struct Part<'a> {
    file: &'a File,
    codec: Codec,
    place: &'a Place,
}

impl Part<'_> {
    /// Values of so many bits out of a buffer of `all` of them; those of one bit become bytes.
    fn bits(
        &self,
        buffer: Buffer,
        bits: usize,
        values: &Range<usize>,
        all: u64,
    ) -> Result<Vec<u8>> {
        // Padding may be part of it, or room that was not used.
        let most = all.saturating_mul(bits as u64) / 4 + SLACK;
        if bits > 1 {
            let width = bits / 8;
            return self.bytes(buffer, &(values.start * width..values.end * width), most);
        }
        let bytes = self.bytes(buffer, &(values.start / 8..values.end.div_ceil(8)), most)?;
        let skipped = values.start % 8;
        let bits = skipped..skipped + values.len();
        Ok(bits.map(|bit| bytes[bit / 8] >> (bit % 8) & 1).collect())
    }

    /// Bytes of a buffer that unpacks to `most` bytes at most.
    fn bytes(&self, buffer: Buffer, range: &Range<usize>, most: u64) -> Result<Vec<u8>> {
        if self.codec == Codec::Plain {
            return self.stored(buffer, range);
        }
        // Its size stands in front; -1 where compressing was of no use.
        let head = self.stored(buffer, &(0..8))?;
        let size = i64::from_le_bytes(head.try_into().unwrap_or_default());
        let packed = Buffer { at: buffer.at + 8, nbytes: buffer.nbytes - 8 };
        if size == -1 {
            return self.stored(packed, range);
        }
        let Some(size) = usize::try_from(size).ok().filter(|&size| size as u64 <= most) else {
            let found = format!("a buffer of {size} bytes, unpacked");
            let expected = format!("at most {most}, twice what its values take");
            return Err(self.place.malformed(buffer.at, found, expected));
        };
        if size < range.end {
            return Err(self.short(buffer, size as u64, range));
        }
        let nbytes = usize::try_from(packed.nbytes).unwrap_or(usize::MAX);
        let packed = self.stored(packed, &(0..nbytes))?;
        let mut unpacked = self
            .codec
            .unpack(packed, size)
            .map_err(|error| self.place.unpack(buffer.at, &error))?;
        unpacked.truncate(range.end);
        unpacked.drain(..range.start);
        Ok(unpacked)
    }

    /// Bytes of a buffer as they are stored.
    fn stored(&self, buffer: Buffer, range: &Range<usize>) -> Result<Vec<u8>> {
        if range.end as u64 > buffer.nbytes {
            return Err(self.short(buffer, buffer.nbytes, range));
        }
        stored(self.file, buffer.at + range.start as u64, range.len(), self.place)
    }

    fn short(&self, buffer: Buffer, nbytes: u64, range: &Range<usize>) -> crate::error::Error {
        let found = format!("a buffer of {nbytes} bytes");
        let expected = format!("at least {}, for the rows of its batch", range.end);
        self.place.malformed(buffer.at, found, expected)
    }
}
