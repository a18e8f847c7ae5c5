//! Vectors of the core as NumPy arrays, without a copy.

use crate::error::value_error;
use crate::input::numpy_function;
use arrayscope_core::DType;
use arrayscope_core::stats::Column;
use numpy::ndarray::{ArrayD, IxDyn, ShapeBuilder as _, ShapeError};
use numpy::{Element, IntoPyArray as _};
use pyo3::intern;
use pyo3::prelude::*;

/// Shape of results, and how they lie in the vector that holds them.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) shape: Vec<usize>,
    /// In results, not in bytes.
    pub(crate) strides: Vec<usize>,
}

impl Place {
    /// Results that lie by these strides.
    pub(crate) fn new(shape: &[usize], strides: &[isize]) -> Self {
        let strides = strides.iter().map(|stride| stride.unsigned_abs()).collect();
        Self { shape: shape.to_vec(), strides }
    }

    /// The same results with axes of length 1 at these places, in ascending order.
    pub(crate) fn with_unit_axes(mut self, axes: impl Iterator<Item = usize>) -> Self {
        for axis in axes {
            self.shape.insert(axis, 1);
            self.strides.insert(axis, 1);
        }
        self
    }
}

/// A vector as an array of this shape, which holds the vector itself.
pub(crate) fn array<'py, T: Element>(
    py: Python<'py>,
    shape: &[usize],
    values: Vec<T>,
) -> PyResult<Bound<'py, PyAny>> {
    wrapped(py, ArrayD::from_shape_vec(IxDyn(shape), values))
}

/// A vector as an array, which holds the vector itself.
pub(crate) fn placed<'py, T: Element>(
    py: Python<'py>,
    place: &Place,
    values: Vec<T>,
) -> PyResult<Bound<'py, PyAny>> {
    if values.is_empty() {
        return array(py, &place.shape, values); // `ndarray` asks for what strides lead to
    }
    let shape = IxDyn(&place.shape).strides(IxDyn(&place.strides));
    wrapped(py, ArrayD::from_shape_vec(shape, values))
}

fn wrapped<T: Element>(
    py: Python<'_>,
    array: Result<ArrayD<T>, ShapeError>,
) -> PyResult<Bound<'_, PyAny>> {
    let array = array
        .map_err(|error| value_error(format!("the results do not fill their shape: {error}")))?;
    Ok(array.into_pyarray(py).into_any())
}

/// A column as an array of its own dtype.
pub(crate) fn column<'py>(
    py: Python<'py>,
    place: &Place,
    column: Column,
) -> PyResult<Bound<'py, PyAny>> {
    match column {
        Column::F64(values) => placed(py, place, values),
        Column::F32(values) => placed(py, place, values),
        Column::I64(values) => placed(py, place, values),
        Column::U64(values) => placed(py, place, values),
        Column::I32(values) => placed(py, place, values),
        Column::U32(values) => placed(py, place, values),
        Column::I16(values) => placed(py, place, values),
        Column::U16(values) => placed(py, place, values),
        Column::I8(values) => placed(py, place, values),
        Column::U8(values) => placed(py, place, values),
    }
}

/// Extrema as an array of the dtype that their array has.
///
/// Where `ml_dtypes` cannot be imported (a tensor of another library), what NumPy has no dtype
/// for stays float32, which holds every such value.
pub(crate) fn extrema<'py>(
    py: Python<'py>,
    place: &Place,
    values: Column,
    dtype: &DType,
) -> PyResult<Bound<'py, PyAny>> {
    match (dtype, values) {
        (DType::Bool, Column::U8(values)) => {
            placed(py, place, values.into_iter().map(|value| value != 0).collect())
        }
        (DType::F16, Column::F32(values)) => {
            placed(py, place, values.into_iter().map(half::f16::from_f32).collect())
        }
        (DType::BF16 | DType::F8E4M3 | DType::F8E5M2, values) => {
            let wide = column(py, place, values)?;
            as_foreign(&wide, dtype)
        }
        (_, values) => column(py, place, values),
    }
}

/// Floats as an array of a dtype that NumPy has not, if `ml_dtypes` has it.
pub(crate) fn as_foreign<'py>(
    wide: &Bound<'py, PyAny>,
    dtype: &DType,
) -> PyResult<Bound<'py, PyAny>> {
    match wide.py().import("ml_dtypes") {
        Ok(module) => {
            wide.call_method1(intern!(wide.py(), "astype"), (module.getattr(dtype.name())?,))
        }
        Err(_) => Ok(wide.clone()),
    }
}

/// One number for every place of a shape, without memory: read-only, with strides of 0.
pub(crate) fn broadcast<'py>(
    py: Python<'py>,
    shape: &[usize],
    value: i64,
) -> PyResult<Bound<'py, PyAny>> {
    numpy_function(py, "broadcast_to")?.call1((array(py, &[], vec![value])?, shape.to_vec()))
}

/// The same array, protected: counts cannot be written to, whether or not they are one number.
pub(crate) fn read_only(array: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    array.call_method1(intern!(array.py(), "setflags"), (false,))?;
    Ok(array)
}

/// A 0-D array as the scalar that NumPy's functions give; other arrays stay.
pub(crate) fn scalar(array: Bound<'_, PyAny>, ndim: usize) -> PyResult<Bound<'_, PyAny>> {
    if ndim == 0 { array.get_item(()) } else { Ok(array) }
}
