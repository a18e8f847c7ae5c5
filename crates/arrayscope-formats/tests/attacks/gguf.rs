//! Headers of GGUF that lie.

use crate::common::{both, fixture, load_bytes};
use crate::{Files, read_everything};

/// Magic, version, counts, and what follows them, padded to 256 bytes.
fn file(tensors: u64, values: u64, rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"GGUF\x03\0\0\0".to_vec();
    bytes.extend(tensors.to_le_bytes());
    bytes.extend(values.to_le_bytes());
    bytes.extend_from_slice(rest);
    bytes.resize(bytes.len().max(256), 0);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat()
}

/// A tensor's description.
fn tensor(name: &str, shape: &[u64], kind: u32, offset: u64) -> Vec<u8> {
    let mut bytes = text(name);
    bytes.extend(u32::try_from(shape.len()).unwrap().to_le_bytes());
    for length in shape {
        bytes.extend(length.to_le_bytes());
    }
    bytes.extend(kind.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes
}

#[test]
fn every_truncation_is_refused() {
    let whole = std::fs::read(fixture("gguf/single.gguf")).unwrap();
    // The library pads the end; the last element is before that.
    let end = whole.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    for length in 0..end {
        for options in both() {
            assert!(load_bytes(&whole[..length], &options).is_err(), "cut to {length} bytes");
        }
        read_everything(&whole[..length]);
    }
}

pub(crate) fn files() -> Files {
    let one = |rest: &[u8]| file(1, 0, rest);
    let value = |kind: u32, rest: &[u8]| {
        file(0, 1, &[text("k"), kind.to_le_bytes().to_vec(), rest.to_vec()].concat())
    };
    let list = |kind: u8| [&[kind, 0, 0, 0][..], &u64::MAX.to_le_bytes()].concat();
    let pair = |one: Vec<u8>, other: Vec<u8>| file(2, 0, &[one, other].concat());
    let x = |shape: &[u64], kind: u32, offset: u64| one(&tensor("x", shape, kind, offset));
    let mut version = file(0, 0, &[]);
    version[4] = 1;
    [
        ("tensors_of_64_bits", file(u64::MAX, 0, &[])),
        ("values_of_64_bits", file(0, u64::MAX, &[])),
        ("name_of_64_bits", file(0, 1, &u64::MAX.to_le_bytes())),
        ("value_of_no_type", value(13, &[])),
        ("text_of_64_bits", value(8, &u64::MAX.to_le_bytes())),
        ("list_of_64_bits", value(9, &list(4))),
        ("list_of_texts_of_64_bits", value(9, &list(8))),
        ("deep_lists", value(9, &[9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0].repeat(20))),
        ("axes_9", x(&[1; 9], 0, 0)),
        ("shape_overflows", x(&[u64::MAX, 2], 0, 0)),
        ("giant", x(&[1 << 40], 0, 0)),
        ("offset_outside", x(&[1], 0, 1 << 60)),
        ("offset_overflows", x(&[1], 0, u64::MAX - 31)),
        ("offset_not_aligned", x(&[1], 0, 3)),
        ("row_of_half_a_block", x(&[31], 2, 0)),
        ("quantised_giant", x(&[32, 1 << 40], 2, 0)),
        ("unknown_type", x(&[7], 99, 0)),
        ("name_moves_the_cursor", one(&tensor("\u{1b}[2J<script>", &[1], 0, 3))),
        ("overlapping", pair(tensor("x", &[9], 0, 0), tensor("y", &[1], 0, 32))),
        ("name_twice", pair(tensor("x", &[1], 0, 0), tensor("x", &[1], 0, 32))),
        ("version_1", version),
    ]
    .map(|(name, bytes)| (format!("gguf/{name}.gguf"), bytes))
    .to_vec()
}
