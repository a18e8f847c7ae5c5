//! One line of the cross-section, short enough to be drawn as a curve.

use arrayscope_core::stats::Census;
use arrayscope_formats::report::{Bin, Bins};
use serde_json::{Value, json};

use super::measured::Measured;
use super::rectangle::Rectangle;
use crate::error::ApiError;
use crate::extract::Call;
use crate::json::{Json, number};
use crate::params::malformed;
use crate::state::Entry;

/// Points unless told otherwise, and the most.
const DEFAULT_POINTS: usize = 800;
const MOST_POINTS: usize = 4096;

/// `GET /api/arrays/{id}/line?rows&columns&at&column_range=10:50&max_columns=800`: along the
/// columns axis, at one index on every other one.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    let known = ["rows", "columns", "at", "column_range", "max_columns", Measured::NAME];
    params.only(&known)?;
    let most = params.number("max_columns")?.unwrap_or(DEFAULT_POINTS);
    if most == 0 {
        return Err(malformed("max_columns", "0", "at least 1"));
    }
    let measured = Measured::read(&entry, &params)?;
    let mut rectangle = Rectangle::read(&entry, &params)?;
    if let Some(rows) = rectangle.section.rows {
        let at = rectangle.section.at[rows];
        rectangle.rows = at..at.saturating_add(1).min(entry.shape()[rows]);
    }
    state
        .read(move |state| {
            let bins = measured.bins(&rectangle.cut(state, &entry)?, most.min(MOST_POINTS))?;
            Json::of(&report(&entry, &rectangle, measured, &bins))
        })
        .await
}

fn report(entry: &Entry, rectangle: &Rectangle, measured: Measured, told: &Bins) -> Value {
    let Bins { step, bins, .. } = told;
    let figures = |of: fn(&Bin) -> f64| bins.iter().map(|bin| number(of(bin))).collect::<Vec<_>>();
    let counts =
        |of: fn(&Census) -> u64| -> Vec<u64> { bins.iter().map(|bin| of(&bin.census)).collect() };
    let axis = rectangle.section.columns;
    json!({
        "address": entry.address,
        "numpy": measured.numpy(&rectangle.numpy(entry.shape())),
        "selection": rectangle.section,
        "columns": {
            "axis": axis,
            "length": axis.map_or(1, |axis| entry.shape()[axis]),
            "start": rectangle.columns.start,
            "cells": bins.len(),
            "step": step,
        },
        "of": measured.name,
        "mean": figures(|bin| bin.mean),
        "min": figures(|bin| bin.min),
        "max": figures(|bin| bin.max),
        "nan": counts(|census| census.nan),
        "pos_inf": counts(|census| census.pos_inf),
        "neg_inf": counts(|census| census.neg_inf),
        "reduced": measured.binned(*step),
    })
}
