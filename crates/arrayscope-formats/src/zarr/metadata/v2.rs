//! The document of an array of version 2, `.zarray`.
//!
//! Source: Zarr storage specification version 2, "Arrays".

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::grid::{ChunkKeys, Grid};
use super::{Attributes, Described, fill, layout, misfit, parsed};
use crate::json::Lengths;
use crate::npy::{Literal, Refusal, dtype_of};
use crate::zarr::codec::{Pipeline, v2 as codecs};
use crate::zarr::trouble::Trouble;

#[derive(Deserialize)]
struct Document {
    zarr_format: u64,
    shape: Lengths,
    chunks: Lengths,
    dtype: Box<RawValue>,
    compressor: Option<Box<RawValue>>,
    filters: Option<Box<RawValue>>,
    fill_value: Option<Box<RawValue>>,
    order: String,
    dimension_separator: Option<String>,
}

/// The array that a document and the attributes beside it describe.
pub(in crate::zarr) fn describe(
    text: &[u8],
    attributes: &Attributes,
) -> Result<Described, Trouble> {
    let document: Document = serde_json::from_slice(text)
        .map_err(|error| misfit(text, &error, "the .zarray of an array of version 2"))?;
    let at = |name: &str| crate::json::position_of(text, name) as u64;
    if document.zarr_format != 2 {
        let found = format!("version {}", document.zarr_format);
        return Err(Trouble::malformed(at("zarr_format"), found, "version 2 in a .zarray"));
    }
    let described = parsed(&document.dtype, "dtype", text)?;
    if described.as_str().is_some_and(|code| code.ends_with('O')) {
        return Err(Trouble::unsupported(
            "elements of any length (dtype object)",
            "elements of one length each are read",
        ));
    }
    let (dtype, byte_order) = dtype_of(&literal(&described)).map_err(|refusal| match refusal {
        Refusal::Malformed(found, expected) => Trouble::malformed(at("dtype"), found, expected),
        Refusal::Unsupported(found, why) => Trouble::unsupported(found, why),
    })?;
    let separator = match document.dimension_separator.as_deref() {
        None | Some(".") => '.',
        Some("/") => '/',
        Some(_) => {
            let at = at("dimension_separator");
            return Err(Trouble::malformed(at, "a separator of keys", "'.' or '/'"));
        }
    };
    let shape = document.shape.0;
    let keys = ChunkKeys::V2 { separator };
    let grid = Grid::new(&shape, document.chunks.0, dtype.itemsize(), keys, text)?;
    let axes: Vec<usize> = match document.order.as_str() {
        "C" => (0..shape.len()).collect(),
        "F" => (0..shape.len()).rev().collect(),
        _ => return Err(Trouble::malformed(at("order"), "another order", "\"C\" or \"F\"")),
    };
    let json = |raw: &Option<Box<RawValue>>, name: &str| {
        raw.as_ref().map_or(Ok(Json::Null), |raw| parsed(raw, name, text))
    };
    let codecs =
        codecs(&json(&document.filters, "filters")?, &json(&document.compressor, "compressor")?)?;
    let value = json(&document.fill_value, "fill_value")?;
    let layout = layout(&shape, &dtype, text)?;
    let itemsize = dtype.itemsize();
    Ok(Described {
        fill: fill::fill(&value, &dtype, byte_order)?,
        pipeline: Pipeline::of_elements(grid.chunk_shape.clone(), axes, itemsize, codecs),
        axis_names: attributes.axis_names(shape.len()),
        units: attributes.units(),
        dtype,
        byte_order,
        layout,
        grid,
    })
}

/// A dtype in JSON as the header of an `.npy` would have it: a type string, or a list of
/// fields, which JSON writes as lists too.
fn literal(json: &Json) -> Literal {
    let field = |field: &Json| match field {
        Json::Array(parts) => {
            let mut parts: Vec<Literal> = parts.iter().map(literal).collect();
            if let Some(Literal::List(shape)) = parts.get_mut(2) {
                parts[2] = Literal::Tuple(std::mem::take(shape));
            }
            Literal::Tuple(parts)
        }
        other => literal(other),
    };
    match json {
        Json::String(text) => Literal::Text(text.clone()),
        Json::Number(number) => {
            number.as_i64().map_or(Literal::None, |n| Literal::Integer(n.into()))
        }
        Json::Array(fields) if fields.iter().any(Json::is_array) => {
            Literal::List(fields.iter().map(field).collect())
        }
        Json::Array(parts) => Literal::List(parts.iter().map(literal).collect()),
        Json::Bool(truth) => Literal::Bool(*truth),
        Json::Null | Json::Object(_) => Literal::None,
    }
}
