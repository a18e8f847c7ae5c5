//! Headers of safetensors, and indices, that lie.

use crate::common::{both, fixture, load_bytes, message};
use crate::{load, read_everything};

/// A file of this header and so many bytes of tensors.
fn file(header: &str, nbytes: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.resize(bytes.len() + nbytes, 0);
    bytes
}

#[test]
fn headers_that_lie_are_refused_with_what_was_found() {
    for (header, expected) in [
        (
            r#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
            "malformed at byte 9: found shape (3,) of F32 in 8 bytes, expected 12 bytes: ",
        ),
        (
            r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
            "malformed at byte 9: found bytes 4 to 12, expected a range that starts at 0, where the tensor before it ends",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#,
            "found bytes 4 to 8, expected a range that starts at 5",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}"#,
            "found bytes 4 to 0, expected a range that starts at 0",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
            "found 8 bytes behind the last tensor, expected the end of the file",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}"#,
            "found the end of the data, expected 9 bytes of tensors, 1 more than there are",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,8]}}"#,
            "expected a shape that fits in memory addresses",
        ),
        (
            r#"{"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#,
            "expected a shape that fits in memory addresses",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}}"#,
            "invalid value: integer `-8`",
        ),
        (
            r#"{"a":{"dtype":"U8","shape":[8.0],"data_offsets":[0,8]}}"#,
            "invalid type: floating point",
        ),
        (
            r#"{"a":{"dtype":"Q8","shape":[8],"data_offsets":[0,8]}}"#,
            "found the dtype 'Q8', expected a dtype of safetensors, as F32 or BF16",
        ),
        (
            r#"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,8]}}"#,
            "expected a whole number of bytes",
        ),
        (r#"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"x":1}}"#, "unknown field `x`"),
        (r#"{"a":{"dtype":"U8","shape":[8]}}"#, "missing field `data_offsets`"),
        (
            r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#,
            "malformed at byte 8: found two tensors called 'a', expected every name once",
        ),
        (r#"{"\u001b[2J":{"dtype":"U8","shape":[3],"data_offsets":[0,8]}}"#, r"::\u{1b}[2J"),
        (r#"{"a":[]}"#, "JSON that does not fit"),
        (r#"{"a""#, "JSON that does not fit (EOF while parsing an object)"),
        (r#"{"a":nul}"#, "malformed at byte 16: found JSON that does not fit (expected ident)"),
    ] {
        let message = message(load(&file(header, 8)));
        assert!(message.starts_with("safetensors is malformed at byte "), "{message}");
        assert!(message.contains(expected), "{header}: {message}");
    }
}

#[test]
fn six_bit_floats_are_listed_and_refused_with_the_reason() {
    let header = r#"{"a":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}"#;
    let message = message(load_member(&file(header, 4), "a"));
    assert!(
        message.starts_with("(4,) elements of F6_E2M3, which arrayscope does not read"),
        "{message}"
    );
    assert!(load_member(&file(header, 4), "b").is_ok());
}

fn load_member(
    bytes: &[u8],
    member: &str,
) -> arrayscope_formats::Result<arrayscope_formats::Loaded> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    let address =
        arrayscope_formats::Address { member: Some(member.to_owned()), path, index: None };
    address.load(&arrayscope_formats::OpenOptions::default())
}

#[test]
fn a_length_that_lies_costs_nothing() {
    for (length, expected) in [
        (u64::MAX, "found a header of 18446744073709551615 bytes, expected at most 16777216 bytes"),
        (1 << 40, "expected at most 16777216 bytes"),
        (16 << 20, "found the end of the data, expected a header of 16777216 bytes"),
    ] {
        let mut bytes = length.to_le_bytes().to_vec();
        bytes.extend_from_slice(br#"{"a":{"#);
        let message = message(load(&bytes));
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn nesting_and_many_axes_are_capped() {
    let deep = format!("{{\"__metadata__\":{}", "[".repeat(100_000));
    assert!(message(load(&file(&deep, 0))).contains("JSON that does not fit"));
    let deep = format!("{{\"a\":{{\"dtype\":{}", "[".repeat(100_000));
    assert!(message(load(&file(&deep, 0))).contains("JSON that does not fit"));
    let shape = "1,".repeat(64) + "1";
    let header = format!(r#"{{"a":{{"dtype":"U8","shape":[{shape}],"data_offsets":[0,1]}}}}"#);
    let message = message(load(&file(&header, 1)));
    assert!(message.contains("expected a list of at most 64 lengths"), "{message}");
}

#[test]
fn more_tensors_than_can_be_listed_are_refused() {
    let entry = |n: usize| format!(r#""{n}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#);
    let header = format!("{{{}}}", (0..65_537).map(entry).collect::<Vec<_>>().join(","));
    let message = message(load(&file(&header, 0)));
    assert!(message.contains("more than 65536 tensors"), "{message}");
}

#[test]
fn every_truncation_is_refused() {
    for name in ["single", "none"] {
        let whole = std::fs::read(fixture(&format!("safetensors/{name}.safetensors"))).unwrap();
        for length in 0..whole.len() {
            for options in both() {
                assert!(load_bytes(&whole[..length], &options).is_err(), "cut to {length} bytes");
            }
            read_everything(&whole[..length]);
        }
    }
}

/// Opens an index of this text beside a file `a.safetensors` with a tensor `x`.
fn index(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let header = r#"{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#;
    std::fs::write(folder.path().join("a.safetensors"), file(header, 1)).unwrap();
    std::fs::create_dir(folder.path().join("folder")).unwrap();
    let path = folder.path().join("index.json");
    std::fs::write(&path, text).unwrap();
    match arrayscope_formats::open(&path, &arrayscope_formats::OpenOptions::default()) {
        Ok(container) => format!("{} arrays", container.arrays().len()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn an_index_leads_to_files_beside_it_and_nowhere_else() {
    assert_eq!(index(r#"{"weight_map":{"x":"a.safetensors"}}"#), "1 arrays");
    for name in [
        "../a.safetensors",
        "/etc/passwd",
        "./a.safetensors",
        "..",
        "",
        "b/../a.safetensors",
        "a.safetensors/",
    ] {
        let message = index(&format!(r#"{{"weight_map":{{"x":"{name}"}}}}"#));
        assert!(
            message.contains("expected the name of a file beside the index"),
            "{name}: {message}"
        );
    }
    for (text, expected) in [
        (
            r#"{"weight_map":{"x":"missing.safetensors"}}"#,
            "cannot open a file that the index names",
        ),
        (
            r#"{"weight_map":{"x":"folder"}}"#,
            "cannot open a file that the index names: it is no file",
        ),
        (r#"{"weight_map":{"x":"index.json"}}"#, "safetensors is malformed at byte "),
        (r#"{"weight_map":{"y":"a.safetensors"}}"#, "found no tensor 'y' in 'a.safetensors'"),
        (
            r#"{"weight_map":{"x":1}}"#,
            "JSON that does not fit (invalid type: integer `1`, expected a string)",
        ),
        (r#"{"weight_map":["#, "JSON that does not fit"),
        (r#"{"weight_map":{"x":"a.safetensors"#, "JSON that does not fit"),
        (r#"{"metadata":{"weight_map":1}, "weight_map" }"#, "JSON that does not fit"),
    ] {
        let message = index(text);
        assert!(message.contains(expected), "{text}: {message}");
    }
}
