//! Comparing arrays with what the reference libraries read, as their generators wrote it
//! down.

#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test fails by panicking")]

use arrayscope_core::dtype::{Class, DType, F8E4M3, F8E5M2, bf16, f16};
use arrayscope_core::layout::Order;
use arrayscope_formats::Loaded;
use serde_json::Value as Json;

use super::{fixture, hex, values};

/// What is expected of the files in a folder of the fixtures.
pub(crate) fn expected(folder: &str) -> serde_json::Map<String, Json> {
    let text = std::fs::read_to_string(fixture(folder).join("expected.json")).unwrap();
    serde_json::from_str::<Json>(&text).unwrap().as_object().unwrap().clone()
}

/// Addresses of the arrays in a folder of the fixtures, and what each must be.
pub(crate) fn arrays(folder: &str) -> Vec<(String, Json)> {
    let arrays = expected(folder).into_iter().filter(|(_, json)| json.get("descr").is_some());
    arrays.map(|(name, json)| (format!("{folder}/{name}"), json)).collect()
}

/// A list of integers.
pub(crate) fn numbers(json: &Json) -> Vec<i64> {
    json.as_array().unwrap().iter().map(|value| value.as_i64().unwrap()).collect()
}

/// A float by value in its own dtype: Rust and Python choose between `1e-05` and
/// `0.00001` differently.
fn same_float(dtype: &DType, ours: &str, theirs: &str) -> bool {
    let bits = |text: &str| match dtype {
        DType::F16 => u64::from(f16::from_f64(text.parse().unwrap()).to_bits()),
        DType::F64 | DType::Complex128 => text.parse::<f64>().unwrap().to_bits(),
        DType::BF16 => u64::from(bf16::from_f64(text.parse().unwrap()).to_bits()),
        _ => u64::from(text.parse::<f32>().unwrap().to_bits()),
    };
    // The text of NaN has no sign and no payload.
    ours == "nan" && theirs == "nan" || bits(ours) == bits(theirs)
}

/// Whether two texts are nearest to the same float of one byte.
fn same_small_float(dtype: &DType, ours: &str, theirs: &str) -> bool {
    let (ours, theirs): (f64, f64) = (ours.parse().unwrap(), theirs.parse().unwrap());
    let nearest = |value: f64| {
        let values = (0..=u8::MAX).map(|bits| match dtype {
            DType::F8E4M3 => F8E4M3(bits).to_f64(),
            _ => F8E5M2(bits).to_f64(),
        });
        let finite = values.filter(|value| value.is_finite());
        finite.min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs())).unwrap()
    };
    let is_same = ours == theirs || ours.is_nan() && theirs.is_nan();
    is_same || theirs.is_finite() && nearest(ours) == nearest(theirs)
}

/// Real and imaginary part of `1.5-2e-07j`.
fn parts(z: &str) -> (&str, &str) {
    let z = z.strip_suffix('j').unwrap();
    let at = z
        .char_indices()
        .rev()
        .find(|&(at, c)| at > 0 && matches!(c, '+' | '-') && !z[..at].ends_with('e'));
    z.split_at(at.unwrap().0)
}

/// Whether an element is the one that the generator wrote down.
fn same_element(dtype: &DType, ours: &str, theirs: &str) -> bool {
    match dtype {
        DType::F8E4M3 | DType::F8E5M2 => same_small_float(dtype, ours, theirs),
        float if float.class() == Class::Float => same_float(dtype, ours, theirs),
        DType::Complex64 | DType::Complex128 => {
            let (re, im) = theirs.split_once(' ').unwrap();
            same_float(dtype, parts(ours).0, re) && same_float(dtype, parts(ours).1, im)
        }
        DType::DateTime64(_) | DType::TimeDelta64(_) => {
            let count = ours.split(' ').next().unwrap();
            theirs == if count == "NaT" { "-9223372036854775808" } else { count }
        }
        DType::Bytes { .. } => true, // compared as bytes below
        DType::Raw { .. } | DType::Structured(_) => ours == format!("0x{theirs}"),
        _ => ours == theirs,
    }
}

/// Compares an array with what its generator wrote down.
pub(crate) fn check(name: &str, loaded: &Loaded, expected: &Json) {
    let layout = &loaded.info.layout;
    let shape: Vec<i64> = layout.shape().iter().map(|&n| i64::try_from(n).unwrap()).collect();
    assert_eq!(shape, numbers(&expected["shape"]), "{name}");
    let strides: Vec<i64> = layout.strides().iter().map(|&n| n as i64).collect();
    if layout.size() > 0 {
        assert_eq!(strides, numbers(&expected["strides"]), "{name}");
        let f_order = layout.order() == Order::F;
        assert_eq!(Json::Bool(f_order), expected["f_order"], "{name}");
    }
    match expected["byte_order"].as_str() {
        Some(order) => assert_eq!(loaded.info.byte_order.name(), order, "{name}"),
        // NumPy has no type string for it: the name of the dtype stands there.
        None => assert_eq!(Json::from(loaded.info.dtype.name()), expected["descr"], "{name}"),
    }
    let theirs = expected["elements"].as_array().unwrap();
    let ours = values(loaded);
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for (ours, theirs) in std::iter::zip(ours, theirs) {
        let theirs = theirs.as_str().unwrap();
        assert!(same_element(&loaded.info.dtype, &ours, theirs), "{name}: {ours} {theirs}");
    }
    if matches!(loaded.info.dtype, DType::Bytes { .. }) {
        let ours: Vec<String> = loaded.array.view().elements().map(hex).collect();
        assert_eq!(Json::from(ours), expected["elements"], "{name}");
    }
}
