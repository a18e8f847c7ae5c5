//! The header and the strides table: all that is known without reading a value.

use arrayscope_core::report::Geometry;
use arrayscope_core::slicing::CrossSection;
use serde_json::{Value, json};

use crate::blocking::blocking;
use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::Params;
use crate::state::Entry;

/// `GET /api/arrays/{id}`.
pub(crate) async fn show(Requested(entry): Requested, params: Params) -> Result<Json, ApiError> {
    params.only(&[])?;
    // Away from the connections: a wide table has many labels.
    blocking(move || report(&entry)).await
}

fn report(entry: &Entry) -> Result<Json, ApiError> {
    let layout = &entry.layout;
    let geometry = Geometry::of(&entry.dtype, entry.byte_order, layout);
    let axes: Vec<Value> = (0..layout.ndim()).map(|axis| axis_row(entry, axis)).collect();
    let mut report = json!({
        "id": entry.id,
        "title": entry.title,
        "address": entry.address,
        "named": entry.named,
        "format": entry.format,
        "source": entry.origin.name(),
        "megabytes": geometry.megabytes(),
        "mebibytes": geometry.mebibytes(),
        "axis_names": entry.axis_names,
        "axes": axes,
        "labels": entry.labels,
        "unit": entry.unit,
        "notes": *entry.notes,
        // Of the element whose indices are all 0: with the strides, the address of every other.
        "offset": layout.offset(),
        "selection": CrossSection::default_for(layout.shape(), &entry.axis_names),
    });
    if let (Value::Object(report), Value::Object(geometry)) =
        (&mut report, Json::of(&geometry)?.into_value())
    {
        report.extend(geometry);
        report.insert("dtype".to_owned(), entry.dtype_name().into());
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
        "step_skips": layout.step_text(axis),
    })
}
