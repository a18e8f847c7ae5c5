//! What is shown of an array where it is no plain picture: parts of complex numbers, colours,
//! a curve, one number.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use arrayscope_core::dtype::{Complex, f16};
use arrayscope_core::{Array, Element};
use arrayscope_formats::write;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Reply, Server};

/// A server with one file, and the path of its array.
async fn serving<T: Element>(values: &[T], shape: &[usize]) -> (Server, String) {
    let server = Server::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npy");
    write::npy(&path, &Array::from_slice(values, shape).unwrap()).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let reply = server.upload("a.npy", bytes).await;
    let id = reply.json()["arrays"][0]["id"].as_str().unwrap().to_owned();
    (server, format!("/api/arrays/{id}"))
}

fn z(re: f32, im: f32) -> Complex<f32> {
    Complex { re, im }
}

/// Header and cells of a frame.
fn decode(reply: &Reply) -> (Value, Vec<u8>) {
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    let length = u32::from_le_bytes(reply.body[..4].try_into().unwrap()) as usize;
    let header = serde_json::from_slice(&reply.body[4..4 + length]).unwrap();
    (header, reply.body[4 + length..].to_vec())
}

#[tokio::test]
async fn every_part_of_complex_numbers_is_that_of_numpy() {
    let values =
        [z(3.0, 4.0), z(-1.0, 0.0), z(0.0, -2.0), z(f32::NAN, 1.0), z(1.0, 1.0), z(-5.0, 12.0)];
    let (server, array) = serving(&values, &[2, 3]).await;
    let told = |part: &str| {
        let target = format!("{array}/slice.json?part={part}");
        let server = &server;
        async move { server.json(&target).await }
    };
    let phase = told("phase").await;
    assert_eq!((&phase["of"], &phase["numpy"]), (&json!("phase"), &json!("np.angle(arr[:, :])")));
    let angles = [[4.0_f64.atan2(3.0), PI, -FRAC_PI_2], [0.0, FRAC_PI_4, 12.0_f64.atan2(-5.0)]];
    for (row, column) in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)] {
        let angle = phase["values"][row][column].as_f64().unwrap();
        assert!((angle - angles[row][column]).abs() < 1e-15);
    }
    assert_eq!((&phase["values"][1][0], &phase["nan"]), (&json!("NaN"), &json!(1)));
    assert_eq!(told("imaginary").await["values"], json!([[4.0, 0.0, -2.0], [1.0, 1.0, 12.0]]));
    let real = told("real").await;
    assert_eq!((&real["dtype"], &real["min"]), (&json!("float32"), &json!(-5.0)));
    let magnitude = told("magnitude").await;
    assert_eq!(magnitude["values"], json!([[5.0, 1.0, 2.0], ["NaN", 2.0_f64.sqrt(), 13.0]]));
    let unasked = server.json(&format!("{array}/slice.json")).await;
    assert_eq!((&unasked["of"], &unasked["values"]), (&json!("magnitude"), &magnitude["values"]));
    let refused = server.get(&format!("{array}/slice?part=angle")).await;
    assert!(refused.refusal(400, "parameter").contains("magnitude, phase, real, imaginary"));
}

#[tokio::test]
async fn levels_histograms_and_files_are_of_the_same_part() {
    let values = [z(3.0, 4.0), z(-1.0, 0.0), z(0.0, -2.0), z(7.0, 1.0)];
    let (server, array) = serving(&values, &[2, 2]).await;
    let levels = server.json(&format!("{array}/levels?part=real&percentiles=0,100")).await;
    assert_eq!(levels["numpy"], "arr[:, :].real");
    assert_eq!(levels["percentiles"][0]["value"], -1.0);
    assert_eq!(levels["percentiles"][1]["value"], 7.0);
    let histograms = server.json(&format!("{array}/histograms?part=imaginary&bins=2")).await;
    assert_eq!(histograms["edges"], json!([-2.0, 1.0, 4.0]));
    let csv = server.get(&format!("{array}/slice.csv?part=imaginary")).await;
    assert_eq!(String::from_utf8_lossy(&csv.body), "4.0,0.0\n-2.0,1.0\n");
    let npy = server.get(&format!("{array}/slice.npy?part=phase")).await;
    assert!(npy.header("content-disposition").contains("all-all-phase.npy"));
    assert!(String::from_utf8_lossy(&npy.body[..80]).contains("<f8"));
}

#[tokio::test]
async fn the_phase_of_many_numbers_is_that_of_their_mean() {
    let values = [z(-1.0, 0.25), z(-1.0, -0.25)];
    let (server, array) = serving(&values, &[1, 2]).await;
    let told = server.json(&format!("{array}/slice.json?part=phase&max_columns=1")).await;
    assert_eq!(told["values"], json!([[PI]]));
    assert_eq!(told["reduced"], "1 × 2 elements per cell, phase of their mean");
    let line = server.json(&format!("{array}/line?part=phase&max_columns=1")).await;
    assert_eq!(line["mean"], json!([PI]));
    assert_eq!(line["reduced"], "2 elements per point: smallest, phase of their mean, largest");
    let (server, array) = serving(&[z(1.0, 1.0), z(f32::NAN, 1.0)], &[1, 2]).await;
    let line = server.json(&format!("{array}/line?part=phase&max_columns=1")).await;
    assert_eq!((&line["mean"], &line["nan"]), (&json!(["NaN"]), &json!([1])));
}

#[tokio::test]
async fn a_part_of_numbers_that_are_not_complex_is_the_numbers() {
    let server = Server::new();
    let told = server.json("/api/arrays/sample-2d/slice.json?part=phase").await;
    assert_eq!(told["of"], "value");
}

#[tokio::test]
async fn bytes_are_the_colours_that_they_are() {
    let values: Vec<u8> = (0..12).map(|k| k * 20).collect();
    let (server, array) = serving(&values, &[2, 2, 3]).await;
    let target = format!("{array}/rgb?rows=0&columns=1&channel=2");
    let (header, cells) = decode(&server.get(&target).await);
    assert_eq!(cells, [0, 20, 40, 255, 60, 80, 100, 255, 120, 140, 160, 255, 180, 200, 220, 255]);
    assert_eq!((&header["of"], &header["rule"]), (&json!("rgb"), &json!("uint8 as it is")));
    assert_eq!(header["numpy"], "arr[:, :, :]");
    let part = server.json(&target.replace("rgb?", "rgb.json?row_range=1:2&")).await;
    assert_eq!(part["numpy"], "arr[1:2, :, :]");
    let twin = server.json(&target.replace("rgb?", "rgb.json?")).await;
    assert_eq!(twin["values"][1][0], json!([120, 140, 160, 255]));
    let png = server.get(&target.replace("rgb?", "rgb.png?")).await;
    assert_eq!((png.status, &png.body[1..4]), (StatusCode::OK, &b"PNG"[..]));
    let clipped = format!("{target}&low=20&high=200");
    let (header, cells) = decode(&server.get(&clipped).await);
    assert_eq!((&header["below"], &header["above"]), (&json!(1), &json!(1)));
    assert_eq!(cells[..4], [0, 0, 28, 255]);
}

#[tokio::test]
async fn cells_that_are_not_finite_are_marked_and_opacity_follows_its_own_rule() {
    let values =
        [0.0_f32, 0.5, 1.0, 0.5, f32::NAN, 0.0, 0.0, 1.0, 0.0, f32::NEG_INFINITY, 0.0, 1.0];
    let (server, array) = serving(&values, &[1, 3, 4]).await;
    let (header, cells) =
        decode(&server.get(&format!("{array}/rgb?rows=0&columns=1&channel=2")).await);
    assert_eq!(header["of"], "rgba");
    assert_eq!(cells[..4], [0, 128, 255, 128]);
    assert_eq!(cells[4..8], [0xff, 0x2b, 0xd6, 255]);
    assert_eq!(cells[12..], [0, 1, 3]);
    assert_eq!((&header["nan"], &header["neg_inf"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn marks_follow_whenever_the_header_counts_what_is_not_finite() {
    // The opacity is none of 0 to 1: it is left out, and its NaN counted.
    let (server, array) =
        serving(&[0.0_f32, 0.5, 1.0, f32::NAN, 0.0, 0.0, 0.0, 9.0], &[1, 2, 4]).await;
    let (header, cells) =
        decode(&server.get(&format!("{array}/rgb?rows=0&columns=1&channel=2")).await);
    assert_eq!((&header["nan"], cells.len()), (&json!(1), 10));
    assert_eq!(cells[8..], [0, 0]);
    assert!(header["rule"].as_str().unwrap().contains("opaque"));
}

#[tokio::test]
async fn limits_are_told_in_few_digits_and_a_part_is_exported_by_its_own_size() {
    let (server, array) = serving(&vec![0_u8; 3000 * 2000 * 3], &[3000, 2000, 3]).await;
    let target = format!("{array}/rgb.png?rows=0&columns=1&channel=2");
    server.get(&target).await.refusal(413, "too large");
    let part = server.get(&format!("{target}&row_range=0:2&column_range=5:9")).await;
    assert_eq!(part.status, StatusCode::OK);
    let frame = format!("{}&low=-1e300&high=255", target.replace(".png", ""));
    let (header, _) = decode(&server.get(&frame).await);
    assert_eq!(header["rule"], "-1e300 to 255, as asked for");
}

#[tokio::test]
async fn a_picture_that_is_read_in_bands_is_the_one_that_is_read_at_once() {
    let (rows, columns) = (301_usize, 400_usize);
    let value = |row: usize, column: usize, channel: usize| match (row * 7 + column * 3) % 1009 {
        0 => f64::NAN,
        1 => f64::INFINITY,
        small if channel == 3 => f64::from(u32::try_from(small).unwrap()) / 1008.0,
        small => f64::from(u32::try_from(small * (channel + 1)).unwrap()),
    };
    let mut follow = Vec::new();
    let mut turned = Vec::new();
    for row in 0..rows {
        follow.extend((0..columns * 4).map(|at| value(row, at / 4, at % 4)));
    }
    for column in 0..columns {
        turned.extend((0..rows * 4).map(|at| value(at / 4, column, at % 4)));
    }
    let (banded, one) = serving(&follow, &[rows, columns, 4]).await;
    let (whole, other) = serving(&turned, &[columns, rows, 4]).await;
    for most in ["", "&max_rows=70&max_columns=90", "&row_range=3:290&max_rows=50"] {
        let (header, cells) =
            decode(&banded.get(&format!("{one}/rgb?rows=0&columns=1&channel=2{most}")).await);
        let (expected, same) =
            decode(&whole.get(&format!("{other}/rgb?rows=1&columns=0&channel=2{most}")).await);
        for told in
            ["min", "max", "nan", "pos_inf", "neg_inf", "below", "above", "of", "rule", "reduced"]
        {
            assert_eq!(header[told], expected[told], "{told} {most}");
        }
        assert_eq!(header["rows"]["cells"], expected["rows"]["cells"]);
        assert!(cells == same, "{most}");
    }
}

#[tokio::test]
async fn complex_numbers_are_no_colours() {
    let (server, array) = serving(&[Complex { re: 1.0_f32, im: 0.0 }; 3], &[1, 1, 3]).await;
    let refused = server.get(&format!("{array}/rgb?rows=0&columns=1&channel=2")).await;
    refused.refusal(422, "dtype");
}

#[tokio::test]
async fn colours_stand_on_an_axis_of_three_or_four_that_is_not_shown() {
    let server = Server::new();
    for (query, valid) in [
        ("rows=1&columns=2&channel=3", true),
        ("rows=1&columns=3&channel=3", false),
        ("rows=1&columns=2&channel=0", false),
        ("rows=1&columns=2&channel=9", false),
        ("rows=1&columns=2", false),
    ] {
        let reply = server.get(&format!("/api/arrays/sample-4d/rgb?{query}")).await;
        if valid {
            assert_eq!(reply.status, StatusCode::OK);
        } else {
            assert!(reply.refusal(400, "parameter").contains("channel"));
        }
    }
}

#[tokio::test]
async fn a_curve_keeps_every_extreme_and_counts_what_is_not_finite() {
    let mut values: Vec<f64> = (0..100).map(f64::from).collect();
    (values[13], values[42], values[43]) = (f64::NAN, 1e9, f64::INFINITY);
    let (server, array) = serving(&values, &[100]).await;
    let all = server.json(&format!("{array}/line")).await;
    assert_eq!((&all["columns"]["step"], &all["reduced"]), (&json!(1), &Value::Null));
    assert_eq!((&all["mean"][13], &all["max"][42]), (&json!("NaN"), &json!(1e9)));
    let told = server.json(&format!("{array}/line?max_columns=10")).await;
    assert_eq!(told["max"][4], 1e9);
    assert_eq!((&told["min"][4], &told["pos_inf"][4]), (&json!(40.0), &json!(1)));
    assert_eq!((&told["nan"][1], &told["mean"][9]), (&json!(1), &json!(94.5)));
    let part = server.json(&format!("{array}/line?column_range=40:44&max_columns=2")).await;
    assert_eq!((&part["numpy"], &part["columns"]["start"]), (&json!("arr[40:44]"), &json!(40)));
    assert_eq!(part["min"], json!([40.0, 1e9]));
    assert!(server.get(&format!("{array}/line?max_columns=0")).await.status.is_client_error());
    let row = server.json("/api/arrays/sample-4d/line?rows=1&columns=2&at=3,9,0,1").await;
    assert_eq!(row["numpy"], "arr[3, 9:10, :, 1]");
}

#[tokio::test]
async fn an_element_has_its_bits_and_the_others_along_an_axis() {
    let (server, array) = serving(&[f16::from_f32(-1.5), f16::from_f32(0.25)], &[1, 2]).await;
    let told = server.json(&format!("{array}/value?index=0,0&along=1")).await;
    assert_eq!((&told["value"], &told["bits"]), (&json!("-1.5"), &json!("1 01111 1000000000")));
    assert_eq!(told["along"], json!({"axis": 1, "values": ["-1.5", "0.25"]}));
    let refused = server.get(&format!("{array}/value?index=0,0&along=2")).await;
    assert!(refused.refusal(400, "parameter").contains("along"));
    let (server, array) = serving(&[7_i64], &[]).await;
    assert_eq!(server.json(&format!("{array}/value?index=")).await["bits"], Value::Null);
}
