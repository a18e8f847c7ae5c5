//! Other views of the same elements: permuted, flipped, squeezed, expanded, broadcast.

use super::{Axes, Layout, shape_text};
use crate::{Error, ErrorKind, Result};

impl Layout {
    /// The axes in reverse order: NumPy's `a.T`.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut reversed = self.clone();
        reversed.shape.reverse();
        reversed.strides.reverse();
        reversed
    }

    /// The axes in the order given: NumPy's `a.transpose(axes)`.
    ///
    /// # Errors
    /// When `axes` does not name every axis exactly once.
    pub fn permute(&self, axes: &[isize]) -> Result<Self> {
        let named: Result<Axes<usize>> = axes.iter().map(|&axis| self.axis(axis)).collect();
        let named = named?;
        let mut sorted = named.clone();
        sorted.sort_unstable();
        if !sorted.iter().copied().eq(0..self.ndim()) {
            return Err(Error::new(
                ErrorKind::Argument,
                format!("axes {axes:?} do not name each of the {} axes exactly once", self.ndim()),
            ));
        }
        let mut permuted = self.clone();
        permuted.shape = named.iter().map(|&axis| self.shape[axis]).collect();
        permuted.strides = named.iter().map(|&axis| self.strides[axis]).collect();
        Ok(permuted)
    }

    /// Two axes swapped: NumPy's `a.swapaxes(first, second)`.
    ///
    /// # Errors
    /// When there is no such axis.
    pub fn swap(&self, first: isize, second: isize) -> Result<Self> {
        let (first, second) = (self.axis(first)?, self.axis(second)?);
        let mut swapped = self.clone();
        swapped.shape.swap(first, second);
        swapped.strides.swap(first, second);
        Ok(swapped)
    }

    /// One axis backwards: NumPy's `np.flip(a, axis)`.
    ///
    /// # Errors
    /// When there is no such axis.
    pub fn flip(&self, axis: isize) -> Result<Self> {
        let axis = self.axis(axis)?;
        let mut flipped = self.clone();
        // NUMPY: an empty axis keeps its stride, because `a[::-1]` of it is `a[0:0:1]`.
        if self.shape[axis] > 0 {
            let last = (self.shape[axis] - 1).cast_signed();
            if self.size() > 0 {
                let reach = self.strides[axis] * last; // fits: L3
                flipped.offset = self.offset.wrapping_add_signed(reach);
            }
            flipped.strides[axis] = self.strides[axis].wrapping_neg();
        }
        Ok(flipped)
    }

    /// Without the axes of length 1: NumPy's `a.squeeze()`.
    #[must_use]
    pub fn squeeze(&self) -> Self {
        self.keep(|_, length| length != 1)
    }

    /// Without one axis, which must be of length 1: NumPy's `a.squeeze(axis)`.
    ///
    /// # Errors
    /// When there is no such axis, or its length is not 1.
    pub fn squeeze_axis(&self, axis: isize) -> Result<Self> {
        let axis = self.axis(axis)?;
        if self.shape[axis] != 1 {
            return Err(Error::new(
                ErrorKind::Shape,
                format!(
                    "axis {axis} of shape {} cannot be squeezed: its length is {}, not 1",
                    shape_text(&self.shape),
                    self.shape[axis]
                ),
            ));
        }
        Ok(self.keep(|other, _| other != axis))
    }

    /// A new axis of length 1 and stride 0 before `axis`: NumPy's `a[..., np.newaxis]`.
    ///
    /// `axis` runs from `-ndim - 1` to `ndim`, so that an axis can come last.
    ///
    /// # Errors
    /// When `axis` is outside of that range, or there would be too many axes.
    pub fn expand(&self, axis: isize) -> Result<Self> {
        let axis = super::normalize_axis(axis, self.ndim() + 1)?;
        let (mut shape, mut strides) = (self.shape.clone(), self.strides.clone());
        shape.insert(axis, 1);
        strides.insert(axis, 0);
        self.derive(shape, strides, self.offset)
    }

    /// Repeated without a copy to fill `shape`: NumPy's `np.broadcast_to(a, shape)`.
    ///
    /// # Errors
    /// When an axis is neither 1 nor as long as asked for, or there are too few axes.
    pub fn broadcast(&self, shape: &[usize]) -> Result<Self> {
        let refuse = |why: String| {
            let from = shape_text(&self.shape);
            let to = shape_text(shape);
            Error::new(ErrorKind::Shape, format!("{from} cannot be broadcast to {to}: {why}"))
        };
        let Some(new_axes) = shape.len().checked_sub(self.ndim()) else {
            return Err(refuse(format!("{} axes do not fit into {}", self.ndim(), shape.len())));
        };
        let mut strides: Axes<isize> = std::iter::repeat_n(0, new_axes).collect();
        for (axis, (&length, &wanted)) in self.shape.iter().zip(&shape[new_axes..]).enumerate() {
            // NUMPY: a broadcast view steps by 0 along every axis of length 1.
            strides.push(match length {
                1 => 0,
                _ if length == wanted => self.strides[axis],
                _ => {
                    return Err(refuse(format!(
                        "axis {axis} has length {length}, where 1 or {wanted} would work"
                    )));
                }
            });
        }
        self.derive(shape.iter().copied(), strides, self.offset)
    }

    /// A field of every element: NumPy's `a['name']`, a view with the same strides.
    ///
    /// # Errors
    /// When the field does not lie inside the element.
    pub fn field(&self, byte_offset: usize, itemsize: usize) -> Result<Self> {
        let inside = byte_offset.checked_add(itemsize).is_some_and(|end| end <= self.itemsize);
        if !inside {
            return Err(Error::new(
                ErrorKind::Bounds,
                format!(
                    "a field of {itemsize} bytes at byte {byte_offset} does not fit into an element of {} bytes",
                    self.itemsize
                ),
            ));
        }
        // L3 leaves room for an element behind the offset.
        Self::try_new(&self.shape, &self.strides, self.offset + byte_offset, itemsize)
    }

    /// One index of an axis, which disappears: NumPy's `a.take(index, axis)` as a view.
    ///
    /// # Errors
    /// When there is no such axis or index.
    pub fn select(&self, axis: usize, index: usize) -> Result<Self> {
        let axis = self.axis(isize::try_from(axis).unwrap_or(isize::MAX))?;
        if index >= self.shape[axis] {
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!(
                    "index {index} is out of range for axis {axis} of length {}",
                    self.shape[axis]
                ),
            ));
        }
        let mut layout = self.keep(|other, _| other != axis);
        if self.size() > 0 {
            let steps = self.strides[axis] * index.cast_signed(); // fits: L3
            layout.offset = self.offset.wrapping_add_signed(steps);
        }
        Ok(layout)
    }

    fn keep(&self, wanted: impl Fn(usize, usize) -> bool) -> Self {
        let kept: Axes<usize> =
            (0..self.ndim()).filter(|&axis| wanted(axis, self.shape[axis])).collect();
        let mut layout = self.clone();
        layout.shape = kept.iter().map(|&axis| self.shape[axis]).collect();
        layout.strides = kept.iter().map(|&axis| self.strides[axis]).collect();
        layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> Layout {
        Layout::c_order(&[2, 1, 3], 4).expect("small")
    }

    #[test]
    fn a_flipped_axis_starts_at_its_last_element() {
        let flipped = matrix().flip(-1).expect("an axis");
        assert_eq!((flipped.offset(), flipped.strides()), (8, &[12, 12, -4][..]));
        assert_eq!(flipped.flip(-1), Ok(matrix()));
    }

    #[test]
    fn permuting_moves_lengths_with_their_strides() {
        let moved = matrix().permute(&[2, 0, -2]).expect("a permutation");
        assert_eq!((moved.shape(), moved.strides()), (&[3, 2, 1][..], &[4, 12, 12][..]));
        assert!(matrix().permute(&[0, 0, 1]).is_err());
        assert!(matrix().permute(&[0, 1]).is_err());
        assert_eq!(matrix().transpose(), matrix().permute(&[2, 1, 0]).expect("reversed"));
        assert_eq!(matrix().swap(0, 2), matrix().permute(&[2, 1, 0]));
    }

    #[test]
    fn squeezing_and_expanding_only_concern_axes_of_length_one() {
        assert_eq!(matrix().squeeze().shape(), [2, 3]);
        assert_eq!(matrix().squeeze_axis(1).map(|l| l.shape().to_vec()), Ok(vec![2, 3]));
        assert!(matrix().squeeze_axis(0).is_err());
        let wider = matrix().expand(-1).expect("at the end");
        assert_eq!((wider.shape(), wider.strides()[3]), (&[2, 1, 3, 1][..], 0));
        assert!(matrix().expand(4).is_err());
    }

    #[test]
    fn broadcasting_repeats_by_stepping_nowhere() {
        let wide = matrix().broadcast(&[5, 2, 4, 3]).expect("fits");
        assert_eq!(wide.strides(), [0, 12, 0, 4]);
        let error = matrix().broadcast(&[2, 2, 4]).expect_err("3 is not 4");
        assert!(error.to_string().contains("axis 2 has length 3"), "{error}");
        assert!(matrix().broadcast(&[3]).is_err());
    }

    #[test]
    fn a_field_is_a_view_into_each_element() {
        let records = Layout::c_order(&[3], 12).expect("small");
        let field = records.field(4, 8).expect("inside");
        assert_eq!((field.offset(), field.strides(), field.itemsize()), (4, &[12][..], 8));
        assert!(records.field(8, 8).is_err());
        assert!(records.field(usize::MAX, 8).is_err());
    }
}
