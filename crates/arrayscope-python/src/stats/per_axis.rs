//! The statistics over an axis or along it; arrays are made when they are looked at.

use super::{Answers, Question, Statistic, ask, ask_each_axis};
use crate::counts::Counted;
use crate::error::raised;
use crate::input;
use crate::python::call;
use crate::values::{self, Place};
use arrayscope_core::stats::{Column, NonFinitePolicy};
use arrayscope_core::{Array, DType, Result};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is computed.
const STATISTICS: &[Statistic] =
    &[Statistic::Mean, Statistic::Var, Statistic::Std, Statistic::Min, Statistic::Max];

/// The attributes that are arrays.
const ARRAYS: [&str; 9] =
    ["count", "nan", "pos_inf", "neg_inf", "min", "max", "mean", "var", "std"];

/// A place for each of them.
type Seen = [PyOnceLock<Py<PyAny>>; ARRAYS.len()];

/// The statistics of every lane of one axis, or of everything else per index of an axis.
///
/// Each attribute below is a NumPy array of shape `shape`. Only finite values count for min,
/// max, mean, var and std, which are NaN where there is none.
#[pyclass(module = "arrayscope", frozen)]
pub(crate) struct AxisStats {
    /// The axis that was reduced, or along which the profile runs.
    #[pyo3(get)]
    axis: usize,
    /// Its length.
    #[pyo3(get)]
    length: usize,
    place: Place,
    dtype: DType,
    /// Nothing of it is left to say for those that were unpickled.
    answers: Mutex<Option<Answers>>,
    /// In the order of `ARRAYS`.
    seen: Seen,
}

/// The statistics over one axis.
#[pyfunction]
pub(crate) fn axis_stats(a: &Bound<'_, PyAny>, axis: isize) -> PyResult<AxisStats> {
    let array = input::array(a)?;
    let stats = a.py().detach(|| AxisStats::over(&array, array.layout().axis(axis)?));
    stats.map_err(|error| raised(&error))
}

/// The profile along one axis.
#[pyfunction]
pub(crate) fn profile(a: &Bound<'_, PyAny>, axis: isize) -> PyResult<AxisStats> {
    let array = input::array(a)?;
    let stats = a.py().detach(|| AxisStats::along(&array, array.layout().axis(axis)?));
    stats.map_err(|error| raised(&error))
}

/// The statistics over every axis in turn, as a list.
#[pyfunction]
pub(crate) fn compute_axis_stats(a: &Bound<'_, PyAny>) -> PyResult<Vec<AxisStats>> {
    let array = input::array(a)?;
    let every = || ask_each_axis(&array, &question(array.dtype()));
    let answers = a.py().detach(every).map_err(|error| raised(&error))?;
    let stats = answers.into_iter().enumerate();
    Ok(stats.map(|(axis, answers)| AxisStats::new(&array, axis, answers)).collect())
}

/// What is asked of an array of this dtype.
fn question(dtype: &DType) -> Question {
    // NUMPY: the mean of float32 is float32; here those of shorter floats are, too.
    let narrow =
        matches!(dtype, DType::F32 | DType::F16 | DType::BF16 | DType::F8E4M3 | DType::F8E5M2);
    Question { statistics: STATISTICS, ddof: 0, policy: NonFinitePolicy::Exclude, narrow }
}

/// Nothing has been looked at.
fn unseen() -> Seen {
    std::array::from_fn(|_| PyOnceLock::new())
}

impl AxisStats {
    fn over(array: &Array, axis: usize) -> Result<Self> {
        Self::of(array, axis, &[axis])
    }

    fn along(array: &Array, axis: usize) -> Result<Self> {
        let others: Vec<usize> = (0..array.shape().len()).filter(|other| *other != axis).collect();
        Self::of(array, axis, &others)
    }

    fn of(array: &Array, axis: usize, reduced: &[usize]) -> Result<Self> {
        let answers = ask(array, reduced, &question(array.dtype()))?;
        Ok(Self::new(array, axis, answers))
    }

    fn new(array: &Array, axis: usize, answers: Answers) -> Self {
        Self {
            axis,
            length: array.shape()[axis],
            place: answers.place(),
            dtype: array.dtype().clone(),
            answers: Mutex::new(Some(answers)),
            seen: unseen(),
        }
    }

    fn answers(&self) -> MutexGuard<'_, Option<Answers>> {
        // Whoever panicked in here left the answers as they were.
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The array at this place of `ARRAYS`, made if nobody looked at it before.
    fn seen<'py>(
        &self,
        py: Python<'py>,
        place: usize,
        make: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<&Bound<'py, PyAny>> {
        let made = self.seen[place].get_or_try_init(py, || make().map(Bound::unbind))?;
        Ok(made.bind(py))
    }

    fn counts<'py>(
        &self,
        py: Python<'py>,
        counted: Counted,
        place: usize,
    ) -> PyResult<&Bound<'py, PyAny>> {
        self.seen(py, place, || {
            // The lock is given back before Python runs: it may let another thread in here.
            let (dense, usual) = match &*self.answers() {
                Some(answers) => (counted.dense(answers), counted.usual(answers)),
                None => (None, 0),
            };
            match dense {
                Some(counts) => values::read_only(values::placed(py, &self.place, counts)?),
                None => values::broadcast(py, &self.place.shape, usual),
            }
        })
    }

    fn column<'py>(
        &self,
        py: Python<'py>,
        statistic: Statistic,
        place: usize,
    ) -> PyResult<&Bound<'py, PyAny>> {
        self.seen(py, place, || {
            // Taken once, and kept by `seen` from then on.
            let taken = self.answers().as_mut().map(|answers| answers.take(statistic));
            let column = taken.unwrap_or(Column::EMPTY);
            match statistic {
                Statistic::Min | Statistic::Max => {
                    values::extrema(py, &self.place, column, &self.dtype)
                }
                _ => values::column(py, &self.place, column),
            }
        })
    }
}

#[pymethods]
impl AxisStats {
    /// Shape of the results.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.place.shape)
    }

    /// Finite values.
    #[getter]
    fn count<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.counts(py, Counted::Finite, 0)
    }

    /// NaN.
    #[getter]
    fn nan<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.counts(py, Counted::Nan, 1)
    }

    /// Positive infinities.
    #[getter]
    fn pos_inf<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.counts(py, Counted::PosInf, 2)
    }

    /// Negative infinities.
    #[getter]
    fn neg_inf<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.counts(py, Counted::NegInf, 3)
    }

    /// Smallest finite value, in the array's dtype.
    #[getter]
    fn min<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.column(py, Statistic::Min, 4)
    }

    /// Largest finite value, in the array's dtype.
    #[getter]
    fn max<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.column(py, Statistic::Max, 5)
    }

    /// Mean of the finite values.
    #[getter]
    fn mean<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.column(py, Statistic::Mean, 6)
    }

    /// Their variance, with divisor count.
    #[getter]
    fn var<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.column(py, Statistic::Var, 7)
    }

    /// Their standard deviation, with divisor count.
    #[getter]
    fn std<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        self.column(py, Statistic::Std, 8)
    }

    /// Plain values under the names that the command uses in JSON, each statistic as a flat
    /// list in C order.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_plain", "axis_stats")
    }

    fn __eq__(this: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        if other.cast::<Self>().is_err() {
            return Ok(false);
        }
        let equal = this.py().import("arrayscope._plain")?.getattr("same_arrays")?;
        equal.call1((this, other))?.extract()
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, stats) = (this.py(), this.get());
        let arrays = PyDict::new(py);
        for name in ARRAYS {
            arrays.set_item(name, this.getattr(name)?)?;
        }
        let state = (stats.axis, stats.length, &stats.place.shape, arrays);
        (this.get_type().getattr("_restore")?, state).into_pyobject(py)
    }

    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        axis: usize,
        length: usize,
        shape: Vec<usize>,
        arrays: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let seen = unseen();
        for (place, name) in seen.iter().zip(ARRAYS) {
            // New, so nobody was here before.
            let _ = place.set(py, arrays.as_any().get_item(name)?.unbind());
        }
        // Dtype and strides are only needed to make arrays, and these are made.
        let place = Place { shape, strides: Vec::new() };
        Ok(Self { axis, length, place, dtype: DType::F64, answers: Mutex::new(None), seen })
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "axis_stats")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "axis_stats")
    }
}
