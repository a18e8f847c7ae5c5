//! Addresses of servers: those of the command line are opened, and no others.

use arrayscope_formats::OpenOptions;
use serde_json::json;

use crate::loopback::{Loopback, file, status};
use crate::support::Server;

/// `[[1, 2], [3, 4]]` in bytes, as `.npy`.
fn npy() -> Vec<u8> {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n";
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend([1, 2, 3, 4]);
    bytes
}

fn far() -> Loopback {
    Loopback::new(|request| match request.target.split('?').next() {
        Some("/private/a.npy") => file(request, &npy()),
        _ => status(404, "Not Found", b""),
    })
}

#[tokio::test]
async fn an_array_of_a_server_is_shown_without_where_it_is() {
    let far = far();
    let server = Server::new();
    let address = far.url("private/a.npy?key=hush");
    server.state.open(&address, &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let array = &listed["arrays"][0];
    assert_eq!(array["title"], "a.npy");
    let one = format!("/api/arrays/{}", array["id"].as_str().unwrap());
    let slice = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(slice["values"], json!([[1.0, 2.0], [3.0, 4.0]]));
    let geometry = server.json(&one).await;
    for told in [&listed, &geometry, &slice] {
        let text = told.to_string();
        assert!(!text.contains("private") && !text.contains("hush"), "{text}");
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_told_without_where_it_is() {
    let far = far();
    let server = Server::new();
    let address = far.url("private/b.npy?key=hush");
    assert!(server.state.open(&address, &OpenOptions::default()).is_err());
    let text = server.json("/api/arrays").await["notes"].to_string();
    assert!(text.contains("b.npy") && text.contains("the server has nothing"), "{text}");
    assert!(!text.contains("private") && !text.contains("hush"), "{text}");
}

#[tokio::test]
async fn the_page_cannot_make_the_server_ask_another_one() {
    let far = far();
    let server = Server::new();
    let address = far.url("private/a.npy");
    let index = json!({ "metadata": {}, "weight_map": { "x": address } }).to_string();
    for (name, body) in [
        ("a.txt", address.clone()),
        ("model.safetensors.index.json", index),
        (address.as_str(), "1,2\n3,4\n".to_owned()),
    ] {
        server.upload(name, body).await;
    }
    let ask = format!("/api/arrays/{}", address.replace('/', "%2F").replace(':', "%3A"));
    server.get(&ask).await;
    server.get(&format!("/api/arrays?open={address}")).await;
    assert!(far.asked().is_empty());
}
