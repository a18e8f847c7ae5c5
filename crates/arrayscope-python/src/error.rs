//! What went wrong, as the exceptions that NumPy raises for the same.

use arrayscope_core::{Error, ErrorKind};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

pyo3::import_exception!(numpy.exceptions, AxisError);

/// The exception for an error of the core; the sentence stays.
///
/// `AxisError` is NumPy's, a `ValueError` and an `IndexError` at once.
pub(crate) fn raised(error: &Error) -> PyErr {
    let sentence = error.to_string();
    match error.kind() {
        ErrorKind::OutOfRange => AxisError::new_err(sentence),
        ErrorKind::DType => type_error(sentence),
        _ => value_error(sentence),
    }
}

pub(crate) fn type_error(sentence: impl Into<String>) -> PyErr {
    PyTypeError::new_err(sentence.into())
}

pub(crate) fn value_error(sentence: impl Into<String>) -> PyErr {
    PyValueError::new_err(sentence.into())
}
