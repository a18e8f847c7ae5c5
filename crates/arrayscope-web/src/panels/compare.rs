//! How much an array and another one of the same shape differ.

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;

/// `GET /api/arrays/{id}/compare?other=ID`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["other"])?;
    let other = state.find(params.required("other", "sample-3d")?)?;
    state
        .compute(move |state| {
            let mut report = Json::of(&state.comparison(&entry, &other)?)?.into_value();
            report["a"] = entry.address.as_str().into();
            report["b"] = other.address.as_str().into();
            Json::of(&report)
        })
        .await
}
