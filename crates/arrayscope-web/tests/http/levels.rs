//! Percentiles, mean and standard deviation of a cross-section.

use arrayscope_core::Array;
use arrayscope_formats::{OpenOptions, write};
use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn levels_of_a_cross_section_leave_out_what_is_not_finite() {
    let server = Server::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("levels.npy");
    let values = [9.0_f32, 9.0, 9.0, 9.0, 1.0, 2.0, f32::NAN, 4.0];
    write::npy(&path, &Array::from_slice(&values, &[2, 2, 2]).unwrap()).unwrap();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let id = listed["arrays"][0]["id"].as_str().unwrap();
    let query = "rows=1&columns=2&at=1,0,0&percentiles=0,50,75";
    let told = server.json(&format!("/api/arrays/{id}/levels?{query}")).await;
    assert_eq!((&told["numpy"], &told["count"]), (&json!("arr[1, :, :]"), &json!(3)));
    assert_eq!(
        told["percentiles"],
        json!([
            { "percent": 0.0, "value": 1.0 },
            { "percent": 50.0, "value": 2.0 },
            { "percent": 75.0, "value": 3.0 },
        ])
    );
    let mean: f64 = 7.0 / 3.0;
    let std = ((1.0_f64 + 4.0 + 16.0) / 3.0 - mean * mean).sqrt();
    let close = |name: &str, expected: f64| (told[name].as_f64().unwrap() - expected).abs() < 1e-12;
    assert!(close("mean", mean) && close("std", std), "{told}");
}

#[tokio::test]
async fn percentiles_outside_of_0_to_100_are_refused() {
    let server = Server::new();
    for query in ["percentiles=-1,50", "percentiles=2,101", "percentiles=x", "percentiles=nan"] {
        let reply = server.get(&format!("/api/arrays/sample-4d/levels?{query}")).await;
        reply.refusal(400, "parameter");
    }
}
