//! What is no array file at all.

use arrayscope_formats::OpenOptions;
use zip::CompressionMethod;

use crate::common::message;
use crate::{load, npz};

#[test]
fn formats_of_other_programs_are_named() {
    for (bytes, name) in [
        (&b"\x76\x2f\x31\x01\x02\0\0\0"[..], "is an OpenEXR image"),
        (b"GIF89a\x01\0\x01\0", "is a GIF image"),
        (b"PARE\x15\x04\x15", "is a Parquet file with an encrypted footer"),
        (
            b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.",
            "is a PyTorch file of before version 1.6",
        ),
        (b"\x80\x04\x95", "is a Python pickle"),
    ] {
        let message = message(load(bytes));
        assert!(message.contains(name), "{message}");
        assert!(message.contains("this version reads .npy, .npz, CSV, "), "{message}");
    }
    let excel = npz("xl/workbook.xml", b"x", CompressionMethod::Stored);
    assert!(message(load(&excel)).contains("is an Excel workbook"));
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
    let store = open(folder.path());
    if cfg!(feature = "zarr") {
        assert!(store.starts_with("zarr is malformed at byte "), "{store}");
    } else {
        assert!(store.contains("was built without the feature zarr"), "{store}");
    }
    let missing = open(&folder.path().join("missing.npy"));
    assert!(missing.starts_with("cannot open the file: "), "{missing}");
    assert!(missing.ends_with("missing.npy"), "{missing}");
}
