//! Headers of safetensors, and indices, that lie.

use crate::common::{both, fixture, load_bytes, message};
use crate::{Files, load, read_everything};

/// A file of this header and so many bytes of tensors.
fn file(header: &str, nbytes: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.resize(bytes.len() + nbytes, 0);
    bytes
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

/// An index of this text beside a file `a.safetensors` with a tensor `x`.
fn index(name: &str, text: &str) -> Files {
    let header = r#"{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#;
    [("a.safetensors", file(header, 1)), ("index.json", text.as_bytes().to_vec())]
        .map(|(part, bytes)| (format!("safetensors/index_{name}/{part}"), bytes))
        .to_vec()
}

pub(crate) fn files() -> Files {
    let tensor = |dtype: &str, shape: &str, offsets: &str| {
        format!(r#""a":{{"dtype":"{dtype}","shape":[{shape}],"data_offsets":[{offsets}]}}"#)
    };
    let two = tensor("U8", "5", "0,5") + r#","b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}"#;
    let twice = tensor("U8", "4", "0,4") + "," + &tensor("U8", "4", "4,8");
    let named = |name: &str| tensor("U8", "3", "0,8").replace(r#""a""#, name);
    let deep = |start: &str| format!("{start}{}", "[".repeat(10_000));
    let mut files = Files::new();
    for (name, content) in [
        ("too_few_bytes", tensor("F32", "3", "0,8")),
        ("hole", tensor("F32", "2", "4,12")),
        ("overlapping", two),
        ("ends_before_its_start", tensor("U8", "4", "4,0")),
        ("bytes_of_nobody", tensor("U8", "0", "0,0")),
        ("beyond_the_end", tensor("U8", "9", "0,9")),
        ("length_of_64_bits", tensor("U8", "18446744073709551615", "0,8")),
        ("shape_overflows", tensor("F64", "4294967296,4294967296", "0,8")),
        ("offsets_overflow", tensor("U8", "8", "18446744073709551614,18446744073709551615")),
        ("negative_length", tensor("U8", "-8", "0,8")),
        ("fractional_length", tensor("U8", "8.0", "0,8")),
        ("axes_65", tensor("U8", &("1,".repeat(64) + "1"), "0,1")),
        ("unknown_dtype", tensor("Q8", "8", "0,8")),
        ("half_a_byte", tensor("F4", "3", "0,8")),
        ("unknown_key", tensor("U8", "8", "0,8").replace('}', r#","x":1}"#)),
        ("no_offsets", r#""a":{"dtype":"U8","shape":[8]}"#.to_owned()),
        ("name_twice", twice),
        ("name_moves_the_cursor", named(r#""\u001b[2J""#)),
        ("name_is_markup", named(r#""<script>alert(1)</script>""#)),
        ("tensor_is_a_list", r#""a":[]"#.to_owned()),
        ("deep_metadata", deep(r#""__metadata__":"#)),
        ("deep_dtype", deep(r#""a":{"dtype":"#)),
    ] {
        files.push((format!("safetensors/{name}.safetensors"), file(&format!("{{{content}}}"), 8)));
    }
    for (name, header) in [("cut_json", r#"{"a""#), ("no_json", r#"{"a":nul}"#)] {
        files.push((format!("safetensors/{name}.safetensors"), file(header, 8)));
    }
    for (name, length) in [("of_64_bits", u64::MAX), ("of_1_tib", 1 << 40), ("of_16_mib", 16 << 20)]
    {
        let bytes = [&length.to_le_bytes()[..], br#"{"a":{"#].concat();
        files.push((format!("safetensors/header_{name}.safetensors"), bytes));
    }
    for (name, part) in [
        ("leads_up", "../a.safetensors"),
        ("leads_to_the_root", "/etc/passwd"),
        ("leads_here", "./a.safetensors"),
        ("leads_to_a_folder", ".."),
        ("leads_nowhere", ""),
        ("leads_around", "b/../a.safetensors"),
        ("ends_with_a_slash", "a.safetensors/"),
        ("part_missing", "missing.safetensors"),
        ("is_its_own_part", "index.json"),
        ("moves_the_cursor", "\\u001b[2J"),
    ] {
        files.extend(index(name, &format!(r#"{{"weight_map":{{"x":"{part}"}}}}"#)));
    }
    files.extend(index("part_is_a_folder", r#"{"weight_map":{"x":"folder"}}"#));
    files.push(("safetensors/index_part_is_a_folder/folder/x".to_owned(), Vec::new()));
    for (name, text) in [
        ("names_no_tensor", r#"{"weight_map":{"y":"a.safetensors"}}"#),
        ("of_numbers", r#"{"weight_map":{"x":1}}"#),
        ("cut_list", r#"{"weight_map":["#),
        ("cut_name", r#"{"weight_map":{"x":"a.safetensors"#),
        ("without_map", r#"{"metadata":{"weight_map":1}, "weight_map" }"#),
    ] {
        files.extend(index(name, text));
    }
    files
}
