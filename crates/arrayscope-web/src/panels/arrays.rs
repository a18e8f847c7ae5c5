//! The sidebar: which arrays there are.

use axum::extract::State;
use serde_json::{Value, json};

use crate::blocking::blocking;
use crate::error::ApiError;
use crate::json::Json;
use crate::params::Params;
use crate::state::{AppState, Entry, Notice};

/// `GET /api/arrays`: every array, and what is odd about the containers.
pub(crate) async fn list(State(state): State<AppState>, params: Params) -> Result<Json, ApiError> {
    params.only(&[])?;
    // Away from the connections: archives may have brought thousands.
    blocking(move || {
        let arrays: Vec<Value> = state.entries().iter().map(|entry| describe(entry)).collect();
        Json::of(&json!({ "arrays": arrays, "notes": notes(&state.notices()) }))
    })
    .await
}

/// The line of an array in the list.
pub(super) fn describe(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "title": entry.title,
        "address": entry.address,
        "source": entry.origin.name(),
        "shape": entry.shape(),
        "ndim": entry.layout.ndim(),
        "dtype": entry.dtype_name(),
        "axis_names": entry.axis_names,
        "unit": entry.unit,
        "nbytes": entry.layout.nbytes(),
        "file": entry.place.file,
        "member": entry.place.member,
        "chunk_shape": entry.place.chunk_shape,
        "codecs": entry.place.codecs,
    })
}

/// Notes as the page takes them.
pub(super) fn notes(notices: &[Notice]) -> Vec<Value> {
    let note = |notice: &Notice| json!({ "title": notice.title, "text": notice.text });
    notices.iter().map(note).collect()
}
