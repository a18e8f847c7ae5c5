//! Files of every format, read by ranges.

use crate::common::expected::{arrays, check};
use crate::common::{fixture, message};
use crate::load;
use crate::loopback::{Loopback, status};

#[test]
fn files_of_every_format_are_read_as_from_a_disk() {
    let server = Loopback::of_folder(fixture(""));
    for folder in ["hdf5", "netcdf", "columns", "images", "nifti", "safetensors", "torch", "gguf"] {
        for (name, expected) in arrays(folder) {
            // What a name of a file has in brackets is an index in an address of a server.
            if name.split("::").next().unwrap().contains(['[', '%']) {
                continue;
            }
            let loaded = load(&server.url(&name)).unwrap_or_else(|error| panic!("{error}"));
            check(&name, &loaded, &expected);
        }
    }
    let iris = load(&server.url("iris.csv[0]")).unwrap();
    assert_eq!(iris.array.shape(), [5]);
    assert_eq!(iris.address.to_string(), server.url("iris.csv[0]"));
}

#[test]
fn a_window_asks_for_its_own_bytes_and_little_more() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = crate::common::npy(
        "{'descr': '|u1', 'fortran_order': False, 'shape': (64, 131072), }\n",
        &vec![7; 8 << 20],
    );
    std::fs::write(folder.path().join("a.npy"), &bytes).unwrap();
    let server = Loopback::of_folder(folder.path());
    let row = load(&server.url("a.npy[40]")).unwrap();
    assert_eq!(row.array.shape(), [131_072]);
    let ranges: Vec<String> = server
        .asked()
        .iter()
        .filter_map(|request| request.header("range").map(str::to_owned))
        .collect();
    assert!(ranges.len() <= 3, "{ranges:?}");
    let whole = load(&server.url("a.npy")).unwrap();
    assert_eq!(whole.array.view().elements().count(), 8 << 20);
}

#[test]
fn what_is_not_there_is_told() {
    let server = Loopback::new(|_| status(404, "Not Found", b"<html>"));
    let said = message(load(&server.url("a.npy?key=hush")));
    assert!(said.contains("the server has nothing at that address"), "{said}");
    assert!(said.ends_with("/a.npy?…") && !said.contains("hush"), "{said}");
    let refused = message(load("http://me:hush@127.0.0.1/a.npy"));
    assert!(refused.contains("a name and a password in an address are not sent"), "{refused}");
    assert!(!refused.contains("hush"), "{refused}");
}
