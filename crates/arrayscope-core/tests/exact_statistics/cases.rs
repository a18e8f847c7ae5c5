//! The statistics of `fixtures/numpy/statistics.jsonl.gz`: arrays and exact answers.

use crate::common::Base;
use arrayscope_core::{Array, ByteOrder, DType, SharedBytes};
use serde::{Deserialize, Deserializer};

/// One array with its raw bytes, and the answers for several sets of axes.
#[derive(Deserialize)]
pub(crate) struct Line {
    dtype: String,
    byte_order: String,
    values: String,
    base: Base,
    data: String,
    pub(crate) cases: Vec<Case>,
}

/// Exact answers of one reduction, one entry per kept element in C order.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) axes: Vec<isize>,
    pub(crate) shape: Vec<usize>,
    pub(crate) count: Vec<u64>,
    pub(crate) nan: Vec<u64>,
    pub(crate) pos_inf: Vec<u64>,
    pub(crate) neg_inf: Vec<u64>,
    pub(crate) min: Vec<Option<String>>,
    pub(crate) max: Vec<Option<String>>,
    pub(crate) mean: Vec<Option<Bits>>,
    pub(crate) var: Vec<Option<Bits>>,
    pub(crate) sample_var: Vec<Option<Bits>>,
    pub(crate) mean_abs: Vec<Option<Bits>>,
    pub(crate) numpy: Option<Policies>,
}

/// What NumPy's functions give where something is not finite.
#[derive(Deserialize)]
pub(crate) struct Policies {
    pub(crate) propagate: Classes,
    pub(crate) ignore: Classes,
}

/// One letter per kept element: finite, NaN, + or - infinite, or refused by NumPy.
#[derive(Deserialize)]
pub(crate) struct Classes {
    pub(crate) mean: String,
    pub(crate) std: String,
    pub(crate) min: String,
    pub(crate) max: String,
}

/// A float64 written as 16 hexadecimal digits, most significant first.
#[derive(Clone, Copy)]
pub(crate) struct Bits(pub(crate) f64);

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        float_of_bits(&String::deserialize(deserializer)?)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("16 hexadecimal digits are expected"))
    }
}

/// The float64 with these bits.
pub(crate) fn float_of_bits(digits: &str) -> Option<f64> {
    u64::from_str_radix(digits, 16).ok().map(f64::from_bits)
}

/// The bytes written as hexadecimal digits.
pub(crate) fn bytes_of(digits: &str) -> Vec<u8> {
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    bytes.expect("hexadecimal digits")
}

impl Line {
    pub(crate) fn array(&self) -> Array {
        let dtype = DType::from_name(&self.dtype).expect("a dtype of this name");
        let byte_order = match self.byte_order.as_str() {
            "little" => ByteOrder::Little,
            "big" => ByteOrder::Big,
            _ => ByteOrder::NotApplicable,
        };
        Array::try_new(
            SharedBytes::from(bytes_of(&self.data)),
            dtype,
            byte_order,
            self.base.layout(),
        )
        .expect("the bytes hold the layout")
    }

    /// What to call it in a message.
    pub(crate) fn title(&self) -> String {
        format!("{} {}-endian {:?}, {}", self.dtype, self.byte_order, self.values, self.base)
    }
}
