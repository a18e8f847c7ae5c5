//! The document of an array or a group of version 3, `zarr.json`.
//!
//! Source: Zarr core specification version 3.0, "Array metadata" and "Group metadata".

use arrayscope_core::dtype::{ByteOrder, DType};
use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::grid::{ChunkKeys, Grid};
use super::{Attributes, Described, axes, dtype, fill, layout, misfit, parsed};
use crate::json::Lengths;
use crate::printable::quoted;
use crate::zarr::codec::v3 as pipeline;
use crate::zarr::trouble::Trouble;

/// What a `zarr.json` is the document of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::zarr) enum NodeType {
    Array,
    Group,
}

/// Whether a document is that of an array or of a group.
pub(in crate::zarr) fn node_type(text: &[u8]) -> Result<NodeType, Trouble> {
    #[derive(Deserialize)]
    struct Node {
        zarr_format: u64,
        node_type: NodeType,
    }
    let node: Node = serde_json::from_slice(text)
        .map_err(|error| misfit(text, &error, "the zarr.json of an array or a group"))?;
    if node.zarr_format == 3 {
        return Ok(node.node_type);
    }
    let at = crate::json::position_of(text, "zarr_format") as u64;
    Err(Trouble::malformed(at, format!("version {}", node.zarr_format), "version 3 in a zarr.json"))
}

#[derive(Deserialize)]
struct Document {
    shape: Lengths,
    data_type: Box<RawValue>,
    chunk_grid: Box<RawValue>,
    chunk_key_encoding: Box<RawValue>,
    fill_value: Box<RawValue>,
    codecs: Box<RawValue>,
    storage_transformers: Option<Box<RawValue>>,
    dimension_names: Option<Box<RawValue>>,
    #[serde(default)]
    attributes: Attributes,
}

/// The array that a document describes.
pub(in crate::zarr) fn describe(text: &[u8]) -> Result<Described, Trouble> {
    let document: Document = serde_json::from_slice(text)
        .map_err(|error| misfit(text, &error, "the zarr.json of an array"))?;
    if document.storage_transformers.is_some_and(|list| list.get().trim() != "[]") {
        return Err(Trouble::unsupported("a storage transformer", "arrays without one are read"));
    }
    let shape = document.shape.0;
    let dtype = dtype::dtype(&parsed(&document.data_type, "data_type", text)?)?;
    let chunk_shape = chunk_shape(&parsed(&document.chunk_grid, "chunk_grid", text)?, text)?;
    let encoding = parsed(&document.chunk_key_encoding, "chunk_key_encoding", text)?;
    let grid = Grid::new(&shape, chunk_shape, dtype.itemsize(), keys(&encoding)?, text)?;
    let codecs = parsed(&document.codecs, "codecs", text)?;
    let (pipeline, byte_order) = pipeline(&codecs, &grid.chunk_shape, &dtype)?;
    let value = parsed(&document.fill_value, "fill_value", text)?;
    let names = document
        .dimension_names
        .map_or(Ok(Json::Null), |names| parsed(&names, "dimension_names", text))?;
    let names = names.as_array().into_iter().flatten();
    let own = axes::named(names.map(|name| name.as_str().map(str::to_owned)), shape.len());
    let attributes = document.attributes;
    Ok(Described {
        fill: fill::fill(&value, &dtype, byte_order)?,
        layout: layout(&shape, &dtype, text)?,
        axis_names: if own.is_empty() { attributes.axis_names(shape.len()) } else { own },
        units: attributes.units(),
        dtype,
        byte_order,
        grid,
        pipeline,
    })
}

/// The lengths of the chunks of a regular grid.
fn chunk_shape(grid: &Json, text: &[u8]) -> Result<Vec<usize>, Trouble> {
    let (name, configuration) = named(grid, "chunk_grid")?;
    if name != "regular" {
        let found = format!("the chunk grid {}", quoted(name));
        return Err(Trouble::unsupported(found, "regular grids are read"));
    }
    let lengths = configuration.and_then(|has| has.get("chunk_shape"));
    let lengths =
        lengths.and_then(|lengths| serde_json::from_value::<Lengths>(lengths.clone()).ok());
    lengths.map(|lengths| lengths.0).ok_or_else(|| {
        let at = crate::json::position_of(text, "chunk_grid") as u64;
        Trouble::malformed(at, "a chunk grid without lengths", "a chunk_shape, one length per axis")
    })
}

/// How the keys of chunks are made.
fn keys(encoding: &Json) -> Result<ChunkKeys, Trouble> {
    let (name, configuration) = named(encoding, "chunk_key_encoding")?;
    let separator = configuration.and_then(|has| has.get("separator"));
    let separator = match separator.map(|separator| separator.as_str()) {
        None => None,
        Some(Some("/")) => Some('/'),
        Some(Some(".")) => Some('.'),
        Some(_) => return Err(Trouble::malformed(0, "a separator of keys", "'.' or '/'")),
    };
    match name {
        "default" => Ok(ChunkKeys::Default { separator: separator.unwrap_or('/') }),
        "v2" => Ok(ChunkKeys::V2 { separator: separator.unwrap_or('.') }),
        _ => {
            let found = format!("the chunk key encoding {}", quoted(name));
            Err(Trouble::unsupported(found, "default and v2 are read"))
        }
    }
}

/// The name and configuration of an extension, which may be its bare name.
pub(in crate::zarr) fn named<'a>(
    extension: &'a Json,
    what: &str,
) -> Result<(&'a str, Option<&'a Json>), Trouble> {
    if let Some(name) = extension.as_str() {
        return Ok((name, None));
    }
    let name = extension.get("name").and_then(Json::as_str);
    let name = name.ok_or_else(|| {
        Trouble::malformed(0, format!("a {what} without a name"), "an object with a name")
    })?;
    Ok((name, extension.get("configuration")))
}

/// The byte order of a dtype whose elements lie as a codec says.
pub(in crate::zarr) fn order_of(dtype: &DType, endian: Option<&str>) -> Result<ByteOrder, Trouble> {
    match (dtype.has_byte_order(), endian) {
        (false, _) => Ok(ByteOrder::NotApplicable),
        (true, Some("little")) => Ok(ByteOrder::Little),
        (true, Some("big")) => Ok(ByteOrder::Big),
        (true, _) => {
            let found = "a codec bytes without a byte order";
            Err(Trouble::malformed(0, found, "\"little\" or \"big\" as its endian"))
        }
    }
}
