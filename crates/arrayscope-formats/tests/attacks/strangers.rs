//! What is no array file at all.

use arrayscope_formats::OpenOptions;
use zip::CompressionMethod;

use crate::common::message;
use crate::{load, npz};

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
