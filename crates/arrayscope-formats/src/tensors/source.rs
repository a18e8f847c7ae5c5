//! How the elements of a tensor lie in its file, and who reads them.

use super::Located;
use super::overlapping::OverlappingSource;
use super::packed::{Packed, PackedSource};
use crate::container::ArraySource;
use crate::info::ArrayInfo;
use crate::npy::RandomSource;
use crate::place::Place;

/// How the elements lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Elements {
    /// Each in bytes of its own.
    Plain,
    /// Some in bytes that others have too, as in a tensor that was expanded.
    Overlapping,
    /// In a number format without a dtype of ours, which float32 holds exactly.
    Packed(Packed),
}

impl Elements {
    /// What reads elements that lie like this.
    pub(crate) fn source(
        self,
        place: Place,
        info: ArrayInfo,
        located: &Located,
    ) -> Box<dyn ArraySource> {
        let (stored, data_offset) = (located.stored.clone(), located.data_offset);
        match self {
            Self::Plain => {
                let checksum = located.checksum.clone();
                Box::new(RandomSource { place, info, data_offset, stored, checksum })
            }
            Self::Overlapping => Box::new(OverlappingSource { place, info, data_offset, stored }),
            Self::Packed(packed) => {
                Box::new(PackedSource { place, info, data_offset, stored, packed })
            }
        }
    }
}
