//! From the `descr` of a header to a dtype.
//!
//! Source: `numpy/lib/format.py`, `dtype_to_descr` and `descr_to_dtype`: a type
//! string such as `<f4`, or for structured dtypes a list of `(name, type)` or
//! `(name, type, shape)`, where unnamed `V` entries are padding.

use std::sync::Arc;

use arrayscope_core::dtype::{ByteOrder, DType, Field, Structure};

use super::literal::Literal;

/// NumPy keeps the itemsize in a C `int`.
const LARGEST_ITEM: usize = i32::MAX as usize;

/// Fields of a dtype, gaps and the fields of nested structures counted. Each becomes an
/// array of its own, in lists too.
const MOST_FIELDS: usize = 4096;

/// Why a `descr` is not a dtype of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It contradicts the format: what was found, what would work.
    Malformed(String, &'static str),
    /// It is a type of NumPy's that arrayscope does not read: what, and why.
    Unsupported(String, &'static str),
}

/// The dtype and byte order that `descr` describes.
pub(crate) fn dtype_of(descr: &Literal) -> Result<(DType, ByteOrder), Refusal> {
    let (dtype, order) = match descr {
        Literal::Text(code) => plain(code)?,
        Literal::List(entries) => {
            let structure = structure(entries, &mut 0)?;
            (DType::Structured(Arc::new(structure)), ByteOrder::NotApplicable)
        }
        other => {
            return Err(Refusal::Malformed(
                other.describe(),
                "a type string such as '<f4', or a list of fields",
            ));
        }
    };
    if dtype.itemsize() == 0 {
        return Err(of_no_bytes("elements of 0 bytes".to_owned()));
    }
    Ok((dtype, order))
}

/// Nothing would bound how many of them there are.
fn of_no_bytes(found: String) -> Refusal {
    Refusal::Unsupported(found, "an element needs at least one byte")
}

/// A type string: byte order, kind, bytes (characters for `U`), unit for dates.
fn plain(code: &str) -> Result<(DType, ByteOrder), Refusal> {
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

/// The fields of a structured dtype, with their offsets. `count` is how many fields there
/// were before, in the whole dtype.
fn structure(entries: &[Literal], count: &mut usize) -> Result<Structure, Refusal> {
    let mut fields: Vec<Field> = Vec::new();
    let mut names = std::collections::HashSet::new();
    let mut itemsize = 0_usize;
    for entry in entries {
        *count += 1;
        if *count > MOST_FIELDS {
            return Err(Refusal::Unsupported(
                format!("a structured dtype of more than {MOST_FIELDS} fields"),
                "fewer fields, those of nested structures and gaps counted, would work",
            ));
        }
        let (name, descr, shape) = parts(entry)?;
        let (dtype, byte_order) = match descr {
            Literal::Text(code) => plain(code)?,
            Literal::List(inner) => {
                let structure = structure(inner, count)?;
                (DType::Structured(Arc::new(structure)), ByteOrder::NotApplicable)
            }
            other => {
                return Err(Refusal::Malformed(other.describe(), "the type of a field"));
            }
        };
        let elements = shape.iter().try_fold(1_usize, |all, &length| all.checked_mul(length));
        let byte_offset = itemsize;
        itemsize = elements
            .and_then(|count| count.checked_mul(dtype.itemsize()))
            .and_then(|nbytes| itemsize.checked_add(nbytes))
            .filter(|&total| total <= LARGEST_ITEM)
            .ok_or_else(|| {
                Refusal::Malformed(
                    format!(
                        "a field {} that makes elements larger than 2 GiB",
                        crate::printable::quoted(name)
                    ),
                    "elements of at most 2147483647 bytes",
                )
            })?;
        // NumPy writes the gaps of an aligned dtype as unnamed raw entries.
        if name.is_empty() && matches!(dtype, DType::Raw { .. }) {
            continue;
        }
        if dtype.itemsize() == 0 {
            let name = crate::printable::quoted(name);
            return Err(of_no_bytes(format!("a field {name} of 0 bytes")));
        }
        if !names.insert(name) {
            return Err(Refusal::Malformed(
                format!("two fields called {}", crate::printable::quoted(name)),
                "fields with different names",
            ));
        }
        fields.push(Field { name: name.to_owned(), dtype, byte_order, byte_offset, shape });
    }
    Ok(Structure { itemsize, fields })
}

/// `(name, type)` or `(name, type, shape)`; the name may be `(title, name)`.
fn parts(entry: &Literal) -> Result<(&str, &Literal, Vec<usize>), Refusal> {
    let malformed = |found: &Literal, expected| Err(Refusal::Malformed(found.describe(), expected));
    let Literal::Tuple(items) = entry else {
        return malformed(entry, "a field as (name, type) or (name, type, shape)");
    };
    let (name, descr, shape) = match items.as_slice() {
        [name, descr] => (name, descr, Vec::new()),
        [name, descr, Literal::Tuple(lengths)] => match shape_of(lengths) {
            Some(shape) => (name, descr, shape),
            None => return malformed(entry, "a shape of non-negative integers in every field"),
        },
        [name, descr, length @ Literal::Integer(_)] => {
            match shape_of(std::slice::from_ref(length)) {
                Some(shape) => (name, descr, shape),
                None => return malformed(length, "a non-negative length of a field"),
            }
        }
        _ => return malformed(entry, "a field as (name, type) or (name, type, shape)"),
    };
    match name {
        Literal::Text(name) => Ok((name, descr, shape)),
        Literal::Tuple(titled) => match titled.as_slice() {
            [_, Literal::Text(name)] => Ok((name, descr, shape)),
            _ => malformed(entry, "a field name as text or (title, name)"),
        },
        other => malformed(other, "a field name as text or (title, name)"),
    }
}

/// Non-negative lengths.
pub(crate) fn shape_of(lengths: &[Literal]) -> Option<Vec<usize>> {
    lengths
        .iter()
        .map(|length| match length {
            Literal::Integer(value) => usize::try_from(*value).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<(DType, ByteOrder), Refusal> {
        dtype_of(&Literal::parse(text).unwrap())
    }

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

    #[test]
    fn padding_moves_the_next_field_and_is_not_one_itself() {
        let (dtype, order) = parse("[('a', '|u1'), ('', '|V3'), ('b', '>i4', (2,))]").unwrap();
        let DType::Structured(structure) = dtype else { panic!() };
        assert_eq!((structure.itemsize, order), (12, ByteOrder::NotApplicable));
        assert_eq!(structure.fields.len(), 2);
        assert_eq!((structure.fields[1].byte_offset, &structure.fields[1].shape), (4, &vec![2]));
    }

    #[test]
    fn structures_that_contradict_themselves_are_refused() {
        for text in [
            "[('a', '|u1'), ('a', '|u1')]",
            "[('a',)]",
            "[('a', '|u1', (-1,))]",
            "[('a', '<f8', (999999999, 999999999))]",
            "['a']",
            "[(1, '<f8')]",
        ] {
            assert!(matches!(parse(text), Err(Refusal::Malformed(..))), "{text}");
        }
        assert!(matches!(parse("[('a', '|O')]"), Err(Refusal::Unsupported(..))));
    }

    #[test]
    fn fields_of_no_bytes_are_refused() {
        for text in ["[('a', '|S0'), ('b', '|u1')]", "[('a', []), ('b', '|u1')]"] {
            assert!(matches!(parse(text), Err(Refusal::Unsupported(..))), "{text}");
        }
        assert!(parse("[('', '|V0'), ('b', '|u1')]").is_ok());
    }

    #[test]
    fn fields_are_counted_through_nested_structures() {
        let fields = |count: usize, letter: char| -> String {
            let fields: Vec<_> = (0..count).map(|k| format!("('{letter}{k}', '|u1')")).collect();
            fields.join(",")
        };
        assert!(parse(&format!("[{}]", fields(MOST_FIELDS, 'a'))).is_ok());
        let half = MOST_FIELDS / 2;
        let nested = format!("[('n', [{}]), {}]", fields(half, 'a'), fields(half, 'b'));
        for text in [format!("[{}]", fields(MOST_FIELDS + 1, 'a')), nested] {
            assert!(matches!(parse(&text), Err(Refusal::Unsupported(..))));
        }
    }
}
