//! Cross-sections: the binary frame and its twin.

use arrayscope_core::Array;
use arrayscope_core::sample::{Sample, sample};
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_formats::{OpenOptions, write};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Reply, Server};

/// The header and the values of a frame, with everything about its layout checked.
fn decode(reply: &Reply) -> (Value, Vec<f64>) {
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.header("content-type"), "application/vnd.arrayscope.frame");
    let length = u32::from_le_bytes(reply.body[..4].try_into().unwrap()) as usize;
    assert_eq!((4 + length) % 8, 0);
    let header: Value = serde_json::from_slice(&reply.body[4..4 + length]).unwrap();
    let bytes = &reply.body[4 + length..];
    let values: Vec<f64> = match header["dtype"].as_str().unwrap() {
        "float32" => bytes
            .chunks_exact(4)
            .map(|cell| f64::from(f32::from_le_bytes(cell.try_into().unwrap())))
            .collect(),
        "float64" => {
            bytes.chunks_exact(8).map(|cell| f64::from_le_bytes(cell.try_into().unwrap())).collect()
        }
        other => panic!("{other}"),
    };
    let cells = |side: &str| header[side]["cells"].as_u64().unwrap();
    assert_eq!(values.len() as u64, cells("rows") * cells("columns"));
    let width = if header["dtype"] == "float32" { 4 } else { 8 };
    assert_eq!(bytes.len(), values.len() * width);
    (header, values)
}

#[tokio::test]
async fn every_pair_of_axes_of_every_sample_shows_the_values_of_the_core() {
    let server = Server::new();
    for ndim in 0..=4_usize {
        let Sample { array, axis_names, .. } = sample(ndim, 0).unwrap();
        let middle: Vec<usize> = array.shape().iter().map(|length| length / 2).collect();
        for rows in 0..ndim.max(1) {
            for columns in 0..ndim.max(1) {
                let asked =
                    CrossSection { rows: Some(rows), columns: Some(columns), at: middle.clone() };
                let section = asked.repaired(array.shape(), &axis_names);
                let expected = extract_slice(&array, &section).unwrap();
                let at: Vec<String> = middle.iter().map(ToString::to_string).collect();
                let query = format!("rows={rows}&columns={columns}&at={}", at.join(","));
                let one = format!("/api/arrays/sample-{ndim}d");
                let (header, values) = decode(&server.get(&format!("{one}/slice?{query}")).await);
                assert_eq!(header["selection"], serde_json::to_value(&section).unwrap());
                let shape = [&header["rows"]["length"], &header["columns"]["length"]];
                assert_eq!(shape, [&json!(expected.shape()[0]), &json!(expected.shape()[1])]);
                let twin = server.json(&format!("{one}/slice.json?{query}")).await;
                for row in 0..expected.shape()[0] {
                    for column in 0..expected.shape()[1] {
                        let value = expected.value(&[row, column]).unwrap().to_f64();
                        let sent = values[row * expected.shape()[1] + column];
                        assert_eq!(sent.to_bits(), value.to_bits(), "{query} {row} {column}");
                        assert_eq!(twin["values"][row][column].as_f64(), Some(value));
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn the_default_of_four_axes_is_one_channel_of_one_image() {
    let server = Server::new();
    let (header, values) = decode(&server.get("/api/arrays/sample-4d/slice").await);
    assert_eq!(header["numpy"], "arr[0, :, :, 0]");
    assert_eq!(header["address"], "sample-4d");
    assert_eq!(
        header["rows"],
        json!({ "axis": 1, "length": 28, "start": 0, "cells": 28, "step": 1 })
    );
    assert_eq!(
        header["columns"],
        json!({ "axis": 2, "length": 28, "start": 0, "cells": 28, "step": 1 })
    );
    assert_eq!(header["reduced"], Value::Null);
    assert_eq!(header["of"], "value");
    let (min, max) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), &v| (v.min(min), v.max(max)));
    assert_eq!(header["min"].as_f64(), Some(min));
    assert_eq!(header["max"].as_f64(), Some(max));
}

#[tokio::test]
async fn a_selection_that_does_not_fit_is_repaired() {
    let server = Server::new();
    for query in [
        "rows=9&columns=9&at=99,99,99,99",
        "rows=1&columns=1",
        "at=1",
        "at=1,2,3,4,5,6",
        "rows=&columns=",
        "at=18446744073709551615",
    ] {
        let (header, values) =
            decode(&server.get(&format!("/api/arrays/sample-4d/slice?{query}")).await);
        assert!(!values.is_empty(), "{query}");
        assert_eq!(header["selection"]["at"].as_array().unwrap().len(), 4);
        assert_ne!(header["selection"]["rows"], header["selection"]["columns"]);
    }
}

#[tokio::test]
async fn malformed_parameters_are_refused() {
    let server = Server::new();
    for query in [
        "rows=x",
        "rows=-1",
        "columns=1.5",
        "at=1,,2",
        "at=a",
        "at=0;1",
        "max_rows=0",
        "row_range=5",
        "column_range=a:b",
        "row_range=-1:3",
        "max_columns=many",
        "rows=1&rows=2",
        "row=1",
        "at=18446744073709551616",
        "%ff=1",
    ] {
        for twin in ["slice", "slice.json"] {
            let reply = server.get(&format!("/api/arrays/sample-4d/{twin}?{query}")).await;
            reply.refusal(400, "parameter");
        }
    }
}

#[tokio::test]
async fn a_large_cross_section_is_reduced_and_says_so() {
    let server = Server::new();
    let target = "/api/arrays/sample-2d/slice?max_rows=8&max_columns=32";
    let (header, values) = decode(&server.get(target).await);
    assert_eq!(
        header["rows"],
        json!({ "axis": 0, "length": 32, "start": 0, "cells": 8, "step": 4 })
    );
    assert_eq!(
        header["columns"],
        json!({ "axis": 1, "length": 128, "start": 0, "cells": 32, "step": 4 })
    );
    assert_eq!(header["reduced"], "4 × 4 elements per cell, mean");
    let array = sample(2, 0).unwrap().array;
    let mean: f64 =
        (0..16).map(|cell| array.value(&[cell / 4, cell % 4]).unwrap().to_f64()).sum::<f64>()
            / 16.0;
    assert!((values[0] - mean).abs() <= 1e-6 * mean.abs(), "{} {mean}", values[0]);
}

#[tokio::test]
async fn a_part_of_a_cross_section_is_that_part() {
    let server = Server::new();
    let (_, whole) = decode(&server.get("/api/arrays/sample-2d/slice").await);
    let query = "row_range=5:9&column_range=100:128&max_rows=4&max_columns=28";
    let (header, part) = decode(&server.get(&format!("/api/arrays/sample-2d/slice?{query}")).await);
    let side = |start: usize, length: usize, cells: usize, axis: usize| json!({ "axis": axis, "length": length, "start": start, "cells": cells, "step": 1 });
    assert_eq!(header["rows"], side(5, 32, 4, 0));
    assert_eq!(header["columns"], side(100, 128, 28, 1));
    assert_eq!(header["reduced"], Value::Null);
    for (place, value) in part.iter().enumerate() {
        assert_eq!(*value, whole[(5 + place / 28) * 128 + 100 + place % 28]);
    }
    let largest = part.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    assert_eq!(header["max"].as_f64(), Some(largest));
    // What the axis does not have is repaired.
    let query = "row_range=90:7&column_range=0:1000";
    let (header, part) = decode(&server.get(&format!("/api/arrays/sample-2d/slice?{query}")).await);
    assert_eq!((&header["rows"]["start"], part.len()), (&json!(31), 128));
}

#[tokio::test]
async fn extremes_are_those_of_the_elements_however_the_picture_is_reduced() {
    let server = Server::new();
    let mut values = vec![0.0_f32; 2000 * 2000];
    values[1234 * 2000 + 567] = 1e6;
    values[3] = f32::NAN;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("needle.npy");
    write::npy(&path, &Array::from_slice(&values, &[2000, 2000]).unwrap()).unwrap();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let id = listed["arrays"][0]["id"].as_str().unwrap();
    for most in [1, 7, 400, 4096] {
        let query = format!("max_rows={most}&max_columns={most}");
        let (header, _) = decode(&server.get(&format!("/api/arrays/{id}/slice?{query}")).await);
        assert_eq!((&header["min"], &header["max"]), (&json!(0.0), &json!(1e6)), "{most}");
        assert_eq!(header["nan"], 1);
    }
}

#[tokio::test]
async fn frames_of_a_scalar_and_a_row_have_one_row() {
    let server = Server::new();
    let (header, values) = decode(&server.get("/api/arrays/sample-0d/slice").await);
    assert_eq!((header["numpy"].as_str(), values.len()), (Some("arr[()]"), 1));
    let (header, values) = decode(&server.get("/api/arrays/sample-1d/slice").await);
    assert_eq!((header["numpy"].as_str(), values.len()), (Some("arr[:]"), 128));
    assert_eq!(header["rows"]["axis"], Value::Null);
}

#[tokio::test]
async fn a_large_cross_section_read_in_bands_is_the_one_that_is_read_at_once() {
    // 1.7 MB a picture, in bands of 1 MiB; the extremes and what is not finite lie far apart.
    let (rows, columns) = (1100, 401);
    let mut values: Vec<f32> =
        (0..2 * rows * columns).map(|k| f32::from(u16::try_from(k % 1009).unwrap())).collect();
    let picture = rows * columns;
    values[picture + 7] = -5.5;
    values[2 * picture - 1] = 5000.0;
    values[picture + 500 * columns] = f32::NAN;
    values[picture + 1099 * columns + 3] = f32::INFINITY;
    let array = Array::from_slice(&values, &[2, rows, columns]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.npy");
    write::npy(&path, &array).unwrap();
    let server = Server::new();
    server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let one = format!("/api/arrays/{}", listed["arrays"][0]["id"].as_str().unwrap());
    for (most_rows, most_columns) in [(200, 100), (333, 401), (1100, 401)] {
        let query =
            format!("rows=1&columns=2&at=1,0,0&max_rows={most_rows}&max_columns={most_columns}");
        let (header, values) = decode(&server.get(&format!("{one}/slice?{query}")).await);
        let mut twin = server.json(&format!("{one}/slice.json?{query}")).await;
        let told = twin["values"].take();
        twin.as_object_mut().unwrap().remove("values");
        assert_eq!(header, twin);
        assert_eq!((&header["min"], &header["max"]), (&json!(-5.5), &json!(5000.0)));
        assert_eq!((&header["nan"], &header["pos_inf"]), (&json!(1), &json!(1)));
        let told: Vec<&Value> = told.as_array().unwrap().iter().flat_map(rows_of).collect();
        assert_eq!(told.len(), values.len());
        for (told, value) in told.into_iter().zip(values) {
            match told.as_f64() {
                Some(told) => assert!((told - value).abs() <= 1e-3, "{told} {value}"),
                None => assert!(!value.is_finite()),
            }
        }
    }
}

fn rows_of(row: &Value) -> &[Value] {
    row.as_array().unwrap()
}
