//! The drop-in functions: NumPy's answers, dtypes, warnings and refusals; our digits.

mod result;
mod warning;

use crate::arguments;
use crate::counts::Counted;
use crate::error::{raised, type_error, value_error};
use crate::input::{self, numpy_function};
use crate::stats::{Answers, Question, Statistic, ask};
use crate::values::{self, Place};
use arrayscope_core::DType;
use arrayscope_core::dtype::Class;
use arrayscope_core::stats::NonFinitePolicy;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use result::Float;

/// One of NumPy's functions.
struct Function {
    statistic: Statistic,
    ignores_nan: bool,
}

impl Function {
    fn named(name: &str) -> PyResult<Self> {
        let (ignores_nan, plain) = match name.strip_prefix("nan") {
            Some(plain) => (true, plain),
            None => (false, name),
        };
        let statistic = match plain {
            "mean" => Statistic::Mean,
            "var" => Statistic::Var,
            "std" => Statistic::Std,
            "min" => Statistic::Min,
            "max" => Statistic::Max,
            _ => return Err(value_error(format!("there is no function {name:?}"))),
        };
        Ok(Self { statistic, ignores_nan })
    }

    fn is_spread(&self) -> bool {
        matches!(self.statistic, Statistic::Var | Statistic::Std)
    }

    fn is_extremum(&self) -> bool {
        matches!(self.statistic, Statistic::Min | Statistic::Max)
    }

    /// The statistics of the question, which is static.
    fn wanted(&self, scales: bool) -> &'static [Statistic] {
        match self.statistic {
            Statistic::Mean => &[Statistic::Mean],
            Statistic::Std if !scales => &[Statistic::Std],
            Statistic::Var | Statistic::Std => &[Statistic::Var],
            Statistic::Min => &[Statistic::Min],
            Statistic::Max => &[Statistic::Max],
        }
    }
}

/// `numpy.NAME(a, axis, dtype, ddof, keepdims)` for the functions that are drop-ins.
#[pyfunction]
#[pyo3(signature = (name, a, axis, keepdims=false, dtype=None, ddof=None))]
pub(crate) fn reduce_like_numpy<'py>(
    name: &str,
    a: &Bound<'py, PyAny>,
    axis: Option<&Bound<'py, PyAny>>,
    keepdims: bool,
    dtype: Option<&Bound<'py, PyAny>>,
    ddof: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = a.py();
    let function = Function::named(name)?;
    let array = input::array(a)?;
    refuse_dtype(array.dtype(), name)?;
    let ignores_nan = function.ignores_nan && array.dtype().class() == Class::Float;
    // NUMPY: where it is not the mean or variance itself, a 0-D array has an axis 0.
    let is_lenient = ignores_nan || function.is_extremum();
    let axes = axes(axis, array.shape().len(), is_lenient)?;
    let freedom = ddof.map_or(Ok(0.0), PyAnyMethods::extract)?;
    let per_lane: usize = axes.iter().map(|axis| array.shape()[*axis]).product();
    let lanes = (0..array.shape().len()).filter(|axis| !axes.contains(axis));
    let has_results = lanes.map(|axis| array.shape()[axis]).all(|length| length > 0);
    #[expect(clippy::cast_precision_loss, reason = "as NumPy compares")]
    let too_few = function.is_spread() && !ignores_nan && freedom >= per_lane as f64;
    if per_lane == 0 || too_few {
        // There is nothing to compute: what NumPy says of it, it says best itself.
        let keywords = PyDict::new(py);
        keywords.set_item(intern!(py, "axis"), axis)?;
        keywords.set_item(intern!(py, "keepdims"), keepdims)?;
        if let Some(dtype) = dtype {
            keywords.set_item(intern!(py, "dtype"), dtype)?;
        }
        if let Some(ddof) = ddof {
            keywords.set_item(intern!(py, "ddof"), ddof)?;
        }
        return numpy_function(py, name)?.call((input::ndarray(a)?,), Some(&keywords));
    }
    let float = match dtype {
        Some(dtype) => Float::wished(dtype)?,
        None => Float::of(array.dtype()),
    };
    let whole = whole_number(freedom);
    let question = Question {
        statistics: function.wanted(whole.is_none()),
        ddof: whole.unwrap_or(0),
        policy: if ignores_nan { NonFinitePolicy::Ignore } else { NonFinitePolicy::Propagate },
        narrow: float == Float::F32 && whole.is_some(),
    };
    let mut answers =
        py.detach(|| ask(&array, &axes, &question)).map_err(|error| raised(&error))?;
    if ignores_nan && has_results {
        let is_array = input::is_ndarray(a);
        warning::of_missing(py, &function, &answers, freedom, is_array)?;
    }
    let place = place(&answers, &axes, keepdims);
    let column = answers.take(question.statistics[0]);
    let result = if function.is_extremum() {
        values::extrema(py, &place, column, array.dtype())?
    } else if whole.is_some() {
        float.array(py, &place, column, array.dtype())?
    } else {
        let root = function.statistic == Statistic::Std;
        let column = result::with_freedom(column, &answers, freedom, root, ignores_nan);
        float.array(py, &place, column, array.dtype())?
    };
    values::scalar(result, place.shape.len())
}

/// `numpy.count_nonzero(~numpy.isfinite(a), axis, keepdims=keepdims)`.
#[pyfunction]
#[pyo3(signature = (a, axis=None, keepdims=false))]
pub(crate) fn count_nonfinite<'py>(
    a: &Bound<'py, PyAny>,
    axis: Option<&Bound<'py, PyAny>>,
    keepdims: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let py = a.py();
    let array = input::array(a)?;
    let axes = arguments::axes(axis, array.shape().len())?;
    let policy = NonFinitePolicy::Exclude;
    let question = Question { statistics: &[], ddof: 0, policy, narrow: false };
    let answers = py.detach(|| ask(&array, &axes, &question)).map_err(|error| raised(&error))?;
    let place = place(&answers, &axes, keepdims);
    if axis.is_none() && !keepdims {
        // NUMPY: `count_nonzero` of everything is an int of Python's.
        let all = answers.whole_census().total();
        return Ok(all.into_pyobject(py)?.into_any());
    }
    let counts = Counted::NonFinite.dense(&answers).unwrap_or_else(|| vec![0; answers.lanes()]);
    values::scalar(values::placed(py, &place, counts)?, place.shape.len())
}

/// Dtypes without statistics, and complex numbers: NumPy's answer would be complex, ours is of
/// the magnitude, and a drop-in must not differ in silence.
fn refuse_dtype(dtype: &DType, name: &str) -> PyResult<()> {
    if let Some(why) = dtype.why_no_statistics() {
        return Err(type_error(why));
    }
    if dtype.class() == Class::Complex {
        return Err(type_error(format!(
            "{name} of {dtype} is not computed: NumPy's answer is a complex number, arrayscope measures the magnitude; take numpy.{name}(a), or arrayscope.{name}(abs(a))"
        )));
    }
    Ok(())
}

/// The axes; `is_lenient` lets a 0-D array have an axis 0.
fn axes(axis: Option<&Bound<'_, PyAny>>, ndim: usize, is_lenient: bool) -> PyResult<Vec<usize>> {
    if ndim == 0
        && is_lenient
        && let Some(axis) = axis
        && let Ok(0 | -1) = axis.extract::<isize>()
    {
        return Ok(Vec::new());
    }
    arguments::axes(axis, ndim)
}

/// The degrees of freedom as a count, if they are one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative and far from the ends"
)]
fn whole_number(freedom: f64) -> Option<u64> {
    (freedom.fract() == 0.0 && (0.0..1e15).contains(&freedom)).then_some(freedom as u64)
}

/// Shape of the results, and how they lie: as the array does.
fn place(answers: &Answers, axes: &[usize], keepdims: bool) -> Place {
    let mut reduced = axes.to_vec();
    reduced.sort_unstable();
    let kept = if keepdims { reduced } else { Vec::new() };
    answers.place().with_unit_axes(kept.into_iter())
}

/// How many values of a lane count where NaN are ignored.
fn counted(answers: &Answers, nan: u64) -> u64 {
    answers.per_lane().saturating_sub(nan)
}
