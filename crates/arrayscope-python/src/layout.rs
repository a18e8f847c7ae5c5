//! `layout(a)`: the geometry of an array.

use crate::error::raised;
use crate::input;
use crate::python::call;
use arrayscope_core::report::Geometry;
use arrayscope_core::{ByteOrder, DType};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The geometry of an array: everything that is known without reading a value.
#[pyclass(module = "arrayscope", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Layout {
    geometry: Geometry,
    layout: arrayscope_core::Layout,
}

/// The geometry of `a`.
#[pyfunction]
pub(crate) fn layout(a: &Bound<'_, PyAny>) -> PyResult<Layout> {
    let array = input::array(a)?;
    Ok(Layout { geometry: Geometry::from(&array.view()), layout: array.layout().clone() })
}

#[pymethods]
impl Layout {
    /// Length per axis.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.geometry.shape)
    }

    /// Number of axes.
    #[getter]
    fn ndim(&self) -> usize {
        self.geometry.ndim
    }

    /// Number of elements.
    #[getter]
    fn size(&self) -> usize {
        self.geometry.size
    }

    /// The dtype, by its name.
    #[getter]
    fn dtype(&self) -> &str {
        &self.geometry.dtype
    }

    /// The order of the bytes within an element: "little", "big" or "not applicable".
    #[getter]
    fn byte_order(&self) -> &'static str {
        self.geometry.byte_order.name()
    }

    /// Bytes per element.
    #[getter]
    fn itemsize(&self) -> usize {
        self.geometry.itemsize
    }

    /// ``size * itemsize``.
    #[getter]
    fn nbytes(&self) -> usize {
        self.geometry.nbytes
    }

    /// Byte step per axis.
    #[getter]
    fn strides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.geometry.strides)
    }

    /// "C", "F", "C and F" or "neither".
    #[getter]
    fn order(&self) -> String {
        self.geometry.order.to_string()
    }

    /// Whether it is dense with the last axis fastest.
    #[getter]
    fn c_contiguous(&self) -> bool {
        self.geometry.c_contiguous
    }

    /// Whether it is dense with the first axis fastest.
    #[getter]
    fn f_contiguous(&self) -> bool {
        self.geometry.f_contiguous
    }

    /// What one step along each axis passes over in memory, in words.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(
            py,
            (0..self.geometry.ndim).map(|axis| self.layout.step_text(axis)).collect::<Vec<_>>(),
        )
    }

    /// Plain values under the names that the command uses in JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        let geometry = &self.geometry;
        all.set_item("shape", &geometry.shape)?;
        all.set_item("ndim", geometry.ndim)?;
        all.set_item("size", geometry.size)?;
        all.set_item("dtype", &geometry.dtype)?;
        all.set_item("byte_order", self.byte_order())?;
        all.set_item("itemsize", geometry.itemsize)?;
        all.set_item("nbytes", geometry.nbytes)?;
        all.set_item("strides", &geometry.strides)?;
        all.set_item("order", self.order())?;
        all.set_item("c_contiguous", geometry.c_contiguous)?;
        all.set_item("f_contiguous", geometry.f_contiguous)?;
        Ok(all)
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, layout) = (this.py(), &this.get().layout);
        let state = (
            layout.shape(),
            layout.strides(),
            layout.offset(),
            layout.itemsize(),
            this.get().dtype(),
            this.get().byte_order(),
        );
        (this.get_type().getattr("_restore")?, state).into_pyobject(py)
    }

    #[staticmethod]
    #[expect(clippy::needless_pass_by_value, reason = "Python lends lists, which are no slices")]
    fn _restore(
        shape: Vec<usize>,
        strides: Vec<isize>,
        offset: usize,
        itemsize: usize,
        dtype: String,
        byte_order: &str,
    ) -> PyResult<Self> {
        let layout = arrayscope_core::Layout::try_new(&shape, &strides, offset, itemsize)
            .map_err(|error| raised(&error))?;
        let orders = [ByteOrder::Little, ByteOrder::Big];
        let byte_order = orders.into_iter().find(|order| order.name() == byte_order);
        let raw = DType::Raw { len: itemsize };
        let geometry = Geometry::of(&raw, byte_order.unwrap_or(ByteOrder::NotApplicable), &layout);
        Ok(Self { geometry: Geometry { dtype, ..geometry }, layout })
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "layout")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "layout")
    }
}
