//! The statistics of a whole array.

use crate::error::raised;
use crate::input;
use crate::python::{call, number};
use arrayscope_core::stats::{self, NonFinitePolicy, Wanted, all_axes, reduce};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

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
    let compute = || {
        let all = stats::summary(&array.view())?;
        let whole = reduce(&array.view(), &all_axes(array.shape().len()), Wanted::ALL)?;
        let var = whole.var(0, NonFinitePolicy::Exclude).first().copied().unwrap_or(f64::NAN);
        Ok((all, var))
    };
    let (all, var) = py.detach(compute).map_err(|error| raised(&error))?;
    Ok(Summary {
        count: all.count,
        nan: all.nan,
        pos_inf: all.pos_inf,
        neg_inf: all.neg_inf,
        min: number(py, all.min)?.unbind(),
        max: number(py, all.max)?.unbind(),
        mean: all.mean.to_f64(),
        var,
        std: all.std.to_f64(),
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
