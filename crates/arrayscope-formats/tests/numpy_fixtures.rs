//! Every file that NumPy wrote reads as NumPy reads it.

mod common;

use arrayscope_formats::{Address, OpenOptions, Window, open, write};
use common::expected::{arrays, check, expected, numbers};
use common::{both, fixture, load, load_with, message, notes, values};
use serde_json::Value as Json;

#[test]
fn every_array_reads_as_numpy_reads_it() {
    for options in both() {
        for (name, expected) in arrays(".") {
            let loaded = load_with(&name, &options).unwrap_or_else(|error| panic!("{error}"));
            check(&name, &loaded, &expected);
        }
    }
}

#[test]
fn every_array_survives_being_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.npy");
    for (name, _) in arrays(".") {
        let original = load(&name).unwrap();
        write::npy(&path, &original.array).unwrap();
        let copy = Address::from_path(&path).load(&OpenOptions::default()).unwrap();
        assert_eq!(copy.info.dtype, original.info.dtype, "{name}");
        assert_eq!(copy.info.shape(), original.info.shape(), "{name}");
        let bytes = |array: &arrayscope_core::Array| {
            array.view().elements().map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        assert_eq!(bytes(&copy.array), bytes(&original.array), "{name}");
    }
}

#[test]
fn tables_have_the_sum_that_numpy_finds() {
    for (name, expected) in expected(".").iter().filter(|(_, json)| json.get("sum").is_some()) {
        let loaded = load(name).unwrap();
        let shape: Vec<i64> =
            loaded.array.shape().iter().map(|&n| i64::try_from(n).unwrap()).collect();
        assert_eq!(shape, numbers(&expected["shape"]), "{name}");
        let values: Vec<f64> = values(&loaded).iter().map(|text| text.parse().unwrap()).collect();
        let sum: f64 = expected["sum"].as_str().unwrap().parse().unwrap();
        assert!((values.iter().sum::<f64>() - sum).abs() < 1e-9 * sum, "{name}");
        let columns = loaded.array.shape()[1];
        let row = |json: &Json| -> Vec<f64> {
            json.as_array().unwrap().iter().map(|v| v.as_str().unwrap().parse().unwrap()).collect()
        };
        assert_eq!(values[..columns], row(&expected["first"]), "{name}");
        assert_eq!(values[values.len() - columns..], row(&expected["last"]), "{name}");
    }
}

#[test]
fn object_arrays_are_refused_with_the_reason() {
    for name in ["object.npy", "object_field.npy", "object_member.npz::bad"] {
        let message = message(load(name));
        assert!(message.contains("unpickling runs code"), "{message}");
        assert!(message.ends_with(name), "{message}");
    }
}

#[test]
fn an_archive_opens_in_spite_of_a_member_that_cannot_be_read() {
    let archive = open(&fixture("object_member.npz"), &OpenOptions::default()).unwrap();
    assert_eq!(archive.arrays().len(), 1);
    let notes: Vec<String> = archive.notes().iter().map(ToString::to_string).collect();
    assert!(notes[0].starts_with("member 'bad' cannot be read: an object array"), "{notes:?}");
    // One of two is readable, but taking it without being told would be silent.
    assert!(message(load("object_member.npz")).contains("holds 2 arrays and none was named"));
}

#[test]
fn members_are_named_as_numpy_names_them() {
    for name in ["stored.npz", "deflated.npz"] {
        let archive = open(&fixture(name), &OpenOptions::default()).unwrap();
        let names: Vec<_> =
            archive.arrays().iter().map(|info| info.name.clone().unwrap()).collect();
        assert_eq!(names, ["x", "labels/train", "table", "bare"]);
        assert_eq!(archive.notes()[0].to_string(), "one member is no array: 'readme.txt'");
        let message = message(load(name));
        assert!(message.contains("there are x, labels/train, table, bare"), "{message}");
        assert!(message.contains(&format!("{name}::x")), "{message}");
    }
    assert_eq!(load("single.npz").unwrap().info.name.as_deref(), Some("arr_0"));
    assert!(message(load("stored.npz::y")).contains("there is no member 'y'; there are x,"));
    assert!(message(load("empty.npz")).contains("holds no arrays"));
    assert!(message(load("bzip2.npz")).contains("stored and deflated members are read"));
}

#[test]
fn fields_are_members() {
    for options in both() {
        let x = load_with("structured.npy::position::x", &options).unwrap();
        assert_eq!(values(&x), ["0.5", "1.5", "2.5"]);
        let spin = load_with("structured.npy::spin[1:, 0]", &options).unwrap();
        assert_eq!(values(&spin), ["3", "5"]);
        assert_eq!(spin.info.shape(), [3, 2]);
        let column = load_with("deflated.npz::table::v", &options).unwrap();
        assert_eq!(values(&column), ["0.5", "1.5"]);
        assert_eq!(column.address.member.as_deref(), Some("table::v"));
        assert_eq!(values(&load_with("titled.npy::a", &options).unwrap()), ["1"]);
    }
    let message = message(load("structured.npy::mass"));
    assert!(message.contains("there are id, position, spin, tag"), "{message}");
    assert!(load("version1.npy::x").is_err());
}

#[test]
fn an_index_selects_the_same_from_every_way_of_storing() {
    for index in ["", "[1]", "[:, 1:3]", "[::-1, ::2]", "[-1, -1]", "[..., None, 0]", "[2:2]"] {
        let mut all = Vec::new();
        for options in both() {
            for name in ["stored.npz::x", "deflated.npz::x"] {
                let loaded = load_with(&format!("{name}{index}"), &options).unwrap();
                all.push((loaded.array.shape().to_vec(), values(&loaded)));
            }
        }
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{index}: {all:?}");
    }
}

#[test]
fn windows_of_f_order_have_the_right_values() {
    for options in both() {
        let container = open(&fixture("f_order.npy"), &options).unwrap();
        let source = container.source(None).unwrap();
        let part = source.read(&Window::new(vec![0..2, 1..2, 1..3])).unwrap();
        let value = |index: &[usize]| part.value(index).unwrap().to_string();
        assert_eq!(part.shape(), [2, 1, 2]);
        assert_eq!((value(&[0, 0, 0]), value(&[1, 0, 1])), ("5".to_owned(), "18".to_owned()));
    }
}

#[test]
fn a_mapped_window_shares_the_bytes_of_the_map() {
    let container = open(&fixture("version1.npy"), &OpenOptions::mapped()).unwrap();
    let source = container.source(None).unwrap();
    let (all, part) = (Window::all(&[2, 3]), Window::new(vec![1..2, 0..2]));
    assert!(source.read(&all).unwrap().shares_memory(&source.read(&part).unwrap()));
}

#[test]
fn a_longer_file_is_noted_and_a_shorter_one_refused() {
    let mut bytes = std::fs::read(fixture("version1.npy")).unwrap();
    for options in both() {
        bytes.extend(b"tail");
        let loaded = common::load_bytes(&bytes, &options).unwrap();
        assert_eq!(notes(&loaded), ["4 bytes left unread after the last element"]);
        bytes.truncate(bytes.len() - 4);
        let message = message(common::load_bytes(&bytes[..bytes.len() - 5], &options));
        assert!(message.contains("npy is malformed at byte 147"), "{message}");
        assert!(message.contains("5 more than there are"), "{message}");
    }
}
