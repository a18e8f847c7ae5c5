//! The order of the bytes within one element.

use serde::Serialize;

/// The order of the bytes within one element, separate from its dtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum ByteOrder {
    /// Least significant byte first.
    #[serde(rename = "little")]
    Little,
    /// Most significant byte first.
    #[serde(rename = "big")]
    Big,
    /// Elements of one byte, or made of bytes that have no order.
    #[serde(rename = "not applicable")]
    NotApplicable,
}

impl ByteOrder {
    /// The order of the machine that this runs on.
    pub const NATIVE: Self = if cfg!(target_endian = "little") { Self::Little } else { Self::Big };

    /// The word for it: `little`, `big` or `not applicable`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Little => "little",
            Self::Big => "big",
            Self::NotApplicable => "not applicable",
        }
    }
}
