//! The six readiness signals.

use arrayscope_core::signal::{Context, Contract, Signal, judge};
use arrayscope_formats::available_memory;
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;

/// `GET /api/arrays/{id}/signals`, judged by the default contract.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&[])?;
    state
        .compute(move |state| {
            // Asked before the array is read, so that its own bytes do not count as taken.
            let available_memory = available_memory();
            let context = Context { available_memory, siblings: entry.siblings() };
            let measures = state.measures(&entry)?;
            let (described, contract) = (entry.described(), Contract::default());
            let signals = judge(&described, measures.as_deref(), &contract, &context)?;
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
