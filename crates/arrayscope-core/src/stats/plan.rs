//! How an array is walked for a reduction.

use crate::kernel::BLOCK;
use crate::layout::{Layout, Offsets, merge_axes};

/// The most elements gathered at once: 32 KiB of widened values, which stay in L1.
const TILE: usize = 4096;

/// A reduction in canonical form: lanes in C order of the kept axes, and the way along
/// each of them in C order of the reduced ones.
///
/// The order of elements along a lane is that of indices, never that of memory, so that
/// the same elements give the same bits whatever their layout.
pub(super) struct Plan {
    lanes: Offsets,
    along: Offsets,
    lane_count: usize,
    lane_step: isize,
    along_step: isize,
    tile: usize,
}

impl Plan {
    /// The plan to reduce `layout` over the axes marked in `reduced`.
    pub(super) fn new(layout: &Layout, reduced: &[bool]) -> Self {
        let axes = |wanted: bool| {
            let all = layout.shape().iter().zip(layout.strides()).zip(reduced);
            merge_axes(
                all.filter(|(_, reduced)| **reduced == wanted)
                    .map(|((length, stride), _)| (*length, *stride)),
            )
        };
        let (lane_shape, lane_strides) = axes(false);
        let (along_shape, along_strides) = axes(true);
        let per_lane: usize = along_shape.iter().product();
        Self {
            lanes: Offsets::new(&lane_shape, &lane_strides),
            along: Offsets::new(&along_shape, &along_strides),
            lane_count: lane_shape.iter().product(),
            lane_step: lane_strides.last().copied().unwrap_or(0),
            along_step: along_strides.last().copied().unwrap_or(0),
            tile: TILE / per_lane.clamp(1, BLOCK),
        }
    }

    /// Number of lanes: of values that the reduction gives.
    pub(super) fn lanes(&self) -> usize {
        self.lane_count
    }

    /// Calls `tile` with the offsets of the next few lanes, until all are done.
    pub(super) fn for_each_tile(&self, mut tile: impl FnMut(&[isize])) {
        let mut lanes = self.lanes.clone();
        let mut offsets = Vec::with_capacity(self.tile);
        loop {
            offsets.clear();
            offsets.extend(lanes.by_ref().take(self.tile));
            if offsets.is_empty() {
                return;
            }
            tile(&offsets);
        }
    }

    /// Calls `block` with the next at most [`BLOCK`] steps along a lane, until its end.
    pub(super) fn for_each_block(&self, mut block: impl FnMut(&[isize])) {
        let mut along = self.along.clone();
        let mut steps = Vec::with_capacity(BLOCK);
        loop {
            steps.clear();
            steps.extend(along.by_ref().take(BLOCK));
            if steps.is_empty() {
                return;
            }
            block(&steps);
        }
    }

    /// Whether neighbouring lanes lie closer together than neighbours within a lane.
    pub(super) fn lanes_are_closer(&self) -> bool {
        self.lane_step.unsigned_abs() < self.along_step.unsigned_abs()
    }
}
