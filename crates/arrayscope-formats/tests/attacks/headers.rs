//! Headers of `.npy` that lie.

use crate::Files;
use crate::common::npy;

pub(crate) fn files() -> Files {
    let dictionary = |shape: &str, descr: &str| {
        format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}}}")
    };
    let mut files = Files::new();
    for (name, shape, descr) in [
        ("negative_length", "(-1,)", "'<f8'"),
        ("shape_overflows", "(4294967296, 4294967296, 4294967296)", "'<f8'"),
        ("length_of_65_bits", "(0, 18446744073709551616)", "'<f8'"),
        ("empty_shape_overflows", "(0, 9223372036854775807, 8)", "'<f8'"),
        ("giant", "(1152921504606846976,)", "'|u1'"),
        ("shape_is_computed", "(1,) * 3", "'<f8'"),
        ("shape_is_a_number", "3", "'<f8'"),
        ("fractional_length", "(2.5,)", "'<f8'"),
        ("shape_of_truth", "(True,)", "'<f8'"),
        ("unknown_type", "(1,)", "'<q8'"),
        ("type_is_code", "(1,)", "__import__('os')"),
        ("objects", "(1,)", "'|O'"),
        ("long_double", "(1,)", "'<f16'"),
        ("elements_of_nothing", "(1,)", "'|V0'"),
        ("text_too_long", "(1,)", "'<U536870912'"),
        ("field_twice", "(1,)", "[('a', '<f8'), ('a', '<f8')]"),
        ("field_overflows", "(1,)", "[('a', '<f8', (2147483647, 2147483647))]"),
        ("field_moves_the_cursor", "(1,)", "[('\\x1b[2J<script>', '|u1', (-1,))]"),
        ("axes_65", &format!("({})", "1,".repeat(65)), "'|u1'"),
    ] {
        files.push((format!("npy/{name}.npy"), npy(&dictionary(shape, descr), &[0; 8])));
    }
    for (name, text) in [
        ("no_keys", "{}"),
        ("key_missing", "{'descr': '<f8', 'shape': ()}"),
        ("key_twice", "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}"),
        ("order_is_a_number", "{'descr': '<f8', 'fortran_order': 1, 'shape': ()}"),
        ("header_is_a_list", "[]"),
        ("header_is_empty", ""),
    ] {
        files.push((format!("npy/{name}.npy"), npy(text, &[0; 8])));
    }
    for (name, open) in [
        ("lists", "["),
        ("tuples", "("),
        ("sets", "{"),
        ("dictionaries", "{1:"),
        ("fields", "[('a',"),
    ] {
        let deep = npy(&open.repeat(6_000 / open.len()), &[]);
        files.push((format!("npy/deep_{name}.npy"), deep));
    }
    let huge = [&b"\x93NUMPY\x02\x00"[..], &u32::MAX.to_le_bytes()].concat();
    files.push(("npy/header_of_4_gib.npy".to_owned(), huge));
    files.push(("npy/version_4.npy".to_owned(), b"\x93NUMPY\x04\x00\x00\x00".to_vec()));
    files
}
