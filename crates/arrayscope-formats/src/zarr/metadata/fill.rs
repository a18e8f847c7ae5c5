//! The element that stands for chunks that are not there.
//!
//! Sources: Zarr core specification version 3.0, "Fill value"; Zarr storage specification
//! version 2, "Fill value encoding"; what zarr-python writes for dates, text and bytes.

use arrayscope_core::dtype::{ByteOrder, DType, bf16, f16};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use crate::printable::quoted;
use crate::zarr::trouble::Trouble;

/// The bytes of one element, in the byte order of the array. `null` is zero, as for
/// zarr-python.
pub(super) fn fill(value: &Json, dtype: &DType, order: ByteOrder) -> Result<Vec<u8>, Trouble> {
    let little =
        if value.is_null() { Some(vec![0; dtype.itemsize()]) } else { bytes(value, dtype) };
    let mut bytes = little.filter(|bytes| bytes.len() == dtype.itemsize()).ok_or_else(|| {
        let found = format!("the fill value {}", quoted(&value.to_string()));
        Trouble::malformed(0, found, format!("a value of {}", dtype.name()))
    })?;
    if order == ByteOrder::Big {
        let part = match dtype {
            DType::Complex64 | DType::Text { .. } => 4,
            DType::Complex128 => 8,
            _ => bytes.len(),
        };
        bytes.chunks_mut(part).for_each(<[u8]>::reverse);
    }
    Ok(bytes)
}

/// The value in little-endian bytes, if it is one of the dtype.
fn bytes(value: &Json, dtype: &DType) -> Option<Vec<u8>> {
    if let Some(bits) = value.as_str().and_then(|text| text.strip_prefix("0x")) {
        return hexadecimal(bits, dtype);
    }
    match dtype {
        DType::Bool => {
            let number = || value.as_u64().filter(|&number| number <= 1).map(|number| number == 1);
            value.as_bool().or_else(number).map(|truth| vec![u8::from(truth)])
        }
        DType::I8 | DType::I16 | DType::I32 | DType::I64 => signed(value, dtype.itemsize()),
        DType::U8 | DType::U16 | DType::U32 | DType::U64 => unsigned(value, dtype.itemsize()),
        DType::F16 => float(value).map(|value| f16::from_f64(value).to_le_bytes().to_vec()),
        DType::BF16 => float(value).map(|value| bf16::from_f64(value).to_le_bytes().to_vec()),
        DType::F32 => float(value).map(narrow),
        DType::F64 => float(value).map(|value| value.to_le_bytes().to_vec()),
        DType::Complex64 => complex(value, narrow),
        DType::Complex128 => complex(value, |value| value.to_le_bytes().to_vec()),
        DType::DateTime64(_) | DType::TimeDelta64(_) => match value.as_str() {
            Some("NaT") => Some(i64::MIN.to_le_bytes().to_vec()),
            _ => signed(value, 8),
        },
        DType::Text { .. } => {
            let text = value.as_str()?.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            padded(text, dtype)
        }
        // Zero, of which every float of eight bits has the same bits; others by their bits.
        DType::F8E4M3 | DType::F8E5M2 => (float(value)? == 0.0).then(|| vec![0]),
        DType::Bytes { .. } | DType::Raw { .. } | DType::Structured(_) => {
            if let Some(list) = value.as_array() {
                return list.iter().map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
            }
            if value.as_u64() == Some(0) {
                return Some(vec![0; dtype.itemsize()]);
            }
            padded(STANDARD.decode(value.as_str()?).ok()?, dtype)
        }
    }
}

/// Shorter values of a fixed length end in zeros.
fn padded(mut bytes: Vec<u8>, dtype: &DType) -> Option<Vec<u8>> {
    (bytes.len() <= dtype.itemsize()).then(|| {
        bytes.resize(dtype.itemsize(), 0);
        bytes
    })
}

/// The bits of a float, most significant digit first.
fn hexadecimal(bits: &str, dtype: &DType) -> Option<Vec<u8>> {
    let itemsize = dtype.itemsize();
    let is_digit = |digit: u8| digit.is_ascii_hexdigit();
    let is_whole = itemsize <= 8 && bits.len() == itemsize * 2 && bits.bytes().all(is_digit);
    let bits = u64::from_str_radix(bits, 16).ok().filter(|_| is_whole)?;
    Some(bits.to_le_bytes()[..itemsize].to_vec())
}

#[expect(clippy::cast_possible_truncation, reason = "float32 takes the nearest, as the writer did")]
fn narrow(value: f64) -> Vec<u8> {
    (value as f32).to_le_bytes().to_vec()
}

fn float(value: &Json) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

fn complex(value: &Json, part: impl Fn(f64) -> Vec<u8>) -> Option<Vec<u8>> {
    match value.as_array().map(Vec::as_slice) {
        Some([re, im]) => Some([part(float(re)?), part(float(im)?)].concat()),
        Some(_) => None,
        None => Some([part(float(value)?), part(0.0)].concat()),
    }
}

/// An integer that fits in so many bytes; writers of old wrote `0.0` for 0.
fn signed(value: &Json, itemsize: usize) -> Option<Vec<u8>> {
    let number = value.as_i64().or_else(|| (value.as_f64()? == 0.0).then_some(0))?;
    let bytes = number.to_le_bytes();
    let unused = 64 - 8 * u32::try_from(itemsize).ok()?;
    (number << unused >> unused == number).then(|| bytes[..itemsize].to_vec())
}

fn unsigned(value: &Json, itemsize: usize) -> Option<Vec<u8>> {
    let number = value.as_u64().or_else(|| (value.as_f64()? == 0.0).then_some(0))?;
    let bytes = number.to_le_bytes();
    bytes[itemsize..].iter().all(|&byte| byte == 0).then(|| bytes[..itemsize].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn little(value: &Json, dtype: &DType) -> Option<Vec<u8>> {
        fill(value, dtype, ByteOrder::Little).ok()
    }

    #[test]
    fn numbers_fill_where_they_fit() {
        assert_eq!(little(&json!(-1), &DType::I16), Some(vec![255, 255]));
        assert_eq!(little(&json!(128), &DType::I8), None);
        assert_eq!(little(&json!(-1), &DType::U8), None);
        assert_eq!(little(&json!(u64::MAX), &DType::U64), Some(vec![255; 8]));
        assert_eq!(little(&json!(1.5), &DType::I32), None);
        assert_eq!(little(&json!("0x7fc00001"), &DType::F32), Some(vec![1, 0, 0xc0, 0x7f]));
        assert_eq!(little(&json!("0x7fc0"), &DType::F32), None);
        assert_eq!(little(&json!("+0x7fc0"), &DType::F32), None);
        assert_eq!(little(&json!(null), &DType::F64), Some(vec![0; 8]));
    }

    #[test]
    fn parts_of_an_element_are_reversed_for_themselves() {
        let big = |value: &Json, dtype: &DType| fill(value, dtype, ByteOrder::Big).unwrap();
        assert_eq!(big(&json!([0, 1]), &DType::Complex64), [0, 0, 0, 0, 0x3f, 0x80, 0, 0]);
        assert_eq!(big(&json!("a"), &DType::Text { chars: 2 }), [0, 0, 0, b'a', 0, 0, 0, 0]);
        assert_eq!(big(&json!(1), &DType::I32), [0, 0, 0, 1]);
    }

    #[test]
    fn text_and_bytes_fill_up_with_zeros() {
        assert_eq!(little(&json!("eg=="), &DType::Bytes { len: 2 }), Some(vec![b'z', 0]));
        assert_eq!(little(&json!("ab"), &DType::Text { chars: 1 }), None);
    }
}
