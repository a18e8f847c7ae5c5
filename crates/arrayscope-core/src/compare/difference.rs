//! One array minus another.

use super::pairs::{Kind, Tile, for_each_pair};
use crate::kernel::Number;
use crate::{Array, ArrayView, ByteOrder, DType, Error, ErrorKind, Layout, Result};

/// `a − b`, element by element, in C order: `complex128` where one of them is complex, else
/// `float64`.
///
/// `a.astype(float) - b.astype(float)` of NumPy, but integers are subtracted exactly, whatever
/// their width and sign, and rounded once; of complex numbers each part is subtracted, as in
/// `a.astype(complex) - b.astype(complex)`. What the rules of IEEE 754 say holds: NaN where
/// either is NaN and where both are the same infinity.
///
/// # Errors
/// When the shapes differ, or one dtype has no statistics.
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
    let dtype = kind.dtype();
    let layout = Layout::c_order(a.shape(), dtype.itemsize())?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(layout.nbytes()).map_err(|_| {
        let needed = layout.nbytes();
        let message = format!("there is not enough memory for {needed} bytes of a difference");
        Error::new(ErrorKind::Overflow, message)
    })?;
    let mut store = |difference: f64| bytes.extend_from_slice(&difference.to_ne_bytes());
    for_each_pair(a, b, kind, |tile| match tile {
        Tile::Floats(a, b) => a.iter().zip(b).for_each(|(a, b)| store(a - b)),
        Tile::Integers(a, b) => {
            a.iter().zip(b).for_each(|(a, b)| store(Number::Integer(a - b).to_f64()));
        }
        Tile::Complexes([a_re, a_im], [b_re, b_im]) => {
            for (re, im) in a_re.iter().zip(b_re).zip(a_im.iter().zip(b_im)) {
                store(re.0 - re.1);
                store(im.0 - im.1);
            }
        }
    })?;
    Array::try_new(bytes.into(), dtype, ByteOrder::NATIVE, layout)
}

/// The dtype of [`difference`].
///
/// # Errors
/// When one dtype has no statistics.
pub fn difference_dtype(a: &DType, b: &DType) -> Result<DType> {
    Ok(Kind::of(a, b)?.dtype())
}
