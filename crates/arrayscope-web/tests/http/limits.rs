//! Files that hold more than a page can list.

use std::io::{Cursor, Write as _};

use arrayscope_core::Array;
use arrayscope_formats::{OpenOptions, write};
use axum::http::StatusCode;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Reply, Server};

fn arrays(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()["arrays"].as_array().unwrap().clone()
}

/// A `.npy` of one structured element: `fields` bytes with a name each.
fn structured(fields: usize, prefix: &str) -> Vec<u8> {
    let descr: Vec<String> =
        (0..fields).map(|field| format!("('{prefix}{field}', '|u1')")).collect();
    let header =
        format!("{{'descr': [{}], 'fortran_order': False, 'shape': (1,), }}\n", descr.join(", "));
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend((0..fields).map(|field| u8::try_from(field % 256).unwrap()));
    bytes
}

#[tokio::test]
async fn notes_of_many_broken_members_are_told_once_and_not_once_per_array() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let element = Array::from_slice(&[1_u8], &[1]).unwrap();
    for member in 0..300 {
        zip.start_file(format!("bad{member}.npy"), SimpleFileOptions::default()).unwrap();
        zip.write_all(b"\x93NUMPY\x09").unwrap();
    }
    for member in 0..3 {
        zip.start_file(format!("good{member}.npy"), SimpleFileOptions::default()).unwrap();
        write::npy_to(&mut zip, &element, "good").unwrap();
    }
    let server = Server::new();
    let reply = server.upload("a.npz", zip.finish().unwrap().into_inner()).await;
    let arrays = arrays(&reply);
    assert_eq!(arrays.len(), 3);
    let notes = reply.json()["notes"].as_array().unwrap().clone();
    assert_eq!(notes.len(), 257);
    assert_eq!(notes[256]["text"], "… and 44 more");
    let one = server.json(&format!("/api/arrays/{}", arrays[2]["id"].as_str().unwrap())).await;
    let notes = one["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 21);
    assert_eq!(notes[20], "… and 280 more");
}

#[tokio::test]
async fn of_very_many_members_the_first_are_listed_and_a_note_counts_the_others() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("many.npz");
    let element = Array::from_slice(&[1_u8], &[]).unwrap();
    let names: Vec<String> = (0..4100).map(|member| format!("m{member}")).collect();
    let members: Vec<_> = names.iter().map(|name| (name.as_str(), &element)).collect();
    write::npz(&path, &members).unwrap();
    let server = Server::new();
    let text = path.to_str().unwrap();
    assert_eq!(server.state.open(text, &OpenOptions::default()).unwrap(), 4096);
    let notes = server.json("/api/arrays").await["notes"].clone();
    let note = notes[0]["text"].as_str().unwrap();
    assert!(note.starts_with("4 of 4100 arrays are left out"), "{note}");
    // What is not listed can be named.
    assert_eq!(server.state.open(&format!("{text}::m4099"), &OpenOptions::default()).unwrap(), 1);
}

#[tokio::test]
async fn of_very_many_fields_the_first_are_listed_and_have_their_values() {
    let server = Server::new();
    let reply = server.upload("wide.npy", structured(300, "f")).await;
    let arrays = arrays(&reply);
    assert_eq!(arrays.len(), 257);
    let notes = reply.json()["notes"].clone();
    let note = notes[0]["text"].as_str().unwrap();
    assert!(note.starts_with("44 of 300 fields are left out"), "{note}");
    let one = format!("/api/arrays/{}", arrays[8]["id"].as_str().unwrap());
    assert_eq!(server.json(&one).await["title"], "wide.npy::f7");
    assert_eq!(server.json(&format!("{one}/slice.json")).await["values"], json!([[7.0]]));
}

#[tokio::test]
async fn a_dtype_with_names_from_a_file_is_cut_and_escaped() {
    let server = Server::new();
    let found = arrays(&server.upload("a.npy", structured(100, "\\x1b[2J")).await);
    let one = server.json(&format!("/api/arrays/{}", found[0]["id"].as_str().unwrap())).await;
    for dtype in [&found[0]["dtype"], &one["dtype"]] {
        let dtype = dtype.as_str().unwrap();
        assert!(dtype.contains("\\u{1b}[2J") && !dtype.contains('\x1b'), "{dtype}");
        assert!(dtype.ends_with('…') && dtype.chars().count() == 201, "{dtype}");
    }
}

#[tokio::test]
async fn the_twin_of_a_large_picture_is_reduced_and_says_so() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("large.npy");
    write::npy(&path, &Array::from_slice(&vec![1_u8; 3000 * 1500], &[3000, 1500]).unwrap())
        .unwrap();
    let server = Server::new();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let one = format!("/api/arrays/{}", listed["arrays"][0]["id"].as_str().unwrap());
    let twin = server.json(&format!("{one}/slice.json?max_rows=4096&max_columns=4096")).await;
    assert_eq!((&twin["rows"]["cells"], &twin["columns"]["cells"]), (&json!(1000), &json!(500)));
    assert!(twin["reduced"].as_str().unwrap().contains("3 × 3"), "{}", twin["reduced"]);
}
