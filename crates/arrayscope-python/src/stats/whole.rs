//! The statistics of a whole array.

use super::{Question, Statistic, ask};
use crate::error::raised;
use crate::input;
use crate::python::{call, number};
use arrayscope_core::stats::NonFinitePolicy;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What is computed.
const STATISTICS: &[Statistic] =
    &[Statistic::Mean, Statistic::Var, Statistic::Std, Statistic::Min, Statistic::Max];

/// Counts, extrema, mean and standard deviation of all elements.
///
/// ``count + nan + pos_inf + neg_inf`` is the size of the array. Only finite values count for
/// min, max, mean, var and std, which are NaN where there is none.
#[pyclass(module = "arrayscope", frozen, get_all)]
pub(crate) struct Summary {
    /// Finite values.
    count: u64,
    /// NaN.
    nan: u64,
    /// Positive infinities.
    pos_inf: u64,
    /// Negative infinities.
    neg_inf: u64,
    /// The smallest finite value: an int of integer and bool arrays, else a float.
    min: Py<PyAny>,
    /// The largest finite value.
    max: Py<PyAny>,
    /// The mean of the finite values.
    mean: f64,
    /// Their variance, with divisor count.
    var: f64,
    /// Their standard deviation, with divisor count.
    std: f64,
}

/// The statistics of all elements.
#[pyfunction]
pub(crate) fn summary(a: &Bound<'_, PyAny>) -> PyResult<Summary> {
    let array = input::array(a)?;
    let py = a.py();
    let axes: Vec<usize> = (0..array.shape().len()).collect();
    let policy = NonFinitePolicy::Exclude;
    let question = Question { statistics: STATISTICS, ddof: 0, policy, narrow: false };
    let mut all = py.detach(|| ask(&array, &axes, &question)).map_err(|error| raised(&error))?;
    let census = all.whole_census();
    Ok(Summary {
        count: all.per_lane().saturating_sub(census.total()),
        nan: census.nan,
        pos_inf: census.pos_inf,
        neg_inf: census.neg_inf,
        min: number(py, all.take_one(Statistic::Min))?.unbind(),
        max: number(py, all.take_one(Statistic::Max))?.unbind(),
        mean: all.take_one(Statistic::Mean).to_f64(),
        var: all.take_one(Statistic::Var).to_f64(),
        std: all.take_one(Statistic::Std).to_f64(),
    })
}

#[pymethods]
impl Summary {
    /// Plain values under the names that the command uses in JSON.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_plain", "summary")
    }

    fn __eq__(this: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        if other.cast::<Self>().is_err() {
            return Ok(false);
        }
        let equal = this.py().import("arrayscope._plain")?.getattr("same_numbers")?;
        equal.call1((this, other))?.extract()
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, all) = (this.py(), this.get());
        let counts = (all.count, all.nan, all.pos_inf, all.neg_inf);
        let state = (counts, &all.min, &all.max, (all.mean, all.var, all.std));
        (this.get_type().getattr("_restore")?, state).into_pyobject(py)
    }

    #[staticmethod]
    fn _restore(
        counts: (u64, u64, u64, u64),
        min: Py<PyAny>,
        max: Py<PyAny>,
        moments: (f64, f64, f64),
    ) -> Self {
        let (count, nan, pos_inf, neg_inf) = counts;
        let (mean, var, std) = moments;
        Self { count, nan, pos_inf, neg_inf, min, max, mean, var, std }
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "summary")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "summary")
    }
}
