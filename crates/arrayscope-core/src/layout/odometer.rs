//! Walking an index space in C order, as byte steps.

use super::Axes;

/// The byte steps to every index of a shape, in C order, starting with 0.
///
/// It counts like an odometer: one addition per element, a carry per finished axis.
#[derive(Clone, Debug)]
pub struct Offsets {
    shape: Axes<usize>,
    strides: Axes<isize>,
    index: Axes<usize>,
    next: Option<isize>,
}

impl Offsets {
    /// The steps over `shape` with `strides`; missing strides count as 0.
    pub fn new(shape: &[usize], strides: &[isize]) -> Self {
        let strides = strides.iter().copied().chain(std::iter::repeat(0));
        Self {
            shape: shape.into(),
            strides: strides.take(shape.len()).collect(),
            index: std::iter::repeat_n(0, shape.len()).collect(),
            next: (!shape.contains(&0)).then_some(0),
        }
    }

    /// The index whose step [`Iterator::next`] gives next.
    pub fn index(&self) -> &[usize] {
        &self.index
    }

    fn advance(&mut self, mut at: isize) -> Option<isize> {
        for axis in (0..self.shape.len()).rev() {
            self.index[axis] += 1;
            at = at.wrapping_add(self.strides[axis]);
            if self.index[axis] < self.shape[axis] {
                return Some(at);
            }
            let back = self.strides[axis].wrapping_mul(self.shape[axis].cast_signed());
            at = at.wrapping_sub(back);
            self.index[axis] = 0;
        }
        None
    }
}

impl Iterator for Offsets {
    type Item = isize;

    #[inline]
    fn next(&mut self) -> Option<isize> {
        let at = self.next?;
        self.next = self.advance(at);
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_axis_turns_fastest() {
        let steps: Vec<isize> = Offsets::new(&[2, 3], &[100, -1]).collect();
        assert_eq!(steps, [0, -1, -2, 100, 99, 98]);
    }

    #[test]
    fn a_scalar_has_one_index_and_an_empty_array_none() {
        assert_eq!(Offsets::new(&[], &[]).collect::<Vec<_>>(), [0]);
        assert_eq!(Offsets::new(&[3, 0], &[8, 8]).count(), 0);
    }

    #[test]
    fn the_index_is_known_before_its_step_is_taken() {
        let mut offsets = Offsets::new(&[2, 2], &[2, 1]);
        for expected in [[0, 0], [0, 1], [1, 0], [1, 1]] {
            assert_eq!(offsets.index(), expected);
            offsets.next();
        }
        assert_eq!(offsets.next(), None);
    }
}
