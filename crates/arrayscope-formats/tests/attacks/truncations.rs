//! Files that end too early, at every byte.

use std::io::Write;

use crate::common::{self, both, fixture, load_bytes};
use crate::{load, read_everything};

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
