//! The names of dtypes: NumPy's, and those of `ml_dtypes` where NumPy has none.

use super::DType;
use crate::{Error, ErrorKind, Result};

/// Name and dtype of everything whose name has no parameter, with the short spellings.
const PLAIN: [(&str, &[&str], DType); 17] = [
    ("bool", &["b1", "?", "boolean"], DType::Bool),
    ("int8", &["i1"], DType::I8),
    ("int16", &["i2", "i16"], DType::I16),
    ("int32", &["i4", "i32"], DType::I32),
    ("int64", &["i64", "int"], DType::I64),
    ("uint8", &["u1"], DType::U8),
    ("uint16", &["u2", "u16"], DType::U16),
    ("uint32", &["u4", "u32"], DType::U32),
    ("uint64", &["u64"], DType::U64),
    ("float16", &["f2", "f16", "half"], DType::F16),
    ("bfloat16", &["bf16"], DType::BF16),
    ("float8_e4m3fn", &["f8_e4m3fn"], DType::F8E4M3),
    ("float8_e5m2", &["f8_e5m2"], DType::F8E5M2),
    ("float32", &["f4", "f32", "single"], DType::F32),
    ("float64", &["f64", "double", "float"], DType::F64),
    ("complex64", &["c8"], DType::Complex64),
    ("complex128", &["c16"], DType::Complex128),
];

impl DType {
    /// The name that NumPy gives it, such as `float32`; `bfloat16`, `float8_e4m3fn` and
    /// `float8_e5m2` as in `ml_dtypes`.
    pub fn name(&self) -> String {
        match self {
            Self::DateTime64(unit) => time_name("datetime64", unit),
            Self::TimeDelta64(unit) => time_name("timedelta64", unit),
            Self::Text { chars } => format!("str{}", chars.saturating_mul(32)),
            Self::Bytes { len } => format!("bytes{}", len.saturating_mul(8)),
            Self::Raw { len } => format!("void{}", len.saturating_mul(8)),
            Self::Structured(structure) => {
                let fields: Vec<String> = structure
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", field.name, field.dtype.name()))
                    .collect();
                format!("structured({})", fields.join(", "))
            }
            plain => PLAIN
                .iter()
                .find(|(_, _, dtype)| dtype == plain)
                .map_or_else(String::new, |(name, _, _)| (*name).to_owned()),
        }
    }

    /// The dtype with this name: `float32`, also spelled `f4` or `f32`.
    ///
    /// `i8`, `u8` and `f8` are refused: to NumPy they are 8 bytes long, to Rust 8 bits.
    ///
    /// # Errors
    /// When no numeric dtype has this name; the sentence lists the names.
    ///
    /// ```
    /// use arrayscope_core::DType;
    /// assert_eq!(DType::from_name("float32")?, DType::F32);
    /// assert!(DType::from_name("f8").is_err());
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn from_name(name: &str) -> Result<Self> {
        let wanted = name.trim();
        PLAIN
            .iter()
            .find(|(full, short, _)| *full == wanted || short.contains(&wanted))
            .map(|(_, _, dtype)| dtype.clone())
            .ok_or_else(|| {
                let names: Vec<&str> = PLAIN.iter().map(|(full, _, _)| *full).collect();
                Error::new(
                    ErrorKind::Syntax,
                    format!("there is no dtype {name:?} (valid: {})", names.join(", ")),
                )
            })
    }
}

fn time_name(kind: &str, unit: &str) -> String {
    if unit.is_empty() { kind.to_owned() } else { format!("{kind}[{unit}]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_name_leads_back_to_its_dtype() {
        for (name, short, dtype) in PLAIN {
            assert_eq!(dtype.name(), name);
            assert_eq!(DType::from_name(name).as_ref(), Ok(&dtype));
            for spelling in short {
                assert_eq!(DType::from_name(spelling).as_ref(), Ok(&dtype), "{spelling}");
            }
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = DType::from_name("float13").expect_err("no such dtype");
        assert!(error.to_string().contains("float16"), "{error}");
    }

    #[test]
    fn names_with_parameters_are_numpys() {
        assert_eq!(DType::DateTime64("ns".into()).name(), "datetime64[ns]");
        assert_eq!(DType::Text { chars: 5 }.name(), "str160");
        assert_eq!(DType::Raw { len: 3 }.name(), "void24");
    }
}
