//! Fractal heaps: the links of large groups, and attributes beyond a handful.
//!
//! Source: HDF5 File Format Specification 3.0, section III.G.

use super::btree2;
use super::cursor::{Cursor, bytes_for, to_usize};
use super::fault::{Fault, Parsed};
use super::store::{Block, Store};

/// A heap whose objects are found by their identifiers.
#[derive(Debug)]
pub(in crate::hdf5) struct FractalHeap {
    id_nbytes: usize,
    /// Where objects that fit no block are listed.
    huge: Option<u64>,
    /// Blocks of a row.
    width: u64,
    /// Bytes of a block in the first two rows; each row after that doubles it.
    first_nbytes: u64,
    largest_nbytes: u64,
    /// Bytes of an offset in the heap.
    offset_nbytes: usize,
    /// Bytes of a length in the heap.
    length_nbytes: usize,
    root: Option<u64>,
    /// Rows of the root block; 0 where it is a block of objects.
    rows: u64,
}

impl FractalHeap {
    /// Reads the header of a heap.
    pub(in crate::hdf5) fn read(store: &Store, address: u64) -> Parsed<Self> {
        let nbytes = 26 + 12 * store.sizes.length + 3 * store.sizes.address;
        let start = store.block(address, nbytes as u64, "the header of a heap")?;
        let mut cursor = start.cursor();
        cursor.signature(*b"FRHP")?;
        cursor.version(&[0], "a heap")?;
        let id_nbytes = cursor.count()?;
        if cursor.u16()? > 0 {
            let found = "a heap of links or attributes that is compressed";
            return Err(Fault::unsupported(found, "heaps are read as they are"));
        }
        let _flags = cursor.u8()?;
        let largest_object = u64::from(cursor.u32()?);
        let _next_huge = cursor.length()?;
        let huge = cursor.address()?;
        let _free = (cursor.length()?, cursor.address()?);
        // Bytes of the heap, bytes of its blocks, where the next goes, and how many objects;
        // bytes and number of huge objects; the same of tiny ones.
        for _ in 0..8 {
            cursor.length()?;
        }
        let at = cursor.at();
        let width = u64::from(cursor.u16()?);
        let first_nbytes = cursor.length()?;
        let largest_nbytes = cursor.length()?;
        let offset_bits = u64::from(cursor.u16()?);
        let _first_rows = cursor.u16()?;
        let root = cursor.address()?;
        let rows = u64::from(cursor.u16()?);
        let is_table = width.is_power_of_two()
            && first_nbytes.is_power_of_two()
            && largest_nbytes.is_power_of_two()
            && first_nbytes <= largest_nbytes
            && offset_bits <= 64
            && rows <= 64;
        if !is_table {
            let found = format!(
                "{rows} rows of {width} blocks of {first_nbytes} to {largest_nbytes} bytes"
            );
            return Err(Fault::malformed(at, found, "powers of two in at most 64 rows"));
        }
        store.checked(address, nbytes as u64, "the header of a heap")?;
        let longest = largest_object.min(largest_nbytes.saturating_sub(1));
        Ok(Self {
            id_nbytes,
            huge,
            width,
            first_nbytes,
            largest_nbytes,
            offset_nbytes: to_usize(offset_bits.div_ceil(8), at)?,
            length_nbytes: bytes_for(longest),
            root,
            rows,
        })
    }

    /// The object with an identifier, which is as long as those of the heap.
    pub(in crate::hdf5) fn object(&self, store: &Store, id: &mut Cursor<'_>) -> Parsed<Block> {
        let mut id = id.part(self.id_nbytes)?;
        let at = id.at();
        let first = id.u8()?;
        match first >> 4 & 3 {
            0 => {
                let offset = id.uint(self.offset_nbytes)?;
                let nbytes = id.uint(self.length_nbytes)?;
                let address = self.locate(store, offset, nbytes, at)?;
                store.block(address, nbytes, "an object of a heap")
            }
            1 => self.huge_object(store, &mut id),
            2 => {
                let mut nbytes = usize::from(first & 0xf);
                if self.id_nbytes > 17 {
                    nbytes = nbytes << 8 | usize::from(id.u8()?);
                }
                let at = id.at();
                Ok(Block::within(id.take(nbytes + 1)?.to_vec(), at, store.sizes))
            }
            kind => {
                Err(Fault::malformed(at, format!("an object of kind {kind}"), "kind 0, 1 or 2"))
            }
        }
    }

    /// Where the bytes at an offset of the heap are in the file.
    fn locate(&self, store: &Store, offset: u64, nbytes: u64, at: u64) -> Parsed<u64> {
        let outside = |found: String| Fault::malformed(at, found, "an object inside of a block");
        let root = self.root.ok_or_else(|| outside("an object of an empty heap".to_owned()))?;
        let (mut address, mut rows, mut start) = (root, self.rows, 0);
        let mut size = self.first_nbytes;
        // Each turn leads to a block that is smaller, or ends.
        while rows > 0 {
            let inside = offset - start;
            let row = self.row_of(inside);
            if row >= rows {
                return Err(outside(format!("an object at offset {offset} of a heap")));
            }
            size = self.row_nbytes(row);
            let column = (inside - self.row_offset(row)) / size;
            address = self.child(store, address, row, column)?;
            start += self.row_offset(row) + column * size;
            let is_indirect = size > self.largest_nbytes;
            rows = if is_indirect { self.rows_within(size) } else { 0 };
        }
        let inside = offset - start;
        if inside.checked_add(nbytes).is_none_or(|end| end > size) {
            return Err(outside(format!("{nbytes} bytes at {inside} of a block of {size} bytes")));
        }
        store.check(address, size, "a block of a heap")?;
        Ok(address + inside)
    }

    /// The row of a table in which an offset lies.
    fn row_of(&self, offset: u64) -> u64 {
        let blocks = offset / self.width / self.first_nbytes;
        blocks.checked_ilog2().map_or(0, |row| u64::from(row) + 1)
    }

    /// Bytes of each block of a row.
    fn row_nbytes(&self, row: u64) -> u64 {
        // A row below 64 was found from an offset: its blocks end inside of 64 bits, or
        // saturate and are outside of every file.
        self.first_nbytes.saturating_mul(1 << row.saturating_sub(1))
    }

    /// The offset of a row in its table.
    fn row_offset(&self, row: u64) -> u64 {
        if row == 0 { 0 } else { self.width.saturating_mul(self.row_nbytes(row)) }
    }

    /// Rows of a table that is as large as a block.
    fn rows_within(&self, nbytes: u64) -> u64 {
        let first_row = self.first_nbytes.saturating_mul(self.width);
        u64::from(nbytes.ilog2()).saturating_sub(u64::from(first_row.ilog2())) + 1
    }

    /// The address of a block in a table.
    fn child(&self, store: &Store, table: u64, row: u64, column: u64) -> Parsed<u64> {
        let address = store.sizes.address as u64;
        let head = 5 + address + self.offset_nbytes as u64;
        let start = store.block(table, head, "a table of blocks")?;
        start.cursor().signature(*b"FHIB")?;
        // Rows are at most 64, and a row has at most 65535 blocks.
        let at = table + head + (row * self.width + column) * address;
        let entry = store.block(at, address, "a table of blocks")?;
        entry.cursor().known_address("block at this offset")
    }

    /// An object that has a place of its own in the file.
    fn huge_object(&self, store: &Store, id: &mut Cursor<'_>) -> Parsed<Block> {
        let at = id.at();
        if id.rest().len() >= store.sizes.address + store.sizes.length {
            let address = id.known_address("object")?;
            return store.block(address, id.length()?, "an object of a heap");
        }
        let wanted = id.uint(id.rest().len().min(store.sizes.length))?;
        let index =
            self.huge.ok_or_else(|| Fault::malformed(at, "no list of objects", "a list"))?;
        let mut found = None;
        btree2::records(store, index, 1, &mut |record, at| {
            let mut record = Cursor::new(record, at, store.sizes);
            let place = (record.known_address("object")?, record.length()?);
            if record.length()? == wanted {
                found = Some(place);
            }
            Ok(())
        })?;
        let missing =
            || Fault::malformed(at, format!("object {wanted} of a heap"), "one that is listed");
        let (address, nbytes) = found.ok_or_else(missing)?;
        store.block(address, nbytes, "an object of a heap")
    }
}
