//! Naming axes and shapes: indices that may be negative, texts such as `3, 4`.

use crate::{Error, ErrorKind, Result};

/// The axis meant by `axis` in an array of `ndim` axes; negative counts from the end.
///
/// # Errors
/// When there is no such axis.
///
/// ```
/// use arrayscope_core::layout::normalize_axis;
/// assert_eq!(normalize_axis(-1, 3)?, 2);
/// assert_eq!(
///     normalize_axis(4, 3).unwrap_err().to_string(),
///     "axis 4 is out of range for an array of 3 axes (valid: -3 to 2)"
/// );
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    let counted = if axis < 0 { ndim.checked_add_signed(axis) } else { Some(axis.unsigned_abs()) };
    counted.filter(|axis| *axis < ndim).ok_or_else(|| {
        let valid = match ndim {
            0 => "there is none in a 0-D array".to_owned(),
            _ => format!("valid: -{ndim} to {}", ndim - 1),
        };
        let axes = if ndim == 1 { "axis" } else { "axes" };
        Error::new(
            ErrorKind::OutOfRange,
            format!("axis {axis} is out of range for an array of {ndim} {axes} ({valid})"),
        )
    })
}

/// A shape as Python writes it: `(3, 4)`, `(3,)`, `()`.
pub fn shape_text<T: std::fmt::Display>(shape: &[T]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => {
            let lengths: Vec<String> = many.iter().map(ToString::to_string).collect();
            format!("({})", lengths.join(", "))
        }
    }
}

/// Reads a shape: `3,4`, `(3, 4)`, `[3, 4]`, `3x4`, `3×4`; `-1` is kept; empty is `()`.
///
/// # Errors
/// When a length is not a whole number.
///
/// ```
/// use arrayscope_core::layout::parse_shape;
/// assert_eq!(parse_shape("(3, -1)")?, [3, -1]);
/// assert_eq!(parse_shape("3x4")?, [3, 4]);
/// assert_eq!(parse_shape("()")?, []);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn parse_shape(text: &str) -> Result<Vec<isize>> {
    let bare = text.trim();
    let bare = [('(', ')'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| bare.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(bare)
        .trim();
    if bare.is_empty() {
        return Ok(Vec::new());
    }
    let bare = bare.strip_suffix(',').unwrap_or(bare);
    bare.split([',', 'x', '×'])
        .map(|length| {
            length.trim().parse().map_err(|_| {
                Error::new(
                    ErrorKind::Syntax,
                    format!(
                        "shape {text:?} has the length {:?}, which is not a whole number (valid: 3,4 or 3x4 or -1,4)",
                        length.trim()
                    ),
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_axis_has_two_names() {
        for ndim in 0..5usize {
            for axis in 0..ndim.cast_signed() {
                let expected = Ok(axis.unsigned_abs());
                assert_eq!(normalize_axis(axis, ndim), expected);
                assert_eq!(normalize_axis(axis - ndim.cast_signed(), ndim), expected);
            }
            assert!(normalize_axis(ndim.cast_signed(), ndim).is_err());
            assert!(normalize_axis(-ndim.cast_signed() - 1, ndim).is_err());
        }
        assert!(normalize_axis(isize::MIN, 3).is_err());
    }

    #[test]
    fn shapes_read_back_as_written() {
        for shape in [vec![], vec![3], vec![3, 4], vec![0, 1, 2]] {
            assert_eq!(parse_shape(&shape_text(&shape)), Ok(shape));
        }
    }

    #[test]
    fn a_length_that_is_no_number_is_named() {
        for text in [",", "(,)", "3,,4", "3,a", "3.5", "99999999999999999999"] {
            assert!(parse_shape(text).is_err(), "{text}");
        }
    }
}
