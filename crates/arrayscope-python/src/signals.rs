//! `signals(a, ...)`: the six readiness signals.
//!
//! What the core tells is kept as it is and becomes Python values when it is looked at: a call
//! costs little more than the reading of the array.

mod available;
mod contract;
mod evidence;
mod measured;
mod one;

pub(crate) use evidence::Evidence;
pub(crate) use one::Signal;

use crate::error::raised;
use crate::input;
use crate::python::call;
use arrayscope_core::signal::{self, SignalName, Verdict};
use pyo3::exceptions::{PyIndexError, PyKeyError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyString, PyTuple};

/// The six signals of an array, in the lesson's order.
///
/// A sequence of Signal; also by name, as in ``signals["dtype"]`` and ``signals.dtype``.
#[pyclass(module = "arrayscope", frozen)]
pub(crate) struct Signals {
    /// What the core told; nothing of it is left to say for those that were unpickled.
    told: Vec<signal::Signal>,
    verdict: Verdict,
    /// The same as Python objects, made when first looked at.
    seen: PyOnceLock<Py<PyTuple>>,
}

/// The six signals of `a`.
#[pyfunction]
#[pyo3(signature = (a, **contract))]
pub(crate) fn signals(
    a: &Bound<'_, PyAny>,
    contract: Option<&Bound<'_, PyDict>>,
) -> PyResult<Signals> {
    let array = input::array(a)?;
    let (contract, context) = contract::read(contract)?;
    let judged = a.py().detach(|| signal::signals(&array.view(), &contract, &context));
    let told = judged.map_err(|error| raised(&error))?;
    let verdict = told.iter().map(|signal| signal.verdict).max().unwrap_or(Verdict::Pass);
    Ok(Signals { told, verdict, seen: PyOnceLock::new() })
}

impl Signals {
    fn all<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        let make = || {
            let signals = self.told.iter().map(|told| Bound::new(py, Signal::of(told)));
            PyTuple::new(py, signals.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        };
        Ok(self.seen.get_or_try_init(py, make)?.bind(py))
    }

    fn called<'py>(&self, py: Python<'py>, name: SignalName) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, &name.to_string())
    }

    fn by_name<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let name = name.replace('_', " ");
        for signal in self.all(py)?.iter() {
            if signal.cast::<Signal>()?.get().name().replace('-', " ") == name.replace('-', " ") {
                return Ok(signal);
            }
        }
        Err(PyKeyError::new_err(format!(
            "there is no signal {name:?} (valid: shape, dtype, non-finite, value range, memory, contiguity)"
        )))
    }
}

#[pymethods]
impl Signals {
    /// The worst verdict of the six: "pass", "info", "warn" or "fail".
    #[getter]
    fn verdict(&self) -> String {
        self.verdict.to_string()
    }

    /// Whether none of them failed.
    #[getter]
    fn ready(&self) -> bool {
        self.verdict < Verdict::Fail
    }

    /// Lengths of the axes.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::Shape)
    }

    /// What an element is.
    #[getter]
    fn dtype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::DType)
    }

    /// NaN and infinities.
    #[getter]
    fn non_finite<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::NonFinite)
    }

    /// Smallest and largest value.
    #[getter]
    fn value_range<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::ValueRange)
    }

    /// Bytes against the budget.
    #[getter]
    fn memory<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::Memory)
    }

    /// Whether a reshape is free.
    #[getter]
    fn contiguity<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.called(py, SignalName::Contiguity)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.all(py)?.len())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.all(py)?.try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = key.py();
        if let Ok(name) = key.cast::<PyString>() {
            return self.by_name(py, name.to_str()?);
        }
        self.all(py)?.as_any().get_item(key).map_err(|error| {
            if error.is_instance_of::<PyIndexError>(py) {
                return PyIndexError::new_err(format!("there is no signal {key} (valid: -6 to 5)"));
            }
            error
        })
    }

    /// The signals as a list of plain values, under the names that the command uses in JSON.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_plain", "signals")
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        match other.cast::<Self>() {
            Ok(other) => self.all(other.py())?.eq(other.get().all(other.py())?),
            Err(_) => Ok(false),
        }
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let state = (this.get().verdict(), this.get().all(this.py())?);
        (this.get_type().getattr("_restore")?, state).into_pyobject(this.py())
    }

    #[staticmethod]
    fn _restore(py: Python<'_>, verdict: &str, signals: Bound<'_, PyTuple>) -> PyResult<Self> {
        let seen = PyOnceLock::new();
        // New, so nobody was here before.
        let _ = seen.set(py, signals.unbind());
        Ok(Self { told: Vec::new(), verdict: one::verdict(verdict)?, seen })
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "signals")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "signals")
    }
}
