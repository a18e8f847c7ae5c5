//! An index space as runs: stretches of C order with one stride.

use super::{Axes, merge_axes};

/// Some axes in canonical form, walked a run at a time from any position.
#[derive(Clone, Debug)]
pub(crate) struct Runs {
    shape: Axes<usize>,
    strides: Axes<isize>,
}

impl Runs {
    /// The runs of some axes, given as lengths and byte strides.
    pub(crate) fn new(axes: impl IntoIterator<Item = (usize, isize)>) -> Self {
        let (shape, strides) = merge_axes(axes);
        Self { shape, strides }
    }

    /// Number of positions.
    pub(crate) fn len(&self) -> usize {
        if self.shape.contains(&0) { 0 } else { self.shape.iter().product() }
    }

    /// Byte stride within a run; 0 if there is only one position.
    pub(crate) fn stride(&self) -> isize {
        self.strides.last().copied().unwrap_or(0)
    }

    /// The length of a whole run.
    pub(crate) fn run_length(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// Calls `run` with the byte step and the length of each run of the `count` positions
    /// from `start` on, which must be inside.
    pub(crate) fn for_each(&self, start: usize, count: usize, mut run: impl FnMut(isize, usize)) {
        let Some((&inner, outer)) = self.shape.split_last() else {
            if count > 0 {
                run(0, 1);
            }
            return;
        };
        if count == 0 {
            return;
        }
        let (mut left, mut within) = (count, start % inner);
        let mut index: Axes<usize> = outer.iter().copied().collect();
        let (mut rest, mut at) = (start / inner, 0isize);
        for (axis, &length) in outer.iter().enumerate().rev() {
            index[axis] = rest % length;
            rest /= length;
            at = at.wrapping_add(self.strides[axis].wrapping_mul(index[axis].cast_signed()));
        }
        loop {
            let length = (inner - within).min(left);
            let first = self.stride().wrapping_mul(within.cast_signed());
            run(at.wrapping_add(first), length);
            left -= length;
            if left == 0 {
                return;
            }
            within = 0;
            for (axis, &length) in outer.iter().enumerate().rev() {
                index[axis] += 1;
                at = at.wrapping_add(self.strides[axis]);
                if index[axis] < length {
                    break;
                }
                at = at.wrapping_sub(self.strides[axis].wrapping_mul(length.cast_signed()));
                index[axis] = 0;
            }
        }
    }

    /// The byte step of position `start`, if the `count` positions from there on are in one
    /// run.
    pub(crate) fn one_run(&self, start: usize, count: usize) -> Option<isize> {
        let within = start % self.run_length();
        let mut first = None;
        if within + count <= self.run_length() {
            self.for_each(start, 1, |step, _| first = Some(step));
        }
        first
    }

    /// The byte steps of the `count` positions from `start` on.
    pub(crate) fn steps(&self, start: usize, count: usize, steps: &mut Vec<isize>) {
        steps.clear();
        let stride = self.stride();
        self.for_each(start, count, |first, length| {
            steps.extend(
                (0..length.cast_signed()).map(|k| first.wrapping_add(k.wrapping_mul(stride))),
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Offsets;

    #[test]
    fn runs_from_any_position_give_the_steps_of_the_odometer() {
        let shapes: [&[usize]; 6] = [&[], &[5], &[2, 3], &[3, 1, 2], &[2, 3, 2], &[2, 2, 2, 2]];
        for shape in shapes {
            for strides in [[8isize, -100, 16, 4], [48, 24, 8, 4], [0, 0, 0, 0]] {
                let strides = &strides[4 - shape.len()..];
                let all: Vec<isize> = Offsets::new(shape, strides).collect();
                let runs = Runs::new(shape.iter().copied().zip(strides.iter().copied()));
                assert_eq!(runs.len(), all.len());
                let mut steps = Vec::new();
                for start in 0..all.len() {
                    for count in 0..=all.len() - start {
                        runs.steps(start, count, &mut steps);
                        assert_eq!(steps, all[start..start + count], "{shape:?} {strides:?}");
                    }
                }
            }
        }
        assert_eq!(Runs::new([(3, 8), (0, 8)]).len(), 0);
    }
}
