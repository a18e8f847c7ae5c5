//! Files that are cut short, removed or replaced while they are served.

use std::fs;
use std::path::{Path, PathBuf};

use arrayscope_core::Array;
use arrayscope_formats::write;
use serde_json::json;
use tempfile::TempDir;

use crate::files::{file, serving, text};
use crate::support::Server;

/// What a page asks of an array.
const PANELS: [&str; 6] = ["slice", "summary", "stats", "signals", "histograms", "value?index=0,0"];

async fn refuses_everything(server: &Server, one: &str) {
    for panel in PANELS {
        server.get(&format!("{one}/{panel}")).await.refusal(422, "unreadable");
    }
    // The geometry was known before, and the server goes on.
    server.json(one).await;
}

async fn answers_everything(server: &Server, one: &str) {
    for panel in PANELS {
        let reply = server.get(&format!("{one}/{panel}")).await;
        assert_eq!(reply.status, 200, "{panel}");
    }
}

fn cut(path: &Path, nbytes: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(nbytes).unwrap();
}

/// A copy of a fixture, in a folder of its own.
fn copied(name: &str) -> (TempDir, PathBuf) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats").join(name);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(fixture.file_name().unwrap());
    copy(&fixture, &path);
    (folder, path)
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

#[tokio::test]
async fn a_file_cut_short_or_removed_is_an_error_and_no_crash() {
    let array = Array::from_slice(&vec![1.0_f64; 4096], &[64, 64]).unwrap();
    for keep in [true, false] {
        let (_folder, path) = file("a.npy", &array);
        let (server, one) = serving(text(&path), keep).await;
        server.json(&format!("{one}/summary")).await;
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1000).unwrap();
        for panel in ["slice", "summary", "stats", "signals", "histograms", "value?index=63,63"] {
            server.get(&format!("{one}/{panel}")).await.refusal(422, "unreadable");
        }
        fs::remove_file(&path).unwrap();
        server.get(&format!("{one}/slice")).await.refusal(422, "unreadable");
        // The geometry was known before.
        server.json(&one).await;
    }
}

#[tokio::test]
async fn new_values_in_the_same_geometry_are_shown_and_another_geometry_is_not() {
    let array = Array::from_slice(&[1.0_f32, 2.0], &[2]).unwrap();
    let (_folder, path) = file("a.npy", &array);
    let (server, one) = serving(text(&path), true).await;
    let twin = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(twin["values"], json!([[1.0, 2.0]]));

    let touch = |array: &Array, seconds: u64| {
        write::npy(&path, array).unwrap();
        // Another time of change, however coarse the clock of the file system is.
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    touch(&Array::from_slice(&[3.0_f32, 4.0], &[2]).unwrap(), 1000);
    let twin = server.json(&format!("{one}/slice.json")).await;
    assert_eq!(twin["values"], json!([[3.0, 4.0]]));

    touch(&Array::from_slice(&[3.0_f32, 4.0], &[1, 2]).unwrap(), 2000);
    let message = server.get(&format!("{one}/slice")).await.refusal(422, "unreadable");
    assert!(message.contains("changed"), "{message}");
}

#[tokio::test]
async fn a_container_cut_short_or_removed_is_an_error_until_it_is_whole_again() {
    for (name, member) in [("hdf5/chunks.h5", "fill/some"), ("zarr/tree.zip", "heat")] {
        let (_folder, path) = copied(name);
        let whole = fs::read(&path).unwrap();
        let (server, one) = serving(&format!("{}::{member}", text(&path)), true).await;
        answers_everything(&server, &one).await;
        for nbytes in [whole.len() - 1, whole.len() / 2, 0] {
            cut(&path, nbytes as u64);
            refuses_everything(&server, &one).await;
        }
        fs::remove_file(&path).unwrap();
        refuses_everything(&server, &one).await;
        fs::write(&path, &whole).unwrap();
        answers_everything(&server, &one).await;
    }
}

#[tokio::test]
async fn a_container_replaced_by_another_says_what_is_no_longer_there() {
    for (name, member, other) in
        [("hdf5/chunks.h5", "fill/some", "hdf5/links.h5"), ("zarr/tree.zip", "heat", "zarr/v3.zip")]
    {
        let (folder, path) = copied(name);
        let (server, one) = serving(&format!("{}::{member}", text(&path)), true).await;
        answers_everything(&server, &one).await;
        let (_other, other) = copied(other);
        fs::rename(&path, folder.path().join("before")).unwrap();
        fs::rename(&other, &path).unwrap();
        for panel in PANELS {
            let told = server.get(&format!("{one}/{panel}")).await.refusal(404, "not found");
            assert!(told.contains(member), "{panel}: {told}");
        }
    }
}

#[tokio::test]
async fn a_chunk_of_a_folder_that_is_cut_short_is_named_and_another_one_is_shown() {
    let (_folder, path) = copied("zarr/array3");
    let (server, one) = serving(text(&path), true).await;
    answers_everything(&server, &one).await;
    let chunk = path.join("c/1/0");
    let whole = fs::read(&chunk).unwrap();
    cut(&chunk, whole.len() as u64 - 3);
    for panel in ["slice", "summary", "stats", "signals", "histograms", "value?index=2,0"] {
        let told = server.get(&format!("{one}/{panel}")).await.refusal(422, "unreadable");
        assert!(told.contains("c/1/0"), "{panel}: {told}");
    }
    assert_eq!(server.json(&format!("{one}/value?index=0,1")).await["value"], "0.5");
    fs::write(&chunk, &whole).unwrap();
    answers_everything(&server, &one).await;

    // No chunk: its elements are the fill value, as in a store that is being written.
    fs::remove_file(&chunk).unwrap();
    assert_eq!(server.json(&format!("{one}/summary")).await["max"], json!(3.5));
    let described = fs::read_to_string(path.join("zarr.json")).unwrap();
    let other = described.replacen("    3,\n", "    2,\n", 1);
    assert_ne!(other, described);
    fs::write(path.join("zarr.json"), other).unwrap();
    for panel in PANELS {
        let told = server.get(&format!("{one}/{panel}")).await.refusal(422, "unreadable");
        assert!(told.contains("from float32 and [3, 4] to float32 and [2, 4]"), "{panel}: {told}");
    }
    fs::remove_dir_all(&path).unwrap();
    refuses_everything(&server, &one).await;
}
