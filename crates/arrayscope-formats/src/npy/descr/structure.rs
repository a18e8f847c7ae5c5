//! Structured dtypes: lists of `(name, type)` and `(name, type, shape)`.

use std::sync::Arc;

use arrayscope_core::dtype::{ByteOrder, DType, Field, Structure};

use super::type_string::plain;
use super::{LARGEST_ITEM, Refusal, of_no_bytes};
use crate::npy::literal::Literal;

/// Fields of a dtype, gaps and the fields of nested structures counted. Each becomes an
/// array of its own, in lists too.
const MOST_FIELDS: usize = 4096;

/// The fields of a structured dtype, with their offsets. `count` is how many fields there
/// were before, in the whole dtype.
pub(super) fn structure(entries: &[Literal], count: &mut usize) -> Result<Structure, Refusal> {
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
    use super::super::parse;
    use super::*;

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
