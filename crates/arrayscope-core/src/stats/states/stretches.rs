//! Where the elements of a box lie along the lanes of the whole array.

use crate::kernel::BLOCK;
use std::ops::Range;

/// What a box has of every lane that runs through it: stretches of one length, in order.
pub(super) struct Stretches {
    /// Lengths of the reduced axes of the whole array.
    whole: Vec<usize>,
    /// The ranges of the box along them.
    ranges: Vec<Range<usize>>,
    /// How many of these axes, from the first one on, are stepped through by stretches.
    outer: usize,
    /// Elements of a stretch.
    pub(super) length: usize,
    /// Elements of a whole lane.
    pub(super) per_lane: usize,
}

/// What of a stretch can be merged as it is, and what has to wait for its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Units {
    /// Elements before the first whole block.
    pub(super) head: Range<usize>,
    /// Whole blocks of the lane, the last of which may be shorter.
    pub(super) blocks: Range<usize>,
    /// Elements behind the last whole block.
    pub(super) tail: Range<usize>,
}

impl Stretches {
    /// Of a box that is not empty.
    pub(super) fn new(whole: Vec<usize>, ranges: Vec<Range<usize>>) -> Self {
        let mut outer = whole.len();
        let mut length = 1;
        while outer > 0 {
            outer -= 1;
            length *= ranges[outer].len();
            if ranges[outer].len() < whole[outer] {
                break;
            }
        }
        let per_lane = whole.iter().product();
        Self { whole, ranges, outer, length, per_lane }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.ranges[..self.outer].iter().map(ExactSizeIterator::len).product()
    }

    /// The elements of the lane that stretch `number` has.
    fn stretch(&self, number: usize) -> Range<usize> {
        let (mut rest, mut start, mut step) = (number, 0, 1);
        for axis in (0..self.whole.len()).rev() {
            let range = &self.ranges[axis];
            let index = if axis < self.outer { rest % range.len() } else { 0 };
            if axis < self.outer {
                rest /= range.len();
            }
            start += (range.start + index) * step;
            step *= self.whole[axis];
        }
        start..start + self.length
    }

    /// The units of stretch `number`.
    pub(super) fn units_of(&self, number: usize) -> Units {
        Units::of(self.stretch(number), self.per_lane)
    }

    /// The units of all stretches, in order.
    pub(super) fn units(&self) -> impl Iterator<Item = Units> + '_ {
        (0..self.count()).map(|number| self.units_of(number))
    }
}

impl Units {
    /// Of a stretch of a lane.
    fn of(stretch: Range<usize>, per_lane: usize) -> Self {
        let (first, last) = (stretch.start.div_ceil(BLOCK), stretch.end / BLOCK);
        let end = if stretch.end == per_lane { per_lane.div_ceil(BLOCK) } else { last };
        if first >= end {
            let tail = stretch.end..stretch.end;
            return Self { head: stretch, blocks: first..first, tail };
        }
        let head = stretch.start..first * BLOCK;
        Self { head, blocks: first..end, tail: stretch.end.min(end * BLOCK)..stretch.end }
    }

    /// Elements that are in no whole block.
    pub(super) fn loose(&self) -> usize {
        self.head.len() + self.tail.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::boxes;

    /// The positions in the lane of all elements of a box, in C order.
    fn positions(whole: &[usize], ranges: &[Range<usize>]) -> Vec<usize> {
        whole.iter().zip(ranges).fold(vec![0], |before, (length, range)| {
            before.iter().flat_map(|at| range.clone().map(move |k| at * length + k)).collect()
        })
    }

    #[test]
    fn stretches_are_the_elements_of_the_box_in_the_order_of_the_lane() {
        for whole in [&[][..], &[5], &[3, 4], &[2, 3, 4], &[2, 1, 3]] {
            for from in boxes(whole, 1) {
                for most in 1..=whole.iter().product() {
                    // Any box that begins there.
                    let lengths = boxes(whole, most).next().expect("a box");
                    let ranges: Vec<Range<usize>> = from
                        .iter()
                        .zip(&lengths)
                        .zip(whole)
                        .map(|((from, part), length)| {
                            from.start..(from.start + part.len()).min(*length)
                        })
                        .collect();
                    let found = Stretches::new(whole.to_vec(), ranges.clone());
                    let all: Vec<usize> =
                        (0..found.count()).flat_map(|number| found.stretch(number)).collect();
                    assert_eq!(all, positions(whole, &ranges), "{ranges:?} of {whole:?}");
                }
            }
        }
    }

    #[test]
    fn a_stretch_is_cut_at_blocks_and_the_last_block_may_be_short() {
        let of = |start, end, per_lane| {
            let Units { head, blocks, tail } = Units::of(start..end, per_lane);
            (head, blocks, tail)
        };
        assert_eq!(of(0, 1000, 1000), (0..0, 0..8, 1000..1000));
        assert_eq!(of(0, 1000, 2000), (0..0, 0..7, 896..1000));
        assert_eq!(of(100, 300, 2000), (100..128, 1..2, 256..300));
        assert_eq!(of(130, 250, 2000), (130..250, 2..2, 250..250));
        assert_eq!(of(900, 1000, 1000), (900..1000, 8..8, 1000..1000));
        assert_eq!(of(890, 1000, 1000), (890..896, 7..8, 1000..1000));
    }
}
