//! Files named when the server starts.

use std::fs;
use std::path::{Path, PathBuf};

use arrayscope_core::Array;
use arrayscope_core::layout::Layout;
use arrayscope_formats::{OpenOptions, write};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::Server;

/// A folder with one `.npy` of the given elements.
pub(crate) fn file(name: &str, array: &Array) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    write::npy(&path, array).unwrap();
    (folder, path)
}

/// A server with this address opened, and the routes of its first array.
pub(crate) async fn serving(address: &str, keep: bool) -> (Server, String) {
    let server = Server::with(|config| {
        if !keep {
            config.memory.keep_array_bytes = 0;
        }
    });
    server.state.open(address, &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let id = listed["arrays"][0]["id"].as_str().unwrap();
    let one = format!("/api/arrays/{id}");
    (server, one)
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test]
async fn files_come_before_the_samples_and_nothing_tells_where_they_lie() {
    let array = Array::from_slice(&[1_i16, 2], &[2]).unwrap();
    let (_folder, path) = file("secret.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    let listed = server.json("/api/arrays").await;
    let first = &listed["arrays"][0];
    assert_eq!(first["title"], "secret.npy");
    assert_eq!(first["address"], "secret.npy");
    assert_eq!(first["source"], "file");
    assert!(!one.contains("secret"));
    assert_eq!(first["id"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn integers_beyond_two_to_the_53_arrive_digit_by_digit() {
    let edge = 9_007_199_254_740_993_i64;
    let array = Array::from_slice(&[edge, -edge, 1, i64::MAX], &[2, 2]).unwrap();
    let (_folder, path) = file("big.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    let twin = server.json(&format!("{one}/slice.json")).await;
    let expected = json!([["9007199254740993", "-9007199254740993"], [1.0, "9223372036854775807"]]);
    assert_eq!(twin["values"], expected);
    let summary = server.json(&format!("{one}/summary")).await;
    assert_eq!(summary["max"], "9223372036854775807");
    let value = server.json(&format!("{one}/value?index=0,0")).await;
    assert_eq!(value["value"], "9007199254740993");
}

#[tokio::test]
async fn a_column_order_file_keeps_its_strides_and_its_values() {
    let bytes: Vec<u8> = (0..6_u8).collect();
    let dtype = arrayscope_core::DType::U8;
    let order = arrayscope_core::ByteOrder::NotApplicable;
    let layout = Layout::f_order(&[2, 3], 1).unwrap();
    let array = Array::try_new(bytes.into(), dtype, order, layout).unwrap();
    let (_folder, path) = file("f.npy", &array);
    for keep in [true, false] {
        let (server, one) = serving(text(&path), keep).await;
        let twin = server.json(&format!("{one}/slice.json")).await;
        assert_eq!(twin["values"], json!([[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]));
    }
}

#[tokio::test]
async fn an_address_with_an_index_shows_that_part() {
    let values: Vec<i32> = (0..24).collect();
    let array = Array::from_slice(&values, &[2, 3, 4]).unwrap();
    let (_folder, path) = file("a.npy", &array);
    let (server, one) = serving(&format!("{}[1, :, ::2]", text(&path)), false).await;
    let geometry = server.json(&one).await;
    assert_eq!(geometry["shape"], json!([3, 2]));
    assert_eq!(geometry["title"], "a.npy[1, :, ::2]");
    let twin = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(twin["values"], json!([[12.0, 14.0], [16.0, 18.0], [20.0, 22.0]]));
}

#[tokio::test]
async fn what_is_larger_than_memory_is_refused_as_a_whole_but_summed_up_in_parts() {
    let array = Array::from_slice(&vec![1.0_f64; 1000], &[10, 10, 10]).unwrap();
    let (_folder, path) = file("a.npy", &array);
    let server = Server::with(|config| {
        config.memory.keep_array_bytes = 0;
        config.memory.read_bytes = 800;
    });
    server.state.open(text(&path), &OpenOptions::default()).unwrap();
    let listed = server.json("/api/arrays").await;
    let one = format!("/api/arrays/{}", listed["arrays"][0]["id"].as_str().unwrap());
    server.get(&format!("{one}/report.html")).await.refusal(413, "too large");
    assert_eq!(server.json(&format!("{one}/summary")).await["count"], 1000);
    let over = server.json(&format!("{one}/stats?axis=0")).await;
    assert_eq!(over["axes"][0]["mean"].as_array().map(Vec::len), Some(100));
    let profiles = server.json(&format!("{one}/profiles")).await;
    assert_eq!(profiles["axes"][2]["count"], json!(vec![100; 10]));
    server.json(&format!("{one}/slice.json")).await;
}

#[tokio::test]
async fn statistics_with_more_entries_than_a_page_can_hold_are_refused() {
    let array = Array::from_slice(&vec![1_u8; (1 << 20) + 1], &[(1 << 20) + 1, 1]).unwrap();
    let (_folder, path) = file("a.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    let message = server.get(&format!("{one}/stats?axis=1")).await.refusal(413, "too large");
    assert!(message.contains("along=true"), "{message}");
    server.json(&format!("{one}/stats?axis=0")).await;
}

#[tokio::test]
async fn statistics_of_a_shape_that_nothing_stands_behind_are_refused_and_a_slice_is_shown() {
    let bomb = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../attacks/zarr/v2_shape_bomb");
    let (server, one) = serving(text(&bomb), true).await;
    for question in ["summary", "stats?axis=0", "signals"] {
        let reply = server.get(&format!("{one}/{question}")).await;
        let told = String::from_utf8_lossy(&reply.body).into_owned();
        assert!(told.contains("1000 × what is stored is not credible"), "{question}: {told}");
    }
    assert_eq!(server.json(&format!("{one}/value?index=7")).await["value"], "0");
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_told_on_the_page() {
    let server = Server::new();
    let error = server.state.open("/nowhere/at/all\u{1b}.npy", &OpenOptions::default());
    assert!(error.is_err());
    let listed = server.json("/api/arrays").await;
    assert_eq!(listed["notes"][0]["title"], "all\\u{1b}.npy");
    assert_eq!(listed["arrays"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn arrays_without_elements_are_shown_as_far_as_they_go() {
    let array = Array::from_slice::<f32>(&[], &[0, 3]).unwrap();
    let (_folder, path) = file("empty.npy", &array);
    for keep in [true, false] {
        let (server, one) = serving(text(&path), keep).await;
        let twin = server.json(&format!("{one}/slice.json")).await;
        assert_eq!(twin["values"], json!([]));
        assert_eq!(twin["min"], "NaN");
        for panel in ["", "/summary", "/signals", "/stats", "/stats?axis=0&along=true"] {
            server.json(&format!("{one}{panel}")).await;
        }
        let histograms = server.json(&format!("{one}/histograms")).await;
        assert_eq!(histograms["channel_axis"], Value::Null);
        server.get(&format!("{one}/value?index=0,0")).await.refusal(422, "out of range");
    }
}

#[tokio::test]
async fn a_hidden_axis_without_an_index_gives_a_cross_section_without_rows() {
    let array = Array::from_slice::<f32>(&[], &[0, 3, 3]).unwrap();
    let (_folder, path) = file("empty.npy", &array);
    for keep in [true, false] {
        let (server, one) = serving(text(&path), keep).await;
        assert_eq!(server.json(&format!("{one}/slice.json")).await["values"], json!([]));
        server.json(&format!("{one}/histograms")).await;
    }
}

#[tokio::test]
async fn lengths_of_nothing_that_no_memory_holds_are_refused() {
    let array = Array::from_slice::<f32>(&[], &[0, 1 << 40]).unwrap();
    let (_folder, path) = file("endless.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    for panel in ["", "/signals", "/summary", "/slice.json", "/histograms"] {
        server.json(&format!("{one}{panel}")).await;
    }
    server.get(&format!("{one}/stats?axis=0")).await.refusal(422, "shape");
}

#[tokio::test]
async fn complex_numbers_are_shown_by_their_magnitude() {
    let bytes: Vec<u8> = [3.0_f32, 4.0].iter().flat_map(|value| value.to_ne_bytes()).collect();
    let dtype = arrayscope_core::DType::Complex64;
    let order = arrayscope_core::ByteOrder::NATIVE;
    let array =
        Array::try_new(bytes.into(), dtype, order, Layout::c_order(&[1], 8).unwrap()).unwrap();
    let (_folder, path) = file("z.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    let twin = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(twin["of"], "magnitude");
    assert_eq!(twin["values"], json!([[5.0]]));
}

#[tokio::test]
async fn a_file_put_in_the_place_of_another_is_noticed_by_more_than_its_time() {
    let (folder, path) = file("a.npy", &Array::from_slice(&[1.0_f32, 2.0], &[2]).unwrap());
    let (server, one) = serving(text(&path), true).await;
    server.json(&format!("{one}/slice.json")).await;
    let other = folder.path().join("b.npy");
    write::npy(&other, &Array::from_slice(&[3.0_f32, 4.0], &[2]).unwrap()).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::OpenOptions::new().write(true).open(&other).unwrap().set_modified(time).unwrap();
    fs::rename(&other, &path).unwrap();
    for _ in 0..2 {
        let twin = server.json(&format!("{one}/slice.json")).await;
        assert_eq!(twin["values"], json!([[3.0, 4.0]]));
    }
}

#[tokio::test]
async fn a_table_with_other_column_names_is_not_the_one_that_was_opened() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("t.csv");
    fs::write(&path, "height,width\n1,2\n3,4\n").unwrap();
    let (server, one) = serving(text(&path), false).await;
    fs::write(&path, "width,height\n1,2\n3,4\n5,6\n").unwrap();
    server.get(&format!("{one}/slice")).await.refusal(422, "unreadable");
    fs::write(&path, "width,height\n1,2\n3,4\n").unwrap();
    let message = server.get(&format!("{one}/slice")).await.refusal(422, "unreadable");
    assert!(message.contains("names of its axes"), "{message}");
    fs::write(&path, "height,width\n5,6\n7,8\n").unwrap();
    let twin = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(twin["values"], json!([[5.0, 6.0], [7.0, 8.0]]));
}

#[tokio::test]
async fn a_note_about_an_address_does_not_tell_the_folder() {
    let (folder, path) = file("ok.npy", &Array::from_slice(&[1.0_f32], &[1]).unwrap());
    let server = Server::new();
    let address = format!("{}[abc]", text(&path));
    server.state.open(&address, &OpenOptions::default()).unwrap_err();
    let notes = server.json("/api/arrays").await["notes"].clone();
    let note = notes[0]["text"].as_str().unwrap();
    assert!(note.contains("ok.npy[abc]") && !note.contains(text(folder.path())), "{note}");
}
