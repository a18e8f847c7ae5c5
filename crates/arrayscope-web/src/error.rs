//! The one error type of the HTTP API and the envelope it travels in.

use arrayscope_formats::printable;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// What went wrong, as the word under `error.kind` of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 403: the `Host` header is not an address of this server.
    Host,
    /// 403: another site's page sent the request.
    Origin,
    /// 401: the token is missing or wrong.
    Token,
    /// 404: no such route, asset or array.
    NotFound,
    /// 405: the route exists with another method.
    Method,
    /// 400: a parameter is missing, unknown or cannot be read.
    Parameter,
    /// 422: an index or an axis that the array does not have.
    OutOfRange,
    /// 422: a shape that cannot be had.
    Shape,
    /// 422: the dtype has no answer to what was asked.
    DType,
    /// 413: an upload, or a result, larger than the limit.
    TooLarge,
    /// 422: bytes that could not be read as an array.
    Unreadable,
    /// 507: the upload could not be stored.
    Storage,
    /// 500: a defect of arrayscope.
    Internal,
}

impl ErrorKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 13] = [
        Self::Host,
        Self::Origin,
        Self::Token,
        Self::NotFound,
        Self::Method,
        Self::Parameter,
        Self::OutOfRange,
        Self::Shape,
        Self::DType,
        Self::TooLarge,
        Self::Unreadable,
        Self::Storage,
        Self::Internal,
    ];

    /// The word in the envelope.
    pub fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Origin => "origin",
            Self::Token => "token",
            Self::NotFound => "not found",
            Self::Method => "method",
            Self::Parameter => "parameter",
            Self::OutOfRange => "out of range",
            Self::Shape => "shape",
            Self::DType => "dtype",
            Self::TooLarge => "too large",
            Self::Unreadable => "unreadable",
            Self::Storage => "storage",
            Self::Internal => "internal",
        }
    }

    /// The status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host | Self::Origin => StatusCode::FORBIDDEN,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Parameter => StatusCode::BAD_REQUEST,
            Self::OutOfRange | Self::Shape | Self::DType | Self::Unreadable => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Storage => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// A refusal: a kind to act on and a sentence to read.
///
/// As a response it is `{"error":{"kind":"...","message":"..."}}` with the status of its
/// kind. Control characters of the message are escaped, because it may quote the request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    kind: ErrorKind,
    message: String,
}

impl ApiError {
    /// An error of `kind` that reads as `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl From<arrayscope_core::Error> for ApiError {
    fn from(error: arrayscope_core::Error) -> Self {
        use arrayscope_core::ErrorKind as Core;
        let kind = match error.kind() {
            Core::OutOfRange => ErrorKind::OutOfRange,
            Core::Shape | Core::Overflow => ErrorKind::Shape,
            Core::DType => ErrorKind::DType,
            Core::Bounds => ErrorKind::Unreadable,
            // Syntax and arguments; the core may learn more kinds.
            _ => ErrorKind::Parameter,
        };
        Self::new(kind, error.to_string())
    }
}

impl From<arrayscope_formats::Error> for ApiError {
    fn from(error: arrayscope_formats::Error) -> Self {
        use arrayscope_formats::Error as Formats;
        let kind = match &error {
            Formats::Core { source, .. } => {
                return Self::new(Self::from(source.clone()).kind, error.to_string());
            }
            Formats::Bomb { .. } | Formats::BombOfChunks { .. } | Formats::TableTooLarge { .. } => {
                ErrorKind::TooLarge
            }
            Formats::NoSuchMember { .. } | Formats::SeveralArrays { .. } => ErrorKind::NotFound,
            Formats::Address { .. } | Formats::Option { .. } => ErrorKind::Parameter,
            Formats::Window { .. } => ErrorKind::Internal,
            _ => ErrorKind::Unreadable,
        };
        Self::new(kind, error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = json!({
            "error": { "kind": self.kind.name(), "message": printable(&self.message) }
        });
        let headers = [(header::CONTENT_TYPE, "application/json")];
        (self.kind.status(), headers, body.to_string()).into_response()
    }
}
