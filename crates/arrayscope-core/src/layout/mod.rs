//! Where the elements of an array are: shape, byte strides and byte offset.
//!
//! This module knows nothing of dtypes, bytes or statistics. Everything in it is a pure
//! function from layout to layout.

mod axis;
mod boxes;
mod canonical;
mod fit;
mod odometer;
mod order;
mod reshape;
mod runs;
mod step;
mod transform;

pub use axis::{normalize_axis, parse_shape, shape_text};
pub use boxes::{box_text, boxes};
pub(crate) use boxes::{have_common, left_over, steps, stretch};
pub(crate) use canonical::merge_axes;
pub use odometer::Offsets;
pub use order::Order;
pub use reshape::{Because, Reshape};
pub(crate) use runs::Runs;

use crate::{Error, ErrorKind, Result};
use smallvec::SmallVec;
use std::ops::Range;

/// One value per axis, stored inline for up to six axes.
pub(crate) type Axes<T> = SmallVec<[T; 6]>;

/// The most axes that an array can have, as in NumPy 2.
pub const MAX_NDIM: usize = 64;

/// Shape, signed byte strides and byte offset of an array.
///
/// Every layout keeps these invariants; `SAFETY:` comments and checks cite them.
///
/// - **L1** There are as many strides as lengths, and at most [`MAX_NDIM`].
/// - **L2** The product of the itemsize and all lengths other than 0 fits in `isize`.
/// - **L3** The byte extent, counting negative strides, starts at 0 or later and ends at
///   `isize::MAX` or earlier; so does an element at the offset, even if there is none.
/// - **L4** An array without elements touches nothing: its extent is empty.
/// - **L5** The alignment is known: [`Layout::alignment`] divides the offset and every
///   stride that is ever taken.
///
/// Whether the extent lies inside a buffer is for [`crate::Array`] to check (A1).
///
/// ```
/// use arrayscope_core::Layout;
/// let layout = Layout::c_order(&[4, 3], 8)?;
/// assert_eq!(layout.strides(), [24, 8]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    shape: Axes<usize>,
    strides: Axes<isize>,
    offset: usize,
    itemsize: usize,
}

impl Layout {
    /// A layout from its parts; `strides` and `offset` count bytes.
    ///
    /// # Errors
    /// When an invariant does not hold; the sentence has the numbers.
    pub fn try_new(
        shape: &[usize],
        strides: &[isize],
        offset: usize,
        itemsize: usize,
    ) -> Result<Self> {
        if shape.len() != strides.len() {
            return Err(Error::new(
                ErrorKind::Shape,
                format!("{} lengths cannot go with {} strides", shape.len(), strides.len()),
            ));
        }
        let layout = Self { shape: shape.into(), strides: strides.into(), offset, itemsize };
        layout.establish()?;
        Ok(layout)
    }

    /// The dense layout in C order: the last axis is the fastest.
    ///
    /// # Errors
    /// When there are too many axes or the bytes do not fit in memory addresses.
    pub fn c_order(shape: &[usize], itemsize: usize) -> Result<Self> {
        Self::try_new(shape, &order::c_strides(shape, itemsize)?, 0, itemsize)
    }

    /// The dense layout in F order: the first axis is the fastest.
    ///
    /// # Errors
    /// When there are too many axes or the bytes do not fit in memory addresses.
    pub fn f_order(shape: &[usize], itemsize: usize) -> Result<Self> {
        let reversed: Axes<usize> = shape.iter().rev().copied().collect();
        let mut strides = order::c_strides(&reversed, itemsize)?;
        strides.reverse();
        Self::try_new(shape, &strides, 0, itemsize)
    }

    /// Checks L1, L2 and L3.
    fn establish(&self) -> Result<()> {
        if self.ndim() > MAX_NDIM {
            return Err(Error::new(
                ErrorKind::Shape,
                format!("{} axes are too many (at most {MAX_NDIM})", self.ndim()),
            ));
        }
        checked_nbytes(&self.shape, self.itemsize)?;
        self.checked_extent().map(|_| ()).ok_or_else(|| {
            Error::new(
                ErrorKind::Overflow,
                format!(
                    "the bytes of shape {} with strides {:?} from offset {} lie outside of memory addresses",
                    shape_text(&self.shape),
                    self.strides.as_slice(),
                    self.offset
                ),
            )
        })
    }

    fn checked_extent(&self) -> Option<Range<usize>> {
        let mut low = isize::try_from(self.offset).ok()?;
        let mut high = low.checked_add_unsigned(self.itemsize)?;
        if self.size() == 0 {
            return Some(self.offset..self.offset);
        }
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            let reach = stride.checked_mul(isize::try_from(length - 1).ok()?)?;
            if reach < 0 {
                low = low.checked_add(reach)?;
            } else {
                high = high.checked_add(reach)?;
            }
        }
        Some(usize::try_from(low).ok()?..usize::try_from(high).ok()?)
    }

    /// Lengths per axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Signed byte steps per axis.
    pub fn strides(&self) -> &[isize] {
        &self.strides
    }

    /// Bytes from the start of the buffer to the element at index zero.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Bytes per element.
    pub fn itemsize(&self) -> usize {
        self.itemsize
    }

    /// Number of axes.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        size_of_shape(&self.shape)
    }

    /// `size × itemsize`, in bytes. A broadcast layout stores fewer.
    pub fn nbytes(&self) -> usize {
        self.size() * self.itemsize // fits: L2
    }

    /// The bytes that elements lie in, from the first one touched to one past the last.
    pub fn extent(&self) -> Range<usize> {
        self.checked_extent().unwrap_or(self.offset..self.offset) // L3: always there
    }

    /// The largest power of two that divides the offset and every stride taken (L5).
    pub fn alignment(&self) -> usize {
        let taken = self.shape.iter().zip(&self.strides).filter(|(length, _)| **length > 1);
        let bits = taken.fold(self.offset, |bits, (_, stride)| bits | stride.unsigned_abs());
        1 << bits.trailing_zeros().min(usize::BITS - 2)
    }

    /// The axis meant by `axis`, which counts from the end if negative.
    ///
    /// # Errors
    /// When there is no such axis.
    pub fn axis(&self, axis: isize) -> Result<usize> {
        normalize_axis(axis, self.ndim())
    }

    /// Byte offset of the element at `index` from the start of the buffer.
    ///
    /// # Errors
    /// When `index` has another number of axes or lies outside of the shape.
    pub fn byte_offset(&self, index: &[usize]) -> Result<usize> {
        let inside = index.len() == self.ndim()
            && index.iter().zip(&self.shape).all(|(at, length)| at < length);
        if !inside {
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!("index {index:?} is outside of shape {}", shape_text(&self.shape)),
            ));
        }
        let steps: isize = index
            .iter()
            .zip(&self.strides)
            .map(|(&at, &stride)| stride.wrapping_mul(at.cast_signed()))
            .fold(0, isize::wrapping_add);
        Ok(self.offset.wrapping_add_signed(steps)) // inside the extent: L3
    }

    /// Byte offsets of all elements from the start of the buffer, in C order.
    pub fn byte_offsets(&self) -> impl Iterator<Item = usize> + '_ {
        // Partial sums may be negative; each whole sum lies inside the extent: L3.
        Offsets::new(&self.shape, &self.strides).map(|steps| self.offset.wrapping_add_signed(steps))
    }

    /// The layout of the same elements with other parts, invariants checked.
    pub(crate) fn derive(
        &self,
        shape: impl IntoIterator<Item = usize>,
        strides: impl IntoIterator<Item = isize>,
        offset: usize,
    ) -> Result<Self> {
        let layout = Self {
            shape: shape.into_iter().collect(),
            strides: strides.into_iter().collect(),
            offset,
            itemsize: self.itemsize,
        };
        layout.establish()?;
        Ok(layout)
    }
}

/// Number of elements of a shape that keeps L2; a zero wins over any overflow beside it.
fn size_of_shape(shape: &[usize]) -> usize {
    if shape.contains(&0) { 0 } else { shape.iter().product() }
}

/// `itemsize` times all lengths other than 0, as L2 wants it.
fn checked_nbytes(shape: &[usize], itemsize: usize) -> Result<usize> {
    shape
        .iter()
        .filter(|length| **length != 0)
        .try_fold(itemsize.max(1), |bytes, length| bytes.checked_mul(*length))
        .filter(|bytes| isize::try_from(*bytes).is_ok())
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Overflow,
                format!(
                    "shape {} with {itemsize} bytes per element is larger than memory addresses reach",
                    shape_text(shape)
                ),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lessons_array_steps_by_24_and_8_bytes() {
        let layout = Layout::c_order(&[4, 3], 8).expect("small");
        assert_eq!(layout.strides(), [24, 8]);
        assert_eq!((layout.size(), layout.nbytes(), layout.extent()), (12, 96, 0..96));
        assert_eq!(Layout::f_order(&[4, 3], 8).expect("small").strides(), [8, 32]);
    }

    #[test]
    fn lengths_and_strides_must_agree_l1() {
        assert!(Layout::try_new(&[2, 3], &[8], 0, 8).is_err());
        assert!(Layout::c_order(&[1; MAX_NDIM], 8).is_ok());
        assert!(Layout::c_order(&[1; MAX_NDIM + 1], 8).is_err());
    }

    #[test]
    fn products_that_overflow_are_refused_even_beside_a_zero_l2() {
        assert!(Layout::c_order(&[usize::MAX, 2], 1).is_err());
        assert!(Layout::c_order(&[0, usize::MAX, 2], 1).is_err());
        assert!(Layout::c_order(&[1 << 31, 1 << 31], 8).is_err());
        assert!(Layout::try_new(&[1 << 40, 1 << 40], &[0, 0], 0, 8).is_err());
    }

    #[test]
    fn an_extent_before_the_buffer_is_refused_l3() {
        assert!(Layout::try_new(&[3], &[-8], 15, 8).is_err());
        let layout = Layout::try_new(&[3], &[-8], 16, 8).expect("starts at the last element");
        assert_eq!(layout.extent(), 0..24);
        assert!(Layout::try_new(&[3], &[isize::MAX], 0, 1).is_err());
    }

    #[test]
    fn an_empty_array_touches_nothing_l4() {
        let layout = Layout::try_new(&[0, 3], &[-800, 8], 40, 8).expect("no element");
        assert_eq!(layout.extent(), 40..40);
    }

    #[test]
    fn the_alignment_is_what_all_addresses_share_l5() {
        assert_eq!(Layout::try_new(&[3], &[12], 8, 4).expect("fits").alignment(), 4);
        assert_eq!(Layout::try_new(&[3], &[12], 9, 4).expect("fits").alignment(), 1);
        assert_eq!(Layout::try_new(&[1], &[3], 16, 4).expect("fits").alignment(), 16);
    }

    #[test]
    fn an_index_becomes_an_address() {
        let layout = Layout::try_new(&[2, 3], &[-24, 8], 24, 8).expect("fits");
        assert_eq!(layout.byte_offset(&[1, 2]), Ok(16));
        assert!(layout.byte_offset(&[2, 0]).is_err());
        assert!(layout.byte_offset(&[0]).is_err());
        let all: Vec<usize> = layout.byte_offsets().collect();
        assert_eq!(all, [24, 32, 40, 0, 8, 16]);
    }
}
