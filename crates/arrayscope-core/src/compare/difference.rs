//! One array minus another.

use super::pairs::{Kind, Tile, for_each_pair};
use crate::kernel::Number;
use crate::{Array, ArrayView, Layout, Result};

/// `a − b`, element by element, as `float64` in C order.
///
/// `a.astype(float) - b.astype(float)` of NumPy, but integers are subtracted exactly, whatever
/// their width and sign, and rounded once. What the rules of IEEE 754 say holds: NaN where
/// either is NaN and where both are the same infinity.
///
/// # Errors
/// When the shapes differ, one dtype has no statistics, or one is complex.
///
/// ```
/// use arrayscope_core::{Array, compare::difference};
/// let a = Array::from_slice(&[3_u8, 200], &[2])?;
/// let b = Array::from_slice(&[5_u8, 1], &[2])?;
/// assert_eq!(difference(&a.view(), &b.view())?.value(&[0])?.to_string(), "-2.0");
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn difference(a: &ArrayView<'_>, b: &ArrayView<'_>) -> Result<Array> {
    let kind = Kind::of(a.dtype(), b.dtype())?;
    // Refuses what no memory could hold.
    Layout::c_order(a.shape(), size_of::<f64>())?;
    let mut values: Vec<f64> = Vec::new();
    for_each_pair(a, b, kind, |tile| match tile {
        Tile::Floats(a, b) => values.extend(a.iter().zip(b).map(|(a, b)| a - b)),
        Tile::Integers(a, b) => {
            values.extend(a.iter().zip(b).map(|(a, b)| Number::Integer(a - b).to_f64()));
        }
    })?;
    Array::from_slice(&values, a.shape())
}
