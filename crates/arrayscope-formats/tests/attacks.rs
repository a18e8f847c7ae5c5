//! Files that lie: each is refused with a reason, and none panics.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write};

use arrayscope_formats::{Loaded, OpenOptions, Result};
use common::{both, fixture, load_bytes, message, npy};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn load(bytes: &[u8]) -> Result<Loaded> {
    load_bytes(bytes, &OpenOptions::default())
}

/// Opens a file and reads every array in it, both ways. Panics are what it is for.
fn read_everything(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    for options in both() {
        let Ok(container) = arrayscope_formats::open(&path, &options) else { continue };
        for info in container.arrays() {
            if let Ok(source) = container.source(info.name.as_deref()) {
                let window = arrayscope_formats::Window::all(source.info().shape());
                if info.nbytes() < 1 << 20 {
                    let _ = source.read(&window);
                }
            }
        }
        container.notes().iter().for_each(|note| drop(note.to_string()));
    }
}

/// One `.npz` of one member.
fn npz(name: &str, data: &[u8], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
    archive.write_all(data).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_truncation_of_an_npy_is_refused() {
    for name in ["version1.npy", "version3.npy", "structured.npy", "scalar.npy"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for length in 0..whole.len() {
            for options in both() {
                let result = load_bytes(&whole[..length], &options);
                assert!(result.is_err(), "{name} cut to {length} bytes");
            }
        }
    }
}

#[test]
fn every_truncation_of_an_npz_is_refused() {
    for name in ["stored.npz", "single.npz"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for length in 0..whole.len() {
            assert!(load(&whole[..length]).is_err(), "{name} cut to {length} bytes");
            read_everything(&whole[..length]);
        }
    }
}

#[test]
fn every_truncation_of_a_table_is_refused_or_told() {
    let whole = b"a,b,c\n1,2.5,3\n4,\"5\",6\n";
    for length in 0..whole.len() {
        let cut = &whole[..length];
        match load(cut) {
            Err(_) => {}
            // A text cut at the end of a line is a whole text.
            Ok(loaded) if cut.ends_with(b"\n") => assert!(!loaded.array.shape().is_empty()),
            Ok(loaded) => {
                let notes = common::notes(&loaded);
                assert!(
                    notes.iter().any(|note| note.contains("may be cut short")),
                    "{length}: {notes:?}"
                );
            }
        }
    }
}

#[test]
fn every_truncation_of_a_compressed_table_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"a,b,c\n1,2.5,3\n4,5,6\n").unwrap();
    let whole = packed.finish().unwrap();
    for length in 0..whole.len() {
        assert!(load(&whole[..length]).is_err(), "cut to {length} bytes");
    }
    assert!(load(&whole).is_ok());
}

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

#[test]
fn a_member_that_is_larger_than_its_array_is_noted() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}";
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let loaded = load(&npz("x.npy", &npy(text, &[1, 2, 3]), method)).unwrap();
        assert_eq!(
            common::notes(&loaded),
            ["in member 'x', 1 byte left unread after the last element"]
        );
    }
}

/// Replaces the sizes that an archive's directory and local header state.
fn with_size(mut archive: Vec<u8>, from: u32, to: u32) -> Vec<u8> {
    let (from, to) = (from.to_le_bytes(), to.to_le_bytes());
    let mut hits = 0;
    for at in 0..archive.len() - 4 {
        if archive[at..at + 4] == from {
            archive[at..at + 4].copy_from_slice(&to);
            hits += 1;
        }
    }
    assert!(hits > 0);
    archive
}

#[test]
fn sizes_that_a_directory_lies_about_are_refused() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (70000,)}";
    let data = npy(text, &vec![7; 70_000]);
    let size = u32::try_from(data.len()).unwrap();
    let honest = npz("x.npy", &data, CompressionMethod::Deflated);
    assert!(load(&honest).is_ok());
    let smaller = message(load(&with_size(honest.clone(), size, size - 1)));
    assert!(smaller.contains("1 more than there are"), "{smaller}");
    let larger = message(load(&with_size(honest.clone(), size, size + 1)));
    assert!(larger.contains("as the archive's directory says"), "{larger}");
    let huge = message(load(&with_size(honest, size, u32::MAX - 1)));
    assert!(huge.contains("as the archive's directory says"), "{huge}");
    let stored = npz("x.npy", &data, CompressionMethod::Stored);
    assert!(load(&with_size(stored, size, size + 1_000_000)).is_err());
}

#[test]
fn a_changed_byte_in_a_member_is_found_by_its_checksum() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (100,)}";
    let mut archive = npz("x.npy", &npy(text, &[7; 100]), CompressionMethod::Stored);
    let at = archive.windows(8).position(|bytes| bytes == [7; 8]).unwrap();
    archive[at + 3] = 8;
    for options in both() {
        let message = message(load_bytes(&archive, &options));
        assert!(message.contains("the file has changed since"), "{message}");
    }
}

#[test]
fn an_array_larger_than_its_member_can_be_is_a_bomb() {
    // 8 GiB of elements in a member of a few bytes.
    let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (1073741824,)}";
    let archive = npz("x.npy", &npy(text, &[]), CompressionMethod::Deflated);
    let message = message(load(&archive));
    assert!(message.contains("over 1000 × what is stored"), "{message}");
}

#[test]
fn a_zip_bomb_costs_no_more_than_it_unpacks_to() {
    // 64 MiB of zeros in 64 KiB are unpacked: that is what the array is. An array
    // that claims more than that ends where its bytes end.
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000,)}";
    let archive = npz("x.npy", &npy(text, &vec![0; 1 << 20]), CompressionMethod::Deflated);
    let message = message(load(&archive));
    assert!(message.contains("more than there are"), "{message}");
}

#[test]
fn an_encrypted_member_is_refused() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}";
    let mut archive = npz("x.npy", &npy(text, &[1]), CompressionMethod::Stored);
    // Bit 0 of the flags, in the directory and in the local header.
    let directory = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    archive[directory + 8] |= 1;
    archive[6] |= 1;
    assert!(message(load(&archive)).contains("the member is encrypted"));
}

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

#[test]
fn formats_of_other_programs_are_named() {
    for (bytes, name) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "is a PNG image"),
        (b"\x89HDF\r\n\x1a\n\0", "is an HDF5 or NetCDF-4 file"),
        (b"II*\0\x08\0\0\0", "is a TIFF image"),
        (b"PAR1\x15\x04\x15", "is a Parquet file"),
        (b"GGUF\x03\0\0\0", "is a GGUF file"),
        (b"\x80\x04\x95", "is a Python pickle"),
    ] {
        let message = message(load(bytes));
        assert!(message.contains(name), "{message}");
        assert!(message.contains("this version reads .npy, .npz, CSV and TSV"), "{message}");
    }
    let torch = npz("archive/data.pkl", b"x", CompressionMethod::Stored);
    assert!(message(load(&torch)).contains("is a PyTorch file (.pt)"));
    assert!(
        message(load(b"\0\x01\x02\x03")).contains("found bytes 00 01 02 03, readable formats are")
    );
    assert!(message(load(b"")).contains("found an empty file"));
}

#[test]
fn folders_and_missing_files_are_refused() {
    let open =
        |path| arrayscope_formats::open(path, &OpenOptions::default()).unwrap_err().to_string();
    let folder = tempfile::tempdir().unwrap();
    assert!(open(folder.path()).contains("is a folder"));
    std::fs::write(folder.path().join(".zarray"), "{}").unwrap();
    assert!(open(folder.path()).contains("is a Zarr store"));
    let missing = open(&folder.path().join("missing.npy"));
    assert!(missing.starts_with("cannot open the file: "), "{missing}");
    assert!(missing.ends_with("missing.npy"), "{missing}");
}

/// The seeds that are damaged at random.
fn seeds() -> Vec<Vec<u8>> {
    [
        "structured.npy",
        "version3.npy",
        "stored.npz",
        "deflated.npz",
        "iris.csv",
        "diabetes_data_raw.csv.gz",
    ]
    .iter()
    .map(|name| std::fs::read(fixture(name)).unwrap())
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn damaged_files_never_panic(
        seed in 0usize..6,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_everything(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a-z.,;| \t\n\r\"#-]{0,200}") {
        read_everything(text.as_bytes());
    }

    #[test]
    fn any_dictionary_is_read_or_refused(text in "[(){}\\[\\]:,'<>|a-z0-9 \\\\-]{0,120}") {
        read_everything(&npy(&text, &[0; 16]));
        let shape = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({text})}}");
        read_everything(&npy(&shape, &[0; 16]));
    }
}
