//! Arguments that mean axes, shapes and places, read as NumPy reads them.

use crate::error::{AxisError, type_error, value_error};
use pyo3::exceptions::{PyIndexError, PyOverflowError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

/// A whole number, by `__index__` as NumPy takes it.
pub(crate) fn integer(value: &Bound<'_, PyAny>) -> PyResult<isize> {
    value.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyOverflowError>(value.py()) {
            return value_error(format!("{value} is too large for a length or an index"));
        }
        error
    })
}

/// The axes that `axis` names, counted from the front: all of them for `None`.
///
/// # Errors
/// NumPy's: `AxisError` for an axis that does not exist, `ValueError` for one named twice,
/// `TypeError` for what is no whole number.
pub(crate) fn axes(axis: Option<&Bound<'_, PyAny>>, ndim: usize) -> PyResult<Vec<usize>> {
    let Some(axis) = axis else {
        return Ok((0..ndim).collect());
    };
    let Ok(several) = axis.cast::<PyTuple>() else {
        return Ok(vec![one_axis(integer(axis)?, ndim)?]);
    };
    let mut axes = Vec::with_capacity(several.len());
    for axis in several.iter_borrowed() {
        let axis = one_axis(integer(&axis)?, ndim)?;
        if axes.contains(&axis) {
            return Err(value_error("duplicate value in 'axis'"));
        }
        axes.push(axis);
    }
    Ok(axes)
}

/// NUMPY: the sentence is NumPy's here, because drop-in functions raise what NumPy raises.
fn one_axis(axis: isize, ndim: usize) -> PyResult<usize> {
    let counted = if axis < 0 { ndim.checked_add_signed(axis) } else { Some(axis.unsigned_abs()) };
    counted.filter(|axis| *axis < ndim).ok_or_else(|| AxisError::new_err((axis, ndim)))
}

/// A shape: a whole number or a sequence of them; -1 is kept.
pub(crate) fn shape(value: &Bound<'_, PyAny>) -> PyResult<Vec<isize>> {
    if value.is_instance_of::<PyInt>() || !value.hasattr("__len__")? {
        return Ok(vec![integer(value)?]);
    }
    value.try_iter()?.map(|length| integer(&length?)).collect()
}

/// A shape that is expected: `None` or -1 stand for any length.
pub(crate) fn expected_shape(value: &Bound<'_, PyAny>) -> PyResult<Vec<Option<usize>>> {
    if value.is_instance_of::<PyInt>() || !value.hasattr("__len__")? {
        return Ok(vec![expected_length(value)?]);
    }
    value.try_iter()?.map(|length| expected_length(&length?)).collect()
}

fn expected_length(value: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    if value.is_none() {
        return Ok(None);
    }
    match integer(value)? {
        -1 => Ok(None),
        length => usize::try_from(length).map(Some).map_err(|_| {
            value_error(format!(
                "the expected length {length} cannot be (valid: 0 and more; None or -1 for any)"
            ))
        }),
    }
}

/// An index on an axis of this length, counted from the front.
pub(crate) fn index(value: isize, axis: usize, length: usize) -> PyResult<usize> {
    let counted =
        if value < 0 { length.checked_add_signed(value) } else { Some(value.unsigned_abs()) };
    counted.filter(|index| *index < length).ok_or_else(|| {
        let valid = match length {
            0 => "there is none".to_owned(),
            _ => format!("valid: -{length} to {}", length - 1),
        };
        PyIndexError::new_err(format!(
            "index {value} is out of range for axis {axis} of length {length} ({valid})"
        ))
    })
}

/// A count that may be 0, such as a budget.
pub(crate) fn count(value: &Bound<'_, PyAny>, what: &str) -> PyResult<u64> {
    value.extract().map_err(|_| {
        type_error(format!("{what} is {value}, which is no count (valid: 0 and more)"))
    })
}
