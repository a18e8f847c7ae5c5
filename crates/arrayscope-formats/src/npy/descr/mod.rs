//! From the `descr` of a header to a dtype.
//!
//! Source: `numpy/lib/format.py`, `dtype_to_descr` and `descr_to_dtype`: a type
//! string such as `<f4`, or for structured dtypes a list of `(name, type)` or
//! `(name, type, shape)`, where unnamed `V` entries are padding.

mod structure;
mod type_string;

use std::sync::Arc;

use arrayscope_core::dtype::{ByteOrder, DType};

pub(crate) use self::structure::shape_of;
use self::structure::structure;
use self::type_string::plain;
use super::literal::Literal;

/// NumPy keeps the itemsize in a C `int`.
const LARGEST_ITEM: usize = i32::MAX as usize;

/// Why a `descr` is not a dtype of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It contradicts the format: what was found, what would work.
    Malformed(String, &'static str),
    /// It is a type of NumPy's that arrayscope does not read: what, and why.
    Unsupported(String, &'static str),
}

/// The dtype and byte order that `descr` describes.
pub(crate) fn dtype_of(descr: &Literal) -> Result<(DType, ByteOrder), Refusal> {
    let (dtype, order) = match descr {
        Literal::Text(code) => plain(code)?,
        Literal::List(entries) => {
            let structure = structure(entries, &mut 0)?;
            (DType::Structured(Arc::new(structure)), ByteOrder::NotApplicable)
        }
        other => {
            return Err(Refusal::Malformed(
                other.describe(),
                "a type string such as '<f4', or a list of fields",
            ));
        }
    };
    if dtype.itemsize() == 0 {
        return Err(of_no_bytes("elements of 0 bytes".to_owned()));
    }
    Ok((dtype, order))
}

/// Nothing would bound how many of them there are.
fn of_no_bytes(found: String) -> Refusal {
    Refusal::Unsupported(found, "an element needs at least one byte")
}

#[cfg(test)]
fn parse(text: &str) -> Result<(DType, ByteOrder), Refusal> {
    dtype_of(&Literal::parse(text).unwrap())
}
