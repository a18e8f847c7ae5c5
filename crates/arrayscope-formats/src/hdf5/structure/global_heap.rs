//! Global heaps: texts and lists of any length, as attributes have them.
//!
//! Source: HDF5 File Format Specification 3.0, section III.E.

use super::cursor::{Cursor, to_usize};
use super::fault::{Fault, Parsed};
use super::store::{Block, Store};

/// The heaps of a file. The last one that was asked is kept: neighbours share it.
#[derive(Debug, Default)]
pub(in crate::hdf5) struct GlobalHeaps {
    last: Option<(u64, Block)>,
}

impl GlobalHeaps {
    /// What a reference leads to, which a variable-length value consists of: how many
    /// elements there are, and their bytes. Nothing, of an empty value.
    pub(in crate::hdf5) fn value(
        &mut self,
        store: &Store,
        reference: &mut Cursor<'_>,
    ) -> Parsed<(usize, &[u8])> {
        let at = reference.at();
        let count = to_usize(u64::from(reference.u32()?), at)?;
        let (address, index) = (reference.address()?, reference.u32()?);
        let Some(address) = address.filter(|&address| address > 0 && index > 0) else {
            return Ok((0, &[]));
        };
        if self.last.as_ref().is_none_or(|(last, _)| *last != address) {
            self.last = Some((address, read(store, address)?));
        }
        let missing =
            || Fault::malformed(at, format!("object {index} of a heap"), "one that is there");
        let (_, block) = self.last.as_ref().ok_or_else(missing)?;
        Ok((count, object(block, index)?.ok_or_else(missing)?))
    }
}

fn read(store: &Store, address: u64) -> Parsed<Block> {
    let head_nbytes = 8 + store.sizes.length as u64;
    let head = store.block(address, head_nbytes, "a global heap")?;
    let mut cursor = head.cursor();
    cursor.signature(*b"GCOL")?;
    cursor.version(&[1], "a global heap")?;
    cursor.take(3)?;
    let at = cursor.at();
    let nbytes = cursor.length()?.checked_sub(head_nbytes).ok_or_else(|| {
        Fault::malformed(at, "a heap shorter than its head", format!("{head_nbytes} bytes"))
    })?;
    store.block(address + head_nbytes, nbytes, "a global heap")
}

/// The bytes of one object.
fn object(heap: &Block, wanted: u32) -> Parsed<Option<&[u8]>> {
    let mut cursor = heap.cursor();
    // An object of index 0 is the free space at the end.
    while cursor.rest().len() >= 8 + cursor.sizes().length {
        let index = u32::from(cursor.u16()?);
        cursor.take(6)?;
        let at = cursor.at();
        let nbytes = to_usize(cursor.length()?, at)?;
        if index == wanted {
            return Ok(Some(cursor.take(nbytes)?));
        }
        if index == 0 {
            return Ok(None);
        }
        cursor.take(nbytes.checked_next_multiple_of(8).unwrap_or(usize::MAX))?;
    }
    Ok(None)
}
