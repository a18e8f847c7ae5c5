//! What a cross-section costs, told before it is read.

use std::path::Path;

use serde_json::{Value, json};

use crate::files::{serving, text};
use crate::support::Server;

/// A `.npy` file of so many float32 in which nothing is written: it takes no room.
fn sparse(path: &Path, shape: &[usize]) {
    let shape: Vec<_> = shape.iter().map(usize::to_string).collect();
    let dict =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({},), }}", shape.join(", "));
    let header = format!("{dict:<117}\n");
    let mut bytes = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
    bytes.extend(header.bytes());
    std::fs::write(path, &bytes).unwrap();
    let size: u64 = shape.iter().map(|length| length.parse::<u64>().unwrap()).product();
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(bytes.len() as u64 + 4 * size).unwrap();
}

async fn touched(server: &Server, one: &str, query: &str) -> Value {
    server.json(&format!("{one}/touched?{query}")).await
}

#[tokio::test]
async fn along_the_far_axis_of_a_large_file_a_cross_section_costs_more_than_along_the_near_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.npy");
    sparse(&path, &[40_000, 64, 1024]);
    let (server, large) = serving(text(&path), true).await;
    let near = touched(&server, &large, "rows=1&columns=2&at=7,0,0").await;
    let plane = 4 * 64 * 1024;
    assert_eq!(near["files"], json!([{ "bytes": plane, "chunks": null, "runs": 1 }]));
    assert_eq!(near["costly"], json!(false));
    let far = touched(&server, &large, "rows=0&columns=2&at=0,3,0").await;
    let bytes = 40_000 * 1024 * 4;
    assert_eq!(far["files"], json!([{ "bytes": bytes, "chunks": null, "runs": 40_000 }]));
    assert_eq!(far["costly"], json!(true));
    assert_eq!(far["text"], json!("164 MB in 40,000 stretches of the file"));
    // Of a part only the part; of a picture in its own colours all of them.
    let part = touched(&server, &large, "rows=0&columns=2&at=0,3,0&row_range=5:7").await;
    assert_eq!(part["files"][0]["bytes"], json!(2 * 1024 * 4));
    let colours = touched(&server, &large, "rows=0&columns=2&row_range=0:1&channel=1").await;
    assert_eq!(colours["files"][0]["bytes"], json!(plane));
}

#[tokio::test]
async fn chunks_are_counted_and_both_files_of_a_difference() {
    let chunked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats/zarr/array3");
    let (server, one) = serving(text(&chunked), true).await;
    let listed = server.json("/api/arrays").await;
    let lengths = |name: &str| -> Vec<u64> {
        serde_json::from_value(listed["arrays"][0][name].clone()).unwrap()
    };
    let chunks: u64 =
        lengths("shape").iter().zip(lengths("chunk_shape")).map(|(a, b)| a.div_ceil(b)).product();
    assert!(chunks > 1);
    let whole = touched(&server, &one, "").await["files"][0].clone();
    assert_eq!(whole["chunks"], json!(chunks));
    let corner = touched(&server, &one, "row_range=0:1&column_range=0:1").await;
    assert_eq!(corner["files"][0]["chunks"], json!(1));
    let id = listed["arrays"][0]["id"].as_str().unwrap();
    let both = touched(&server, &format!("{one}-minus-{id}"), "").await;
    assert_eq!(both["files"], json!([whole, whole]));
}

#[tokio::test]
async fn what_is_in_memory_touches_nothing_and_a_wrong_axis_is_refused() {
    let server = Server::new();
    let sample = "/api/arrays/sample-4d/touched";
    let told = server.json(sample).await;
    let nothing = json!({ "costly": false, "text": "nothing: it is in memory", "files": [] });
    assert_eq!(told, nothing);
    server.get(&format!("{sample}?channel=9")).await.refusal(400, "parameter");
    server.get(&format!("{sample}?rows=one")).await.refusal(400, "parameter");
}
