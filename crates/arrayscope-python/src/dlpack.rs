//! Tensors of other libraries through `DLPack`, CPU memory only.
//!
//! Source: the `DLPack` specification, version 1.1 (`dlpack.h` and "Python Specification"): the
//! consumer renames the capsule, and from then on calls the deleter, exactly once.
#![expect(unsafe_code, reason = "a DLPack capsule holds a pointer to a struct of C")]

use crate::borrowed::{reach, share};
use crate::error::{raised, type_error, value_error};
use arrayscope_core::dtype::{ByteOrder, DType};
use arrayscope_core::{Array, Layout};
use pyo3::exceptions::PyTypeError;
use pyo3::types::{IntoPyDict as _, PyCapsule};
use pyo3::{ffi, intern, prelude::*};
use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

/// `kDLCPU`, and the memory of the host that `CUDA` and `ROCm` have pinned.
const HOST_MEMORY: [i64; 3] = [1, 3, 11];
/// The newest version whose structs are these.
const VERSION: (u32, u32) = (1, 1);

/// `DLTensor`.
#[repr(C)]
struct Tensor {
    data: *mut c_void,
    device: (i32, i32),
    ndim: i32,
    code: u8,
    bits: u8,
    lanes: u16,
    shape: *const i64,
    strides: *const i64,
    byte_offset: u64,
}

/// `DLManagedTensor`.
#[repr(C)]
struct Managed {
    tensor: Tensor,
    manager_context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Self)>,
}

/// `DLManagedTensorVersioned`.
#[repr(C)]
struct Versioned {
    major: u32,
    minor: u32,
    manager_context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Self)>,
    flags: u64,
    tensor: Tensor,
}

/// A tensor that was taken out of its capsule. Dropping it tells its producer.
enum Owner {
    Managed(NonNull<Managed>),
    Versioned(NonNull<Versioned>),
}

// SAFETY: DLPack lets the deleter be called on any thread; nothing else is done with an owner.
unsafe impl Send for Owner {}
// SAFETY: nothing can be done with a shared reference to an owner.
unsafe impl Sync for Owner {}

impl Drop for Owner {
    fn drop(&mut self) {
        // SAFETY: the pointer came out of a capsule that we renamed, so that nobody else calls
        // the deleter; an owner is neither copied nor dropped twice.
        unsafe {
            match *self {
                Self::Managed(tensor) => {
                    if let Some(deleter) = tensor.as_ref().deleter {
                        deleter(tensor.as_ptr());
                    }
                }
                Self::Versioned(tensor) => {
                    if let Some(deleter) = tensor.as_ref().deleter {
                        deleter(tensor.as_ptr());
                    }
                }
            }
        }
    }
}

/// The array that `a.__dlpack__()` lends, over the same bytes.
pub(crate) fn import(a: &Bound<'_, PyAny>) -> PyResult<Array> {
    refuse_devices(a)?;
    let py = a.py();
    let name = intern!(py, "__dlpack__");
    let wish = [("max_version", VERSION)].into_py_dict(py)?;
    let capsule = match a.call_method(name, (), Some(&wish)) {
        // Older producers do not know the argument.
        Err(error) if error.is_instance_of::<PyTypeError>(py) => a.call_method0(name)?,
        other => other?,
    };
    let capsule = capsule.cast_into::<PyCapsule>().map_err(|_| {
        type_error("__dlpack__() gave no capsule, which the DLPack protocol asks for")
    })?;
    let owner = take(&capsule)?;
    // SAFETY: until its deleter is called, which the owner does last, the tensor can be read.
    let tensor = unsafe {
        match owner {
            Owner::Managed(managed) => &(*managed.as_ptr()).tensor,
            Owner::Versioned(managed) => &(*managed.as_ptr()).tensor,
        }
    };
    describe(tensor, owner)
}

/// Memory that this process cannot read is refused with what would help.
pub(crate) fn refuse_devices(a: &Bound<'_, PyAny>) -> PyResult<()> {
    let device = a.call_method0(intern!(a.py(), "__dlpack_device__"))?;
    let (kind, id): (i64, i64) = (device.get_item(0)?.extract()?, device.get_item(1)?.extract()?);
    if HOST_MEMORY.contains(&kind) {
        return Ok(());
    }
    let name = match kind {
        2 => "CUDA",
        4 => "OpenCL",
        7 => "Vulkan",
        8 => "Metal",
        10 => "ROCm",
        13 => "CUDA managed",
        14 => "oneAPI",
        _ => "an unknown",
    };
    Err(type_error(format!(
        "the tensor lies in the memory of {name} device {id} (DLPack device type {kind}); copy it to the CPU first, as in a.cpu()"
    )))
}

/// Takes the tensor out of its capsule, which is then used up.
fn take(capsule: &Bound<'_, PyCapsule>) -> PyResult<Owner> {
    let pointer = |name: &CStr| {
        // SAFETY: the object is a capsule; a pointer is only given if its name is this one.
        unsafe {
            (ffi::PyCapsule_IsValid(capsule.as_ptr(), name.as_ptr()) == 1)
                .then(|| ffi::PyCapsule_GetPointer(capsule.as_ptr(), name.as_ptr()))
        }
    };
    let (owner, used) = if let Some(found) = pointer(c"dltensor_versioned").and_then(NonNull::new) {
        let tensor = found.cast::<Versioned>();
        // SAFETY: a capsule of this name holds such a struct; its version comes first, always.
        let (major, minor) = unsafe { ((*tensor.as_ptr()).major, (*tensor.as_ptr()).minor) };
        if major != VERSION.0 {
            // The capsule is left as it is: its own destructor tells the producer.
            return Err(type_error(format!(
                "DLPack {major}.{minor} is not understood (valid: {}.x, and tensors without a version)",
                VERSION.0
            )));
        }
        (Owner::Versioned(tensor), c"used_dltensor_versioned")
    } else if let Some(found) = pointer(c"dltensor").and_then(NonNull::new) {
        (Owner::Managed(found.cast()), c"used_dltensor")
    } else {
        return Err(type_error("the DLPack capsule holds no tensor, or was used before"));
    };
    // SAFETY: the object is a capsule, and the name is static.
    if unsafe { ffi::PyCapsule_SetName(capsule.as_ptr(), used.as_ptr()) } != 0 {
        std::mem::forget(owner); // it is still the capsule's
        return Err(PyErr::fetch(capsule.py()));
    }
    Ok(owner)
}

fn describe(tensor: &Tensor, owner: Owner) -> PyResult<Array> {
    let dtype = dtype_of(tensor)?;
    let itemsize = dtype.itemsize();
    let impossible = || value_error("the DLPack tensor has a shape that memory cannot hold");
    let ndim = usize::try_from(tensor.ndim).map_err(|_| impossible())?;
    let per_axis = |values: *const i64| {
        if ndim == 0 {
            return &[][..];
        }
        // SAFETY: not null (asked below), and DLPack says that there are `ndim` of them.
        unsafe { std::slice::from_raw_parts(values, ndim) }
    };
    if ndim > 0 && tensor.shape.is_null() {
        return Err(impossible());
    }
    let shape: Vec<usize> = per_axis(tensor.shape)
        .iter()
        .map(|length| usize::try_from(*length))
        .collect::<Result<_, _>>()
        .map_err(|_| impossible())?;
    let strides: Vec<isize> = if tensor.strides.is_null() {
        let dense = Layout::c_order(&shape, itemsize).map_err(|error| raised(&error))?;
        dense.strides().to_vec()
    } else {
        let step =
            |elements: &i64| isize::try_from(*elements).ok()?.checked_mul(itemsize.cast_signed());
        per_axis(tensor.strides).iter().map(step).collect::<Option<_>>().ok_or_else(impossible)?
    };
    let reach = reach(&shape, &strides, itemsize).ok_or_else(impossible)?;
    let offset = usize::try_from(tensor.byte_offset).map_err(|_| impossible())?;
    let first = tensor.data.cast::<u8>().cast_const().wrapping_add(offset);
    // SAFETY: the producer promises that shape, strides and byte offset describe memory that
    // can be read until the deleter is called, and the owner calls it when it is dropped.
    let bytes = unsafe { share(first, reach, owner) };
    Layout::try_new(&shape, &strides, reach.0, itemsize)
        .and_then(|layout| Array::try_new(bytes, dtype, ByteOrder::NATIVE, layout))
        .map_err(|error| raised(&error))
}

fn dtype_of(tensor: &Tensor) -> PyResult<DType> {
    let (code, bits, lanes) = (tensor.code, tensor.bits, tensor.lanes);
    Ok(match (code, bits, lanes) {
        (0, 8, 1) => DType::I8,
        (0, 16, 1) => DType::I16,
        (0, 32, 1) => DType::I32,
        (0, 64, 1) => DType::I64,
        (1, 8, 1) => DType::U8,
        (1, 16, 1) => DType::U16,
        (1, 32, 1) => DType::U32,
        (1, 64, 1) => DType::U64,
        (2, 16, 1) => DType::F16,
        (2, 32, 1) => DType::F32,
        (2, 64, 1) => DType::F64,
        (4, 16, 1) => DType::BF16,
        (5, 64, 1) => DType::Complex64,
        (5, 128, 1) => DType::Complex128,
        (6, 8, 1) => DType::Bool,
        (10, 8, 1) => DType::F8E4M3,
        (12, 8, 1) => DType::F8E5M2,
        _ => {
            return Err(type_error(format!(
                "a DLPack tensor of type code {code} with {bits} bits and {lanes} lanes cannot be read (valid: bool, int8 to int64, uint8 to uint64, float16, bfloat16, float8_e4m3fn, float8_e5m2, float32, float64, complex64, complex128)"
            )));
        }
    })
}
