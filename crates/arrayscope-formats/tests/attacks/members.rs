//! Members that are hard to tell apart, or to find.

use std::io::{Cursor, Write};

use arrayscope_formats::OpenOptions;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{self, npy};

/// One `.npz` of several members of one byte, `value` from 0 up.
fn npz_of(names: &[&str]) -> Vec<u8> {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (value, name) in (0..).zip(names) {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(&npy(text, &[value])).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The names of the arrays, each with its first value, and the notes.
fn named_values(bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.npz");
    std::fs::write(&path, bytes).unwrap();
    let file = arrayscope_formats::open(&path, &OpenOptions::default()).unwrap();
    let value = |name: &str| {
        let source = file.source(Some(name)).unwrap();
        let array = source.read(&arrayscope_formats::Window::all(source.info().shape())).unwrap();
        array.value(&[0]).unwrap().to_string()
    };
    let names = file.arrays().iter().map(|info| info.name.clone().unwrap());
    let notes = file.notes().iter().map(ToString::to_string).collect();
    (names.map(|name| (name.clone(), value(&name))).collect(), notes)
}

#[test]
fn members_of_one_bare_name_keep_their_full_names_and_values() {
    let (arrays, notes) = named_values(&npz_of(&["x.npy", "y.npy", "x", "x.npy.npy"]));
    let expected = [("x.npy", "0"), ("y", "1"), ("x", "2"), ("x.npy.npy", "3")];
    assert_eq!(arrays, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_member_called_like_a_field_of_another_keeps_its_full_name() {
    let text = "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (1,)}";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, value) in [
        ("t.npy", text, 7),
        ("t::a.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", 8),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(&npy(text, &[value])).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.npz");
    std::fs::write(&path, bytes).unwrap();
    for (member, expected) in [("t::a", "7"), ("t::a.npy", "8")] {
        let member = Some(member.to_owned());
        let address = arrayscope_formats::Address { member, path: path.clone(), index: None };
        let loaded = address.load(&OpenOptions::default()).unwrap();
        assert_eq!(common::values(&loaded), [expected]);
    }
}

#[test]
fn a_broken_local_header_loses_its_own_member_only() {
    let mut bytes = npz_of(&["b.npy", "a.npy"]);
    let second = bytes.windows(4).rposition(|four| four == b"PK\x03\x04").unwrap();
    bytes[second] = b'X';
    let (arrays, notes) = named_values(&bytes);
    assert_eq!(arrays, [("b".to_owned(), "0".to_owned())]);
    assert!(notes[0].contains("member 'a' cannot be read"), "{notes:?}");
    assert!(notes[0].contains("a local header that is broken"), "{notes:?}");
}
