//! The header and the strides table: all that is known without reading a value.

use arrayscope_core::layout::shape_text;
use arrayscope_core::report::Geometry;
use arrayscope_core::slicing::CrossSection;
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::Params;
use crate::state::Entry;

/// `GET /api/arrays/{id}`.
pub(crate) async fn show(Requested(entry): Requested, params: Params) -> Result<Json, ApiError> {
    params.only(&[])?;
    let layout = &entry.layout;
    let geometry = Geometry::of(&entry.dtype, entry.byte_order, layout);
    let axes: Vec<Value> = (0..layout.ndim()).map(|axis| axis_row(&entry, axis)).collect();
    let mut report = json!({
        "id": entry.id,
        "title": entry.title,
        "address": entry.address,
        "format": entry.format,
        "source": entry.origin.name(),
        "megabytes": geometry.megabytes(),
        "mebibytes": geometry.mebibytes(),
        "axis_names": entry.axis_names,
        "axes": axes,
        "labels": entry.labels,
        "unit": entry.unit,
        "notes": entry.notes,
        "selection": CrossSection::default_for(layout.shape()),
    });
    if let (Value::Object(report), Value::Object(geometry)) =
        (&mut report, Json::of(&geometry)?.into_value())
    {
        report.extend(geometry);
    }
    Json::of(&report)
}

/// One row of the strides table.
fn axis_row(entry: &Entry, axis: usize) -> Value {
    let layout = &entry.layout;
    let stride = layout.strides()[axis];
    // Readers cap the itemsize at memory addresses; an itemsize of 0 (empty text) has no
    // step in elements.
    let itemsize = layout.itemsize().cast_signed();
    let whole = itemsize != 0 && stride % itemsize == 0;
    json!({
        "axis": axis,
        "name": entry.axis_names.get(axis),
        "length": layout.shape()[axis],
        "stride_bytes": stride,
        "stride_elements": whole.then(|| stride / itemsize),
        "step_skips": step_skips(layout.shape(), axis, stride, itemsize),
    })
}

/// What one step along an axis passes over in memory, in words.
fn step_skips(shape: &[usize], axis: usize, stride: isize, itemsize: isize) -> String {
    let backwards = if stride < 0 { ", backwards" } else { "" };
    let distance = stride.unsigned_abs();
    let bytes = counted(distance, "byte");
    let itemsize = itemsize.unsigned_abs();
    if shape[axis] < 2 {
        return "nothing: there is no second step".to_owned();
    }
    if stride == 0 {
        return "nothing: every index is the same element".to_owned();
    }
    if itemsize == 0 || !distance.is_multiple_of(itemsize) {
        return format!("{bytes}{backwards}, no whole number of elements");
    }
    let elements = distance / itemsize;
    if elements == 1 {
        return format!("to the neighbour in memory, {bytes}{backwards}");
    }
    // In C order a step passes over everything that the later axes span.
    let inner = &shape[axis + 1..];
    let spans_inner = inner.iter().copied().reduce(usize::saturating_mul) == Some(elements);
    let block = if spans_inner && inner.len() > 1 {
        format!("a whole {} block: ", shape_text(inner))
    } else {
        String::new()
    };
    format!("{block}{}, {bytes}{backwards}", counted(elements, "element"))
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_told_as_what_it_passes_over() {
        let shape = [32, 28, 28, 3];
        let step = |axis, stride| step_skips(&shape, axis, stride, 4);
        assert_eq!(step(0, 9408), "a whole (28, 28, 3) block: 2352 elements, 9408 bytes");
        assert_eq!(step(2, 12), "3 elements, 12 bytes");
        assert_eq!(step(3, 4), "to the neighbour in memory, 4 bytes");
        assert_eq!(step(3, -4), "to the neighbour in memory, 4 bytes, backwards");
        assert_eq!(step(3, 0), "nothing: every index is the same element");
        assert_eq!(step(3, 6), "6 bytes, no whole number of elements");
    }

    #[test]
    fn an_axis_of_one_index_has_no_step() {
        assert_eq!(step_skips(&[1, 3], 0, 24, 8), "nothing: there is no second step");
    }
}
