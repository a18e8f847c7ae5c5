//! Headers of GGUF that lie.

use crate::common::{both, fixture, load_bytes, message};
use crate::{load, read_everything};

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
fn headers_that_lie_are_refused_with_what_was_found() {
    let pair = |one: Vec<u8>, other: Vec<u8>| file(2, 0, &[one, other].concat());
    let one = |rest: &[u8]| file(1, 0, rest);
    let value = |kind: u32, rest: &[u8]| {
        file(0, 1, &[text("k"), kind.to_le_bytes().to_vec(), rest.to_vec()].concat())
    };
    for (bytes, expected) in [
        (
            file(u64::MAX, 0, &[]),
            "at byte 8: found 18446744073709551615 tensors, expected at most 65536",
        ),
        (file(0, u64::MAX, &[]), "found the end of the data"),
        (
            file(0, 1, &u64::MAX.to_le_bytes()),
            "at byte 24: found a name of 18446744073709551615 bytes",
        ),
        (value(13, &[]), "at byte 33: found a value of the type 13, expected a type of 0 to 12"),
        (value(8, &u64::MAX.to_le_bytes()), "expected at most 67108864 bytes before the tensors"),
        (
            value(9, &[&[4, 0, 0, 0][..], &u64::MAX.to_le_bytes()].concat()),
            "expected at most 67108864 bytes",
        ),
        (
            value(9, &[&[8, 0, 0, 0][..], &u64::MAX.to_le_bytes()].concat()),
            "found the end of the data",
        ),
        (value(9, &[9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0].repeat(20)), "expected at most 8 levels"),
        (one(&tensor("x", &[1; 9], 0, 0)), "found 9 axes, expected at most 8 axes"),
        (one(&tensor("x", &[u64::MAX, 2], 0, 0)), "expected a shape that fits in memory addresses"),
        (
            one(&tensor("x", &[1 << 40], 0, 0)),
            "expected 4398046511104 bytes of a tensor from byte 64 on",
        ),
        (
            one(&tensor("x", &[1], 0, 1 << 60)),
            "expected 4 bytes of a tensor from byte 1152921504606847040 on",
        ),
        (
            one(&tensor("x", &[1], 0, u64::MAX - 31)),
            "expected 4 bytes of a tensor from byte 18446744073709551615",
        ),
        (one(&tensor("x", &[1], 0, 3)), "found a tensor at 3, expected a multiple of 32"),
        (
            one(&tensor("x", &[31], 2, 0)),
            "found rows of 31 elements of Q4_0, expected a multiple of 32",
        ),
        (one(&tensor("\u{1b}[2J", &[1], 0, 3)), r"::\u{1b}[2J"),
        (
            pair(tensor("x", &[9], 0, 0), tensor("y", &[1], 0, 32)),
            "found a tensor at byte 128, expected byte 132 or later, where 'x' ends",
        ),
        (pair(tensor("x", &[1], 0, 0), tensor("x", &[1], 0, 32)), "found two tensors called 'x'"),
    ] {
        let refused = message(load(&bytes));
        assert!(refused.starts_with("gguf is malformed at byte "), "{refused}");
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
    let unknown = message(load(&one(&tensor("x", &[7], 99, 0))));
    assert!(
        unknown.starts_with("shape (7,) of the tensor type 99, which arrayscope does not"),
        "{unknown}"
    );
    let mut old = file(0, 0, &[]);
    old[4] = 1;
    assert!(message(load(&old)).contains("version 1 of GGUF, which arrayscope does not read"));
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
