//! The lesson's measurements on this machine: started by a button, one at a time.

use arrayscope_bench::Length;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use crate::error::ApiError;
use crate::json::Json;
use crate::params::Params;
use crate::state::AppState;

/// `GET /api/benchmark`: where it is, and what it has found.
pub(crate) async fn show(State(state): State<AppState>, params: Params) -> Result<Json, ApiError> {
    params.only(&[])?;
    Json::of(&state.benchmark())
}

/// `POST /api/benchmark?quick=true`: starts it, unless it runs already.
pub(crate) async fn start(
    State(state): State<AppState>,
    params: Params,
) -> Result<(StatusCode, Json), ApiError> {
    params.only(&["quick"])?;
    let length = if params.flag("quick", true)? { Length::Quick } else { Length::Full };
    let now: Value = state.start_benchmark(length);
    Ok((StatusCode::ACCEPTED, Json::of(&now)?))
}
