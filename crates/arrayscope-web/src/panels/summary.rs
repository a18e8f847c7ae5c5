//! Statistics of the whole array.

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::Json;

/// `GET /api/arrays/{id}/summary`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&[])?;
    state.compute(move |state| Json::of(&state.summary(&entry)?)).await
}
