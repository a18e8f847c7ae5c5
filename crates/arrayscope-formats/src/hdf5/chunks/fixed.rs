//! Chunks of an array that does not grow without a limit: a table, in pages if it is long.
//!
//! Source: HDF5 File Format Specification 3.0, section VII.C.

use super::super::dataset::Chunked;
use super::super::structure::{Block, Fault, Parsed, Store};
use super::table::{self, Entries};
use super::{Located, Region};

/// The chunks of a region.
pub(super) fn locate(store: &Store, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
    let Some(mut table) = Table::read(store, chunked)? else { return Ok(Vec::new()) };
    table::walk(chunked, region, None, &mut |number, place| Some(table.entry(number, place)))
}

/// A table of entries.
struct Table<'a> {
    store: &'a Store,
    entries: Entries,
    /// How many entries there are.
    count: u64,
    /// Where the pages start; a short table is one page.
    pages_address: u64,
    page_count: u64,
    /// A bit for each page that was written; empty of a short table.
    written: Vec<u8>,
    /// The page that was read last.
    page: Option<(u64, Block)>,
}

impl<'a> Table<'a> {
    /// The table of a dataset; `None` where nothing was written.
    fn read(store: &'a Store, chunked: &Chunked) -> Parsed<Option<Self>> {
        let nbytes = 12 + store.sizes.length + store.sizes.address;
        let what = "a table of chunks";
        let header = store.checked(chunked.address, nbytes as u64, what)?;
        let mut cursor = header.cursor();
        cursor.signature(*b"FAHD")?;
        cursor.version(&[0], what)?;
        let entries = Entries::new(&mut cursor, chunked)?;
        let at = cursor.at();
        let page_bits = u32::from(cursor.u8()?);
        let count = cursor.length()?;
        let Some(address) = cursor.address()? else { return Ok(None) };
        let page_count = 1_u64.checked_shl(page_bits).ok_or_else(|| {
            Fault::malformed(at, format!("pages of 2^{page_bits} entries"), "at most 2^63")
        })?;
        let head = 6 + store.sizes.address as u64;
        let mut table = Self {
            store,
            entries,
            count,
            pages_address: address,
            page_count,
            written: Vec::new(),
            page: None,
        };
        if count > page_count {
            let bits = count.div_ceil(page_count).div_ceil(8);
            let nbytes = head.saturating_add(bits).saturating_add(4);
            let start = store.checked(address, nbytes, what)?;
            let mut cursor = start.cursor();
            cursor.signature(*b"FADB")?;
            cursor.take(2 + store.sizes.address)?;
            table.written = cursor.rest().to_vec();
            table.pages_address += nbytes;
        } else {
            // All entries stand in the block, with its checksum behind them.
            let nbytes = count.saturating_mul(entries.nbytes as u64).saturating_add(head + 4);
            let block = store.checked(address, nbytes, what)?;
            let mut cursor = block.cursor();
            cursor.signature(*b"FADB")?;
            cursor.take(2 + store.sizes.address)?;
            let page = Block::within(cursor.rest().to_vec(), cursor.at(), store.sizes);
            table.page = Some((0, page));
        }
        Ok(Some(table))
    }

    fn entry(&mut self, number: u64, place: Vec<u64>) -> Parsed<Option<Located>> {
        if number >= self.count {
            let found = format!("chunk {number} in a table of {}", self.count);
            let at = self.store.at(self.pages_address);
            return Err(Fault::malformed(at, found, "a table with all chunks"));
        }
        let (page, inside) = (number / self.page_count, number % self.page_count);
        if !self.written.is_empty() && !bit(&self.written, page) {
            return Ok(None);
        }
        if self.page.as_ref().is_none_or(|(last, _)| *last != page) {
            let entry = self.entries.nbytes as u64;
            let nbytes = self.page_count.saturating_mul(entry).saturating_add(4);
            let address = page.saturating_mul(nbytes).saturating_add(self.pages_address);
            let left = self.count - page * self.page_count;
            let nbytes = left.min(self.page_count).saturating_mul(entry).saturating_add(4);
            self.page = Some((page, self.store.checked(address, nbytes, "a page of chunks")?));
        }
        let Some((_, block)) = &self.page else { return Ok(None) };
        let mut cursor = block.cursor();
        let inside = usize::try_from(inside).unwrap_or(usize::MAX);
        cursor.take(inside.saturating_mul(self.entries.nbytes))?;
        self.entries.read(&mut cursor, place)
    }
}

/// A bit of many, of which the first is the highest of its byte.
pub(super) fn bit(bits: &[u8], at: u64) -> bool {
    let byte = usize::try_from(at / 8).ok().and_then(|byte| bits.get(byte));
    byte.is_some_and(|byte| byte & 0x80 >> (at % 8) != 0)
}
