//! The fields of a structured array, as arrays of their own.
//!
//! A field is another layout over the same bytes, so that the readers of whole
//! arrays read it too, and read and keep nothing of the other fields.

use arrayscope_core::Layout;
use arrayscope_core::dtype::{DType, Field};

use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Storage};
use crate::place::Place;

/// The field that a path such as `position::x` leads to.
pub(crate) fn select(whole: &ArrayInfo, path: &str, place: &Place) -> Result<ArrayInfo> {
    let fields = fields_of(&whole.dtype);
    let Some((field, rest)) = first(fields, path) else {
        return Err(Error::NoSuchMember {
            path: place.to_string(),
            member: path.to_owned(),
            members: fields.iter().map(|field| field.name.clone()).collect(),
        });
    };
    let info = info_of(whole, field).map_err(|error| place.core(error))?;
    match rest {
        None => Ok(info),
        Some(rest) => select(&info, rest, place),
    }
}

/// The field that a path starts with, and what follows it: a field may have `::` in its own
/// name, so that the longest name wins.
pub(crate) fn first<'f, 'p>(
    fields: &'f [Field],
    path: &'p str,
) -> Option<(&'f Field, Option<&'p str>)> {
    let after = |field: &Field| {
        let rest = path.strip_prefix(field.name.as_str())?;
        if rest.is_empty() { Some(None) } else { rest.strip_prefix("::").map(Some) }
    };
    let hits = fields.iter().filter_map(|field| Some((field, after(field)?)));
    hits.max_by_key(|(field, _)| field.name.len())
}

/// The fields of a structured dtype, none of another.
pub(crate) fn fields_of(dtype: &DType) -> &[Field] {
    match dtype {
        DType::Structured(structure) => &structure.fields,
        _ => &[],
    }
}

/// A field of every element: the strides of the whole, and the axes of a subarray last.
pub(crate) fn info_of(
    whole: &ArrayInfo,
    field: &Field,
) -> Result<ArrayInfo, arrayscope_core::Error> {
    let inner = Layout::c_order(&field.shape, field.dtype.itemsize())?;
    let shape = [whole.layout.shape(), inner.shape()].concat();
    let strides = [whole.layout.strides(), inner.strides()].concat();
    let empty = shape.contains(&0);
    let offset = if empty { 0 } else { whole.layout.offset() + field.byte_offset };
    let name = match &whole.name {
        None => field.name.clone(),
        Some(outer) => format!("{outer}::{}", field.name),
    };
    Ok(ArrayInfo {
        name: Some(name),
        dtype: field.dtype.clone(),
        byte_order: field.byte_order,
        layout: Layout::try_new(&shape, &strides, offset, field.dtype.itemsize())?,
        axis_names: Vec::new(),
        labels: None,
        storage: Storage::default(),
    })
}
