//! Statistics of the whole array.

use axum::extract::State;

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::Params;
use crate::state::AppState;

/// `GET /api/arrays/{id}/summary`.
pub(crate) async fn show(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&[])?;
    state.compute(move |state| Json::of(&state.summary(&entry)?)).await
}
