//! One observation behind a verdict.

use crate::python::{call, number};
use arrayscope_core::signal;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// One observation behind a verdict, with the place where it can be seen.
///
/// Attributes that do not apply are None.
#[pyclass(module = "arrayscope", frozen)]
pub(crate) struct Evidence {
    /// The observation as a sentence.
    #[pyo3(get)]
    text: String,
    /// The index of the element that it is about: a tuple of int.
    #[pyo3(get)]
    index: Option<Py<PyTuple>>,
    /// The value that it is about.
    #[pyo3(get)]
    value: Option<Py<PyAny>>,
    /// The axis that it is about.
    #[pyo3(get)]
    axis: Option<usize>,
    /// Counts per index of that axis, if it has at most 1024.
    #[pyo3(get)]
    counts: Option<Py<PyTuple>>,
}

impl Evidence {
    pub(super) fn of(py: Python<'_>, told: &signal::Evidence) -> PyResult<Self> {
        let index = told.index.as_ref().map(|index| PyTuple::new(py, index)).transpose()?;
        let counts = told.counts.as_ref().map(|counts| PyTuple::new(py, counts)).transpose()?;
        let value = told.value.map(|value| number(py, value)).transpose()?;
        Ok(Self {
            text: told.text.clone(),
            index: index.map(Bound::unbind),
            value: value.map(Bound::unbind),
            axis: told.axis,
            counts: counts.map(Bound::unbind),
        })
    }

    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.text, &self.index, &self.value, self.axis, &self.counts).into_pyobject(py)
    }
}

#[pymethods]
impl Evidence {
    /// Plain values under the names that the command uses in JSON; what does not apply is
    /// left out.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        call(this, "_plain", "evidence")?.cast_into().map_err(PyErr::from)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        match other.cast::<Self>() {
            // As text, in which NaN is equal to itself.
            Ok(other) => {
                let (mine, theirs) = (self.state(other.py())?, other.get().state(other.py())?);
                mine.repr()?.as_any().eq(theirs.repr()?)
            }
            Err(_) => Ok(false),
        }
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let state = this.get().state(this.py())?;
        (this.get_type().getattr("_restore")?, state).into_pyobject(this.py())
    }

    #[staticmethod]
    fn _restore(
        text: String,
        index: Option<Py<PyTuple>>,
        value: Option<Py<PyAny>>,
        axis: Option<usize>,
        counts: Option<Py<PyTuple>>,
    ) -> Self {
        Self { text, index, value, axis, counts }
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "evidence")
    }
}
