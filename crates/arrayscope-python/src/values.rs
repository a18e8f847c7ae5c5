//! Vectors of the core as NumPy arrays, without a copy.

use crate::error::value_error;
use crate::input::numpy_function;
use arrayscope_core::DType;
use arrayscope_core::stats::Column;
use numpy::ndarray::{ArrayD, IxDyn};
use numpy::{Element, IntoPyArray as _};
use pyo3::intern;
use pyo3::prelude::*;

/// A vector as an array of this shape, which holds the vector itself.
pub(crate) fn array<'py, T: Element>(
    py: Python<'py>,
    shape: &[usize],
    values: Vec<T>,
) -> PyResult<Bound<'py, PyAny>> {
    let array = ArrayD::from_shape_vec(IxDyn(shape), values)
        .map_err(|error| value_error(format!("the results do not fill their shape: {error}")))?;
    Ok(array.into_pyarray(py).into_any())
}

/// A column as an array of its own dtype.
pub(crate) fn column<'py>(
    py: Python<'py>,
    shape: &[usize],
    column: Column,
) -> PyResult<Bound<'py, PyAny>> {
    match column {
        Column::F64(values) => array(py, shape, values),
        Column::F32(values) => array(py, shape, values),
        Column::I64(values) => array(py, shape, values),
        Column::U64(values) => array(py, shape, values),
        Column::I32(values) => array(py, shape, values),
        Column::U32(values) => array(py, shape, values),
        Column::I16(values) => array(py, shape, values),
        Column::U16(values) => array(py, shape, values),
        Column::I8(values) => array(py, shape, values),
        Column::U8(values) => array(py, shape, values),
    }
}

/// Extrema as an array of the dtype that their array has.
///
/// Where `ml_dtypes` cannot be imported (a tensor of another library), what NumPy has no dtype
/// for stays float32, which holds every such value.
pub(crate) fn extrema<'py>(
    py: Python<'py>,
    shape: &[usize],
    values: Column,
    dtype: &DType,
) -> PyResult<Bound<'py, PyAny>> {
    match (dtype, values) {
        (DType::Bool, Column::U8(values)) => {
            array(py, shape, values.into_iter().map(|value| value != 0).collect())
        }
        (DType::F16, Column::F32(values)) => {
            array(py, shape, values.into_iter().map(half::f16::from_f32).collect())
        }
        (DType::BF16 | DType::F8E4M3 | DType::F8E5M2, values) => {
            let wide = column(py, shape, values)?;
            as_foreign(&wide, dtype)
        }
        (_, values) => column(py, shape, values),
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
