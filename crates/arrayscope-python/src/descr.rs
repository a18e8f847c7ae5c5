//! From a dtype of NumPy's to one of ours.

use crate::error::type_error;
use arrayscope_core::dtype::{ByteOrder, DType, Field, Structure};
use numpy::{PyArrayDescr, PyArrayDescrMethods as _};
use pyo3::intern;
use pyo3::prelude::*;
use std::sync::Arc;

/// NumPy's own dtypes have numbers below this, those of other libraries begin here.
const FIRST_FOREIGN: i32 = 256;

/// The dtype and byte order that NumPy describes.
///
/// # Errors
/// `TypeError` for dtypes whose bytes say nothing (objects, variable strings) or that the core
/// does not know (long doubles, the rarer `ml_dtypes`).
pub(crate) fn dtype_of(descr: &Bound<'_, PyArrayDescr>) -> PyResult<(DType, ByteOrder)> {
    let itemsize = descr.itemsize();
    let dtype = match (descr.kind(), itemsize) {
        _ if descr.num() >= FIRST_FOREIGN => foreign(descr)?,
        (b'b', _) => DType::Bool,
        (b'i', 1) => DType::I8,
        (b'i', 2) => DType::I16,
        (b'i', 4) => DType::I32,
        (b'i', 8) => DType::I64,
        (b'u', 1) => DType::U8,
        (b'u', 2) => DType::U16,
        (b'u', 4) => DType::U32,
        (b'u', 8) => DType::U64,
        (b'f', 2) => DType::F16,
        (b'f', 4) => DType::F32,
        (b'f', 8) => DType::F64,
        (b'c', 8) => DType::Complex64,
        (b'c', 16) => DType::Complex128,
        (b'M', _) => DType::DateTime64(unit(descr)?),
        (b'm', _) => DType::TimeDelta64(unit(descr)?),
        (b'S', len) => DType::Bytes { len },
        (b'U', _) => DType::Text { chars: itemsize / 4 },
        (b'V', _) if descr.has_fields() => DType::Structured(Arc::new(structure(descr)?)),
        (b'V', len) => DType::Raw { len },
        _ => return Err(refused(descr)),
    };
    let order = match descr.byteorder() {
        b'<' => ByteOrder::Little,
        b'>' => ByteOrder::Big,
        b'=' => ByteOrder::NATIVE,
        _ => ByteOrder::NotApplicable,
    };
    Ok((dtype, order))
}

/// A dtype of another library: those of `ml_dtypes` that the core knows by their names.
fn foreign(descr: &Bound<'_, PyArrayDescr>) -> PyResult<DType> {
    let name: String = descr.getattr(intern!(descr.py(), "name"))?.extract()?;
    match name.as_str() {
        "bfloat16" => Ok(DType::BF16),
        "float8_e4m3fn" => Ok(DType::F8E4M3),
        "float8_e5m2" => Ok(DType::F8E5M2),
        _ => Err(refused(descr)),
    }
}

fn refused(descr: &Bound<'_, PyArrayDescr>) -> PyErr {
    let why = match descr.kind() {
        b'O' => {
            "its elements are Python objects, which have no bytes to read; convert it to a numeric dtype first, as in a.astype(float)"
        }
        b'T' => {
            "its strings lie anywhere in memory; convert it to text of a fixed length first, as in a.astype(\"U\")"
        }
        b'f' | b'c' => "its bits depend on the machine; convert it to float64 or complex128 first",
        _ => {
            "it is not one of bool, int8 to int64, uint8 to uint64, float16, bfloat16, float8_e4m3fn, float8_e5m2, float32, float64, complex64, complex128"
        }
    };
    type_error(format!("an array of dtype {descr} cannot be read: {why}"))
}

/// The unit of dates and spans, as the core writes it: `ns`, `25s`.
fn unit(descr: &Bound<'_, PyArrayDescr>) -> PyResult<Box<str>> {
    let text: String = descr.getattr(intern!(descr.py(), "name"))?.extract()?;
    let inside = text.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
    Ok(inside.unwrap_or_default().into())
}

fn structure(descr: &Bound<'_, PyArrayDescr>) -> PyResult<Structure> {
    let names = descr.names().unwrap_or_default();
    let fields = names.into_iter().map(|name| {
        let (field, byte_offset) = descr.get_field(&name)?;
        let (dtype, byte_order) = dtype_of(&field.base())?;
        Ok(Field { name, dtype, byte_order, byte_offset, shape: field.shape() })
    });
    Ok(Structure { itemsize: descr.itemsize(), fields: fields.collect::<PyResult<_>>()? })
}
