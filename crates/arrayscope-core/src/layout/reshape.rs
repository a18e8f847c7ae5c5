//! Reshape as NumPy does it: a view where strides allow, else a copy, and why.
//!
//! Source: NumPy's behaviour of `a.reshape(shape)` in C order, for arrays of any strides.
//! Groups of old and new axes with equal products are walked together; within a group the
//! old axes must merge into one, `stride[k] == length[k + 1] × stride[k + 1]`.

use super::fit::{shape_with_free, shapes_that_fit};
use super::{Axes, Layout, shape_text};
use crate::{Error, ErrorKind, Result};
use std::fmt;

/// What a reshape gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reshape {
    /// The same bytes, described anew.
    View(Layout),
    /// The strides do not allow a view: the elements must move.
    Copy {
        /// The layout of the copy: C order, offset 0.
        layout: Layout,
        /// Bytes to copy.
        nbytes: usize,
        /// The pair of axes that cannot be merged.
        because: Because,
    },
}

/// Why a reshape needs a copy: two axes that do not step as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Because {
    /// The outer axis of the array before.
    pub outer: usize,
    /// The inner axis of the array before; the next that is longer than 1.
    pub inner: usize,
    /// Byte stride of the outer axis.
    pub stride: isize,
    /// The stride that it would need: length × stride of the inner axis.
    pub needed: isize,
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "axes {} and {} cannot be merged: axis {} steps {} bytes, but the whole of axis {} spans {}",
            self.outer, self.inner, self.outer, self.stride, self.inner, self.needed
        )
    }
}

impl Layout {
    /// What `a.reshape(shape)` gives: a view or a copy. One length may be -1.
    ///
    /// # Errors
    /// When the counts differ; the sentence has both and shapes that would fit. Unlike
    /// NumPy, which takes any negative length for -1, only -1 is inferred.
    ///
    /// ```
    /// use arrayscope_core::{Layout, layout::Reshape};
    /// let layout = Layout::c_order(&[3, 4], 8)?;
    /// assert!(matches!(layout.reshape(&[2, 6])?, Reshape::View(_)));
    /// let Reshape::Copy { nbytes, because, .. } = layout.transpose().reshape(&[12])? else {
    ///     panic!("a transpose cannot be flattened in place")
    /// };
    /// assert_eq!(nbytes, 96);
    /// assert!(because.to_string().starts_with("axes 0 and 1 cannot be merged"));
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn reshape(&self, shape: &[isize]) -> Result<Reshape> {
        let target = infer(self.size(), shape)?;
        // NUMPY: the same shape keeps its strides, even where they say nothing; but not if
        // one length had to be inferred.
        if target.as_slice() == self.shape() && !shape.contains(&-1) {
            return Ok(Reshape::View(self.clone()));
        }
        let dense = Self::c_order(&target, self.itemsize)?;
        if self.is_c_contiguous() {
            let (shape, strides) = (target.iter().copied(), dense.strides.iter().copied());
            return Ok(Reshape::View(self.derive(shape, strides, self.offset)?));
        }
        match strides_without_copy(self, &target) {
            Ok(strides) => Ok(Reshape::View(self.derive(target, strides, self.offset)?)),
            Err(because) => Ok(Reshape::Copy { nbytes: dense.nbytes(), layout: dense, because }),
        }
    }
}

/// The shape with its -1 replaced, checked against the number of elements.
fn infer(size: usize, shape: &[isize]) -> Result<Axes<usize>> {
    let refuse = |message: String| Err(Error::new(ErrorKind::Shape, message));
    let asked = shape_text(shape);
    if let Some(length) = shape.iter().find(|length| **length < -1) {
        return refuse(format!(
            "a length of {length} in {asked} means nothing (valid: 0 or more, or one -1 to be inferred)"
        ));
    }
    if shape.iter().filter(|length| **length == -1).count() > 1 {
        return refuse(format!(
            "only one length of {asked} can be -1, because one equation has one unknown"
        ));
    }
    let known: Axes<usize> = shape.iter().filter_map(|&n| usize::try_from(n).ok()).collect();
    let product = super::checked_nbytes(&known, 1).map(|_| super::size_of_shape(&known))?;
    if let Some(unknown) = shape.iter().position(|length| *length == -1) {
        if product == 0 {
            return refuse(format!(
                "the -1 in {asked} cannot be inferred: with a length of 0 every value gives 0 elements"
            ));
        }
        if !size.is_multiple_of(product) {
            return refuse(format!(
                "{size} elements cannot fill {asked}: they are not a multiple of {product}{}",
                suggestions(size, shape)
            ));
        }
        let mut whole = known;
        whole.insert(unknown, size / product);
        return Ok(whole);
    }
    if product != size {
        return refuse(format!(
            "{size} {} cannot fill {asked}: it needs {product}{}",
            if size == 1 { "element" } else { "elements" },
            suggestions(size, shape)
        ));
    }
    Ok(known)
}

/// `; 13 = 1 × 13`, for the shapes nearest to the one asked for that would fit.
fn suggestions(size: usize, shape: &[isize]) -> String {
    // A length that is to be inferred takes what the others leave.
    let free = shape.iter().position(|length| *length == -1);
    let wished: Vec<usize> = shape.iter().filter_map(|&n| usize::try_from(n).ok()).collect();
    let shapes = match free {
        Some(free) => vec![shape_with_free(size, &wished, free)],
        None => shapes_that_fit(size, &wished),
    };
    let fits: Vec<String> = shapes
        .iter()
        .map(|shape| {
            let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
            format!("{size} = {}", lengths.join(" × "))
        })
        .collect();
    if fits.is_empty() { String::new() } else { format!("; {}", fits.join(", or ")) }
}

/// Strides for `target` over the same bytes, or the first pair of axes that forbids it.
///
/// Both shapes have the same number of elements, which is not 0.
fn strides_without_copy(
    layout: &Layout,
    target: &[usize],
) -> std::result::Result<Axes<isize>, Because> {
    let old: Axes<usize> = (0..layout.ndim()).filter(|&axis| layout.shape[axis] != 1).collect();
    let mut strides: Axes<isize> = std::iter::repeat_n(0, target.len()).collect();
    let (mut old_start, mut new_start) = (0, 0);
    while old_start < old.len() && new_start < target.len() {
        let (mut old_end, mut new_end) = (old_start + 1, new_start + 1);
        let (mut old_product, mut new_product) = (layout.shape[old[old_start]], target[new_start]);
        while old_product != new_product {
            if new_product < old_product {
                new_product *= target[new_end];
                new_end += 1;
            } else {
                old_product *= layout.shape[old[old_end]];
                old_end += 1;
            }
        }
        for pair in old[old_start..old_end].windows(2) {
            let (outer, inner) = (pair[0], pair[1]);
            let needed = layout.strides[inner].wrapping_mul(layout.shape[inner].cast_signed());
            if layout.strides[outer] != needed {
                return Err(Because { outer, inner, stride: layout.strides[outer], needed });
            }
        }
        let mut step = layout.strides[old[old_end - 1]];
        for axis in (new_start..new_end).rev() {
            strides[axis] = step;
            step = step.wrapping_mul(target[axis].cast_signed());
        }
        (old_start, new_start) = (old_end, new_end);
    }
    // NUMPY: trailing axes of length 1 repeat the last stride.
    let last = new_start.checked_sub(1).map_or(layout.itemsize.cast_signed(), |k| strides[k]);
    strides[new_start..].fill(last);
    Ok(strides)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(size: usize, shape: &[isize]) -> String {
        let flat = Layout::c_order(&[size], 8).expect("small");
        flat.reshape(shape).expect_err("does not fit").to_string()
    }

    #[test]
    fn the_lessons_bad_reshape_says_what_would_fit() {
        assert_eq!(
            message(13, &[3, 4]),
            "13 elements cannot fill (3, 4): it needs 12; 13 = 1 × 13"
        );
        assert_eq!(message(12, &[3, 5]), "12 elements cannot fill (3, 5): it needs 15; 12 = 3 × 4");
        assert_eq!(message(2, &[]), "2 elements cannot fill (): it needs 1; 2 = 2");
    }

    #[test]
    fn one_length_is_inferred_and_no_more() {
        let flat = Layout::c_order(&[12], 8).expect("small");
        let Ok(Reshape::View(layout)) = flat.reshape(&[3, -1]) else { panic!("a view") };
        assert_eq!((layout.shape(), layout.strides()), (&[3, 4][..], &[32, 8][..]));
        assert!(message(12, &[-1, -1]).contains("only one"));
        assert!(message(12, &[5, -1]).ends_with("not a multiple of 5; 12 = 4 × 3"));
        assert!(message(12, &[0, -1]).contains("cannot be inferred"));
        assert!(message(12, &[-3, -4]).contains("-3"));
    }

    #[test]
    fn a_stepped_array_is_a_view_where_its_axes_merge() {
        // a[:, ::2] of (4, 6): each row steps 16 bytes, rows are 48 bytes apart.
        let stepped = Layout::try_new(&[4, 3], &[48, 16], 0, 8).expect("fits");
        let Ok(Reshape::View(flat)) = stepped.reshape(&[12]) else { panic!("48 = 3 × 16") };
        assert_eq!(flat.strides(), [16]);
        let odd = Layout::try_new(&[4, 2], &[48, 16], 0, 8).expect("fits");
        let Ok(Reshape::Copy { because, nbytes, .. }) = odd.reshape(&[8]) else { panic!("a gap") };
        assert_eq!((because.stride, because.needed, nbytes), (48, 32, 64));
        assert!(matches!(odd.reshape(&[2, 2, 2]), Ok(Reshape::View(_))));
    }

    #[test]
    fn lengths_that_overflow_are_refused() {
        let flat = Layout::c_order(&[12], 8).expect("small");
        assert!(flat.reshape(&[isize::MAX, isize::MAX]).is_err());
        assert!(flat.reshape(&[isize::MAX, 4, -1]).is_err());
    }
}
