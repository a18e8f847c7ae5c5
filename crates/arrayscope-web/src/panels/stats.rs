//! Statistics over or along one axis, or every axis.

use arrayscope_core::stats::{axis_stats, profile};
use axum::extract::State;
use serde_json::json;

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::{Params, malformed};
use crate::state::AppState;

/// `GET /api/arrays/{id}/stats?axis=K|all&along=false`.
pub(crate) async fn show(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&["axis", "along"])?;
    let along = params.flag("along", false)?;
    let layout = &entry.layout;
    let axes = match params.text("axis") {
        None | Some("all") => (0..layout.ndim()).collect(),
        Some(text) => {
            let axis = text
                .trim()
                .parse()
                .map_err(|_| malformed("axis", text, "an axis as in 0 or -1, or all"))?;
            vec![layout.axis(axis)?]
        }
    };
    state
        .compute(move |state| {
            let array = state.whole(&entry)?;
            let view = array.view();
            let entries = axes
                .iter()
                .map(|axis| {
                    let axis = axis.cast_signed();
                    if along { profile(&view, axis) } else { axis_stats(&view, axis) }
                })
                .collect::<Result<Vec<_>, _>>()?;
            Json::of(&json!({ "axes": entries }))
        })
        .await
}
