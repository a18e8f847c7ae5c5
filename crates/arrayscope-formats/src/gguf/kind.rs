//! The tensor types of GGML.

use arrayscope_core::DType;

/// What a tensor type is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The same elements.
    Plain(DType),
    /// Blocks of so many elements in so many bytes.
    Blocks { name: &'static str, elements: u64, nbytes: u64 },
}

/// The type of a number. Source: `ggml_type` and `type_traits` of ggml.
pub(super) fn kind(number: u32) -> Option<Kind> {
    let plain = match number {
        0 => DType::F32,
        1 => DType::F16,
        24 => DType::I8,
        25 => DType::I16,
        26 => DType::I32,
        27 => DType::I64,
        28 => DType::F64,
        30 => DType::BF16,
        _ => {
            let &(_, name, elements, nbytes) = BLOCKS.iter().find(|(n, ..)| *n == number)?;
            return Some(Kind::Blocks { name, elements, nbytes });
        }
    };
    Some(Kind::Plain(plain))
}

/// Number, name, elements and bytes of the types that pack elements in blocks.
const BLOCKS: [(u32, &str, u64, u64); 24] = [
    (2, "Q4_0", 32, 18),
    (3, "Q4_1", 32, 20),
    (6, "Q5_0", 32, 22),
    (7, "Q5_1", 32, 24),
    (8, "Q8_0", 32, 34),
    (9, "Q8_1", 32, 40),
    (10, "Q2_K", 256, 84),
    (11, "Q3_K", 256, 110),
    (12, "Q4_K", 256, 144),
    (13, "Q5_K", 256, 176),
    (14, "Q6_K", 256, 210),
    (15, "Q8_K", 256, 292),
    (16, "IQ2_XXS", 256, 66),
    (17, "IQ2_XS", 256, 74),
    (18, "IQ3_XXS", 256, 98),
    (19, "IQ1_S", 256, 50),
    (20, "IQ4_NL", 32, 18),
    (21, "IQ3_S", 256, 110),
    (22, "IQ2_S", 256, 82),
    (23, "IQ4_XS", 256, 136),
    (29, "IQ1_M", 256, 56),
    (34, "TQ1_0", 256, 54),
    (35, "TQ2_0", 256, 66),
    (39, "MXFP4", 32, 17),
];
