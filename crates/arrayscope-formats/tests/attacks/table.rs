//! The files in `attacks/`: written by the builders beside this file, or found by a fuzzer, and
//! refused in the words of `expected.tsv`.

use std::collections::BTreeMap;

use arrayscope_formats::Access;

use crate::common::attacks::{folder, opened, said, table, written};

/// Set, the files and the table are written instead of compared.
const WRITE: &str = "ARRAYSCOPE_WRITE_ATTACKS";

/// What the builders write: paths in the folder, and bytes.
fn built() -> Vec<(String, Vec<u8>)> {
    let mut built: Vec<(String, Vec<u8>)> = [
        crate::headers::files(),
        crate::archives::files(),
        crate::tables::files(),
        crate::safetensors::files(),
        crate::gguf::files(),
        crate::torch::files(),
        crate::nifti::files(),
        crate::images::files(),
        crate::columns::files(),
        crate::hdf5::files(),
        crate::zarr::files(),
    ]
    .concat();
    built.sort();
    built
}

#[test]
fn every_hostile_file_is_refused_in_the_words_of_the_table() {
    let is_written = std::env::var_os(WRITE).is_some();
    for (path, bytes) in built() {
        let path = folder().join(path);
        if is_written {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let found = std::fs::read(&path).unwrap_or_default();
        assert!(found == bytes, "{} is not what is built; {WRITE}=1 writes it", path.display());
    }
    let now: BTreeMap<_, _> =
        opened().into_iter().map(|file| (file.clone(), said(&file, Access::Read))).collect();
    if is_written {
        std::fs::write(folder().join("expected.tsv"), written(&now)).unwrap();
    }
    let expected = table();
    for (file, rows) in &now {
        assert!(!rows.is_empty(), "{file}: nothing is refused and nothing is said");
        assert_eq!(expected.get(file), Some(rows), "{file}; {WRITE}=1 writes the table");
        assert_eq!(&said(file, Access::Map), rows, "{file}, mapped");
        let is_safe = rows.iter().all(|(_, words)| !words.contains(char::is_control));
        assert!(is_safe, "{file}: {rows:?}");
    }
    for file in expected.keys() {
        assert!(now.contains_key(file), "{file} has a row, and is no file");
    }
}
