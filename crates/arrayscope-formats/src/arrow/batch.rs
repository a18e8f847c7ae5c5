//! Rows that are stored together: where the bytes of each column are.

use super::flat::{Broken, Result, Table, Vector};
use super::messages::Message;
use super::schema::Numbers;
use crate::columns::Codec;

/// A record batch, as its message describes it.
#[derive(Debug)]
pub(super) struct Batch<'a> {
    pub(super) rows: u64,
    /// Length and nulls of each field, 16 bytes.
    nodes: Vector<'a>,
    /// Offset and length of each buffer, 16 bytes.
    buffers: Vector<'a>,
    /// `None` for one that is not known.
    pub(super) codec: Option<Codec>,
    /// Further buffers of each column of views.
    views: Vector<'a>,
    body_at: u64,
    body_nbytes: u64,
}

/// Bytes in the file: where, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Buffer {
    pub(super) at: u64,
    pub(super) nbytes: u64,
}

impl<'a> Batch<'a> {
    pub(super) fn read(message: &'a Message) -> Result<Self> {
        let table = Table::root(&message.metadata)?.table(2)?.ok_or(Broken { at: 0 })?;
        let codec = match table.table(3)? {
            None => Some(Codec::Plain),
            // Buffers are compressed one by one: the only method there is.
            Some(compression) => match (compression.u8(0)?, compression.u8(1)?) {
                (0, 0) => Some(Codec::Lz4Frame),
                (1, 0) => Some(Codec::Zstd),
                _ => None,
            },
        };
        Ok(Self {
            rows: u64::try_from(table.i64(0)?).map_err(|_| Broken { at: 0 })?,
            nodes: table.vector(1, 16)?,
            buffers: table.vector(2, 16)?,
            codec,
            views: table.vector(4, 8)?,
            body_at: message.body_at,
            body_nbytes: message.body_nbytes,
        })
    }

    /// How many fields it describes.
    pub(super) fn nodes(&self) -> usize {
        self.nodes.len
    }

    /// Values of a field, and how many of them are null.
    pub(super) fn node(&self, index: usize) -> Result<(u64, u64)> {
        if index >= self.nodes.len {
            return Err(Broken { at: 0 });
        }
        let count = |byte| u64::try_from(self.nodes.i64_at(byte)?).map_err(|_| Broken { at: 0 });
        Ok((count(16 * index)?, count(16 * index + 8)?))
    }

    /// A buffer of a column, counted from its first.
    pub(super) fn buffer(&self, numbers: &Numbers, index: usize) -> Result<Buffer> {
        let mut at = numbers.buffer + index;
        for view in 0..numbers.views.min(self.views.len) {
            let more = usize::try_from(self.views.i64_at(8 * view)?);
            at = more.ok().and_then(|more| at.checked_add(more)).ok_or(Broken { at: 0 })?;
        }
        if at >= self.buffers.len {
            return Err(Broken { at: 0 });
        }
        let number = |byte| u64::try_from(self.buffers.i64_at(byte)?).map_err(|_| Broken { at: 0 });
        let (offset, nbytes) = (number(16 * at)?, number(16 * at + 8)?);
        if offset.checked_add(nbytes).is_none_or(|end| end > self.body_nbytes) {
            return Err(Broken { at: 0 });
        }
        Ok(Buffer { at: self.body_at + offset, nbytes })
    }
}
