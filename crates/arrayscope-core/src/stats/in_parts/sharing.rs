//! Which axes share a read of the array when it is reduced over each of them in turn.

use super::super::threads;
use super::cut::{SMALL, at_once, least_common};
use super::{Grain, InParts};
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
    /// The boxes that most axes share, if there are some that two axes do.
    pub(super) fn of<E>(parts: &InParts<'_, E>) -> Option<Self> {
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
            let nbytes = slab.saturating_mul(layout.itemsize());
            let (step, is_shared) = step(parts, order[cut], nbytes)?;
            let axes = order[if is_shared { cut } else { cut + 1 }..].to_vec();
            let at_once = at_once(parts.memory, step.saturating_mul(nbytes));
            let shared = axes.iter().filter(|axis| length(axis) > 1).count();
            (shared > 1).then(|| Self { order: order.clone(), cut, step, axes, at_once })
        })
    }
}

/// How many indices of an axis, of so many bytes each, boxes have, and whether they are whole
/// blocks: `None` where one does not fit.
fn step<E>(parts: &InParts<'_, E>, axis: usize, nbytes: usize) -> Option<(usize, bool)> {
    let length = parts.described.shape()[axis];
    let (unit, good, most) = match parts.grain {
        Grain::Bytes => (1, SMALL, parts.memory / threads::count()),
        Grain::Chunks(chunk) => (chunk[axis].clamp(1, length), parts.memory / 8, parts.memory),
        Grain::Whole => (1, parts.memory, parts.memory),
    };
    let good = good.min(most) / nbytes.max(1);
    let most = most / nbytes.max(1);
    let large = if parts.grain == Grain::Bytes { most.min(LARGE / nbytes.max(1)) } else { most };
    if length <= good.max(large) {
        return Some((length, true));
    }
    let blocks = least_common(unit, BLOCK).filter(|blocks| *blocks <= large);
    if let Some(blocks) = blocks {
        return Some(((good / blocks).max(1) * blocks, true));
    }
    (unit <= most).then(|| ((good / unit).max(1) * unit, false))
}
