//! The six readiness signals.

use arrayscope_core::signal::{Contract, Machine, signals};
use axum::extract::State;
use serde_json::json;

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::machine::available_memory;
use crate::params::Params;
use crate::state::AppState;

/// `GET /api/arrays/{id}/signals`, judged by the default contract.
pub(crate) async fn show(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&[])?;
    state
        .compute(move |state| {
            let array = state.whole(&entry)?;
            let machine = Machine {
                available_memory: available_memory(),
            };
            let signals = signals(&array.view(), &Contract::default(), &machine);
            Json::of(&json!({ "signals": signals }))
        })
        .await
}
