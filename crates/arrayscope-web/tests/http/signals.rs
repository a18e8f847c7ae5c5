//! Signals of arrays that are larger than what is read at once, and of fields.

use std::path::Path;

use arrayscope_core::Array;
use arrayscope_formats::{OpenOptions, write};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::Server;

/// The signals of the arrays of a file, without what the machine has free.
async fn signals(path: &Path, read_bytes: Option<u64>) -> Vec<(String, Value)> {
    let server = Server::with(|config| {
        if let Some(bytes) = read_bytes {
            (config.memory.keep_array_bytes, config.memory.read_bytes) = (0, bytes);
        }
    });
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let files = listed["arrays"].as_array().unwrap().iter().filter(|one| one["source"] == "file");
    let mut all = Vec::new();
    for one in files {
        let route = format!("/api/arrays/{}/signals", one["id"].as_str().unwrap());
        let mut told = server.json(&route).await;
        told["signals"][4]["measured"]["available"] = Value::Null;
        all.push((one["title"].as_str().unwrap().to_owned(), told));
    }
    all
}

/// Values of which two are NaN and one channel is constant.
fn spoiled() -> Array {
    let value = |k: u16| if k % 3 == 1 { 7.0 } else { f64::from(k) };
    let mut values: Vec<f64> = (0..600).map(value).collect();
    (values[150], values[411]) = (f64::NAN, f64::NAN);
    Array::from_slice(&values, &[10, 20, 3]).unwrap()
}

#[tokio::test]
async fn what_is_too_large_to_be_read_at_once_is_judged_in_parts() {
    let folder = TempDir::new().unwrap();
    let array = spoiled();
    let f_order = array.with_layout(array.layout().transpose()).unwrap();
    let paths = ["c.npy", "f.npy", "z.npz"].map(|name| folder.path().join(name));
    write::npy(&paths[0], &array).unwrap();
    write::npy(&paths[1], &f_order).unwrap();
    write::npz(&paths[2], &[("x", &array)]).unwrap();
    for path in paths {
        let whole = signals(&path, None).await;
        assert_eq!(whole[0].1["signals"][2]["evidence"].as_array().unwrap().len(), 4);
        for bytes in [4799, 500, 100, 8] {
            assert_eq!(signals(&path, Some(bytes)).await, whole, "{} {bytes}", path.display());
        }
    }
}

#[tokio::test]
async fn a_field_is_judged_as_it_lies_in_its_file() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats/structured.npy");
    let all = signals(Path::new(fixture), None).await;
    let (_, field) = all.iter().find(|(title, _)| title.ends_with("::id")).unwrap();
    let contiguity = &field["signals"][5];
    assert_eq!(contiguity["verdict"], "warn");
    assert_eq!(contiguity["measured"]["order"], "neither");
}
