//! The binary frame in which a cross-section travels.
//!
//! ```text
//! u32 little-endian   length of the header in bytes, padding included
//! header              JSON in UTF-8, padded with spaces
//! values              rows × columns little-endian floats, row after row; of a picture in
//!                     its own colours 4 bytes per cell, and then marks
//! ```
//!
//! The values start at a multiple of 8, so that the page can lay a `Float64Array` over the
//! reply without copying it.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::error::{ApiError, ErrorKind};

/// The content type of a frame.
pub(crate) const CONTENT_TYPE: &str = "application/vnd.arrayscope.frame";

/// The alignment of the values, in bytes.
const ALIGNMENT: usize = 8;

/// The dtype of the values in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    /// Half the bytes, for dtypes of which float32 holds every value.
    Float32,
    /// Everything else. Integers beyond ±2^53 are rounded; the page asks for the exact text
    /// of the one under the cursor.
    Float64,
}

impl Precision {
    /// The name of the dtype.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Float64 => "float64",
        }
    }

    fn itemsize(self) -> usize {
        match self {
            Self::Float32 => size_of::<f32>(),
            Self::Float64 => size_of::<f64>(),
        }
    }
}

/// The bytes of a frame with this header and these values.
pub(crate) fn encode(
    header: &Value,
    values: &[f64],
    precision: Precision,
) -> Result<Vec<u8>, ApiError> {
    let mut bytes = begin(header, values.len() * precision.itemsize())?;
    let start = bytes.len();
    bytes.resize(start + values.len() * precision.itemsize(), 0);
    let cells = bytes[start..].chunks_exact_mut(precision.itemsize()).zip(values);
    match precision {
        #[expect(clippy::cast_possible_truncation, reason = "the caller knows that f32 suffices")]
        Precision::Float32 => {
            cells.for_each(|(cell, &value)| cell.copy_from_slice(&(value as f32).to_le_bytes()));
        }
        Precision::Float64 => {
            cells.for_each(|(cell, value)| cell.copy_from_slice(&value.to_le_bytes()));
        }
    }
    Ok(bytes)
}

/// The bytes of a frame with this header, and colours or marks instead of values.
pub(crate) fn encode_bytes(header: &Value, cells: &[u8]) -> Result<Vec<u8>, ApiError> {
    let mut bytes = begin(header, cells.len())?;
    bytes.extend_from_slice(cells);
    Ok(bytes)
}

/// The header, with room for as many bytes as follow it.
fn begin(header: &Value, nbytes: usize) -> Result<Vec<u8>, ApiError> {
    let mut text = header.to_string();
    let prefix = size_of::<u32>();
    let padding = (prefix + text.len()).next_multiple_of(ALIGNMENT) - prefix - text.len();
    text.extend(std::iter::repeat_n(' ', padding));
    let length = u32::try_from(text.len()).map_err(|_| {
        ApiError::new(ErrorKind::Internal, "the header of the frame is longer than 4 GiB")
    })?;
    let mut bytes = Vec::with_capacity(prefix + text.len() + nbytes);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
    Ok(bytes)
}

/// A frame as a response.
pub(crate) fn respond(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The header and the bytes of the values.
    fn decode(frame: &[u8]) -> (Value, &[u8]) {
        let length = u32::from_le_bytes(frame[..4].try_into().unwrap()) as usize;
        (serde_json::from_slice(&frame[4..4 + length]).unwrap(), &frame[4 + length..])
    }

    #[test]
    fn values_start_at_a_multiple_of_eight_for_every_length_of_header() {
        for length in 0..32 {
            let header = json!({ "address": "x".repeat(length) });
            let frame = encode(&header, &[1.5], Precision::Float64).unwrap();
            assert_eq!((frame.len() - 8) % 8, 0);
            let (read, values) = decode(&frame);
            assert_eq!(read, header);
            assert_eq!(values, 1.5_f64.to_le_bytes());
        }
    }

    #[test]
    fn non_finite_values_survive_in_both_precisions() {
        let values = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1.0];
        let frame = encode(&json!({}), &values, Precision::Float32).unwrap();
        let sent: Vec<f32> = decode(&frame)
            .1
            .chunks_exact(4)
            .map(|cell| f32::from_le_bytes(cell.try_into().unwrap()))
            .collect();
        assert!(sent[0].is_nan());
        assert_eq!(sent[1..3], [f32::INFINITY, f32::NEG_INFINITY]);
        assert!(sent[3].is_sign_negative() && sent[3] == 0.0);
        let frame = encode(&json!({}), &values, Precision::Float64).unwrap();
        assert_eq!(decode(&frame).1.len(), 40);
    }
}
