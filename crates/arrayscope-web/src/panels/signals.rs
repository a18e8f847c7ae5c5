//! The six readiness signals.

use arrayscope_core::signal::{Context, Contract, Signal, signals};
use arrayscope_formats::available_memory;
use axum::extract::State;
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
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
            // Asked before the array is read, so that its own bytes do not count as taken.
            let available_memory = available_memory();
            // Signals of dtypes without statistics need none.
            let (array, known) = state.whole_and_summary(&entry)?;
            let context = Context { available_memory, siblings: entry.siblings() };
            let contract = Contract::default();
            let signals = signals(&array.view(), known.as_ref(), &contract, &context)?;
            let reports = signals.iter().map(report).collect::<Result<Vec<_>, _>>()?;
            Json::of(&json!({ "signals": reports }))
        })
        .await
}

/// A signal with its measure as a sentence beside the measure as values.
fn report(signal: &Signal) -> Result<Value, ApiError> {
    let mut report = Json::of(signal)?.into_value();
    report["measured_text"] = Value::from(signal.measured.to_string());
    Ok(report)
}
