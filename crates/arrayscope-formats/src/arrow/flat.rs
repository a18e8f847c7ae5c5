//! Flatbuffers, as far as Arrow's messages are written in them.
//!
//! Source: the page "Internals" of `FlatBuffers`. Every offset is checked where it
//! is followed; nothing that comes out is larger than the bytes.

/// What points outside of the bytes, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) at: usize,
}

pub(super) type Result<T> = std::result::Result<T, Broken>;

/// A table: fields by number, each of which may be absent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where its fields are, as offsets of 16 bits.
    fields: &'a [u8],
}

/// Elements of one size, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vector<'a> {
    bytes: &'a [u8],
    at: usize,
    pub(super) len: usize,
}

/// `N` bytes at a place.
fn take<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N]> {
    let end = at.checked_add(N).ok_or(Broken { at })?;
    let part = bytes.get(at..end).ok_or(Broken { at })?;
    part.try_into().map_err(|_| Broken { at })
}

/// Where the offset at `at` leads.
fn follow(bytes: &[u8], at: usize) -> Result<usize> {
    let offset = u32::from_le_bytes(take(bytes, at)?);
    let target = usize::try_from(offset).ok().and_then(|offset| at.checked_add(offset));
    target.ok_or(Broken { at })
}

impl<'a> Table<'a> {
    /// The table that the bytes are about.
    pub(super) fn root(bytes: &'a [u8]) -> Result<Self> {
        Self::new(bytes, follow(bytes, 0)?)
    }

    fn new(bytes: &'a [u8], at: usize) -> Result<Self> {
        let back = i64::from(i32::from_le_bytes(take(bytes, at)?));
        let vtable = i64::try_from(at).ok().and_then(|at| at.checked_sub(back));
        let vtable = vtable.and_then(|at| usize::try_from(at).ok()).ok_or(Broken { at })?;
        let length = usize::from(u16::from_le_bytes(take(bytes, vtable)?));
        let end = vtable.checked_add(length).ok_or(Broken { at: vtable })?;
        let fields = vtable.checked_add(4).and_then(|start| bytes.get(start..end));
        Ok(Self { bytes, at, fields: fields.ok_or(Broken { at: vtable })? })
    }

    /// Where a field stands; `None` if it is absent.
    fn field(&self, index: usize) -> Option<usize> {
        let offset = self.fields.get(2 * index..2 * index + 2)?;
        let offset = usize::from(u16::from_le_bytes([offset[0], offset[1]]));
        (offset > 0).then(|| self.at.checked_add(offset)).flatten()
    }

    pub(super) fn u8(&self, index: usize) -> Result<u8> {
        let at = self.field(index);
        at.map_or(Ok(0), |at| Ok(take::<1>(self.bytes, at)?[0]))
    }

    /// An integer of 16 bits, or what an absent one means.
    pub(super) fn i16_or(&self, index: usize, absent: i16) -> Result<i16> {
        let at = self.field(index);
        at.map_or(Ok(absent), |at| Ok(i16::from_le_bytes(take(self.bytes, at)?)))
    }

    pub(super) fn i32(&self, index: usize) -> Result<i32> {
        let at = self.field(index);
        at.map_or(Ok(0), |at| Ok(i32::from_le_bytes(take(self.bytes, at)?)))
    }

    pub(super) fn i64(&self, index: usize) -> Result<i64> {
        let at = self.field(index);
        at.map_or(Ok(0), |at| Ok(i64::from_le_bytes(take(self.bytes, at)?)))
    }

    pub(super) fn table(&self, index: usize) -> Result<Option<Self>> {
        let at = self.field(index);
        at.map(|at| Self::new(self.bytes, follow(self.bytes, at)?)).transpose()
    }

    /// A vector of elements of `size` bytes; one that is absent is empty.
    pub(super) fn vector(&self, index: usize, size: usize) -> Result<Vector<'a>> {
        let Some(at) = self.field(index) else {
            return Ok(Vector { bytes: self.bytes, at: 0, len: 0 });
        };
        let at = follow(self.bytes, at)?;
        let len = usize::try_from(u32::from_le_bytes(take(self.bytes, at)?));
        let (len, start) = (len.map_err(|_| Broken { at })?, at + 4);
        let end = len.checked_mul(size).and_then(|nbytes| start.checked_add(nbytes));
        if end.is_none_or(|end| end > self.bytes.len()) {
            return Err(Broken { at });
        }
        Ok(Vector { bytes: self.bytes, at: start, len })
    }

    /// A text; one that is absent is empty.
    pub(super) fn text(&self, index: usize) -> Result<&'a [u8]> {
        let vector = self.vector(index, 1)?;
        Ok(&vector.bytes[vector.at..vector.at + vector.len])
    }

    /// A vector of tables.
    pub(super) fn tables(&self, index: usize) -> Result<impl Iterator<Item = Result<Table<'a>>>> {
        let vector = self.vector(index, 4)?;
        Ok((0..vector.len).map(move |element| {
            Table::new(vector.bytes, follow(vector.bytes, vector.at + 4 * element)?)
        }))
    }
}

impl Vector<'_> {
    /// The integer of 64 bits at a byte of the vector.
    pub(super) fn i64_at(&self, byte: usize) -> Result<i64> {
        let at = self.at.checked_add(byte).ok_or(Broken { at: self.at })?;
        Ok(i64::from_le_bytes(take(self.bytes, at)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of one field of 32 bits, 7, whose vtable stands behind it.
    const TABLE: [u8; 18] = [4, 0, 0, 0, 0xf8, 0xff, 0xff, 0xff, 7, 0, 0, 0, 6, 0, 8, 0, 4, 0];

    #[test]
    fn fields_are_found_or_absent() {
        let table = Table::root(&TABLE).unwrap();
        assert_eq!((table.i32(0), table.i32(1), table.u8(9)), (Ok(7), Ok(0), Ok(0)));
        assert_eq!(table.text(5), Ok(&[][..]));
        assert!(table.table(0).is_err(), "7 bytes further there is no table");
    }

    #[test]
    fn offsets_that_lead_outside_are_broken() {
        for length in 0..TABLE.len() {
            assert!(Table::root(&TABLE[..length]).is_err());
        }
        for at in 0..TABLE.len() {
            let mut bytes = TABLE;
            bytes[at] = 0xff;
            if let Ok(table) = Table::root(&bytes) {
                for index in 0..4 {
                    let _ = (table.i64(index), table.vector(index, 16), table.text(index));
                    let _ = table.tables(index).map(Iterator::count);
                }
            }
        }
    }
}
