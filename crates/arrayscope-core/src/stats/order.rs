//! The order of lanes: in which they are walked, and in which their answers lie.

use crate::layout::Axes;
use crate::{Layout, Result};

/// Where the answer of each lane lies among the answers of all.
///
/// Lanes have the numbers of C order, whatever the layout. Their answers lie one after the
/// other in the order in which the lanes lie in memory, so that both are gone through from
/// one end to the other: NumPy's K order. What is reduced of an array in F order is in F
/// order, too.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LaneOrder {
    /// A dense layout, with the axes in any order, whose steps count answers.
    answers: Layout,
}

impl LaneOrder {
    /// The order of lanes in C order.
    pub(super) fn c(shape: &[usize]) -> Result<Self> {
        Ok(Self { answers: Layout::c_order(shape, 1)? })
    }

    /// The order of lanes of this shape, given its axes from the slowest to the fastest.
    pub(super) fn new(shape: &[usize], slowest_first: &[usize]) -> Result<Self> {
        let lengths: Axes<usize> = slowest_first.iter().map(|axis| shape[*axis]).collect();
        let sorted = Layout::c_order(&lengths, 1)?;
        let mut strides: Axes<isize> = std::iter::repeat_n(0, shape.len()).collect();
        slowest_first.iter().zip(sorted.strides()).for_each(|(axis, step)| strides[*axis] = *step);
        Ok(Self { answers: Layout::try_new(shape, &strides, 0, 1)? })
    }

    /// Lengths of the axes.
    pub(super) fn shape(&self) -> &[usize] {
        self.answers.shape()
    }

    /// How many answers further the next index of each axis is.
    pub(super) fn strides(&self) -> &[isize] {
        self.answers.strides()
    }

    /// The axes from the slowest to the fastest.
    pub(super) fn slowest_first(&self) -> Vec<usize> {
        let mut axes: Vec<usize> = (0..self.shape().len()).collect();
        axes.sort_by_key(|axis| std::cmp::Reverse(self.strides()[*axis]));
        axes
    }

    /// Number of lanes.
    pub(super) fn lanes(&self) -> usize {
        self.answers.size()
    }

    /// Whether answers lie in C order.
    pub(super) fn is_c(&self) -> bool {
        self.answers.is_c_contiguous()
    }

    /// Where the answers of the lanes in C order lie.
    pub(super) fn positions(&self) -> impl Iterator<Item = usize> + '_ {
        self.answers.byte_offsets()
    }

    /// Where the answer of a lane lies.
    pub(super) fn position(&self, lane: usize) -> usize {
        let mut left = lane;
        let axes = self.shape().iter().zip(self.strides()).rev();
        axes.fold(0, |position, (length, step)| {
            let index = left % length;
            left /= length;
            position + index * step.unsigned_abs()
        })
    }

    /// The lane whose answer lies at a position.
    pub(super) fn lane(&self, position: usize) -> usize {
        let axes = self.shape().iter().zip(self.strides());
        axes.fold(0, |lane, (length, step)| lane * length + position / step.unsigned_abs() % length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_lanes_are_two_names_of_the_same() {
        let shape = [2, 1, 3, 4];
        for slowest_first in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
            let order = LaneOrder::new(&shape, &slowest_first).expect("small");
            for (lane, position) in order.positions().enumerate() {
                assert_eq!((order.position(lane), order.lane(position)), (position, lane));
            }
            let mut all: Vec<usize> = order.positions().collect();
            assert_eq!(order.is_c(), all.is_sorted());
            all.sort_unstable();
            assert!(all.into_iter().eq(0..order.lanes()), "{slowest_first:?}");
        }
    }

    #[test]
    fn axes_of_one_index_do_not_count() {
        assert!(LaneOrder::new(&[3, 1], &[1, 0]).expect("small").is_c());
        assert!(LaneOrder::new(&[0, 5], &[1, 0]).expect("small").is_c());
        assert!(!LaneOrder::new(&[3, 2], &[1, 0]).expect("small").is_c());
    }
}
