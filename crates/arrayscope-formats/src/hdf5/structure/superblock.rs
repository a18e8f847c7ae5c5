//! The superblock: how long addresses are, and where the root group is.
//!
//! Source: HDF5 File Format Specification 3.0, section II.A.

use std::sync::Arc;

use super::cursor::{Cursor, Sizes};
use super::fault::{Fault, Parsed};
use super::store::Store;
use crate::io::File;

/// The first bytes of every HDF5 file, or of what stands behind its user block.
const SIGNATURE: &[u8; 8] = b"\x89HDF\r\n\x1a\n";

/// Bytes of the longest superblock.
const LONGEST: u64 = 128;

/// Opens the file whose superblock stands at `base`: its bytes, and the address of the
/// root group.
pub(in crate::hdf5) fn open(file: &Arc<File>, base: u64, stored: u64) -> Parsed<(Store, u64)> {
    let unknown = Sizes { address: 8, length: 8 };
    let store = Store::new(file, base, stored, unknown);
    let start = store.block(0, LONGEST.min(store.nbytes()), "superblock")?;
    let mut cursor = start.cursor();
    cursor.take(SIGNATURE.len())?;
    let version = cursor.version(&[0, 1, 2, 3], "the superblock")?;
    if version < 2 {
        cursor.take(4)?;
    }
    let at = cursor.at();
    let sizes = sizes(&mut cursor)?;
    // Three versions of other structures stand before the sizes in old superblocks; how
    // many children nodes have, and flags, behind.
    cursor.take(match version {
        0 => 9,
        1 => 13,
        _ => 1,
    })?;
    let mut cursor = Cursor::new(cursor.rest(), cursor.at(), sizes);
    let _base = cursor.address()?;
    let _free_space_or_extension = cursor.address()?;
    let end = cursor.known_address("end of the file")?;
    check_end(end, &store, at)?;
    let root = if version < 2 {
        let _driver = cursor.address()?;
        let _name = cursor.take(sizes.address)?;
        cursor.known_address("root group")?
    } else {
        let root = cursor.known_address("root group")?;
        let nbytes = cursor.at() + 4 - store.at(0);
        store.checked(0, nbytes, "superblock")?;
        root
    };
    Ok((Store::new(file, base, stored, sizes), root))
}

fn sizes(cursor: &mut Cursor<'_>) -> Parsed<Sizes> {
    let at = cursor.at();
    let (address, length) = (usize::from(cursor.u8()?), usize::from(cursor.u8()?));
    if [address, length].iter().all(|size| matches!(size, 2 | 4 | 8)) {
        return Ok(Sizes { address, length });
    }
    let found = format!("addresses of {address} and lengths of {length} bytes");
    Err(Fault::malformed(at, found, "2, 4 or 8 bytes"))
}

/// Refuses a file that is shorter than it says, as the HDF5 library does. The end counts the
/// user block, as addresses do not.
fn check_end(end: u64, store: &Store, at: u64) -> Parsed<()> {
    let stored = store.at(store.nbytes());
    let Some(missing) = end.checked_sub(stored).filter(|&missing| missing > 0) else {
        return Ok(());
    };
    let found = format!("the end of the file at byte {stored}");
    Err(Fault::malformed(at, found, format!("{missing} more bytes: the file was cut short")))
}
