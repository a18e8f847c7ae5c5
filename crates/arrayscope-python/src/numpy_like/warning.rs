//! NumPy's warnings about lanes in which too little is left when NaN are ignored.

use super::{Function, counted};
use crate::stats::{Answers, Statistic};
use pyo3::exceptions::PyRuntimeWarning;
use pyo3::prelude::*;
use std::ffi::CStr;

/// Warns where NumPy's `nan` functions do, once per call, in their words.
///
/// `is_array`: NUMPY: `nanmin` of a list says "axis" where that of an array says "slice".
pub(super) fn of_missing(
    py: Python<'_>,
    function: &Function,
    answers: &Answers,
    freedom: f64,
    is_array: bool,
) -> PyResult<()> {
    #[expect(clippy::cast_precision_loss, reason = "as NumPy compares")]
    let enough =
        |values: u64| if function.is_spread() { values as f64 > freedom } else { values > 0 };
    let lacks = |nan: u64| !enough(counted(answers, nan));
    if !lacks(0) && !answers.odd().iter().any(|(_, census)| lacks(census.nan)) {
        return Ok(());
    }
    let text = match (function.statistic, is_array) {
        (Statistic::Mean, _) => c"Mean of empty slice",
        (Statistic::Var | Statistic::Std, _) => c"Degrees of freedom <= 0 for slice.",
        (Statistic::Min | Statistic::Max, true) => c"All-NaN slice encountered",
        (Statistic::Min | Statistic::Max, false) => c"All-NaN axis encountered",
    };
    warn(py, text)
}

/// Warns whoever called the Python function around this library.
fn warn(py: Python<'_>, text: &CStr) -> PyResult<()> {
    PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), text, 2)
}
