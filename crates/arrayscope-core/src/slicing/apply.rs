//! Index expressions applied to a layout: NumPy's basic indexing.

use super::{Index, IndexExpression, Slice};
use crate::layout::{Layout, shape_text};
use crate::{Error, ErrorKind, Result};

impl IndexExpression {
    /// The layout of `a[expression]`: a view, no byte is touched.
    ///
    /// # Errors
    /// When there are more terms than axes, or an integer lies outside of its axis.
    ///
    /// ```
    /// use arrayscope_core::{Layout, slicing::IndexExpression};
    /// let layout = Layout::c_order(&[4, 5], 8)?;
    /// let part = "::-1, 2".parse::<IndexExpression>()?.apply(&layout)?;
    /// assert_eq!((part.shape(), part.strides(), part.offset()), (&[4][..], &[-40][..], 136));
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn apply(&self, layout: &Layout) -> Result<Layout> {
        let named = self
            .terms()
            .iter()
            .filter(|term| matches!(term, Index::Integer(_) | Index::Slice(_)))
            .count();
        let Some(unnamed) = layout.ndim().checked_sub(named) else {
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!(
                    "{named} indices are too many for shape {} (at most {})",
                    shape_text(layout.shape()),
                    layout.ndim()
                ),
            ));
        };
        let mut walk = Walk { layout, axis: 0, shape: vec![], strides: vec![], steps: 0 };
        for term in self.terms() {
            match *term {
                Index::Integer(index) => walk.integer(index)?,
                Index::Slice(slice) => walk.slice(slice),
                Index::Ellipsis => walk.whole(unnamed),
                Index::NewAxis => walk.push(1, 0),
            }
        }
        walk.whole(layout.ndim() - walk.axis);
        walk.finish()
    }
}

/// The result so far, and the next axis to be indexed.
struct Walk<'a> {
    layout: &'a Layout,
    axis: usize,
    shape: Vec<usize>,
    strides: Vec<isize>,
    steps: isize,
}

impl Walk<'_> {
    fn push(&mut self, length: usize, stride: isize) {
        self.shape.push(length);
        self.strides.push(stride);
    }

    /// Length and stride of the next axis, which is then done.
    fn next_axis(&mut self) -> (usize, isize) {
        let axis = self.axis;
        self.axis += 1;
        (self.layout.shape()[axis], self.layout.strides()[axis])
    }

    fn whole(&mut self, axes: usize) {
        for _ in 0..axes {
            let (length, stride) = self.next_axis();
            self.push(length, stride);
        }
    }

    fn integer(&mut self, index: isize) -> Result<()> {
        let axis = self.axis;
        let (length, stride) = self.next_axis();
        let signed = length.cast_signed();
        if index < -signed || index >= signed {
            let valid = match length {
                0 => "it has none".to_owned(),
                _ => format!("valid: -{length} to {}", length - 1),
            };
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!(
                    "index {index} is out of range for axis {axis} of length {length} ({valid})"
                ),
            ));
        }
        let at = if index < 0 { index + signed } else { index };
        self.steps = self.steps.wrapping_add(stride.wrapping_mul(at));
        Ok(())
    }

    fn slice(&mut self, slice: Slice) {
        let (length, stride) = self.next_axis();
        let (start, step, count) = slice.indices(length);
        self.steps = self.steps.wrapping_add(stride.wrapping_mul(start));
        self.push(count, stride.wrapping_mul(step));
    }

    fn finish(self) -> Result<Layout> {
        // NUMPY: an array without elements keeps its offset, which addresses nothing (L4);
        // NumPy's moves, and may leave the buffer.
        let steps = if self.shape.contains(&0) { 0 } else { self.steps };
        let offset = self.layout.offset().wrapping_add_signed(steps);
        self.layout.derive(self.shape, self.strides, offset)
    }
}

impl Slice {
    /// First index, step and number of indices over an axis of `length`.
    ///
    /// Source: Python's `slice.indices`. NUMPY: an empty slice starts at 0 and steps by 1.
    pub(super) fn indices(self, length: usize) -> (isize, isize, usize) {
        let length = length.cast_signed();
        let step = self.step.unwrap_or(1);
        let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let clip = |at: isize| {
            let counted = if at < 0 { at.saturating_add(length) } else { at };
            counted.clamp(lowest, highest)
        };
        let (first, end) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
        let start = self.start.map_or(first, clip);
        let stop = self.stop.map_or(end, clip);
        let distance = if step < 0 { start - stop } else { stop - start };
        if distance <= 0 {
            return (0, 1, 0);
        }
        let count = distance.unsigned_abs().div_ceil(step.unsigned_abs());
        (start, step, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_step_starts_at_the_last_element() {
        let slice = Slice { step: Some(-2), ..Slice::default() };
        assert_eq!(slice.indices(5), (4, -2, 3));
        assert_eq!(slice.indices(0), (0, 1, 0));
    }

    #[test]
    fn bounds_beyond_every_length_are_clipped() {
        let (start, stop) = (Some(isize::MIN), Some(isize::MAX));
        assert_eq!(Slice { start, stop, step: None }.indices(5), (0, 1, 5));
        let step = Some(isize::MIN);
        assert_eq!(Slice { start: None, stop: None, step }.indices(5), (4, isize::MIN, 1));
        assert_eq!(Slice { start: stop, stop: start, step: Some(-1) }.indices(5), (4, -1, 5));
    }

    #[test]
    fn an_index_outside_says_what_is_inside() {
        let layout = Layout::c_order(&[4, 0], 8).expect("small");
        let message = |text: &str| {
            let expression: IndexExpression = text.parse().expect("an expression");
            expression.apply(&layout).expect_err("outside").to_string()
        };
        assert_eq!(message("4"), "index 4 is out of range for axis 0 of length 4 (valid: -4 to 3)");
        assert_eq!(message("0, 0"), "index 0 is out of range for axis 1 of length 0 (it has none)");
        assert_eq!(message("0, :, 1"), "3 indices are too many for shape (4, 0) (at most 2)");
    }
}
