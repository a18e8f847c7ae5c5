//! The dtypes of safetensors.

use arrayscope_core::DType;

use crate::tensors::Packed;

/// What a dtype of safetensors is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The same elements.
    Plain(DType),
    /// Elements that are read as float32.
    Packed(Packed),
    /// Six bits: nothing says in which order they stand.
    SixBits,
}

/// The dtype of a name. Source: `Dtype` of the safetensors crate, version 0.8.0.
pub(super) fn kind(name: &str) -> Option<Kind> {
    use DType as D;
    Some(match name {
        "BOOL" => Kind::Plain(D::Bool),
        "U8" => Kind::Plain(D::U8),
        "I8" => Kind::Plain(D::I8),
        "U16" => Kind::Plain(D::U16),
        "I16" => Kind::Plain(D::I16),
        "U32" => Kind::Plain(D::U32),
        "I32" => Kind::Plain(D::I32),
        "U64" => Kind::Plain(D::U64),
        "I64" => Kind::Plain(D::I64),
        "F16" => Kind::Plain(D::F16),
        "BF16" => Kind::Plain(D::BF16),
        "F32" => Kind::Plain(D::F32),
        "F64" => Kind::Plain(D::F64),
        "C64" => Kind::Plain(D::Complex64),
        "F8_E4M3" => Kind::Plain(D::F8E4M3),
        "F8_E5M2" => Kind::Plain(D::F8E5M2),
        "F8_E8M0" => Kind::Packed(Packed::E8M0),
        "F8_E4M3FNUZ" => Kind::Packed(Packed::E4M3Fnuz),
        "F8_E5M2FNUZ" => Kind::Packed(Packed::E5M2Fnuz),
        "F4" => Kind::Packed(Packed::E2M1),
        "F6_E2M3" | "F6_E3M2" => Kind::SixBits,
        _ => return None,
    })
}

impl Kind {
    /// Bits of an element.
    pub(super) fn bits(&self) -> u64 {
        match self {
            Self::Plain(dtype) => dtype.itemsize() as u64 * 8,
            Self::Packed(packed) => packed.bits(),
            Self::SixBits => 6,
        }
    }
}
