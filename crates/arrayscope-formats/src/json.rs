//! What a JSON parser says, in our words, and what it must not be made to keep.

use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::printable::printable;

/// The most axes that an array can have.
const MOST_AXES: usize = 64;

/// Lengths per axis; more axes than an array can have are refused before they are kept.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Lengths(pub(crate) Vec<usize>);

impl<'de> Deserialize<'de> for Lengths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Listed;

        impl<'de> Visitor<'de> for Listed {
            type Value = Lengths;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of at most {MOST_AXES} lengths")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut lengths: A) -> Result<Lengths, A::Error> {
                let mut shape = Vec::new();
                while let Some(length) = lengths.next_element()? {
                    if shape.len() == MOST_AXES {
                        return Err(de::Error::invalid_length(MOST_AXES + 1, &self));
                    }
                    shape.push(length);
                }
                Ok(Lengths(shape))
            }
        }

        deserializer.deserialize_seq(Listed)
    }
}

/// The byte of `text` that an error is about.
pub(crate) fn offset_of(text: &[u8], error: &serde_json::Error) -> usize {
    let lines = error.line().saturating_sub(1);
    let before: usize =
        text.split_inclusive(|&byte| byte == b'\n').take(lines).map(<[u8]>::len).sum();
    (before + error.column().saturating_sub(1)).min(text.len())
}

/// What is wrong, without the line and column that the parser adds.
pub(crate) fn said(error: &serde_json::Error) -> String {
    const LONGEST: usize = 200;
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    // A name out of the file may be part of it.
    let mut shown: String = what.chars().take(LONGEST).collect();
    if shown.len() < what.len() {
        shown.push('…');
    }
    format!("JSON that does not fit ({})", printable(&shown))
}

/// Where `"name"` stands in `text`, for an error about its value.
pub(crate) fn position_of(text: &[u8], name: &str) -> usize {
    let Ok(quoted) = serde_json::to_vec(name) else { return 0 };
    text.windows(quoted.len()).position(|window| window == quoted).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_found_at_its_byte_and_line() {
        let text = b"{\n\"a\": 1,\n\"b\": x}";
        let error = serde_json::from_slice::<serde_json::Value>(text).unwrap_err();
        assert_eq!(text[offset_of(text, &error)], b'x');
        assert_eq!(said(&error), "JSON that does not fit (expected value)");
        assert_eq!(position_of(text, "b"), 10);
    }
}
