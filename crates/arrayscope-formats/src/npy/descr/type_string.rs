//! Type strings such as `<f4`, `|S10` and `<M8[ns]`.

use arrayscope_core::dtype::{ByteOrder, DType};

use super::{LARGEST_ITEM, Refusal};

/// A type string: byte order, kind, bytes (characters for `U`), unit for dates.
pub(super) fn plain(code: &str) -> Result<(DType, ByteOrder), Refusal> {
    let malformed = || {
        Refusal::Malformed(
            crate::printable::quoted(code),
            "a type string such as '<f4', '>i8', '|u1' or '<M8[ns]'",
        )
    };
    let (order, rest) = match code.chars().next() {
        Some('<') => (Some(ByteOrder::Little), &code[1..]),
        Some('>') => (Some(ByteOrder::Big), &code[1..]),
        Some('|') => (None, &code[1..]),
        _ => (None, code),
    };
    if rest.starts_with('O') {
        return Err(Refusal::Unsupported(
            "an object array holds pickled Python objects".to_owned(),
            "unpickling runs code from the file; save numbers, text or a structured dtype instead",
        ));
    }
    let dtype = match rest {
        "b1" | "?" => DType::Bool,
        "i1" => DType::I8,
        "i2" => DType::I16,
        "i4" => DType::I32,
        "i8" => DType::I64,
        "u1" => DType::U8,
        "u2" => DType::U16,
        "u4" => DType::U32,
        "u8" => DType::U64,
        "f2" => DType::F16,
        "f4" => DType::F32,
        "f8" => DType::F64,
        "c8" => DType::Complex64,
        "c16" => DType::Complex128,
        "f10" | "f12" | "f16" | "c20" | "c24" | "c32" => {
            return Err(Refusal::Unsupported(
                format!("the long double {}", crate::printable::quoted(code)),
                "its bits depend on the machine that wrote it; save float64 or complex128 instead",
            ));
        }
        _ => sized(rest).ok_or_else(malformed)?,
    };
    match (dtype.has_byte_order(), order) {
        (true, Some(order)) => Ok((dtype, order)),
        (true, None) => Err(Refusal::Malformed(
            crate::printable::quoted(code),
            "'<' or '>' before it, because its bytes have an order",
        )),
        (false, _) => Ok((dtype, ByteOrder::NotApplicable)),
    }
}

/// The types with a length or a unit: text, bytes, raw, dates.
fn sized(code: &str) -> Option<DType> {
    if let Some(unit) = code.strip_prefix("M8") {
        return time_unit(unit).map(DType::DateTime64);
    }
    if let Some(unit) = code.strip_prefix("m8") {
        return time_unit(unit).map(DType::TimeDelta64);
    }
    let kind = code.chars().next()?;
    let digits = code.get(kind.len_utf8()..)?;
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let count: usize = digits.parse().ok()?;
    let dtype = match kind {
        'U' => DType::Text { chars: count },
        'S' | 'a' => DType::Bytes { len: count },
        'V' => DType::Raw { len: count },
        _ => return None,
    };
    (dtype.itemsize() <= LARGEST_ITEM).then_some(dtype)
}

/// Nothing, `[ns]`, `[25s]`.
fn time_unit(text: &str) -> Option<Box<str>> {
    const UNITS: [&str; 13] =
        ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"];
    if text.is_empty() {
        return Some("".into());
    }
    let unit = text.strip_prefix('[')?.strip_suffix(']')?;
    let name = unit.trim_start_matches(|c: char| c.is_ascii_digit());
    let known = UNITS.contains(&name) || unit == "generic";
    (known && unit.len() - name.len() <= 10).then(|| unit.into())
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn type_strings_are_numpys() {
        assert_eq!(parse("'<f4'"), Ok((DType::F32, ByteOrder::Little)));
        assert_eq!(parse("'>c16'"), Ok((DType::Complex128, ByteOrder::Big)));
        assert_eq!(parse("'|u1'"), Ok((DType::U8, ByteOrder::NotApplicable)));
        assert_eq!(parse("'>i1'"), Ok((DType::I8, ByteOrder::NotApplicable)));
        assert_eq!(parse("'<M8[25s]'"), Ok((DType::DateTime64("25s".into()), ByteOrder::Little)));
        assert_eq!(parse("'<U5'"), Ok((DType::Text { chars: 5 }, ByteOrder::Little)));
    }

    #[test]
    fn types_that_are_not_read_say_why() {
        assert!(matches!(parse("'|O'"), Err(Refusal::Unsupported(..))));
        assert!(matches!(parse("'<f16'"), Err(Refusal::Unsupported(..))));
        assert!(matches!(parse("'|V0'"), Err(Refusal::Unsupported(..))));
        for text in ["'f8'", "'<x4'", "'<M8[parsec]'", "'<U99999999999'", "'<U-1'", "3", "'é'"] {
            assert!(matches!(parse(text), Err(Refusal::Malformed(..))), "{text}");
        }
    }
}
