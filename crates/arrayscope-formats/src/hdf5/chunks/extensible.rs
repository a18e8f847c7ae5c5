//! Chunks of an array that grows along one axis: blocks of entries that double.
//!
//! Source: HDF5 File Format Specification 3.0, section VII.D.

use super::super::dataset::Chunked;
use super::super::structure::{Block, Cursor, Fault, Parsed, Store, to_usize};
use super::fixed::bit;
use super::table::{self, Entries};
use super::{Located, Region};

/// The chunks of a region.
pub(super) fn locate(store: &Store, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
    let growing = chunked.most.iter().position(|&most| most == u64::MAX);
    let Some(mut table) = Table::read(store, chunked)? else { return Ok(Vec::new()) };
    table::walk(chunked, region, growing, &mut |number, place| Some(table.entry(number, place)))
}

/// The header of a table, its first block, and what was read of the others last.
struct Table<'a> {
    store: &'a Store,
    entries: Entries,
    /// Entries in the first block.
    direct: u64,
    /// Entries of the smallest of the other blocks.
    smallest: u64,
    /// Groups of blocks whose addresses stand in the first block.
    near_groups: u64,
    /// Entries of a page, which larger blocks are cut into.
    page_count: u64,
    /// Bytes of the number of an entry.
    offset_nbytes: usize,
    first: Block,
    /// Addresses of blocks in the first block.
    near_blocks: u64,
    /// The addresses of a group of blocks.
    group: Option<(u64, Block)>,
    /// The entries of a block, or of a page of it, by address.
    page: Option<(u64, Block)>,
}

/// Where an entry is.
struct Position {
    /// The address of its block; `None` where none was written.
    block: Option<u64>,
    /// Entries of the block.
    count: u64,
    /// Which entry of the block it is.
    inside: u64,
    /// Whether its page was written, where the block has pages.
    is_written: bool,
}

impl<'a> Table<'a> {
    /// The table of a dataset; `None` where nothing was written.
    fn read(store: &'a Store, chunked: &Chunked) -> Parsed<Option<Self>> {
        let nbytes = 16 + 6 * store.sizes.length + store.sizes.address;
        let what = "a table of chunks";
        let header = store.checked(chunked.address, nbytes as u64, what)?;
        let mut cursor = header.cursor();
        cursor.signature(*b"EAHD")?;
        cursor.version(&[0], what)?;
        let entries = Entries::new(&mut cursor, chunked)?;
        let at = cursor.at();
        let bits = u64::from(cursor.u8()?);
        let [direct, smallest, pointers, page_bits] =
            [cursor.u8()?, cursor.u8()?, cursor.u8()?, cursor.u8()?];
        for _ in 0..6 {
            cursor.length()?;
        }
        let Some(address) = cursor.address()? else { return Ok(None) };
        let smallest_bits = u64::from(smallest.checked_ilog2().unwrap_or(0));
        let is_table = smallest.is_power_of_two()
            && pointers.is_power_of_two()
            && page_bits < 64
            && (smallest_bits..=64).contains(&bits);
        if !is_table {
            let found =
                format!("blocks of {smallest} entries in groups of {pointers}, {bits} bits");
            return Err(Fault::malformed(at, found, "powers of two in at most 64 bits"));
        }
        let near_groups = 2 * u64::from(pointers.ilog2());
        let near_blocks = 2 * (u64::from(pointers) - 1);
        let groups = 1 + bits - smallest_bits;
        let addresses = near_blocks + groups.saturating_sub(near_groups);
        let address_nbytes = store.sizes.address as u64;
        let nbytes = 10
            + address_nbytes
            + u64::from(direct) * entries.nbytes as u64
            + addresses * address_nbytes;
        let first = store.checked(address, nbytes, what)?;
        first.cursor().signature(*b"EAIB")?;
        Ok(Some(Self {
            store,
            entries,
            direct: u64::from(direct),
            smallest: u64::from(smallest),
            near_groups,
            page_count: 1 << page_bits,
            offset_nbytes: to_usize(bits.div_ceil(8), at)?,
            first,
            near_blocks,
            group: None,
            page: None,
        }))
    }

    fn entry(&mut self, number: u64, place: Vec<u64>) -> Parsed<Option<Located>> {
        if let Some(number) = number.checked_sub(self.direct) {
            let position = self.position(number)?;
            let Some(block) = position.block.filter(|_| position.is_written) else {
                return Ok(None);
            };
            let inside = self.load(block, &position)?;
            let Some((_, page)) = &self.page else { return Ok(None) };
            return self.nth(&mut page.cursor(), inside, place);
        }
        let mut cursor = self.first.cursor();
        cursor.take(6 + self.store.sizes.address)?;
        self.nth(&mut cursor, number, place)
    }

    fn nth(&self, cursor: &mut Cursor<'_>, at: u64, place: Vec<u64>) -> Parsed<Option<Located>> {
        let at = to_usize(at, cursor.at())?;
        cursor.take(at.saturating_mul(self.entries.nbytes))?;
        self.entries.read(cursor, place)
    }

    /// Where an entry is that is not in the first block; `number` counts from those on.
    ///
    /// Group g has 2^(g/2) blocks of `smallest` × 2^((g+1)/2) entries: 2^g × `smallest`
    /// together, and as many before it but for one `smallest`.
    fn position(&mut self, number: u64) -> Parsed<Position> {
        let group = u64::from((number / self.smallest).saturating_add(1).ilog2());
        let offset = number - ((1 << group) - 1) * self.smallest;
        let (blocks, count) = (1 << (group / 2), self.smallest << group.div_ceil(2));
        let (at, inside) = (offset / count, offset % count);
        let pages = if count > self.page_count { count / self.page_count } else { 0 };
        let (block, is_written) = if group < self.near_groups {
            // Blocks of the groups before: 2^0, 2^0, 2^1, 2^1, ...
            let before = 2 * ((1 << (group / 2)) - 1) + if group % 2 == 1 { blocks } else { 0 };
            (self.near(before + at)?, true)
        } else {
            self.far(group, blocks, at, (pages, inside / self.page_count))?
        };
        Ok(Position { block, count, inside, is_written })
    }

    /// An address in the first block.
    fn near(&self, at: u64) -> Parsed<Option<u64>> {
        let mut cursor = self.first.cursor();
        let address = self.store.sizes.address as u64;
        let before = 6 + address + self.direct * self.entries.nbytes as u64;
        cursor.take(to_usize(before + at * address, cursor.at())?)?;
        cursor.address()
    }

    /// An address in the block of a group, and whether one of its pages was written.
    fn far(
        &mut self,
        group: u64,
        blocks: u64,
        at: u64,
        (pages, page): (u64, u64),
    ) -> Parsed<(Option<u64>, bool)> {
        let Some(address) = self.near(self.near_blocks + group - self.near_groups)? else {
            return Ok((None, false));
        };
        let sizes = self.store.sizes;
        let head = 6 + sizes.address + self.offset_nbytes;
        let bits = blocks.saturating_mul(pages.div_ceil(8));
        if self.group.as_ref().is_none_or(|(last, _)| *last != address) {
            let nbytes = bits
                .saturating_add(blocks.saturating_mul(sizes.address as u64))
                .saturating_add(head as u64 + 4);
            let block = self.store.checked(address, nbytes, "a group of blocks of chunks")?;
            block.cursor().signature(*b"EASB")?;
            self.group = Some((address, block));
        }
        let Some((_, block)) = &self.group else { return Ok((None, false)) };
        let mut cursor = block.cursor();
        cursor.take(head)?;
        let written = cursor.take(to_usize(bits, cursor.at())?)?;
        cursor.take(to_usize(at * sizes.address as u64, cursor.at())?)?;
        let is_written = pages == 0 || bit(written, at * pages + page);
        Ok((cursor.address()?, is_written))
    }

    /// Reads the block or page of an entry, and says which entry of that it is.
    fn load(&mut self, block: u64, position: &Position) -> Parsed<u64> {
        let Position { count, inside, .. } = *position;
        let head = (6 + self.store.sizes.address + self.offset_nbytes) as u64;
        let entry = self.entries.nbytes as u64;
        let is_paged = count > self.page_count;
        let (address, nbytes, inside) = if is_paged {
            // Each page has its checksum, and so has the head of the block.
            let nbytes = self.page_count.saturating_mul(entry).saturating_add(4);
            let before = (inside / self.page_count).saturating_mul(nbytes).saturating_add(head + 4);
            (block.saturating_add(before), nbytes, inside % self.page_count)
        } else {
            (block, count.saturating_mul(entry).saturating_add(head + 4), inside)
        };
        if self.page.as_ref().is_none_or(|(last, _)| *last != address) {
            let page = self.store.checked(address, nbytes, "a block of chunks")?;
            let page = if is_paged {
                page
            } else {
                let mut cursor = page.cursor();
                cursor.signature(*b"EADB")?;
                cursor.take(to_usize(head - 4, cursor.at())?)?;
                Block::within(cursor.rest().to_vec(), cursor.at(), self.store.sizes)
            };
            self.page = Some((address, page));
        }
        Ok(inside)
    }
}
