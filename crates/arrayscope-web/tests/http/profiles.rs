//! The profiles behind the sliders.

use arrayscope_core::sample::sample;
use arrayscope_core::stats::profile;
use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn profiles_of_all_axes_are_those_of_the_core() {
    let server = Server::new();
    for ndim in 0..=4 {
        let array = sample(ndim, 0).unwrap().array;
        let told = server.json(&format!("/api/arrays/sample-{ndim}d/profiles")).await;
        let axes = told["axes"].as_array().unwrap();
        assert_eq!(axes.len(), ndim);
        for (axis, told) in axes.iter().enumerate() {
            let expected = profile(&array.view(), axis.cast_signed()).unwrap();
            let expected = serde_json::to_value(expected).unwrap();
            assert_eq!((&told["axis"], &told["step"]), (&json!(axis), &json!(1)));
            for statistic in ["length", "count", "nan", "pos_inf", "neg_inf"] {
                assert_eq!(told[statistic], expected[statistic], "{statistic} along {axis}");
            }
            for statistic in ["mean", "min", "max"] {
                let (told, expected) = (&told[statistic], &expected[statistic]);
                for (told, expected) in
                    told.as_array().unwrap().iter().zip(expected.as_array().unwrap())
                {
                    assert_eq!(told.as_f64(), expected.as_f64(), "{statistic} along {axis}");
                }
            }
        }
    }
}

#[tokio::test]
async fn long_axes_have_at_most_as_many_bins_as_asked_for() {
    let server = Server::new();
    let told = server.json("/api/arrays/sample-4d/profiles?bins=10").await;
    let bins = |axis: usize| told["axes"][axis]["mean"].as_array().unwrap().len();
    assert_eq!([bins(0), bins(1), bins(2), bins(3)], [8, 10, 10, 3]);
    assert_eq!(told["axes"][0]["step"], 4);
    for bins in ["0", "4097", "x", "-1"] {
        let reply = server.get(&format!("/api/arrays/sample-4d/profiles?bins={bins}")).await;
        reply.refusal(400, "parameter");
    }
}

#[tokio::test]
async fn text_has_no_profile() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats/structured.npy");
    let server = Server::new();
    let options = arrayscope_formats::OpenOptions::default();
    server.state.open(fixture, &options).unwrap();
    let listed = server.json("/api/arrays").await;
    let whole = listed["arrays"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["source"] == "file" && one["title"] == "structured.npy")
        .unwrap();
    let route = format!("/api/arrays/{}/profiles", whole["id"].as_str().unwrap());
    server.get(&route).await.refusal(422, "dtype");
}
