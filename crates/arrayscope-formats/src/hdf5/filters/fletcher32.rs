//! A checksum behind the bytes of a chunk.

use super::Undone;
use crate::hdf5::structure::fletcher32;
use crate::limits::checksum_agrees;

/// Compares the checksum, and takes it away.
pub(super) fn undo(mut bytes: Vec<u8>) -> Undone<Vec<u8>> {
    let Some((content, sum)) = bytes.split_last_chunk::<4>() else {
        return Err("a chunk that is shorter than its checksum".to_owned());
    };
    let (written, found) = (u32::from_le_bytes(*sum), fletcher32(content));
    // Versions of the HDF5 library before 1.6.3 wrote the bytes of each half the other way.
    let old = (found & 0x00ff_00ff) << 8 | (found >> 8) & 0x00ff_00ff;
    if !checksum_agrees(found, written) && written != old {
        return Err(format!("a chunk with the checksum {found:08x} instead of {written:08x}"));
    }
    bytes.truncate(bytes.len() - 4);
    Ok(bytes)
}
