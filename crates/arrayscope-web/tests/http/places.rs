//! Where the first element of a kind is, in arrays of any size and order.

use arrayscope_core::Array;
use arrayscope_formats::{OpenOptions, write};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::Server;

#[tokio::test]
async fn the_first_of_each_kind_is_found_whole_and_in_parts() {
    // np.argwhere(a == np.nanmin(a[np.isfinite(a)]))[0] and the like.
    let mut values: Vec<f64> = (0..60_u8).map(|k| f64::from(k % 7)).collect();
    (values[44], values[50], values[21]) = (f64::NAN, f64::NAN, f64::NEG_INFINITY);
    let array = Array::from_slice(&values, &[5, 4, 3]).unwrap();
    let f_order = array.with_layout(array.layout().transpose()).unwrap();
    let folder = TempDir::new().unwrap();
    let expected = [
        (
            "c.npy",
            &array,
            [json!([3, 2, 2]), Value::Null, json!([1, 3, 0]), json!([0, 0, 0]), json!([0, 2, 0])],
        ),
        (
            "f.npy",
            &f_order,
            [json!([2, 0, 4]), Value::Null, json!([0, 3, 1]), json!([0, 0, 0]), json!([0, 0, 4])],
        ),
    ];
    for (name, array, places) in expected {
        let path = folder.path().join(name);
        write::npy(&path, array).unwrap();
        for bytes in [u64::MAX, 200, 8] {
            let server = Server::with(|config| {
                (config.memory.keep_array_bytes, config.memory.read_bytes) = (0, bytes);
            });
            server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
            let listed = server.json("/api/arrays").await;
            let id = listed["arrays"][0]["id"].as_str().unwrap();
            for (of, index) in ["nan", "pos_inf", "neg_inf", "min", "max"].iter().zip(&places) {
                let told = server.json(&format!("/api/arrays/{id}/place?of={of}")).await;
                assert_eq!(
                    told,
                    json!({"of": of, "measured": "value", "index": index}),
                    "{name} {bytes}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_kind_that_does_not_exist_is_refused_with_those_that_do() {
    let server = Server::new();
    let message =
        server.get("/api/arrays/sample-4d/place?of=median").await.refusal(400, "parameter");
    assert!(message.contains("nan, pos_inf, neg_inf, min or max"), "{message}");
    server.get("/api/arrays/sample-4d/place").await.refusal(400, "parameter");
}
