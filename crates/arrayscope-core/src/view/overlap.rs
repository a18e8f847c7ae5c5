//! Whether two layouts have a byte in common.

use crate::layout::{Layout, Offsets, merge_axes};

/// Whether elements of both layouts, over buffers at these addresses, share a byte.
pub(super) fn overlap(a: (usize, &Layout), b: (usize, &Layout)) -> bool {
    if [a, b].iter().any(|(_, layout)| layout.nbytes() == 0) {
        return false; // L4; and its offset may lie anywhere
    }
    let extent = |(base, layout): (usize, &Layout)| {
        let extent = layout.extent();
        base + extent.start..base + extent.end
    };
    let (extent_a, extent_b) = (extent(a), extent(b));
    if extent_a.end <= extent_b.start || extent_b.end <= extent_a.start {
        return false;
    }
    let (small, large) = if a.1.size() <= b.1.size() { (a, b) } else { (b, a) };
    let steps = Steps::of(large.1);
    let lowest = large.0 + large.1.extent().start;
    // What is repeated by a stride of 0 need not be looked at twice.
    let axes = small.1.shape().iter().copied().zip(small.1.strides().iter().copied());
    let (shape, strides) = merge_axes(axes.filter(|(_, stride)| *stride != 0));
    Offsets::new(&shape, &strides).any(|step| {
        let start = (small.0 + small.1.offset()).wrapping_add_signed(step);
        steps.touch(start.wrapping_sub(lowest), small.1.itemsize())
    })
}

/// The reach of a layout as sums of positive steps from its lowest byte, largest first.
struct Steps {
    axes: Vec<(usize, usize)>, // step in bytes, length
    itemsize: usize,
}

impl Steps {
    fn of(layout: &Layout) -> Self {
        let mut axes: Vec<(usize, isize)> = layout
            .shape()
            .iter()
            .zip(layout.strides())
            .filter(|(length, stride)| **length > 1 && **stride != 0)
            .map(|(&length, &stride)| (length, stride.wrapping_abs())) // fits: L3
            .collect();
        axes.sort_unstable_by_key(|(_, stride)| std::cmp::Reverse(*stride));
        let (shape, strides) = merge_axes(axes);
        let axes = strides.iter().map(|stride| stride.unsigned_abs()).zip(shape).collect();
        Self { axes, itemsize: layout.itemsize() }
    }

    /// Whether an element has a byte in `start .. start + length`, where `start` wraps
    /// around below the lowest byte.
    fn touch(&self, start: usize, length: usize) -> bool {
        let start = start.cast_signed();
        self.touch_from(&self.axes, start, start + length.cast_signed())
    }

    fn touch_from(&self, axes: &[(usize, usize)], start: isize, end: isize) -> bool {
        let Some((&(step, length), rest)) = axes.split_first() else {
            return start < self.itemsize.cast_signed() && end > 0;
        };
        // Every element starts at a multiple of what divides all steps from here on.
        let divisor = axes.iter().fold(0, |divisor, (step, _)| gcd(*step, divisor)).cast_signed();
        let next = ((start - self.itemsize.cast_signed()).div_euclid(divisor) + 1) * divisor;
        if next >= end {
            return false;
        }
        let step = step.cast_signed();
        let reach: isize =
            rest.iter().map(|(step, length)| (step * (length - 1)).cast_signed()).sum();
        // Elements of the inner axes lie in k·step .. k·step + reach + itemsize.
        let first = (start - reach - self.itemsize.cast_signed()).div_euclid(step) + 1;
        let last = (end - 1).div_euclid(step);
        (first.max(0)..=last.min(length.cast_signed() - 1))
            .any(|k| self.touch_from(rest, start - k * step, end - k * step))
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(shape: &[usize], strides: &[isize], offset: usize) -> Layout {
        Layout::try_new(shape, strides, offset, 4).expect("fits")
    }

    #[test]
    fn interleaved_arrays_share_bounds_but_no_byte() {
        let even = layout(&[5], &[8], 0);
        let odd = layout(&[5], &[8], 4);
        assert!(!overlap((1000, &even), (1000, &odd)));
        assert!(overlap((1000, &even), (1002, &odd)));
        assert!(!overlap((1000, &even), (1000, &odd.flip(0).expect("an axis"))));
    }

    #[test]
    fn the_answer_is_that_of_comparing_every_byte() {
        let all = [
            layout(&[3], &[4], 0),
            layout(&[3], &[-8], 24),
            layout(&[2, 3], &[20, 8], 4),
            layout(&[2, 3], &[3, 5], 2),
            layout(&[4, 2], &[0, 12], 1),
            layout(&[0, 2], &[4, 12], 1),
        ];
        let bytes = |layout: &Layout, base: usize| -> Vec<usize> {
            layout.byte_offsets().flat_map(|at| base + at..base + at + 4).collect()
        };
        for a in &all {
            for b in &all {
                for shift in 0..30 {
                    let (left, right) = (bytes(a, 100), bytes(b, 100 + shift));
                    let expected = left.iter().any(|byte| right.contains(byte));
                    assert_eq!(
                        overlap((100, a), (100 + shift, b)),
                        expected,
                        "{a:?} {b:?} {shift}"
                    );
                    assert_eq!(
                        overlap((100 + shift, b), (100, a)),
                        expected,
                        "{a:?} {b:?} {shift}"
                    );
                }
            }
        }
    }
}
