//! What a store says about one array.

mod axes;
mod dtype;
mod fill;
mod grid;
mod v2;
mod v3;

use arrayscope_core::Layout;
use arrayscope_core::dtype::{ByteOrder, DType};
use serde_json::value::RawValue;

pub(super) use axes::Attributes;
pub(super) use grid::Grid;
pub(super) use v2::describe as describe_v2;
pub(super) use v3::{NodeType, describe as describe_v3, named, node_type, order_of};

use super::codec::Pipeline;
use super::trouble::Trouble;
use crate::info::Storage;

/// Bytes of one member of a document that is taken apart: codecs, data type, fill value.
const LONGEST_PART: usize = 64 << 10;

/// An array as its documents describe it.
#[derive(Clone, Debug)]
pub(super) struct Described {
    pub(super) dtype: DType,
    pub(super) byte_order: ByteOrder,
    /// In C order, as it is read.
    pub(super) layout: Layout,
    /// What stands for chunks that are not there: one element, in the byte order of the array.
    pub(super) fill: Vec<u8>,
    pub(super) grid: Grid,
    pub(super) pipeline: Pipeline,
    /// One per axis, or none.
    pub(super) axis_names: Vec<String>,
    /// What the values are counted in.
    pub(super) units: Option<String>,
}

impl Described {
    /// How the elements are kept.
    pub(super) fn storage(&self) -> Storage {
        let chunk_shape = Some(self.pipeline.innermost().shape.clone());
        Storage { chunk_shape, codecs: self.pipeline.names() }
    }
}

/// A member of a document that is understood whatever its type.
fn parsed(raw: &RawValue, name: &str, text: &[u8]) -> Result<serde_json::Value, Trouble> {
    let at = crate::json::position_of(text, name) as u64;
    if raw.get().len() > LONGEST_PART {
        let found = format!("{name} of {} bytes", raw.get().len());
        return Err(Trouble::malformed(at, found, format!("at most {LONGEST_PART} bytes")));
    }
    serde_json::from_str(raw.get())
        .map_err(|error| Trouble::malformed(at, crate::json::said(&error), format!("a {name}")))
}

/// What the parser says of a document.
fn misfit(text: &[u8], error: &serde_json::Error, expected: &str) -> Trouble {
    let at = crate::json::offset_of(text, error) as u64;
    Trouble::malformed(at, crate::json::said(error), expected)
}

/// The layout of an array, which must fit in memory addresses.
fn layout(shape: &[usize], dtype: &DType, text: &[u8]) -> Result<Layout, Trouble> {
    Layout::c_order(shape, dtype.itemsize()).map_err(|error| {
        let at = crate::json::position_of(text, "shape") as u64;
        let found = format!("shape {}", arrayscope_core::layout::shape_text(shape));
        Trouble::malformed(at, found, format!("a shape that fits in memory addresses ({error})"))
    })
}
