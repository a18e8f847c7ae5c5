//! What the lesson's panels ask: statistics as files, and the benchmark.

use std::time::Duration;

use arrayscope_core::Array;
use arrayscope_core::sample::sample;
use arrayscope_core::stats::axis_stats;
use arrayscope_formats::{Address, OpenOptions};
use axum::body::Body;
use serde_json::{Value, json};

use crate::support::{Reply, Server};

fn load(reply: &Reply) -> Array {
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.npy");
    std::fs::write(&path, &reply.body).unwrap();
    Address::from_path(&path).load(&OpenOptions::default()).unwrap().array
}

#[tokio::test]
async fn a_statistic_is_saved_as_numpy_would_save_it() {
    let server = Server::new();
    let array = sample(4, 0).unwrap().array;
    for axis in 0..4_isize {
        let expected = axis_stats(&array.view(), axis).unwrap();
        let target = format!("/api/arrays/sample-4d/stats.npy?axis={axis}");
        let reply = server.get(&target).await;
        let name = format!("sample-4d_mean-over-{axis}.npy");
        assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        let mean = load(&reply);
        assert_eq!(mean.shape(), expected.shape());
        let values: Vec<u8> = mean.view().elements().flatten().copied().collect();
        let told: Vec<u8> =
            expected.lanes.mean().to_f64().iter().flat_map(|x| x.to_ne_bytes()).collect();
        assert_eq!(values, told);
        let count = load(&server.get(&format!("{target}&statistic=count")).await);
        assert_eq!(count.dtype().name(), "int64");
    }
    let along = load(&server.get("/api/arrays/sample-4d/stats.npy?axis=-1&along=true").await);
    assert_eq!(along.shape(), [3]);
}

#[tokio::test]
async fn the_csv_has_a_row_per_result_and_says_which() {
    let server = Server::new();
    let uploaded = server.upload("t.csv", "a,\"b,c\"\n1,2\n3,NA\n").await.json();
    let id = uploaded["arrays"][0]["id"].as_str().unwrap();
    let reply = server.get(&format!("/api/arrays/{id}/stats.csv?axis=0")).await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(reply.body).unwrap();
    assert_eq!(
        text,
        "axis,index_0,index_1,name,count,nan,pos_inf,neg_inf,min,max,mean,std\n\
         0,,0,a,2,0,0,0,1,3,2,1\n\
         0,,1,\"b,c\",1,1,0,0,2,2,2,0\n"
    );
    let over = server.get("/api/arrays/sample-3d/stats.csv?axis=0").await;
    assert_eq!(String::from_utf8(over.body).unwrap().lines().count(), 1 + 28 * 28);
}

#[tokio::test]
async fn files_of_statistics_refuse_what_they_do_not_know() {
    let server = Server::new();
    for target in [
        "/api/arrays/sample-4d/stats.npy",
        "/api/arrays/sample-4d/stats.npy?axis=all",
        "/api/arrays/sample-4d/stats.npy?axis=0&statistic=median",
        "/api/arrays/sample-4d/stats.csv?axis=0&statistic=mean",
    ] {
        server.get(target).await.refusal(400, "parameter");
    }
    server.get("/api/arrays/sample-4d/stats.npy?axis=4").await.refusal(422, "out of range");
}

#[tokio::test]
async fn the_geometry_tells_where_the_first_element_is() {
    let server = Server::new();
    assert_eq!(server.json("/api/arrays/sample-4d").await["offset"], 0);
}

#[tokio::test]
async fn a_reshape_is_judged_for_any_strides() {
    let server = Server::new();
    for (query, kind, strides) in [
        ("from=12&to=3,4", "view", json!([32, 8])),
        ("from=12&strides=16&to=3,4", "view", json!([64, 16])),
        ("from=12&strides=-8&to=3,4", "view", json!([-32, -8])),
        ("from=4,3&strides=8,32&to=12", "copy", json!([8])),
    ] {
        let answer = server.json(&format!("/api/reshape?{query}")).await;
        assert_eq!((&answer["kind"], &answer["strides"]), (&json!(kind), &strides), "{query}");
    }
    for (query, status, kind) in [
        ("from=12&strides=8,8&to=12", 422, "shape"),
        ("from=12&strides=x&to=12", 400, "parameter"),
        ("from=3,3&strides=-9223372036854775807,-9223372036854775807&to=9", 400, "parameter"),
    ] {
        server.get(&format!("/api/reshape?{query}")).await.refusal(status, kind);
    }
}

#[tokio::test]
async fn the_benchmark_runs_only_when_it_is_asked_to_and_once() {
    let server = Server::new();
    assert_eq!(server.json("/api/benchmark").await, json!({ "state": "idle" }));
    let post = |target: &str| server.request("POST", target).body(Body::empty()).unwrap();
    server.send(post("/api/benchmark?quick=perhaps")).await.refusal(400, "parameter");
    let foreign = server.request("POST", "/api/benchmark").header("origin", "http://evil.example");
    server.send(foreign.body(Body::empty()).unwrap()).await.refusal(403, "origin");
    assert_eq!(server.json("/api/benchmark").await["state"], "idle");

    let started = server.send(post("/api/benchmark")).await;
    assert_eq!(started.status, 202);
    assert_eq!(started.json()["state"], "running");
    let again = server.send(post("/api/benchmark?quick=false")).await.json();
    assert_eq!(again["state"], "running");
    let report = ended(&server).await;
    assert_eq!(report["quick"], true);
    let measured = report["measurements"].as_array().unwrap();
    assert!(measured.len() > 20 && measured.iter().all(|case| case["median_seconds"].is_number()));
    assert!(!report["findings"].as_array().unwrap().is_empty());
}

/// The report, once it is there; how far the run is only ever grows.
async fn ended(server: &Server) -> Value {
    let mut done = 0;
    // Asked without a pause, we would be measured too.
    let mut pulse = tokio::time::interval(Duration::from_millis(50));
    loop {
        pulse.tick().await;
        let now = server.json("/api/benchmark").await;
        if now["state"] == "done" {
            return now["report"].clone();
        }
        assert_eq!(now["state"], "running", "{now}");
        let measured = now["measurements"].as_array().unwrap().len() as u64;
        assert!(measured >= done && now["done"].as_u64().unwrap() >= measured);
        done = measured;
    }
}
