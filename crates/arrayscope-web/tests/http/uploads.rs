//! Files that the page sends.

use std::io::Write;

use axum::body::Body;
use axum::http::{StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::support::{Reply, Server};

/// A `.npy` file, version 1, of little-endian float32 in C order.
fn npy(shape: &str, values: &[f32]) -> Vec<u8> {
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}");
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes
}

#[track_caller]
fn created(reply: &Reply) -> Vec<Value> {
    let body = String::from_utf8_lossy(&reply.body);
    assert_eq!(reply.status, StatusCode::CREATED, "{body}");
    reply.json()["arrays"].as_array().unwrap().clone()
}

fn id(array: &Value) -> &str {
    array["id"].as_str().unwrap()
}

#[tokio::test]
async fn an_uploaded_table_is_listed_and_its_header_names_the_columns() {
    let server = Server::new();
    let arrays = created(&server.upload("flowers.csv", "sepal,petal\n1,2\n3,4\n5,\n").await);
    assert_eq!(arrays.len(), 1);
    assert_eq!(arrays[0]["title"], "flowers.csv");
    assert_eq!(arrays[0]["address"], "flowers.csv");
    assert_eq!(arrays[0]["source"], "upload");
    assert_eq!(arrays[0]["shape"], json!([3, 2]));

    let listed = server.json("/api/arrays").await;
    assert!(listed["arrays"].as_array().unwrap().contains(&arrays[0]));

    let one = format!("/api/arrays/{}", id(&arrays[0]));
    let geometry = server.json(&one).await;
    assert_eq!(geometry["format"], "csv");
    assert_eq!(geometry["labels"]["axis"], 1);
    assert_eq!(geometry["labels"]["names"], json!(["sepal", "petal"]));

    let slice = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(slice["values"], json!([[1.0, 2.0], [3.0, 4.0], [5.0, "NaN"]]));
    assert_eq!(slice["nan"], 1);

    let histograms = server.json(&format!("{one}/histograms?bins=2")).await;
    assert_eq!(histograms["channels"][1]["label"], "petal");
    assert_eq!(histograms["channels"][1]["nan"], 1);
}

#[tokio::test]
async fn an_uploaded_npy_is_read_by_windows_too() {
    let values: Vec<f32> = (0..24_u8).map(f32::from).collect();
    // Nothing is kept, so every answer reads its window.
    let server = Server::with(|config| config.memory.keep_array_bytes = 0);
    let arrays = created(&server.upload("a.npy", npy("(2, 3, 4)", &values)).await);
    let one = format!("/api/arrays/{}", id(&arrays[0]));
    let slice = server.json(&format!("{one}/slice.json?rows=2&columns=0&at=0,1,0")).await;
    assert_eq!(slice["numpy"], "arr[:, 1, :].T");
    let expected = json!([[4.0, 16.0], [5.0, 17.0], [6.0, 18.0], [7.0, 19.0]]);
    assert_eq!(slice["values"], expected);
    let value = server.json(&format!("{one}/value?index=1,-1,3")).await;
    assert_eq!((&value["index"], &value["value"]), (&json!([1, 2, 3]), &json!("23.0")));
}

#[tokio::test]
async fn an_uploaded_npz_gives_one_array_per_member() {
    let mut archive = Vec::new();
    let mut writer = zip_writer::Writer::new(&mut archive);
    writer.add("x.npy", &npy("(2,)", &[1.0, 2.0]));
    writer.add("y.npy", &npy("()", &[3.0]));
    writer.finish();
    let server = Server::new();
    let arrays = created(&server.upload("pair.npz", archive).await);
    let titles: Vec<_> = arrays.iter().map(|array| array["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["pair.npz::x", "pair.npz::y"]);
    let value = server.json(&format!("/api/arrays/{}/value?index=", id(&arrays[1]))).await;
    assert_eq!(value["value"], "3.0");
}

#[tokio::test]
async fn an_uploaded_gzipped_table_opens() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"1\t2\n3\t4\n").unwrap();
    let server = Server::new();
    let arrays = created(&server.upload("t.tsv.gz", encoder.finish().unwrap()).await);
    assert_eq!(arrays[0]["shape"], json!([2, 2]));
}

#[tokio::test]
async fn hostile_names_stay_text() {
    let server = Server::new();
    for (name, shown) in [
        ("..%2f..%2fetc%2fpasswd", "passwd"),
        ("%1b%5b2J%0d%0aX", "\\u{1b}[2J\\r\\nX"),
        ("%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"),
        ("a%e2%80%aegpj.exe", "a\\u{202e}gpj.exe"),
        ("", "upload"),
    ] {
        let arrays = created(&server.upload(name, "1,2\n3,4\n").await);
        assert_eq!(arrays[0]["title"], shown);
        assert_eq!(
            server.get(&format!("/api/arrays/{}", id(&arrays[0]))).await.status,
            StatusCode::OK
        );
    }
    let long = created(&server.upload(&"x".repeat(5000), "1,2\n3,4\n").await);
    assert!(long[0]["title"].as_str().unwrap().chars().count() <= 201);
}

#[tokio::test]
async fn an_upload_beyond_the_limit_is_refused_and_leaves_nothing() {
    let server = Server::with(|config| config.uploads.per_upload_bytes = 100);
    let big = vec![b'1'; 101];
    server.upload("big.csv", big.clone()).await.refusal(413, "too large");
    // Declared too large: refused although the body is short.
    let request = server
        .request("POST", "/api/uploads?name=big.csv")
        .header(header::CONTENT_LENGTH, "1000000")
        .body(Body::from("1"))
        .unwrap();
    server.send(request).await.refusal(413, "too large");
    created(&server.upload("small.csv", "1,2\n").await);
    assert_eq!(uploads_listed(&server).await, 1);
}

#[tokio::test]
async fn all_uploads_together_have_a_limit() {
    let server = Server::with(|config| config.uploads.total_bytes = 10);
    created(&server.upload("a.csv", "1,2\n").await);
    server.upload("b.csv", "1,2\n3,4\n").await.refusal(413, "too large");
    created(&server.upload("c.csv", "1,2\n").await);
}

#[tokio::test]
async fn what_is_no_array_is_refused_and_gives_its_bytes_back() {
    let server = Server::with(|config| config.uploads.total_bytes = 1000);
    for _ in 0..20 {
        let reply =
            server.upload("photo.png", [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 100]].concat());
        let message = reply.await.refusal(422, "unreadable");
        assert!(message.contains("photo.png"), "{message}");
        assert!(!message.contains("/tmp"), "{message}");
    }
    assert_eq!(uploads_listed(&server).await, 0);
}

#[tokio::test]
async fn an_upload_without_a_name_is_refused() {
    let server = Server::new();
    let request = server.request("POST", "/api/uploads").body(Body::from("1,2\n")).unwrap();
    server.send(request).await.refusal(400, "parameter");
}

#[tokio::test]
async fn object_arrays_are_refused_with_the_reason() {
    let mut bytes = npy("(1,)", &[0.0]);
    let at = bytes.windows(3).position(|window| window == b"<f4").unwrap();
    bytes[at..at + 3].copy_from_slice(b"|O8");
    Server::new().upload("pickle.npy", bytes).await.refusal(422, "unreadable");
}

async fn uploads_listed(server: &Server) -> usize {
    let listed = server.json("/api/arrays").await;
    let arrays = listed["arrays"].as_array().unwrap();
    arrays.iter().filter(|array| array["source"] == "upload").count()
}

/// Just enough of a zip writer for stored members.
mod zip_writer {
    use flate2::Crc;

    pub(crate) struct Writer<'a> {
        bytes: &'a mut Vec<u8>,
        directory: Vec<u8>,
        members: u16,
    }

    fn u32_of(length: usize) -> [u8; 4] {
        u32::try_from(length).unwrap().to_le_bytes()
    }

    impl<'a> Writer<'a> {
        pub(crate) fn new(bytes: &'a mut Vec<u8>) -> Self {
            Self { bytes, directory: Vec::new(), members: 0 }
        }

        pub(crate) fn add(&mut self, name: &str, contents: &[u8]) {
            let mut crc = Crc::new();
            crc.update(contents);
            // Version 2.0, no flags, stored, no time; checksum and both sizes; name.
            let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
            common.extend(crc.sum().to_le_bytes());
            common.extend(u32_of(contents.len()));
            common.extend(u32_of(contents.len()));
            common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            common.extend([0, 0]);
            let offset = u32_of(self.bytes.len());
            self.bytes.extend(b"PK\x03\x04");
            self.bytes.extend(&common);
            self.bytes.extend(name.as_bytes());
            self.bytes.extend(contents);
            self.directory.extend(b"PK\x01\x02\x14\x00");
            self.directory.extend(&common);
            // No comment, first disk, no attributes.
            self.directory.extend([0; 10]);
            self.directory.extend(offset);
            self.directory.extend(name.as_bytes());
            self.members += 1;
        }

        pub(crate) fn finish(self) {
            let offset = u32_of(self.bytes.len());
            self.bytes.extend(&self.directory);
            self.bytes.extend(b"PK\x05\x06\0\0\0\0");
            self.bytes.extend(self.members.to_le_bytes());
            self.bytes.extend(self.members.to_le_bytes());
            self.bytes.extend(u32_of(self.directory.len()));
            self.bytes.extend(offset);
            self.bytes.extend([0, 0]);
        }
    }
}
