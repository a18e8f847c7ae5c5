//! What handlers take from a path, refused with the envelope like everything else.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::error::{ApiError, ErrorKind};
use crate::params::Params;
use crate::state::{AppState, Entry};

/// The one parameter of a path, percent-decoded.
pub(crate) struct Segment(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|error| ApiError::new(ErrorKind::Parameter, error.body_text()))?;
        Ok(Self(text))
    }
}

/// The array that the id in the path names.
pub(crate) struct Requested(pub(crate) Arc<Entry>);

impl FromRequestParts<AppState> for Requested {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Segment(id) = Segment::from_request_parts(parts, state).await?;
        state.find(&id).map(Self)
    }
}

/// What most routes begin with: the array that the id in the path names, and what is asked of
/// it.
pub(crate) struct Call {
    pub(crate) state: AppState,
    pub(crate) entry: Arc<Entry>,
    pub(crate) params: Params,
}

impl FromRequestParts<AppState> for Call {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Requested(entry) = Requested::from_request_parts(parts, state).await?;
        let params = Params::from_request_parts(parts, state).await?;
        Ok(Self { state: state.clone(), entry, params })
    }
}
