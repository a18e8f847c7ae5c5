//! Geometry, statistics, single values and reshapes over HTTP.

use arrayscope_core::sample::sample;
use arrayscope_core::stats::{axis_stats, profile, summary};
use serde_json::{Value, json};

use crate::support::Server;

#[tokio::test]
async fn the_samples_are_listed_from_scalar_to_images() {
    let server = Server::new();
    let listed = server.json("/api/arrays").await;
    let ids: Vec<_> = listed["arrays"].as_array().unwrap().iter().map(|a| &a["id"]).collect();
    assert_eq!(ids, ["sample-0d", "sample-1d", "sample-2d", "sample-3d", "sample-4d"]);
    for (ndim, array) in listed["arrays"].as_array().unwrap().iter().enumerate() {
        assert_eq!(array["ndim"], ndim);
        assert_eq!(array["source"], "sample");
        assert_eq!(array["axis_names"].as_array().unwrap().len(), ndim);
    }
    assert_eq!(listed["notes"], json!([]));
}

#[tokio::test]
async fn geometry_tells_the_strides_of_the_images() {
    let server = Server::new();
    let geometry = server.json("/api/arrays/sample-4d").await;
    assert_eq!(geometry["shape"], json!([32, 28, 28, 3]));
    let itemsize = geometry["itemsize"].as_i64().unwrap();
    assert_eq!(
        geometry["strides"],
        json!([2352 * itemsize, 84 * itemsize, 3 * itemsize, itemsize])
    );
    assert_eq!(geometry["order"], "C");
    assert_eq!(geometry["c_contiguous"], true);
    assert_eq!(geometry["f_contiguous"], false);
    assert_eq!(geometry["axes"][2]["stride_elements"], 3);
    assert_eq!(geometry["axes"][3]["name"], "channel");
    assert_eq!(geometry["selection"], json!({ "rows": 1, "columns": 2, "at": [0, 0, 0, 0] }));
    let nbytes = geometry["nbytes"].as_f64().unwrap();
    assert_eq!(geometry["megabytes"], nbytes / 1e6);
    assert_eq!(geometry["mebibytes"], nbytes / 1_048_576.0);
}

#[tokio::test]
async fn statistics_are_those_of_the_core() {
    let server = Server::new();
    for ndim in 0..=4 {
        let array = sample(ndim, 0).unwrap().array;
        let view = array.view();
        let one = format!("/api/arrays/sample-{ndim}d");
        let expected = serde_json::to_value(summary(&view).unwrap()).unwrap();
        assert_eq!(server.json(&format!("{one}/summary")).await, expected);

        let all = server.json(&format!("{one}/stats")).await;
        assert_eq!(all, server.json(&format!("{one}/stats?axis=all&along=false")).await);
        assert_eq!(all["axes"].as_array().unwrap().len(), ndim);
        for axis in 0..ndim {
            let over =
                serde_json::to_value(axis_stats(&view, axis.cast_signed()).unwrap()).unwrap();
            assert_eq!(all["axes"][axis], over);
            let along = server.json(&format!("{one}/stats?axis={axis}&along=true")).await;
            let expected = profile(&view, axis.cast_signed()).unwrap();
            assert_eq!(along["axes"], json!([expected]));
        }
    }
}

#[tokio::test]
async fn six_signals_are_judged() {
    let server = Server::new();
    let judged = server.json("/api/arrays/sample-4d/signals").await;
    let signals = judged["signals"].as_array().unwrap();
    let names: Vec<_> = signals.iter().map(|signal| signal["signal"].as_str().unwrap()).collect();
    let lesson = ["shape", "dtype", "non-finite", "value range", "memory", "contiguity"];
    assert_eq!(names, lesson);
    for signal in signals {
        let verdict = signal["verdict"].as_str().unwrap();
        assert!(["pass", "warn", "fail", "info"].contains(&verdict), "{signal}");
        assert!(signal["measured"].is_object(), "{signal}");
        assert!(!signal["measured_text"].as_str().unwrap().is_empty(), "{signal}");
        assert!(signal["rule"].is_string() && signal["evidence"].is_array(), "{signal}");
    }
}

#[tokio::test]
async fn one_value_is_its_exact_text() {
    let server = Server::new();
    let array = sample(4, 0).unwrap().array;
    let answer = server.json("/api/arrays/sample-4d/value?index=31,3,-1,1").await;
    let expected = array.value(&[31, 3, 27, 1]).unwrap().to_string();
    assert_eq!((&answer["index"], &answer["value"]), (&json!([31, 3, 27, 1]), &json!(expected)));
    let scalar = server.json("/api/arrays/sample-0d/value?index=").await;
    assert_eq!(scalar["index"], json!([]));
}

#[tokio::test]
async fn malformed_indices_and_axes_are_refused() {
    let server = Server::new();
    let one = "/api/arrays/sample-2d";
    for query in ["value", "value?index=", "value?index=1", "value?index=1,x", "value?index=1,2,3"]
    {
        server.get(&format!("{one}/{query}")).await.refusal(400, "parameter");
    }
    for query in ["value?index=32,0", "value?index=0,-129", "stats?axis=2", "stats?axis=-3"] {
        server.get(&format!("{one}/{query}")).await.refusal(422, "out of range");
    }
    for query in ["stats?axis=x", "stats?axis=", "stats?along=yes", "stats?axi=0", "summary?x=1"] {
        server.get(&format!("{one}/{query}")).await.refusal(400, "parameter");
    }
    server.get("/api/arrays?x=1").await.refusal(400, "parameter");
    server.get(&format!("{one}/stats?axis=%ff")).await;
}

#[tokio::test]
async fn a_reshape_of_an_array_tells_view_or_copy() {
    let server = Server::new();
    let answer = server.json("/api/arrays/sample-2d/reshape?to=(64,-1)").await;
    assert_eq!(answer["kind"], "view");
    assert_eq!(answer["shape_before"], json!([32, 128]));
    assert_eq!(answer["shape"], json!([64, 64]));
}

#[tokio::test]
async fn the_lessons_bad_reshape_says_what_would_fit() {
    let server = Server::new();
    let message = server.get("/api/reshape?from=13&to=3,4").await.refusal(422, "shape");
    assert_eq!(message, "13 elements cannot fill (3, 4): it needs 12; 13 = 1 × 13");
    let fits = server.json("/api/reshape?from=12&to=3,4").await;
    assert_eq!(fits["strides"], json!([32, 8]));
}

#[tokio::test]
async fn malformed_shapes_are_refused() {
    let server = Server::new();
    for query in ["", "?from=13", "?to=3,4", "?from=x&to=3", "?from=12&to=3,y", "?from=-1&to=3"] {
        server.get(&format!("/api/reshape{query}")).await.refusal(400, "parameter");
    }
    let huge = "/api/reshape?from=9999999999,9999999999&to=1";
    server.get(huge).await.refusal(422, "shape");
}

#[tokio::test]
async fn histograms_are_per_channel_of_the_selected_item() {
    let server = Server::new();
    let one = "/api/arrays/sample-4d/histograms";
    let first = server.json(&format!("{one}?rows=1&columns=2&at=3,0,0,1&bins=8")).await;
    assert_eq!(first["item"], "arr[3]");
    assert_eq!(first["channel_axis"], 3);
    assert_eq!(first["edges"].as_array().unwrap().len(), 9);
    let channels = first["channels"].as_array().unwrap();
    assert_eq!(channels.len(), 3);
    for channel in channels {
        let counts = channel["counts"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), 28 * 28);
    }
    let labels: Vec<&Value> = channels.iter().map(|channel| &channel["label"]).collect();
    assert_eq!(labels, ["red", "green", "blue"]);
    let other = server.json(&format!("{one}?rows=1&columns=2&at=4,0,0,1&bins=8")).await;
    assert_ne!(first["channels"], other["channels"]);
}

#[tokio::test]
async fn arrays_of_fewer_axes_have_one_histogram() {
    let server = Server::new();
    for (ndim, item) in [(0, "arr"), (1, "arr"), (2, "arr"), (3, "arr[0]")] {
        let answer = server.json(&format!("/api/arrays/sample-{ndim}d/histograms")).await;
        assert_eq!(answer["item"], item);
        assert_eq!(answer["channel_axis"], Value::Null);
        assert_eq!(answer["channels"].as_array().unwrap().len(), 1);
        assert_eq!(answer["channels"][0]["label"], "all values");
    }
    for bins in ["0", "4097", "x", "-1"] {
        let target = format!("/api/arrays/sample-1d/histograms?bins={bins}");
        server.get(&target).await.refusal(400, "parameter");
    }
}
