//! `explain_reshape(a, shape)`: a view or a copy, and why.

use crate::python::call;
use crate::{arguments, error, input};
use arrayscope_core::report::ReshapeReport;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// What a reshape gives.
#[pyclass(module = "arrayscope", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Reshape(ReshapeReport);

/// What ``a.reshape(shape)`` gives.
#[pyfunction]
pub(crate) fn explain_reshape(a: &Bound<'_, PyAny>, shape: &Bound<'_, PyAny>) -> PyResult<Reshape> {
    let shape = arguments::shape(shape)?;
    let array = input::array(a)?;
    ReshapeReport::of(array.layout(), &shape).map(Reshape).map_err(|why| error::raised(&why))
}

#[pymethods]
impl Reshape {
    /// "view" or "copy".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind
    }

    /// Length per axis after.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.shape)
    }

    /// Byte stride per axis after.
    #[getter]
    fn strides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.strides)
    }

    /// Length per axis before.
    #[getter]
    fn shape_before<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.shape_before)
    }

    /// Byte stride per axis before.
    #[getter]
    fn strides_before<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.strides_before)
    }

    /// Bytes that are copied; 0 for a view.
    #[getter]
    fn nbytes(&self) -> usize {
        self.0.nbytes
    }

    /// Why it is a view, or which axes need the copy.
    #[getter]
    fn because(&self) -> &str {
        &self.0.because
    }

    /// Plain values under the names that the command uses in JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        all.set_item("kind", self.0.kind)?;
        all.set_item("shape_before", &self.0.shape_before)?;
        all.set_item("strides_before", &self.0.strides_before)?;
        all.set_item("shape", &self.0.shape)?;
        all.set_item("strides", &self.0.strides)?;
        all.set_item("nbytes", self.0.nbytes)?;
        all.set_item("because", &self.0.because)?;
        Ok(all)
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let report = &this.get().0;
        let before = (&report.shape_before, &report.strides_before);
        let after = (&report.shape, &report.strides);
        let state = (report.kind, before, after, report.nbytes, &report.because);
        (this.get_type().getattr("_restore")?, state).into_pyobject(this.py())
    }

    #[staticmethod]
    fn _restore(
        kind: &str,
        before: (Vec<usize>, Vec<isize>),
        after: (Vec<usize>, Vec<isize>),
        nbytes: usize,
        because: String,
    ) -> Self {
        let kind = if kind == "view" { "view" } else { "copy" };
        let (shape_before, strides_before) = before;
        let (shape, strides) = after;
        Self(ReshapeReport { kind, shape_before, strides_before, shape, strides, nbytes, because })
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "reshape")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "reshape")
    }
}
