//! A part of complex numbers, reduced.

use super::{Preview, preview};
use crate::view::ComplexPart;
use crate::{Array, Result};

/// One part of a 2-D array of complex numbers, reduced to at most `max_rows` × `max_columns`
/// cells as [`preview`] does.
///
/// A mean of angles on both sides of π would point the wrong way: the phase of a cell is that
/// of the mean of its numbers.
///
/// # Errors
/// When the dtype is not complex, or as [`preview`].
///
/// ```
/// use arrayscope_core::{Array, dtype::Complex, preview::preview_part, view::ComplexPart};
/// let a = Array::from_slice(&[Complex { re: -1.0, im: 0.1 }, Complex { re: -1.0, im: -0.1 }], &[1, 2])?;
/// let mean = preview_part(&a, ComplexPart::Phase, 1, 1)?;
/// assert_eq!(mean.values, [std::f64::consts::PI]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn preview_part(
    array: &Array,
    part: ComplexPart,
    max_rows: usize,
    max_columns: usize,
) -> Result<Preview> {
    let of = |part: ComplexPart| preview(&array.part(part)?.view(), max_rows, max_columns);
    if part != ComplexPart::Phase {
        return of(part);
    }
    let (mut means, imaginary) = (of(ComplexPart::Real)?, of(ComplexPart::Imaginary)?);
    for (re, im) in means.values.iter_mut().zip(imaginary.values) {
        *re = im.atan2(*re);
    }
    Ok(means)
}
