//! The hostile files in `attacks/`, and what is said of each.

#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use arrayscope_core::stats::summary;
use arrayscope_formats::{Access, ArraySource, OpenOptions, Window, open};

/// Arrays of one file that are looked at.
const MOST_ARRAYS: usize = 4;

/// The folder of a folder of hostile files for each format.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../attacks")
}

/// Names in a folder, sorted.
fn names(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What is opened, relative to the folder: files, stores, and indexes of what lies beside
/// them.
pub(crate) fn opened() -> Vec<String> {
    let mut opened = Vec::new();
    for format in names(&folder()) {
        if !folder().join(&format).is_dir() {
            continue;
        }
        for name in names(&folder().join(&format)) {
            let index = format!("{format}/{name}/index.json");
            let is_index = folder().join(&index).is_file();
            opened.push(if is_index { index } else { format!("{format}/{name}") });
        }
    }
    opened
}

/// The rows of the table: for each file, in this order, the step and its words.
pub(crate) fn table() -> BTreeMap<String, Vec<(String, String)>> {
    let mut table = BTreeMap::<_, Vec<_>>::new();
    let text = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    for line in text.lines().skip(1) {
        let [file, step, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        table.entry(file.to_owned()).or_default().push((step.to_owned(), words.to_owned()));
    }
    table
}

/// The table of what is said.
pub(crate) fn written(all: &BTreeMap<String, Vec<(String, String)>>) -> String {
    let mut text = "file\tstep\twords\n".to_owned();
    for (file, rows) in all {
        for (step, words) in rows {
            writeln!(text, "{file}\t{step}\t{words}").unwrap();
        }
    }
    text
}

/// Goes the whole way with a file: opens it, lists its arrays, reads a slice, reads all of it
/// and computes its statistics. Returns what was refused on the way, by step; of a file of
/// which nothing is refused, what was noted.
pub(crate) fn said(file: &str, access: Access) -> Vec<(String, String)> {
    let options = OpenOptions { access, shown_as: Some(file.to_owned()), ..OpenOptions::default() };
    let container = match open(&folder().join(file), &options) {
        Ok(container) => container,
        Err(error) => return vec![("open".to_owned(), error.to_string())],
    };
    let note = |note: &arrayscope_formats::Note| ("note".to_owned(), note.to_string());
    let notes: Vec<_> = container.notes().iter().map(note).collect();
    assert!(notes.iter().all(|(_, note)| !note.contains(char::is_control)), "{file}: {notes:?}");
    let mut said = Vec::new();
    let infos = container.arrays();
    if infos.is_empty()
        && let Err(error) = container.source(None)
    {
        said.push(("list".to_owned(), error.to_string()));
    }
    for info in infos.iter().take(MOST_ARRAYS) {
        match container.source(info.name.as_deref()) {
            Ok(source) => said.extend(refused(&*source)),
            Err(error) => said.push(("list".to_owned(), error.to_string())),
        }
    }
    if said.is_empty() { notes } else { said }
}

/// The step at which an array is refused, and the words.
fn refused(source: &dyn ArraySource) -> Option<(String, String)> {
    let shape = source.info().shape();
    let middle = Window::new(shape.iter().map(|&n| n / 2..(n / 2 + 1).min(n)).collect());
    if let Err(error) = source.read(&middle) {
        return Some(("slice".to_owned(), error.to_string()));
    }
    match source.read(&Window::all(shape)) {
        Ok(array) => drop(summary(&array.view())),
        Err(error) => return Some(("read".to_owned(), error.to_string())),
    }
    None
}
