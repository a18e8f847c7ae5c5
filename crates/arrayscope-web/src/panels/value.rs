//! The exact text of one element, for the cursor.

use axum::extract::State;
use serde_json::json;

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::Json;
use crate::params::{Params, malformed};
use crate::state::AppState;

/// `GET /api/arrays/{id}/value?index=0,3,4,1`; a 0-D array takes an empty index.
pub(crate) async fn show(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&["index"])?;
    let text = params.required("index", "0,3,4,1")?;
    let given: Vec<isize> = params.numbers("index")?.unwrap_or_default();
    let shape = entry.shape();
    if given.len() != shape.len() {
        let expected = format!("{} whole numbers, one per axis", shape.len());
        return Err(malformed("index", text, &expected));
    }
    let index = given
        .iter()
        .zip(shape)
        .enumerate()
        .map(|(axis, (&at, &length))| position(axis, at, length))
        .collect::<Result<Vec<usize>, _>>()?;
    state
        .read(move |state| {
            let window: Vec<_> = index.iter().map(|&at| at..at + 1).collect();
            let value = state.region(&entry, &window)?.value(&vec![0; index.len()])?;
            Json::of(&json!({ "index": index, "value": value.to_string() }))
        })
        .await
}

/// The position that `at` means; as in NumPy, a negative one counts from the end.
fn position(axis: usize, at: isize, length: usize) -> Result<usize, ApiError> {
    use crate::error::ErrorKind::OutOfRange;
    let counted = if at < 0 { length.checked_add_signed(at) } else { Some(at.unsigned_abs()) };
    counted.filter(|&at| at < length).ok_or_else(|| {
        let valid = match length {
            0 => "it has no elements".to_owned(),
            _ => format!("valid: -{length} to {}", length - 1),
        };
        let message =
            format!("index {at} is out of range for axis {axis} of length {length} ({valid})");
        ApiError::new(OutOfRange, message)
    })
}
