//! JSON as the page needs it: numbers that JavaScript would round travel as text.

use arrayscope_formats::printable;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use crate::error::{ApiError, ErrorKind};

/// The largest integer up to which a JavaScript number tells all integers apart.
const LARGEST_SAFE: u64 = 1 << 53;

/// A JSON body in which integers beyond ±2^53 are strings.
///
/// Numbers that are not finite are strings already (`"NaN"`, `"Infinity"`, `"-Infinity"`):
/// the core's report values serialise them so, and this crate goes through [`number`].
pub(crate) struct Json(Value);

impl Json {
    /// The JSON of a report value.
    pub(crate) fn of<T: Serialize>(report: &T) -> Result<Self, ApiError> {
        let mut value = serde_json::to_value(report).map_err(|error| {
            ApiError::new(ErrorKind::Internal, format!("the report has no JSON: {error}"))
        })?;
        make_safe(&mut value);
        Ok(Self(value))
    }

    /// The value, for use inside another one.
    pub(crate) fn into_value(self) -> Value {
        self.0
    }
}

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0.to_string()).into_response()
    }
}

/// Turns every integer beyond ±2^53 into a string of its digits, and control characters into
/// escapes, at any depth.
fn make_safe(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let magnitude = number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64());
            if magnitude.is_some_and(|magnitude| magnitude > LARGEST_SAFE) {
                *value = Value::String(number.to_string());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_safe),
        Value::Object(members) => members.values_mut().for_each(make_safe),
        Value::String(text) => {
            if text.chars().any(char::is_control) {
                *text = printable(text);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// A JSON number, or the word for one that is not finite.
pub(crate) fn number(value: f64) -> Value {
    if value.is_nan() {
        Value::from("NaN")
    } else if value.is_infinite() {
        Value::from(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else {
        Value::from(value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn integers_beyond_two_to_the_53_travel_as_text() {
        let edge = 9_007_199_254_740_992_i64;
        let report = json!({ "a": [edge, edge + 1, -edge, -edge - 1], "b": { "c": u64::MAX } });
        assert_eq!(
            Json::of(&report).unwrap().into_value(),
            json!({
                "a": [edge, "9007199254740993", -edge, "-9007199254740993"],
                "b": { "c": "18446744073709551615" }
            })
        );
    }

    #[test]
    fn floats_stay_numbers_however_large() {
        assert_eq!(Json::of(&json!(1e300)).unwrap().into_value(), json!(1e300));
    }

    #[test]
    fn numbers_that_are_not_finite_have_words() {
        assert_eq!(number(f64::NAN), json!("NaN"));
        assert_eq!(number(f64::INFINITY), json!("Infinity"));
        assert_eq!(number(f64::NEG_INFINITY), json!("-Infinity"));
        assert_eq!(number(0.1), json!(0.1));
    }
}
