//! How an array is walked for a reduction.

use super::order::LaneOrder;
use crate::Result;
use crate::kernel::{BLOCK, LANES};
use crate::layout::{Axes, Layout, Runs};
use std::cmp::Reverse;
use std::ops::Range;

/// A reduction in canonical form: lanes in the order of memory, and the way along each of
/// them in C order of the reduced axes.
///
/// The order of elements along a lane is that of indices, never that of memory, so that
/// the same elements give the same bits whatever their layout.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) lanes: Runs,
    pub(super) along: Runs,
    /// Which lane is which.
    pub(super) order: LaneOrder,
    /// Number of lanes: of values that the reduction gives.
    pub(super) lane_count: usize,
    /// The element of each lane that is the first one walked.
    pub(super) first: usize,
    /// Elements per lane from there on.
    pub(super) per_lane: usize,
    pub(super) loops: Loops,
}

/// The two shapes of loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loops {
    /// One lane after the other, sixteen elements of it at a time.
    Rows,
    /// Sixteen lanes at a time, one element of each after the other.
    Columns,
}

/// Below this many elements per lane the end of a block costs more than its elements.
///
/// PERF: all statistics of 2000 lanes of contiguous `f32`, on one thread with AVX-512, in
/// columns and in rows: 34 and 94 µs for 28 elements, 46 and 56 for 48, 58 and 57 for 64,
/// 104 and 64 for 128.
const SHORT: usize = 64;

impl Plan {
    /// The plan to reduce `layout` over the axes marked in `reduced`.
    ///
    /// # Errors
    /// None: the lanes of a layout are fewer than its elements.
    pub(super) fn new(layout: &Layout, reduced: &[bool]) -> Result<Self> {
        Self::with_order(layout, reduced, None)
    }

    /// The same, with lanes in an order that is given: their axes, numbered among those that
    /// are left, from the slowest to the fastest.
    pub(super) fn in_order(
        layout: &Layout,
        reduced: &[bool],
        slowest_first: &[usize],
    ) -> Result<Self> {
        Self::with_order(layout, reduced, Some(slowest_first))
    }

    fn with_order(layout: &Layout, reduced: &[bool], given: Option<&[usize]>) -> Result<Self> {
        let axes = |wanted: bool| -> Axes<(usize, isize)> {
            let all = layout.shape().iter().copied().zip(layout.strides().iter().copied());
            all.zip(reduced).filter(|(_, is)| **is == wanted).map(|(axis, _)| axis).collect()
        };
        let (kept, along) = (axes(false), Runs::new(axes(true)));
        let shape: Axes<usize> = kept.iter().map(|axis| axis.0).collect();
        let per_lane = along.len();
        // What a step of 0 leads to is as near as can be, but no other element.
        let far = |stride: isize| if stride == 0 { usize::MAX } else { stride.unsigned_abs() };
        let beside = kept.iter().filter(|axis| axis.0 > 1).map(|axis| far(axis.1)).min();
        let lane_count = if shape.contains(&0) { 0 } else { shape.iter().product() };
        // Lanes of no elements have no block that could be a group's.
        let loops = if lane_count < LANES / 2 || per_lane == 0 {
            Loops::Rows
        } else if per_lane < SHORT || beside < Some(far(along.stride())) {
            Loops::Columns
        } else {
            Loops::Rows
        };
        let mut slowest_first: Axes<usize> = (0..kept.len()).collect();
        slowest_first.sort_by_key(|axis| {
            let stride = kept[*axis].1;
            Reverse(match loops {
                // The same lane again, while it is in the first cache.
                Loops::Rows => stride.unsigned_abs(),
                // Sixteen lanes that differ.
                Loops::Columns => far(stride),
            })
        });
        if let Some(given) = given {
            slowest_first = given.iter().copied().collect();
        }
        let lanes = Runs::new(slowest_first.iter().map(|axis| kept[*axis]));
        let order = LaneOrder::new(&shape, &slowest_first)?;
        Ok(Self { lanes, along, order, lane_count, first: 0, per_lane, loops })
    }

    /// The same for some elements of each lane: blocks are counted from the first of them.
    pub(super) fn stretch(&self, elements: Range<usize>) -> Self {
        Self { first: self.first + elements.start, per_lane: elements.len(), ..self.clone() }
    }

    /// Whether the elements of a lane lie side by side, so many bytes from each other.
    pub(super) fn is_dense(&self, size: isize) -> bool {
        self.along.run_length() == self.along.len() && self.along.stride() == size
    }

    /// Number of blocks per lane.
    pub(super) fn blocks(&self) -> usize {
        self.per_lane.div_ceil(BLOCK)
    }

    /// The first element of a block, and how many it has.
    pub(super) fn block(&self, number: usize) -> (usize, usize) {
        let start = number * BLOCK;
        (self.first + start, BLOCK.min(self.per_lane - start))
    }
}
