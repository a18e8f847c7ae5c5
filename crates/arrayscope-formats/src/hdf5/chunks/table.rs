//! Tables of chunks: one entry for each chunk that the array can ever have.

use super::super::dataset::Chunked;
use super::super::structure::{Cursor, Fault, Parsed};
use super::{Located, Region};

/// How the entries of a table are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entries {
    /// Bytes of an entry.
    pub(super) nbytes: usize,
    is_filtered: bool,
    /// Bytes of a chunk without filters.
    plain: u64,
}

impl Entries {
    /// Entries of this many bytes, of the kind that the table says.
    pub(super) fn new(cursor: &mut Cursor<'_>, chunked: &Chunked) -> Parsed<Self> {
        let at = cursor.at();
        let (client, nbytes) = (cursor.u8()?, usize::from(cursor.u8()?));
        let address = cursor.sizes().address;
        let is_filtered = client == 1;
        let is_right = match client {
            0 => nbytes == address,
            1 => (address + 5..=address + 12).contains(&nbytes),
            _ => false,
        };
        if !is_right || is_filtered == chunked.filters.is_empty() {
            let found = format!("a table of kind {client} with entries of {nbytes} bytes");
            return Err(Fault::malformed(at, found, "one for the filters of the dataset"));
        }
        Ok(Self { nbytes, is_filtered, plain: chunked.nbytes as u64 })
    }

    /// One entry; `None` where no chunk was written.
    pub(super) fn read(self, cursor: &mut Cursor<'_>, place: Vec<u64>) -> Parsed<Option<Located>> {
        let address = cursor.address()?;
        let (nbytes, left_out) = if self.is_filtered {
            let size = self.nbytes - cursor.sizes().address - 4;
            (cursor.uint(size)?, cursor.u32()?)
        } else {
            (self.plain, 0)
        };
        Ok(address.map(|address| Located { place, address, nbytes, left_out }))
    }
}

/// What a place has: `None` where its number is too large for any file.
type Found = Option<Parsed<Option<Located>>>;

/// Asks for each chunk of a region by its number in the table, in the order of numbers.
///
/// Numbers count the chunks of the array at its largest in C order; the axis that grows
/// without a limit comes first, if there is one.
pub(super) fn walk(
    chunked: &Chunked,
    region: &Region,
    growing: Option<usize>,
    ask: &mut dyn FnMut(u64, Vec<u64>) -> Found,
) -> Parsed<Vec<Located>> {
    let mut axes: Vec<usize> = (0..chunked.ndim).collect();
    if let Some(axis) = growing {
        axes.remove(axis);
        axes.insert(0, axis);
    }
    let too_many = || {
        let found = format!("{} chunks along an axis", u64::MAX);
        Fault::malformed(0, found, "a table with a number for each chunk")
    };
    let mut found = Vec::new();
    let mut place = region.first.clone();
    loop {
        let number = axes.iter().try_fold(0_u64, |number, &axis| {
            // The first axis may have no limit: it multiplies 0.
            number.checked_mul(chunked.most[axis])?.checked_add(place[axis])
        });
        let number = number.ok_or_else(too_many)?;
        found.extend(ask(number, place.clone()).ok_or_else(too_many)??);
        let Some(&axis) = axes.iter().rev().find(|&&axis| place[axis] < region.last[axis]) else {
            return Ok(found);
        };
        place[axis] += 1;
        let at = axes.iter().position(|&other| other == axis).unwrap_or(0);
        for &after in &axes[at + 1..] {
            place[after] = region.first[after];
        }
    }
}
