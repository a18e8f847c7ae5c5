//! Which axes share a read of the array when it is reduced over each of them in turn.

use super::super::threads;
use super::cut::{SMALL, at_once, least_common};
use super::{Grain, InParts, trees};
use crate::kernel::BLOCK;
use std::cmp::Reverse;

/// Parts that axes share are larger than others only up to this: half of a last cache, so
/// that the second axis finds there what the first has read.
const LARGE: usize = 16 << 20;

/// An array as boxes, each of which is read once for several axes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sharing {
    /// The axes from the slowest to the fastest in memory; those of length 1 are the last.
    pub(super) order: Vec<usize>,
    /// The position in `order` of the axis that is cut: boxes have one index of those before
    /// it, and all of those behind it.
    pub(super) cut: usize,
    /// Indices of that axis that a box has.
    pub(super) step: usize,
    /// The axes that share the boxes. The first may be the one that is cut: a box then has
    /// whole blocks of its lanes.
    pub(super) axes: Vec<usize>,
    /// How many boxes are asked for at once.
    pub(super) at_once: usize,
}

impl Sharing {
    /// The boxes that most axes share, if there are some that two axes do, where the state of
    /// a lane takes `state` bytes.
    pub(super) fn of<E>(parts: &InParts<'_, E>, state: usize) -> Option<Self> {
        let layout = parts.described.layout;
        let length = |axis: &usize| layout.shape()[*axis];
        let mut order: Vec<usize> = (0..layout.ndim()).collect();
        order.sort_by_key(|axis| {
            (length(axis) == 1, Reverse(layout.strides()[*axis].unsigned_abs()))
        });
        let long = order.iter().filter(|axis| length(axis) > 1).count();
        // Boxes of several indices of an axis before the one that is cut are not in order.
        let cuttable = |cut: &usize| match parts.grain {
            Grain::Chunks(chunk) => order[..*cut].iter().all(|axis| chunk[*axis] == 1),
            Grain::Bytes | Grain::Whole => true,
        };
        (0..long).filter(cuttable).find_map(|cut| {
            let slab: usize = order[cut + 1..].iter().map(length).product();
            let slab = Slab { lanes: slab, itemsize: layout.itemsize(), state };
            let Boxes { step, is_shared, at_once } = slab.boxes(parts, order[cut])?;
            let axes = order[if is_shared { cut } else { cut + 1 }..].to_vec();
            let shared = axes.iter().filter(|axis| length(axis) > 1).count();
            (shared > 1).then(|| Self { order: order.clone(), cut, step, axes, at_once })
        })
    }
}

/// How an axis is cut.
struct Boxes {
    /// Indices that a box has.
    step: usize,
    /// Whether they are whole blocks of the lanes along that axis, or these as a whole.
    is_shared: bool,
    /// How many boxes are asked for at once.
    at_once: usize,
}

/// What lies at one index of the axis that is cut: an element of each lane along it.
struct Slab {
    lanes: usize,
    itemsize: usize,
    /// Bytes of the state of a lane.
    state: usize,
}

impl Slab {
    /// Boxes of some of them, which lie along an axis: `None` where one does not fit.
    fn boxes<E>(&self, parts: &InParts<'_, E>, axis: usize) -> Option<Boxes> {
        let (length, memory) = (parts.described.shape()[axis], parts.memory);
        let nbytes = self.lanes.saturating_mul(self.itemsize).max(1);
        let (unit, good, most) = match parts.grain {
            Grain::Bytes => (1, SMALL, memory / threads::count()),
            Grain::Chunks(chunk) => (chunk[axis].clamp(1, length), memory / 8, memory),
            Grain::Whole => (1, memory, memory),
        };
        let (good, most) = (good.min(most) / nbytes, most / nbytes);
        let large = if parts.grain == Grain::Bytes { most.min(LARGE / nbytes) } else { most };
        let in_lanes = |step: usize, is_shared| Boxes {
            step,
            is_shared,
            at_once: at_once(memory, step.saturating_mul(nbytes)),
        };
        if length <= good.max(large) {
            return Some(in_lanes(length, true));
        }
        let blocks = least_common(unit, BLOCK).filter(|blocks| *blocks <= large);
        let in_blocks = blocks
            .and_then(|blocks| self.in_blocks((good / blocks).max(1) * blocks, length, memory));
        in_blocks.or_else(|| (unit <= most).then(|| in_lanes((good / unit).max(1) * unit, false)))
    }

    /// Boxes of whole blocks of lanes, whose states are kept until all of those that are asked
    /// for at once are read: `None` where these and the trees leave no room for a box.
    fn in_blocks(&self, step: usize, length: usize, memory: usize) -> Option<Boxes> {
        let trees = trees::nbytes(self.lanes, length, self.state);
        let of_a_lane = (step * self.itemsize).saturating_add(step / BLOCK * self.state);
        let of_one = self.lanes.saturating_mul(of_a_lane);
        let left = memory.checked_sub(trees).filter(|left| of_one <= *left)?;
        Some(Boxes { step, is_shared: true, at_once: at_once(left, of_one) })
    }
}
