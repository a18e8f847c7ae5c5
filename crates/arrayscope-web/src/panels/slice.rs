//! The cross-section: a binary frame for the page, and its JSON twin.

use std::ops::Range;

use arrayscope_core::dtype::Class;
use arrayscope_core::preview::Preview;
use arrayscope_core::{Array, DType};
use axum::response::Response;
use serde_json::{Value, json};

use super::measured::Measured;
use super::rectangle::Rectangle;
use super::seen::Seen;
use crate::error::ApiError;
use crate::extract::Call;
use crate::frame::{self, Precision};
use crate::json::{Json, number};
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// The cells of a frame unless told otherwise.
const DEFAULT_CELLS: (usize, usize) = (600, 800);
/// The most cells per side that are sent: more than a screen can show.
const MOST_CELLS: usize = 4096;
/// The most cells of the JSON twin: as a value of JSON each takes many times its bytes.
pub(super) const MOST_TWIN_CELLS: usize = 1 << 20;
/// The first integer that float64 cannot tell from its neighbour: 2^53.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// `GET /api/arrays/{id}/slice`.
pub(crate) async fn frame(Call { state, entry, params }: Call) -> Result<Response, ApiError> {
    let asked = Asked::read(&entry, &params, &[])?;
    state
        .read(move |state| {
            let (seen, precision) = if let Some(seen) = asked.in_bands(state, &entry)? {
                (seen, precision(&entry.dtype))
            } else {
                let shown = Shown::of(state, &entry, &asked)?;
                (shown.seen, precision(shown.slice.dtype()))
            };
            let header = Json::of(&asked.header(&entry, &seen, precision))?.into_value();
            frame::encode(&header, &seen.preview.values, precision).map(frame::respond)
        })
        .await
}

/// `GET /api/arrays/{id}/slice.json`: the header of the frame with the values in it.
pub(crate) async fn twin(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    let asked = Asked::read(&entry, &params, &[])?.within(MOST_TWIN_CELLS);
    state
        .read(move |state| {
            let shown = Shown::of(state, &entry, &asked)?;
            let mut header = asked.header(&entry, &shown.seen, precision(shown.slice.dtype()));
            header["values"] = shown.rows();
            Json::of(&header)
        })
        .await
}

/// What the request asks for.
pub(super) struct Asked {
    pub(super) rectangle: Rectangle,
    measured: Measured,
    pub(super) max_rows: usize,
    pub(super) max_columns: usize,
}

impl Asked {
    /// Reads it; `more` are other parameters that the route knows.
    pub(super) fn read(entry: &Entry, params: &Params, more: &[&str]) -> Result<Self, ApiError> {
        let own = ["max_rows", "max_columns", Measured::NAME];
        params.only(&[&Rectangle::NAMES[..], &own, more].concat())?;
        let cells = |name: &str, default: usize| match params.number(name)? {
            Some(0) => Err(malformed(name, "0", "at least 1")),
            given => Ok(given.unwrap_or(default).min(MOST_CELLS)),
        };
        Ok(Self {
            rectangle: Rectangle::read(entry, params)?,
            measured: Measured::read(entry, params)?,
            max_rows: cells("max_rows", DEFAULT_CELLS.0)?,
            max_columns: cells("max_columns", DEFAULT_CELLS.1)?,
        })
    }
}

impl Asked {
    /// The same with no more than `most` cells: as many times fewer rows as columns.
    pub(super) fn within(mut self, most: usize) -> Self {
        let rows = self.max_rows.min(self.rectangle.rows.len()).max(1);
        let columns = self.max_columns.min(self.rectangle.columns.len()).max(1);
        // At most 4096 each.
        if rows * columns > most {
            // The smallest divisor of both sides that is enough.
            let fewer = (2..MOST_CELLS)
                .find(|&fewer| rows.div_ceil(fewer) * columns.div_ceil(fewer) <= most)
                .unwrap_or(MOST_CELLS);
            (self.max_rows, self.max_columns) = (rows.div_ceil(fewer), columns.div_ceil(fewer));
        }
        self
    }

    /// What a large cross-section shows; nothing of one that is read at once.
    fn in_bands(&self, state: &AppState, entry: &Entry) -> Result<Option<Seen>, ApiError> {
        if self.measured.part().is_some() {
            return Ok(None);
        }
        Seen::in_bands(state, entry, &self.rectangle, (self.max_rows, self.max_columns))
    }

    /// Everything but the values.
    fn header(&self, entry: &Entry, seen: &Seen, precision: Precision) -> Value {
        let Seen { preview, min, max, census } = seen;
        let Preview { rows, columns, row_step, column_step, .. } = *preview;
        let Rectangle { section, rows: row_range, columns: column_range } = &self.rectangle;
        json!({
            "address": entry.address,
            "numpy": self.measured.numpy(&self.rectangle.numpy(entry.shape())),
            "selection": section,
            "rows": side(entry, section.rows, row_range, (rows, row_step)),
            "columns": side(entry, section.columns, column_range, (columns, column_step)),
            "dtype": precision.name(),
            "of": self.measured.name,
            "min": min,
            "max": max,
            "nan": census.nan,
            "pos_inf": census.pos_inf,
            "neg_inf": census.neg_inf,
            "reduced": self.measured.reduced(preview),
        })
    }
}

/// The cross-section, and what is sent of it.
struct Shown {
    /// The whole cross-section, 2-D.
    slice: Array,
    seen: Seen,
}

impl Shown {
    fn of(state: &AppState, entry: &Entry, asked: &Asked) -> Result<Self, ApiError> {
        let cut = asked.rectangle.cut(state, entry)?;
        let preview = asked.measured.preview(&cut, asked.max_rows, asked.max_columns)?;
        let slice = asked.measured.of(cut)?;
        let seen = Seen::of(&slice, preview)?;
        Ok(Self { slice, seen })
    }

    /// The values row by row.
    fn rows(&self) -> Value {
        let row = |row: usize| -> Value {
            (0..self.seen.preview.columns).map(|column| self.cell(row, column)).collect()
        };
        (0..self.seen.preview.rows).map(row).collect()
    }

    /// One value. An integer that a float would round is given as its exact digits, unless
    /// the cell is a mean.
    fn cell(&self, row: usize, column: usize) -> Value {
        let value = self.seen.preview.values[row * self.seen.preview.columns + column];
        let is_integer = matches!(self.slice.dtype().class(), Class::Signed | Class::Unsigned);
        let may_be_rounded = is_integer && value.abs() >= LARGEST_EXACT;
        if may_be_rounded
            && self.seen.preview.reduced().is_none()
            && let Ok(exact) = self.slice.value(&[row, column])
        {
            return Value::from(exact.to_string());
        }
        number(value)
    }
}

/// One side of the picture: the whole length of its axis, and the cells from `start` on.
pub(super) fn side(
    entry: &Entry,
    axis: Option<usize>,
    range: &Range<usize>,
    (cells, step): (usize, usize),
) -> Value {
    let length = axis.map_or(1, |axis| entry.shape()[axis]);
    json!({ "axis": axis, "length": length, "start": range.start, "cells": cells, "step": step })
}

/// float32 where it holds every value of the dtype.
fn precision(dtype: &DType) -> Precision {
    match dtype {
        DType::Bool
        | DType::I8
        | DType::I16
        | DType::U8
        | DType::U16
        | DType::F16
        | DType::BF16
        | DType::F8E4M3
        | DType::F8E5M2
        | DType::F32 => Precision::Float32,
        _ => Precision::Float64,
    }
}
