//! The cross-section as a file.

use arrayscope_core::sample::sample;
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::{Array, DType};
use arrayscope_formats::{Address, OpenOptions, write};
use axum::http::StatusCode;
use tempfile::TempDir;

use crate::support::{Reply, Server};

/// A server with a file, the id of its array, and the folder to keep.
async fn serving(name: &str, array: &Array) -> (Server, String, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    write::npy(&path, array).unwrap();
    let server = Server::new();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let id = server.json("/api/arrays").await["arrays"][0]["id"].as_str().unwrap().to_owned();
    (server, id, folder)
}

fn attachment<'a>(reply: &'a Reply, kind: &str) -> &'a str {
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.header("content-type"), kind);
    reply.header("content-disposition")
}

/// The array in the bytes of a `.npy` file.
fn npy(bytes: &[u8]) -> Array {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slice.npy");
    std::fs::write(&path, bytes).unwrap();
    Address::from_path(path).load(&OpenOptions::default()).unwrap().array
}

#[tokio::test]
async fn a_part_is_sent_from_the_end_that_it_is_seen_from() {
    let values: Vec<i32> = (0..24).collect();
    let array = Array::from_slice(&values, &[2, 3, 4]).unwrap();
    let (server, id, _folder) = serving("a.npy", &array).await;
    // np.arange(24).reshape(2, 3, 4)[1, ::-1, 1:3]
    let query = "rows=1&columns=2&at=1,0,0&column_range=1:3&flip=rows";
    let reply = server.get(&format!("/api/arrays/{id}/slice.csv?{query}")).await;
    let named = "attachment; filename=\"a_1-all-1_3-flip_rows.csv\"";
    assert_eq!(attachment(&reply, "text/csv; charset=utf-8"), named);
    assert_eq!(String::from_utf8(reply.body.clone()).unwrap(), "21,22\n17,18\n13,14\n");
    // np.arange(24).reshape(2, 3, 4)[1].T[::-1, ::-1]
    let query = "rows=2&columns=1&at=1,0,0&flip=rows,columns";
    let reply = server.get(&format!("/api/arrays/{id}/slice.npy?{query}")).await;
    let sent = npy(&reply.body);
    assert_eq!(sent.shape(), [4, 3]);
    assert_eq!(sent.value(&[0, 2]).unwrap().to_string(), "15");
    let route = format!("/api/arrays/{id}/slice.png?flip=both");
    let message = server.get(&route).await.refusal(400, "parameter");
    assert!(message.contains("rows, columns or both"), "{message}");
}

#[tokio::test]
async fn a_report_shows_what_is_seen() {
    let array = sample(4, 0).unwrap().array;
    let (server, id, _folder) = serving("a.npy", &array).await;
    let query = "rows=1&columns=2&at=3,0,0,1&row_range=4:9&flip=rows&scale=log&part=phase";
    let reply = server.get(&format!("/api/arrays/{id}/report.html?{query}")).await;
    attachment(&reply, "text/html; charset=utf-8");
    let html = String::from_utf8(reply.body).unwrap();
    // Real numbers have no phase.
    assert!(html.contains("<code>arr[3, 8:3:-1, :, 1]</code>"), "{html}");
    assert!(html.contains("4:9 of 28, the last one first") && html.contains("logarithmic"));
}

#[tokio::test]
async fn an_npy_holds_the_cross_section_in_its_own_dtype() {
    let server = Server::new();
    let array = sample(4, 0).unwrap().array;
    for (rows, columns, name) in [(1, 2, "5-all-all-1"), (3, 0, "all-0-0-all-T")] {
        let section =
            CrossSection { rows: Some(rows), columns: Some(columns), at: vec![5, 0, 0, 1] };
        let expected = extract_slice(&array, &section).unwrap();
        let query = format!("rows={rows}&columns={columns}&at=5,0,0,1");
        let reply = server.get(&format!("/api/arrays/sample-4d/slice.npy?{query}")).await;
        let named = format!("attachment; filename=\"sample-4d_{name}.npy\"");
        assert_eq!(attachment(&reply, "application/octet-stream"), named);
        let sent = npy(&reply.body);
        assert_eq!((sent.shape(), sent.dtype()), (expected.shape(), &DType::F32));
        for row in 0..sent.shape()[0] {
            for column in 0..sent.shape()[1] {
                let index = [row, column];
                assert_eq!(sent.value(&index).unwrap(), expected.value(&index).unwrap());
            }
        }
    }
}

#[tokio::test]
async fn a_csv_has_exact_texts_and_the_names_of_the_columns() {
    let server = Server::new();
    let reply = server.get("/api/arrays/sample-4d/slice.csv?rows=2&columns=3&at=0,0,0,0").await;
    let name = attachment(&reply, "text/csv; charset=utf-8");
    assert_eq!(name, "attachment; filename=\"sample-4d_0-0-all-all.csv\"");
    let text = String::from_utf8(reply.body).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("red,green,blue"));
    let array = sample(4, 0).unwrap().array;
    let first: Vec<String> =
        (0..3).map(|channel| array.value(&[0, 0, 0, channel]).unwrap().to_string()).collect();
    assert_eq!(lines.next(), Some(first.join(",").as_str()));
    assert_eq!(lines.count(), 27);
}

#[tokio::test]
async fn a_png_has_the_colours_asked_for_and_marks_what_is_not_finite() {
    let values = [0.0, 10.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5.0];
    let (server, id, _folder) =
        serving("odd.npy", &Array::from_slice(&values, &[2, 3]).unwrap()).await;
    let query = "colormap=000000,ffffff&low=0&high=10";
    let reply = server.get(&format!("/api/arrays/{id}/slice.png?{query}")).await;
    assert_eq!(attachment(&reply, "image/png"), "attachment; filename=\"odd_all-all.png\"");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&reply.body)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height), (3, 2));
    let pixel = |place: usize| &pixels[4 * place..4 * place + 4];
    assert_eq!(pixel(0), [0, 0, 0, 255]);
    assert_eq!(pixel(1), [255, 255, 255, 255]);
    assert_eq!(pixel(2), [0xff, 0x2b, 0xd6, 255]);
    assert_eq!(pixel(3), [0xff, 0x7a, 0x00, 255]);
    assert_eq!(pixel(4), [0x00, 0xb7, 0xff, 255]);
    assert_eq!(pixel(5), [128, 128, 128, 255]);
    // Without limits those of the cross-section: the same here.
    let own = server.get(&format!("/api/arrays/{id}/slice.png?colormap=greys")).await;
    assert_eq!(own.body, reply.body);
}

#[tokio::test]
async fn what_is_no_colour_and_no_limit_is_refused() {
    let server = Server::new();
    for query in [
        "colormap=jet",
        "colormap=000000",
        "low=0",
        "high=1",
        "low=2&high=1",
        "low=nan&high=1",
        "low=0&high=inf",
        "scale=root",
    ] {
        let reply = server.get(&format!("/api/arrays/sample-2d/slice.png?{query}")).await;
        reply.refusal(400, "parameter");
    }
    server.get("/api/arrays/sample-2d/slice.npy?low=0&high=1").await.refusal(400, "parameter");
}

#[tokio::test]
async fn a_cross_section_beyond_the_limit_is_refused_with_what_would_work() {
    let array = Array::from_slice(&vec![0_u8; 4_200_000], &[2100, 2000]).unwrap();
    let (server, id, _folder) = serving("wide.npy", &array).await;
    let refused = server.get(&format!("/api/arrays/{id}/slice.csv")).await;
    let message = refused.refusal(413, "too large");
    assert!(message.contains("2100 × 2000") && message.contains("arrayscope slice"), "{message}");
    let reply = server.get(&format!("/api/arrays/{id}/slice.npy")).await;
    assert_eq!(npy(&reply.body).shape(), [2100, 2000]);
}

#[tokio::test]
async fn the_name_of_a_download_has_no_path_and_no_quote() {
    let array = Array::from_slice(&[1_u8, 2], &[2]).unwrap();
    let (server, id, _folder) = serving("a \"b\"; c=é.npy", &array).await;
    let reply = server.get(&format!("/api/arrays/{id}/slice.npy")).await;
    assert_eq!(
        attachment(&reply, "application/octet-stream"),
        "attachment; filename=\"a_b_c___all.npy\"; filename*=UTF-8''a_b_c_%C3%A9_all.npy"
    );
}

#[tokio::test]
async fn the_parts_of_an_address_travel_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let array = Array::from_slice(&[1.0, 2.0, 3.0], &[3]).unwrap();
    let path = folder.path().join("it's a::b.npz");
    write::npz(&path, &[("w[0]", &array)]).unwrap();
    let server = Server::new();
    let address = format!("{}::w[0][1:]", path.display());
    server.state.open(&address, &OpenOptions::default()).unwrap();
    let id = server.json("/api/arrays").await["arrays"][0]["id"].as_str().unwrap().to_owned();
    let named = &server.json(&format!("/api/arrays/{id}")).await["named"];
    let parts = serde_json::json!({"file": "it's a::b.npz", "member": "w[0]", "index": "1:"});
    assert_eq!(named, &parts);
    let sample = &server.json("/api/arrays/sample-2d").await["named"];
    assert_eq!(sample, &serde_json::json!({"sample": 2, "seed": 0}));
}
