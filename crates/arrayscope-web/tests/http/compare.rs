//! Two arrays of one shape: how much they differ, and their difference as an array.

use arrayscope_core::Array;
use arrayscope_core::dtype::Complex;
use arrayscope_formats::{OpenOptions, write};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::Server;

/// A server with the arrays, their ids, and the folder of their files.
async fn with_arrays(arrays: &[Array]) -> (Server, Vec<String>, TempDir) {
    let server = Server::new();
    let folder = tempfile::tempdir().unwrap();
    for (place, array) in arrays.iter().enumerate() {
        let path = folder.path().join(format!("{place}.npy"));
        write::npy(&path, array).unwrap();
        server.state.open(path.to_str().unwrap(), &OpenOptions::default()).unwrap();
    }
    let listed = server.json("/api/arrays").await;
    let ids = listed["arrays"].as_array().unwrap().iter();
    let ids = ids.take(arrays.len()).map(|entry| entry["id"].as_str().unwrap().to_owned());
    (server, ids.collect(), folder)
}

#[tokio::test]
async fn every_statistic_of_the_difference_is_told() {
    let a = Array::from_slice(&[1.0_f32, 2.0, f32::NAN, 4.0, f32::INFINITY, 6.5], &[2, 3]).unwrap();
    let b = Array::from_slice(&[1.0_f32, 2.5, 3.0, 8.0, f32::INFINITY, f32::NAN], &[2, 3]).unwrap();
    let (server, ids, _folder) = with_arrays(&[a, b]).await;
    let told = server.json(&format!("/api/arrays/{}/compare?other={}", ids[0], ids[1])).await;
    let found = |count: u64, first: Value| json!({ "count": count, "first": first });
    assert_eq!(told["differ"], found(4, json!([0, 1])));
    assert_eq!(told["nan_only_a"], found(1, json!([0, 2])));
    assert_eq!(told["nan_only_b"], found(1, json!([1, 2])));
    assert_eq!(told["same_infinity"], found(1, json!([1, 1])));
    assert_eq!((&told["size"], &told["count"]), (&json!(6), &json!(3)));
    assert_eq!(
        (&told["min"], &told["max"], &told["mean"]),
        (&json!(-4.0), &json!(0.0), &json!(-1.5))
    );
    assert_eq!((&told["max_abs"], &told["max_abs_index"]), (&json!(4.0), &json!([1, 0])));
    assert_eq!((&told["a"], &told["b"]), (&json!("0.npy"), &json!("1.npy")));
}

#[tokio::test]
async fn the_difference_is_an_array_like_any_other() {
    let a = Array::from_slice(&[3_u8, 200, 7, 0], &[2, 2]).unwrap();
    let b = Array::from_slice(&[5_i64, 1, 7, i64::MAX], &[2, 2]).unwrap();
    let (server, ids, _folder) = with_arrays(&[a, b]).await;
    let base = format!("/api/arrays/{}-minus-{}", ids[0], ids[1]);
    let geometry = server.json(&base).await;
    assert_eq!((&geometry["dtype"], &geometry["shape"]), (&json!("float64"), &json!([2, 2])));
    assert_eq!(geometry["address"], "0.npy − 1.npy");
    let slice = server.json(&format!("{base}/slice.json")).await;
    assert_eq!(slice["values"], json!([[-2.0, 199.0], [0.0, -9_223_372_036_854_775_807.0]]));
    assert_eq!(server.json(&format!("{base}/value?index=0,1")).await["value"], "199.0");
    assert_eq!(server.json(&format!("{base}/summary")).await["max"], 199.0);
    assert_eq!(server.get(&format!("{base}/slice.npy")).await.status, 200);
}

/// `((k % 5) / 4 + 1j * (k % 7) / 2).astype('c8')` and `(k % 4) / 2 - 1j * (k % 3) / 4` for
/// `k = np.arange(12)`, with `a[0, 1] = complex(nan, 1)`, `b[2, 3] = complex(1, inf)` and
/// `b[1, 0] = a[1, 0]`.
fn complex_pair() -> [Array; 2] {
    let of = |k: u16, length: u16, unit: f64| f64::from(k % length) * unit;
    let mut b: Vec<_> =
        (0..12).map(|k| Complex { re: of(k, 4, 0.5), im: -of(k, 3, 0.25) }).collect();
    #[expect(clippy::cast_possible_truncation, reason = "quarters")]
    let mut a: Vec<_> =
        (0..12).map(|k| Complex { re: of(k, 5, 0.25) as f32, im: of(k, 7, 0.5) as f32 }).collect();
    b[4] = Complex { re: a[4].re.into(), im: a[4].im.into() };
    a[1] = Complex { re: f32::NAN, im: 1.0 };
    b[11] = Complex { re: 1.0, im: f64::INFINITY };
    [Array::from_slice(&a, &[3, 4]).unwrap(), Array::from_slice(&b, &[3, 4]).unwrap()]
}

/// Numbers told with at least fifteen digits.
fn are_near(told: &Value, numbers: &[f64]) {
    let told: Vec<f64> =
        told.as_array().unwrap().iter().map(|told| told.as_f64().unwrap()).collect();
    assert_eq!(told.len(), numbers.len());
    for (told, number) in told.iter().zip(numbers) {
        assert!((told - number).abs() <= 1e-15 * number.abs(), "{told} {number}");
    }
}

#[tokio::test]
async fn complex_differences_are_measured_by_their_magnitude() {
    let (server, ids, _folder) = with_arrays(&complex_pair()).await;
    let told = server.json(&format!("/api/arrays/{}/compare?other={}", ids[0], ids[1])).await;
    assert_eq!((&told["of"], &told["count"]), (&json!("magnitude"), &json!(10)));
    // d = a - b; m = np.abs(d); f = m[np.isfinite(m)]
    let statistics = json!([told["max"], told["mean"], told["rms"], told["max_abs"]]);
    let largest = 3.092_329_219_213_245;
    let (mean, rms) = (1.480_627_512_980_033_5, 1.790_600_457_946_998);
    are_near(&statistics, &[largest, mean, rms, largest]);
    assert_eq!((&told["min"], &told["max_abs_index"]), (&json!(0.0), &json!([1, 2])));
    assert_eq!(told["differ"], json!({ "count": 10, "first": [0, 1] }));
    assert_eq!(told["nan_only_a"], json!({ "count": 1, "first": [0, 1] }));
    assert_eq!(told["infinite"], json!({ "count": 1, "first": [2, 3] }));
}

#[tokio::test]
async fn a_complex_difference_is_shown_by_its_parts() {
    let (server, ids, _folder) = with_arrays(&complex_pair()).await;
    let base = format!("/api/arrays/{}-minus-{}", ids[0], ids[1]);
    assert_eq!(server.json(&base).await["dtype"], "complex128");
    let value = server.json(&format!("{base}/value?index=0,2")).await;
    assert_eq!(value["value"], "-0.5+1.5j");
    let row = async |query: &str, row: usize| {
        let slice = server.json(&format!("{base}/slice.json?{query}")).await;
        (slice["of"].clone(), slice["values"][row].clone())
    };
    assert_eq!(row("part=real", 2).await, (json!("real"), json!([0.75, 0.5, -1.0, -0.75])));
    let (of, phases) = row("part=phase", 1).await;
    assert_eq!(of, "phase");
    let angles = [0.0, 1.735_945_004_209_523_5, 1.815_774_989_921_760_8, 2.896_613_990_462_929];
    are_near(&phases, &angles);
    let (of, magnitudes) = row("", 0).await;
    assert_eq!((of, &magnitudes[1]), (json!("magnitude"), &json!("NaN")));
    assert_eq!(server.get(&format!("{base}/slice.npy")).await.status, 200);
}

#[tokio::test]
async fn arrays_that_cannot_be_compared_are_refused_with_the_reason() {
    let server = Server::new();
    let of = |query: &str| format!("/api/arrays/sample-4d/compare{query}");
    let message = server.get(&of("?other=sample-3d")).await.refusal(422, "shape");
    assert!(message.contains("(32, 28, 28, 3) and "), "{message}");
    server.get(&of("?other=nothing")).await.refusal(404, "not found");
    server.get(&of("")).await.refusal(400, "parameter");
    let target = "/api/arrays/sample-4d-minus-sample-3d/slice";
    server.get(target).await.refusal(422, "shape");
    let target = "/api/arrays/sample-4d-minus-sample-4d-minus-sample-4d/slice";
    server.get(target).await.refusal(404, "not found");
}

#[tokio::test]
async fn parts_are_compared_as_the_whole_would_be() {
    // Several parts of 4 MiB.
    let (rows, columns) = (1500, 2000);
    let values: Vec<f64> = (0..rows * columns).map(f64::from).collect();
    let a = Array::from_slice(&values, &[1500, 2000]).unwrap();
    let turned: Vec<f64> = values.iter().map(|value| value + 0.5).collect();
    let b = Array::from_slice(&turned, &[1500, 2000]).unwrap();
    let (server, ids, _folder) = with_arrays(&[a, b]).await;
    let told = server.json(&format!("/api/arrays/{}/compare?other={}", ids[0], ids[1])).await;
    assert_eq!((&told["differ"]["count"], &told["count"]), (&json!(3_000_000), &json!(3_000_000)));
    assert_eq!((&told["mean"], &told["rms"]), (&json!(-0.5), &json!(0.5)));
    assert_eq!(told["max_abs_index"], json!([0, 0]));
}

#[tokio::test]
async fn signals_and_places_of_a_difference_are_found_in_parts() {
    let server = Server::with(|config| config.memory.read_bytes = 4096);
    let base = "/api/arrays/sample-4d-minus-sample-4d";
    let signals = server.json(&format!("{base}/signals")).await;
    assert_eq!(signals["signals"].as_array().map(Vec::len), Some(6));
    let place = server.json(&format!("{base}/place?of=max")).await;
    assert_eq!(place["index"], json!([0, 0, 0, 0]));
    assert_eq!(server.json(&format!("{base}/summary")).await["count"], 75264);
    // As a whole it needs 8 bytes of its own and 4 of each array per element.
    let message = server.get(&format!("{base}/report.html")).await.refusal(413, "too large");
    assert!(message.contains(&(75264 * 16).to_string()), "{message}");
}
