//! From whatever Python holds to an array of the core, without copying where that can be.

use crate::descr::dtype_of;
use crate::error::{raised, type_error, value_error};
use crate::{borrowed, dlpack};
use arrayscope_core::{Array, Layout};
use numpy::{PyUntypedArray, PyUntypedArrayMethods as _};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyMemoryView, PyTuple, PyType};
use pyo3::{PyTypeInfo as _, intern};

/// An argument as an array of the core, over the same bytes: NumPy arrays of any strides,
/// `DLPack` of the CPU, the buffer protocol. Lists and numbers are converted by NumPy.
///
/// # Errors
/// `TypeError` for objects without bytes to read and for memory of a device.
pub(crate) fn array(a: &Bound<'_, PyAny>) -> PyResult<Array> {
    if let Ok(array) = a.cast::<PyUntypedArray>() {
        return of_ndarray(array);
    }
    if speaks_dlpack(a)? {
        return dlpack::import(a);
    }
    of_ndarray(&ndarray(a)?)
}

/// The same argument as a NumPy array, over the same bytes where NumPy can.
pub(crate) fn ndarray<'py>(a: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    if let Ok(array) = a.cast::<PyUntypedArray>() {
        return Ok(array.clone());
    }
    let py = a.py();
    let array = if speaks_dlpack(a)? {
        dlpack::refuse_devices(a)?;
        numpy_function(py, "from_dlpack")?.call1((a,))?
    } else if is_plain(a)
        || a.hasattr(intern!(py, "__array__"))?
        || a.hasattr(intern!(py, "__array_interface__"))?
    {
        numpy_function(py, "asarray")?.call1((a,))?
    } else if let Ok(memory) = PyMemoryView::from(a) {
        // NUMPY: `np.asarray(b"abc")` is one element of text; here it is three bytes.
        numpy_function(py, "asarray")?.call1((memory,))?
    } else {
        numpy_function(py, "asarray")?.call1((a,))?
    };
    Ok(array.cast_into()?)
}

/// Lists, tuples and everything else that has nothing to do with buffers.
fn is_plain(a: &Bound<'_, PyAny>) -> bool {
    a.is_instance_of::<PyList>() || a.is_instance_of::<PyTuple>()
}

fn speaks_dlpack(a: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(!is_plain(a)
        && a.hasattr(intern!(a.py(), "__dlpack__"))?
        && a.hasattr(intern!(a.py(), "__dlpack_device__"))?)
}

fn of_ndarray(array: &Bound<'_, PyUntypedArray>) -> PyResult<Array> {
    refuse_masked(array)?;
    let (dtype, byte_order) = dtype_of(&array.dtype())?;
    let too_large = || value_error("the array reaches beyond what memory addresses can hold");
    let (bytes, before) = borrowed::of_ndarray(array, dtype.itemsize()).ok_or_else(too_large)?;
    let layout = Layout::try_new(array.shape(), array.strides(), before, dtype.itemsize());
    layout
        .and_then(|layout| Array::try_new(bytes, dtype, byte_order, layout))
        .map_err(|error| raised(&error))
}

/// Masked arrays are ndarrays whose data lies: what is masked would be counted.
fn refuse_masked(array: &Bound<'_, PyUntypedArray>) -> PyResult<()> {
    static MASKED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = array.py();
    if array.get_type().is(PyUntypedArray::type_object(py)) {
        return Ok(());
    }
    if array.is_instance(MASKED.import(py, "numpy.ma", "MaskedArray")?)? {
        return Err(type_error(
            "a masked array cannot be read, because masked values would count; fill them with NaN first, as in a.astype(float).filled(numpy.nan), or take a.compressed()",
        ));
    }
    Ok(())
}

/// A function of NumPy's.
pub(crate) fn numpy_function<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static NUMPY: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let numpy = NUMPY.get_or_try_init(py, || py.import("numpy").map(Bound::unbind))?;
    numpy.bind(py).getattr(name)
}

/// Whether an argument is an ndarray itself.
pub(crate) fn is_ndarray(a: &Bound<'_, PyAny>) -> bool {
    a.is_instance_of::<PyUntypedArray>()
}
