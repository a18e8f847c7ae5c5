//! A file with many arrays is a tree under the source: looked through, searched, and used with the keyboard alone.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::{Map, json};

const NAMES: [&str; 8] =
    ["mean", "test/deep/x", "test/deep/y", "test/z", "train/w", "train/x", "train/y", "train/z"];

/// A safetensors file: the length of a header, the header, the elements.
fn write(path: &Path) -> Result<()> {
    let mut header = Map::new();
    let mut elements = Vec::new();
    for (place, name) in NAMES.iter().enumerate() {
        let start = elements.len();
        for value in 0..6_u8 {
            elements.push(value + 10 * u8::try_from(place)?);
        }
        let told = json!({"dtype": "U8", "shape": [2, 3], "data_offsets": [start, elements.len()]});
        header.insert((*name).to_owned(), told);
    }
    let header = serde_json::to_vec(&header)?;
    let mut file = u64::try_from(header.len())?.to_le_bytes().to_vec();
    file.extend([header, elements].concat());
    Ok(fs::write(path, file)?)
}

/// Name, level and whether it is open or selected, of every row.
const ROWS: &str = "return [...document.querySelectorAll('#tree [role=treeitem]')].map((row) =>
    [row.querySelector('.tree-name').textContent, row.ariaLevel, row.ariaExpanded ?? '', row.ariaSelected].join(' '))";

#[test]
fn the_arrays_of_a_file_are_a_tree_that_is_searched_and_walked_through() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("many.safetensors");
    write(&path)?;
    let walk = Walk::start(&[&path])?;
    let session = walk.session();
    let rows = || -> Result<Vec<String>> { Ok(serde_json::from_value(session.run(ROWS, &[])?)?) };
    ensure!(walk.text("#source-tree summary")? == "Browse 8 arrays");

    // What is on display can be seen.
    session.click("#source-tree summary")?;
    let first = rows()?;
    ensure!(
        first
            == [
                "many.safetensors 1 true false",
                "mean 2  true",
                "test 2 false false",
                "train 2 false false"
            ],
        "{first:?}"
    );
    let violations = walk.violations()?;
    ensure!(violations.is_empty(), "{violations:#?}");
    let told = walk.text("#tree [aria-selected=true]")?;
    ensure!(told.contains("(2, 3) uint8 · 6 bytes"), "{told}");

    // Down to the group, into it, and down to an array.
    session.run("document.querySelector('#tree [tabindex=\"0\"]').focus()", &[])?;
    session.type_anywhere("\u{e015}\u{e014}\u{e014}\u{e014}\u{e015}\u{e015}")?;
    let inside = rows()?;
    ensure!(
        inside[2..6] == ["test 2 true false", "deep 3 true false", "x 4  false", "y 4  false"],
        "{inside:?}"
    );
    let focused = "return document.activeElement.dataset.key";
    ensure!(session.run(focused, &[])? == json!("file|many.safetensors/test/deep/y"));
    walk.paints_after(&json!({"address": "many.safetensors::test/deep/y"}), |session| {
        session.press_anywhere(Key::Enter)
    })?;
    ensure!(rows()?[5] == "y 4  true");

    // Left goes to the group and closes it.
    session.type_anywhere("\u{e012}\u{e012}")?;
    ensure!(rows()?[3] == "deep 3 false false");

    session.type_into("#tree-search", "TRAIN (2, z")?;
    let found = rows()?;
    ensure!(found == ["train/z 1  false"], "{found:?}");
    walk.paints_after(&json!({"address": "many.safetensors::train/z"}), |session| {
        session.click("#tree [role=treeitem]")
    })?;
    ensure!(walk.slice()?["values"][1][2] == json!(75));
    session.type_into("#tree-search", " nowhere")?;
    ensure!(rows()?.is_empty() && walk.text("#source-tree [role=status]")?.starts_with("No array"));
    walk.nothing_went_wrong()
}
