//! Headers of `.npy` that lie.

use crate::common::{message, npy};
use crate::load;

#[test]
fn headers_that_lie_are_refused_with_what_was_found() {
    let dictionary = |shape: &str, descr: &str| {
        format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}}}")
    };
    for (shape, descr, part) in [
        ("(-1,)", "'<f8'", "found (-1), expected a tuple of non-negative integers"),
        ("(4294967296, 4294967296, 4294967296)", "'<f8'", "fits in memory addresses"),
        ("(0, 18446744073709551616)", "'<f8'", "a tuple of non-negative integers"),
        ("(0, 9223372036854775807, 8)", "'<f8'", "fits in memory addresses"),
        ("(1152921504606846976,)", "'|u1'", "more than there are"),
        ("(1,) * 3", "'<f8'", "expected a comma or '}'"),
        ("3", "'<f8'", "found 3, expected a tuple"),
        ("(2.5,)", "'<f8'", "a comma or a closing bracket"),
        ("(True,)", "'<f8'", "a tuple of non-negative integers"),
        ("(1,)", "'<q8'", "expected a type string"),
        ("(1,)", "__import__('os')", "a Python literal"),
        ("(1,)", "'|O'", "unpickling runs code"),
        ("(1,)", "'<f16'", "long double"),
        ("(1,)", "'|V0'", "0 bytes"),
        ("(1,)", "'<U536870912'", "expected a type string"),
        ("(1,)", "[('a', '<f8'), ('a', '<f8')]", "two fields called 'a'"),
        ("(1,)", "[('a', '<f8', (2147483647, 2147483647))]", "larger than 2 GiB"),
    ] {
        let message = message(load(&npy(&dictionary(shape, descr), &[0; 8])));
        assert!(message.contains(part), "{shape} {descr}: {message}");
    }
}

#[test]
fn dictionaries_with_missing_or_repeated_keys_are_refused() {
    for (text, part) in [
        ("{}", "no key 'descr'"),
        ("{'descr': '<f8', 'shape': ()}", "no key 'fortran_order'"),
        (
            "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}",
            "the key 'descr' twice",
        ),
        ("{'descr': '<f8', 'fortran_order': 1, 'shape': ()}", "found 1, expected True or False"),
        ("[]", "expected a dictionary"),
        ("", "expected a Python literal"),
    ] {
        let message = message(load(&npy(text, &[0; 8])));
        assert!(message.contains(part), "{text}: {message}");
        assert!(message.starts_with("npy is malformed at byte "), "{message}");
    }
}

#[test]
fn nesting_is_capped() {
    for open in ["[", "(", "{", "{1:", "[('a',"] {
        let message = message(load(&npy(&open.repeat(60_000 / open.len()), &[])));
        assert!(message.contains("at most 32 levels"), "{open}: {message}");
    }
}

#[test]
fn a_huge_header_is_refused_before_it_is_read() {
    let mut bytes = b"\x93NUMPY\x02\x00".to_vec();
    bytes.extend(u32::MAX.to_le_bytes());
    let message = message(load(&bytes));
    assert!(
        message.contains("a header of 4294967295 bytes, expected at most 1048576 bytes"),
        "{message}"
    );
}

#[test]
fn an_unknown_version_is_refused_with_the_known_ones() {
    let message = message(load(b"\x93NUMPY\x04\x00\x00\x00"));
    assert!(message.contains("version 4.0"), "{message}");
    assert!(message.contains("versions 1.0, 2.0 and 3.0 are read"), "{message}");
}

#[test]
fn more_axes_than_numpy_has_are_refused() {
    let shape = "1,".repeat(65);
    let text = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape})}}");
    assert!(message(load(&npy(&text, &[0]))).contains("65 axes"), "65 axes");
}
