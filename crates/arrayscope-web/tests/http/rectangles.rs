//! Rectangles of a cross-section: their statistics, and the texts of their elements.

use arrayscope_core::Array;
use arrayscope_formats::{OpenOptions, write};
use serde_json::json;

use crate::support::Server;

/// A server with a (2, 4, 5) float64 array of 0 to 39, but NaN at [1, 1, 2], +Inf at
/// [1, 2, 4] and −100 at [1, 3, 1]; and the path of its routes.
async fn spoiled() -> (Server, String, tempfile::TempDir) {
    let mut values: Vec<f64> = (0_u8..40).map(f64::from).collect();
    (values[27], values[34], values[36]) = (f64::NAN, f64::INFINITY, -100.0);
    serve(&Array::from_slice(&values, &[2, 4, 5]).unwrap()).await
}

async fn serve(array: &Array) -> (Server, String, tempfile::TempDir) {
    let server = Server::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rectangles.npy");
    write::npy(&path, array).unwrap();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let id = listed["arrays"][0]["id"].as_str().unwrap().to_owned();
    (server, format!("/api/arrays/{id}"), folder)
}

#[tokio::test]
async fn statistics_of_a_rectangle_are_those_of_its_elements_alone() {
    let (server, array, _folder) = spoiled().await;
    let query = "rows=1&columns=2&at=1,0,0&row_range=1:4&column_range=1:5";
    let told = server.json(&format!("{array}/region?{query}")).await;
    assert_eq!(told["numpy"], "arr[1, 1:4, 1:5]");
    let picture = server.json(&format!("{array}/slice.json?{query}")).await;
    assert_eq!(picture["numpy"], told["numpy"]);
    assert_eq!(told["rows"], json!({ "axis": 1, "length": 4, "start": 1, "stop": 4 }));
    // a[1, 1:4, 1:5] is 26, NaN, 28, 29; 31, 32, 33, +Inf; −100, 37, 38, 39
    let statistics = &told["statistics"];
    assert_eq!(
        [&statistics["count"], &statistics["nan"], &statistics["pos_inf"], &statistics["neg_inf"]],
        [&json!(10), &json!(1), &json!(1), &json!(0)]
    );
    assert_eq!([&statistics["min"], &statistics["max"]], [&json!(-100.0), &json!(39.0)]);
    let mean = statistics["mean"].as_f64().unwrap();
    assert!((mean - 19.3).abs() < 1e-12, "{mean}");
    // np.std of the ten finite values
    let std = statistics["std"].as_f64().unwrap();
    assert!((std - 39.980_120_059_849_74).abs() < 1e-9, "{std}");
    assert_eq!(
        told["places"],
        json!({ "min": [1, 3, 1], "max": [1, 3, 4], "nan": [1, 1, 2], "pos_inf": [1, 2, 4], "neg_inf": null })
    );
}

#[tokio::test]
async fn a_rectangle_of_a_transposed_cross_section_has_the_same_elements() {
    let (server, array, _folder) = spoiled().await;
    let upright = "rows=1&columns=2&at=1,0,0&row_range=1:4&column_range=1:5";
    let transposed = "rows=2&columns=1&at=1,0,0&row_range=1:5&column_range=1:4";
    let upright = server.json(&format!("{array}/region?{upright}")).await;
    let transposed = server.json(&format!("{array}/region?{transposed}")).await;
    assert_eq!(transposed["numpy"], "arr[1, 1:4, 1:5].T");
    assert_eq!(transposed["statistics"], upright["statistics"]);
    assert_eq!(transposed["places"], upright["places"]);
}

#[tokio::test]
async fn the_texts_are_those_of_its_elements() {
    let (server, array, _folder) = spoiled().await;
    let query = "rows=1&columns=2&at=1,0,0&row_range=1:3&column_range=2:9";
    let told = server.json(&format!("{array}/elements?{query}")).await;
    assert_eq!(told["numpy"], "arr[1, 1:3, 2:5]");
    assert_eq!(told["texts"], json!([["nan", "28.0", "29.0"], ["32.0", "33.0", "inf"]]));
    let query = "rows=2&columns=1&at=1,0,0&row_range=2:5&column_range=1:3";
    let told = server.json(&format!("{array}/elements?{query}")).await;
    assert_eq!(told["texts"], json!([["nan", "32.0"], ["28.0", "33.0"], ["29.0", "inf"]]));
}

#[tokio::test]
async fn integers_beyond_two_to_the_53_keep_every_digit() {
    let values = [i64::MAX, i64::MIN, (1 << 53) + 1, -1];
    let (server, array, _folder) = serve(&Array::from_slice(&values, &[2, 2]).unwrap()).await;
    let told = server.json(&format!("{array}/elements")).await;
    assert_eq!(
        told["texts"],
        json!([["9223372036854775807", "-9223372036854775808"], ["9007199254740993", "-1"]])
    );
    let told = server.json(&format!("{array}/region?column_range=0:1")).await;
    assert_eq!(told["statistics"]["max"], "9223372036854775807");
    assert_eq!(told["statistics"]["min"], "9007199254740993");
    assert_eq!(told["places"]["min"], json!([1, 0]));
}

#[tokio::test]
async fn every_sample_has_rectangles_and_what_does_not_fit_is_repaired() {
    let server = Server::new();
    for ndim in 0..=4 {
        let array = format!("/api/arrays/sample-{ndim}d");
        let query = "row_range=90:7&column_range=2:6";
        let region = server.json(&format!("{array}/region?{query}")).await;
        let elements = server.json(&format!("{array}/elements?{query}")).await;
        assert_eq!(region["numpy"], elements["numpy"]);
        let texts = elements["texts"].as_array().unwrap();
        let size: usize = texts.iter().map(|row| row.as_array().unwrap().len()).sum();
        let count = |name: &str| region["statistics"][name].as_u64().unwrap();
        let counted = count("count") + count("nan") + count("pos_inf") + count("neg_inf");
        assert_eq!(counted, size as u64, "{ndim}");
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_with_what_would_work() {
    let server = Server::new();
    let target = |query: &str| format!("/api/arrays/sample-4d/{query}");
    for route in ["region", "elements"] {
        for query in ["row_range=5", "column_range=-1:3", "max_rows=4", "rows=x"] {
            let reply = server.get(&target(&format!("{route}?{query}"))).await;
            reply.refusal(400, "parameter");
        }
    }
    let reply = server.get("/api/arrays/sample-4d/elements?rows=0&columns=1").await;
    assert_eq!(reply.json()["texts"][31].as_array().map(Vec::len), Some(28), "896 elements");
    let (server, array, _folder) =
        serve(&Array::from_slice(&[0_u8; 65 * 64], &[65, 64]).unwrap()).await;
    let message = server.get(&format!("{array}/elements")).await.refusal(413, "too large");
    assert!(message.contains("4160 elements") && message.contains("row_range=0:64"), "{message}");
}
