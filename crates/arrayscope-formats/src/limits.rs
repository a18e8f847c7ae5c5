//! What a file may claim before it is no longer believed.

use crate::error::{Error, Result};
use crate::place::Place;

/// Contents up to this size are unpacked without asking how they compress.
pub(crate) const CREDIBLE_BYTES: u64 = 4 << 30;

/// Beyond [`CREDIBLE_BYTES`], contents over this multiple of what is stored
/// are refused. Deflate cannot exceed 1032:1, so real data stays far below.
pub(crate) const CREDIBLE_RATIO: u64 = 1000;

/// Bytes of one line of a table, and of a record of several lines (line ends in quotes).
pub(crate) const LONGEST_RECORD: usize = 64 << 20;

/// Columns of a table: where each cell lies takes more memory than an empty cell does in
/// a file.
pub(crate) const MOST_COLUMNS: usize = 1 << 20;

/// Bytes of the header of a file of tensors. A thousand tensors take 100 kB.
pub(crate) const LONGEST_HEADER: u64 = 16 << 20;

/// Arrays of one file: as many can still be listed.
pub(crate) const MOST_ARRAYS: usize = 1 << 16;

/// Whether a checksum is the one that was written. A fuzzer would have to guess it before it
/// saw what lies behind, so that there any will do.
pub(crate) const fn checksum_agrees(found: u32, written: u32) -> bool {
    found == written || cfg!(fuzzing)
}

/// Refuses contents of `declared` bytes, held in `stored` bytes of file, when
/// they are both over 4 GiB and over 1000 times what is stored.
pub(crate) fn check_credible(place: &Place, declared: u64, stored: u64) -> Result<()> {
    if declared > CREDIBLE_BYTES && declared > stored.saturating_mul(CREDIBLE_RATIO) {
        return Err(Error::Bomb { place: place.boxed(), declared, stored });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_both_huge_and_implausible_is_refused() {
        let place = Place::new("x.npz", "npz");
        assert!(check_credible(&place, CREDIBLE_BYTES, 1).is_ok());
        assert!(check_credible(&place, CREDIBLE_BYTES + 1, 1 << 30).is_ok());
        assert!(check_credible(&place, CREDIBLE_BYTES + 1, 1000).is_err());
        assert!(check_credible(&place, u64::MAX, u64::MAX / 2).is_ok());
    }
}
