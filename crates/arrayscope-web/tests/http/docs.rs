//! The documentation and the server say the same.

use std::collections::BTreeSet;

use arrayscope_web::{ErrorKind, MemoryLimits, UploadLimits, routes};
use serde_json::Value;

use crate::support::{Reply, Server};

const DOCUMENT: &str = include_str!("../../../../docs/http-api.md");

#[test]
fn every_route_is_documented_and_every_documented_route_exists() {
    let documented: BTreeSet<String> = DOCUMENT
        .lines()
        .filter_map(|line| Some(line.strip_prefix("### `")?.strip_suffix('`')?.to_owned()))
        .collect();
    let served: BTreeSet<String> =
        routes().iter().map(|(method, path)| format!("{method} {path}")).collect();
    assert_eq!(documented, served);
}

#[test]
fn every_kind_of_error_is_documented_with_its_status() {
    for kind in ErrorKind::ALL {
        let row = format!("| `{}` | {} |", kind.name(), kind.status().as_u16());
        assert!(DOCUMENT.contains(&row), "{row}");
    }
}

#[test]
fn the_limits_are_those_of_the_documentation() {
    let (uploads, memory) = (UploadLimits::default(), MemoryLimits::default());
    let rows = [
        format!("| one upload | {} MiB |", uploads.per_upload_bytes >> 20),
        format!("| all uploads of one run | {} GiB |", uploads.total_bytes >> 30),
        format!(
            "| {} MiB, all together {} GiB;",
            memory.keep_array_bytes >> 20,
            memory.keep_total_bytes >> 30
        ),
        format!(
            "| bytes of an array that are read at once for one answer | {} GiB;",
            memory.read_bytes >> 30
        ),
        format!("| memory of an uploaded table | {} GiB |", uploads.table_bytes >> 30),
    ];
    for row in rows {
        assert!(DOCUMENT.contains(&row), "{row}");
    }
}

/// The first JSON example in the section of a route.
fn example(route: &str) -> Value {
    let (_, section) = DOCUMENT.split_once(&format!("### `{route}`\n")).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let (_, rest) = section.split_once("```json\n").unwrap();
    serde_json::from_str(rest.split("```").next().unwrap()).unwrap()
}

/// Checks that an answer has everything that an example shows. Where an array of the example
/// has elements, each is found in one of the answer's.
fn covers(answer: &Value, example: &Value) -> bool {
    match (answer, example) {
        (Value::Object(answer), Value::Object(example)) => example
            .iter()
            .all(|(key, value)| answer.get(key).is_some_and(|answer| covers(answer, value))),
        (Value::Array(answer), Value::Array(example)) => {
            let found = |example| answer.iter().any(|answer| covers(answer, example));
            answer.is_empty() || example.iter().all(found)
        }
        (answer, example) => answer.is_object() == example.is_object() || answer.is_null(),
    }
}

fn keys(value: &Value) -> Vec<&String> {
    value.as_object().unwrap().keys().collect()
}

/// The header of a frame, or the JSON of any other answer.
fn shown(reply: &Reply) -> Value {
    if reply.header("content-type") == "application/json" {
        return reply.json();
    }
    let length = u32::from_le_bytes(reply.body[..4].try_into().unwrap()) as usize;
    serde_json::from_slice(&reply.body[4..4 + length]).unwrap()
}

#[tokio::test]
async fn the_examples_have_the_keys_of_the_answers() {
    let server = Server::new();
    for (route, target) in [
        ("GET /api/arrays", "/api/arrays"),
        ("GET /api/arrays/{id}", "/api/arrays/sample-4d"),
        ("GET /api/arrays/{id}/signals", "/api/arrays/sample-4d/signals"),
        ("GET /api/arrays/{id}/summary", "/api/arrays/sample-4d/summary"),
        ("GET /api/arrays/{id}/stats", "/api/arrays/sample-4d/stats"),
        ("GET /api/arrays/{id}/profiles", "/api/arrays/sample-4d/profiles"),
        ("GET /api/arrays/{id}/slice", "/api/arrays/sample-4d/slice"),
        ("GET /api/arrays/{id}/compare", "/api/arrays/sample-4d/compare?other=sample-4d"),
        ("GET /api/arrays/{id}/histograms", "/api/arrays/sample-4d/histograms"),
        ("GET /api/arrays/{id}/levels", "/api/arrays/sample-4d/levels"),
        ("GET /api/arrays/{id}/region", "/api/arrays/sample-4d/region?row_range=3:10"),
        (
            "GET /api/arrays/{id}/elements",
            "/api/arrays/sample-4d/elements?row_range=3:5&column_range=4:7",
        ),
        ("GET /api/arrays/{id}/value", "/api/arrays/sample-4d/value?index=0,3,4,1"),
        ("GET /api/arrays/{id}/reshape", "/api/arrays/sample-4d/reshape?to=-1"),
    ] {
        let (answer, example) = (shown(&server.get(target).await), example(route));
        assert_eq!(keys(&answer), keys(&example), "{route}");
        assert!(covers(&answer, &example), "{route}: {answer}");
    }
    let uploaded = shown(&server.upload("iris.csv", "1,2\n3,4\n").await);
    assert!(covers(&uploaded, &example("POST /api/uploads")));
    let twin = shown(&server.get("/api/arrays/sample-2d/slice.json").await);
    assert!(covers(&twin, &example("GET /api/arrays/{id}/slice.json")));
}
