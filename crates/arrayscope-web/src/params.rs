//! The query of a request, read strictly and refused with the envelope.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::error::{ApiError, ErrorKind};
use crate::text::shorten;

/// The pairs of a query, each name at most once.
///
/// Handlers say with [`Params::only`] which names they know: a misspelt parameter that is
/// silently ignored would answer a question that nobody asked.
pub(crate) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|error| ApiError::new(ErrorKind::Parameter, error.body_text()))?;
        for (position, (name, _)) in pairs.iter().enumerate() {
            if pairs[..position].iter().any(|(earlier, _)| earlier == name) {
                let message = format!("parameter {} is given twice", shorten(name, 40));
                return Err(ApiError::new(ErrorKind::Parameter, message));
            }
        }
        Ok(Self(pairs))
    }
}

impl Params {
    /// Refuses every parameter that is not one of `known`.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), ApiError> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(ApiError::new(
                ErrorKind::Parameter,
                format!(
                    "there is no parameter \"{}\" here (known: {})",
                    shorten(name, 40),
                    if known.is_empty() { "none".to_owned() } else { known.join(", ") }
                ),
            )),
            None => Ok(()),
        }
    }

    /// The text given to `name`.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The text given to `name`, which has to be there.
    pub(crate) fn required(&self, name: &str, example: &str) -> Result<&str, ApiError> {
        self.text(name).ok_or_else(|| {
            let message = format!("parameter {name} is missing, as in {name}={example}");
            ApiError::new(ErrorKind::Parameter, message)
        })
    }

    /// The number given to `name`.
    pub(crate) fn number<T: FromStr>(&self, name: &str) -> Result<Option<T>, ApiError> {
        self.text(name).map(|text| parse(name, text, text)).transpose()
    }

    /// The numbers given to `name`, separated by commas; nothing between them means none.
    pub(crate) fn numbers<T: FromStr>(&self, name: &str) -> Result<Option<Vec<T>>, ApiError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        if text.trim().is_empty() {
            return Ok(Some(Vec::new()));
        }
        text.split(',').map(|part| parse(name, part, text)).collect::<Result<_, _>>().map(Some)
    }

    /// `true` or `false`, and `default` when `name` is not given.
    pub(crate) fn flag(&self, name: &str, default: bool) -> Result<bool, ApiError> {
        match self.text(name) {
            None => Ok(default),
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            Some(other) => Err(malformed(name, other, "true or false")),
        }
    }
}

fn parse<T: FromStr>(name: &str, part: &str, whole: &str) -> Result<T, ApiError> {
    part.trim().parse().map_err(|_| malformed(name, whole, "whole numbers, as in 3 or 0,3,4,1"))
}

/// The refusal of a text that is not what a parameter takes.
pub(crate) fn malformed(name: &str, found: &str, expected: &str) -> ApiError {
    let found = shorten(found, 60);
    let message = format!("parameter {name} cannot be \"{found}\" (valid: {expected})");
    ApiError::new(ErrorKind::Parameter, message)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn params(query: &str) -> Result<Params, ApiError> {
        let uri = format!("/?{query}");
        let (mut parts, ()) = Request::builder().uri(uri).body(()).unwrap().into_parts();
        Params::from_request_parts(&mut parts, &()).await
    }

    #[tokio::test]
    async fn numbers_are_read_with_spaces_around_them() {
        let params = params("at=0,%203&rows=1&none=").await.unwrap();
        assert_eq!(params.numbers("at").unwrap(), Some(vec![0_usize, 3]));
        assert_eq!(params.number("rows").unwrap(), Some(1_usize));
        assert_eq!(params.numbers::<usize>("none").unwrap(), Some(vec![]));
        assert_eq!(params.number::<usize>("columns").unwrap(), None);
    }

    #[tokio::test]
    async fn a_text_that_is_no_number_is_refused_with_what_would_work() {
        let params = params("rows=one&at=1,,2&big=99999999999999999999&along=yes").await.unwrap();
        let error = params.number::<usize>("rows").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Parameter);
        assert!(error.to_string().contains("rows") && error.to_string().contains("\"one\""));
        assert!(params.numbers::<usize>("at").is_err());
        assert!(params.number::<usize>("big").is_err());
        assert!(params.flag("along", false).is_err());
    }

    #[tokio::test]
    async fn repeated_and_unknown_parameters_are_refused() {
        assert!(params("a=1&a=2").await.is_err());
        assert!(params("a=1").await.unwrap().only(&["b"]).is_err());
        assert!(params("a=1").await.unwrap().only(&["a", "b"]).is_ok());
    }
}
