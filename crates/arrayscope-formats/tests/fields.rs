//! Fields of structured arrays: what is read, and what is kept.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write};
use std::path::Path;

use arrayscope_formats::{Address, OpenOptions, Result, open};
use common::{both, npy, values};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An F order array of shape (2, 3) whose elements are a gap, a counter and a pair.
fn records() -> Vec<u8> {
    let text = "{'descr': [('gap', '|V5'), ('n', '|u1'), ('pair', '|u1', (2,))], \
                'fortran_order': True, 'shape': (2, 3)}";
    npy(text, &(0..6).flat_map(|n| [9, 9, 9, 9, 9, n, 10 + n, 20 + n]).collect::<Vec<u8>>())
}

fn archive(method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("t.npy", SimpleFileOptions::default().compression_method(method)).unwrap();
    archive.write_all(&records()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn load(path: &Path, member: &str, options: &OpenOptions) -> Result<arrayscope_formats::Loaded> {
    let address = Address { member: Some(member.to_owned()), ..Address::from_path(path) };
    address.load(options)
}

#[test]
fn a_field_keeps_its_own_bytes_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t");
    for (bytes, prefix) in [
        (records(), ""),
        (archive(CompressionMethod::Stored), "t::"),
        (archive(CompressionMethod::Deflated), "t::"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        for options in both() {
            let n = load(&path, &format!("{prefix}n"), &options).unwrap();
            assert_eq!(values(&n), ["0", "2", "4", "1", "3", "5"]);
            let pair = load(&path, &format!("{prefix}pair"), &options).unwrap();
            assert_eq!(pair.array.shape(), [2, 3, 2]);
            assert_eq!(values(&pair)[..6], ["10", "20", "12", "22", "14", "24"]);
            if options == OpenOptions::default() {
                assert_eq!(n.array.layout().strides(), [1, 2]);
                assert_eq!(pair.array.layout().strides(), [2, 4, 1]);
            }
        }
    }
}

#[test]
fn the_checksum_of_a_member_is_compared_for_a_whole_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.npz");
    let mut bytes = archive(CompressionMethod::Stored);
    let at = bytes.windows(5).position(|bytes| bytes == [9; 5]).unwrap();
    bytes[at] = 8;
    std::fs::write(&path, bytes).unwrap();
    for options in both() {
        let error = load(&path, "t::n", &options).unwrap_err().to_string();
        assert!(error.contains("the file has changed since"), "{error}");
    }
}

#[test]
fn all_fields_are_described_at_once_as_their_sources_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.npz");
    std::fs::write(&path, archive(CompressionMethod::Stored)).unwrap();
    let file = open(&path, &OpenOptions::default()).unwrap();
    let infos = file.arrays()[0].field_infos().unwrap();
    assert_eq!(infos.len(), 3);
    for info in infos {
        let source = file.source(info.name.as_deref()).unwrap();
        assert_eq!(source.info(), &info);
    }
}

#[test]
fn many_fields_open_fast_and_too_many_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.npy");
    for (count, is_read) in [(4096, true), (4097, false)] {
        let fields: Vec<_> = (0..count).map(|k| format!("('f{k}', '|u1')")).collect();
        let fields = fields.join(",");
        let text = format!("{{'descr': [{fields}], 'fortran_order': False, 'shape': (0,)}}");
        let mut bytes = b"\x93NUMPY\x02\x00".to_vec();
        bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.bytes());
        std::fs::write(&path, bytes).unwrap();
        match open(&path, &OpenOptions::default()) {
            Ok(file) => {
                assert!(is_read);
                assert_eq!(file.arrays()[0].field_infos().unwrap().len(), count);
            }
            Err(error) => {
                assert!(!is_read);
                assert!(error.to_string().contains("more than 4096 fields"), "{error}");
            }
        }
    }
}
