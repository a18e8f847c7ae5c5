//! Files that the page sends.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::arrays::{describe, notes};
use crate::blocking::blocking;
use crate::error::ApiError;
use crate::json::Json;
use crate::params::Params;
use crate::state::AppState;
use crate::text::with_command;

/// `POST /api/uploads?name=N`: the bytes of a file as the body, streamed to disk.
pub(crate) async fn receive(
    State(state): State<AppState>,
    params: Params,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    params.only(&["name"])?;
    let name = params.required("name", "iris.csv")?.to_owned();
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let upload = state.receive(body, declared).await?;
    let (entries, notices) = state
        .add_upload(name, upload)
        .await
        .map_err(|error| ApiError::new(error.kind(), with_command(&error.to_string())))?;
    let report = blocking(move || {
        let arrays: Vec<Value> = entries.iter().map(|entry| describe(entry)).collect();
        Json::of(&json!({ "arrays": arrays, "notes": notes(&notices) }))
    })
    .await?;
    Ok((StatusCode::CREATED, report).into_response())
}
