//! One field of a structured array, as an array source of its own.

use arrayscope_core::dtype::{DType, Field};
use arrayscope_core::{Array, Layout};

use crate::container::{ArraySource, Cost};
use crate::error::{Error, Place, Result};
use crate::info::ArrayInfo;
use crate::window::{Window, narrow};

/// The field that a path such as `position::x` leads to.
pub(crate) fn select(
    source: Box<dyn ArraySource>,
    fields: &str,
    place: &Place,
) -> Result<Box<dyn ArraySource>> {
    // A field may have `::` in its own name: the longest name wins.
    let names: Vec<String> = source.info().fields().into_iter().map(str::to_owned).collect();
    let hit = names
        .iter()
        .filter(|name| {
            fields
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
        .max_by_key(|name| name.len());
    let Some(name) = hit else {
        return Err(Error::NoSuchMember {
            path: place.to_string(),
            member: fields.to_owned(),
            members: names,
        });
    };
    let rest = fields[name.len()..].strip_prefix("::");
    let selected: Box<dyn ArraySource> = Box::new(FieldSource::new(source, name, place)?);
    match rest {
        None => Ok(selected),
        Some(rest) => select(selected, rest, place),
    }
}

/// A field of every element of another source.
#[derive(Debug)]
struct FieldSource {
    outer: Box<dyn ArraySource>,
    name: String,
    info: ArrayInfo,
    place: Place,
}

impl FieldSource {
    fn new(outer: Box<dyn ArraySource>, name: &str, place: &Place) -> Result<Self> {
        let info = outer.info();
        let DType::Structured(structure) = &info.dtype else {
            return Err(Error::NoSuchMember {
                path: place.to_string(),
                member: name.to_owned(),
                members: Vec::new(),
            });
        };
        let field = structure.field(name).map_err(|error| place.core(error))?;
        let info = ArrayInfo {
            name: Some(
                info.name
                    .as_ref()
                    .map_or_else(|| name.to_owned(), |outer| format!("{outer}::{name}")),
            ),
            dtype: field.dtype.clone(),
            byte_order: field.byte_order,
            layout: layout_of(&info.layout, field).map_err(|error| place.core(error))?,
            axis_names: Vec::new(),
            labels: None,
        };
        Ok(Self { outer, name: name.to_owned(), info, place: place.clone() })
    }
}

/// Where the field's elements are: the strides of the whole, and the axes of a
/// subarray last.
fn layout_of(whole: &Layout, field: &Field) -> Result<Layout, arrayscope_core::Error> {
    let inner = Layout::c_order(&field.shape, field.dtype.itemsize())?;
    let shape = [whole.shape(), inner.shape()].concat();
    let strides = [whole.strides(), inner.strides()].concat();
    let empty = shape.contains(&0);
    let offset = if empty { 0 } else { whole.offset() + field.byte_offset };
    Layout::try_new(&shape, &strides, offset, field.dtype.itemsize())
}

impl ArraySource for FieldSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.outer.cost()
    }

    fn read(&self, window: &Window) -> Result<Array> {
        window.check(self.info.shape(), &self.place)?;
        let core = |error| self.place.core(error);
        let ndim = self.outer.info().layout.ndim();
        let (outer, inner) = window.split_at(ndim);
        let array = self.outer.read(&outer)?.field(&self.name).map_err(core)?;
        // The outer axes are read already: all of them, then the inner window.
        let all = Window::all(&array.shape()[..ndim.min(array.shape().len())]);
        let ranges = [all.ranges(), inner.ranges()].concat();
        let layout = narrow(array.layout(), &ranges).map_err(core)?;
        array.with_layout(layout).map_err(core)
    }
}
