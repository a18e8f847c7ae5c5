//! Calls of the Python files beside this library, and plain values for them.

use arrayscope_core::stats::Number;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

/// What `arrayscope.MODULE.FUNCTION(this)` gives.
pub(crate) fn call<'py>(
    this: &Bound<'py, PyAny>,
    module: &str,
    function: &str,
) -> PyResult<Bound<'py, PyAny>> {
    this.py().import(format!("arrayscope.{module}"))?.call_method1(function, (this,))
}

/// A statistic as a Python number.
pub(crate) fn number(py: Python<'_>, value: Number) -> PyResult<Bound<'_, PyAny>> {
    Ok(match value {
        Number::Integer(value) => value.into_pyobject(py)?.into_any(),
        Number::Float(value) => PyFloat::new(py, value).into_any(),
    })
}
