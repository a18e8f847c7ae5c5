//! The pointer over a cell shows the element that NumPy has there.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::{Value, json};

/// Hovers over a cell and waits for the exact text of its element.
fn pointer_text(walk: &Walk, (row, column): (usize, usize), index: &[usize]) -> Result<String> {
    walk.hover(row, column)?;
    let list = index.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let text = "document.querySelector('#readout-pointer').textContent";
    let known = format!("{text}.startsWith('arr[{list}] = ') && !{text}.includes('…') && {text}");
    let found = walk
        .session()
        .until(&known)
        .with_context(|| format!("found {:?}", walk.text("#readout-pointer")))?;
    let found = found.as_str().context("text")?;
    found.split_once(" = ").map(|(_, value)| value.to_owned()).context("a value")
}

/// What `/value` says of an element.
fn value(walk: &Walk, index: &[usize]) -> Result<Value> {
    let list = index.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    Ok(walk.ask(&format!("/api/arrays/{}/value?index={list}", walk.array()?))?["value"].clone())
}

#[test]
fn hover_shows_the_element_that_was_written_there() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("made here.npy");
    let element =
        |[batch, row, column]: [u16; 3]| f64::from(1000 * batch + 10 * row + column) + 0.125;
    let mut bytes = Vec::new();
    for batch in 0..3 {
        for row in 0..4 {
            for column in 0..5 {
                bytes.extend_from_slice(&element([batch, row, column]).to_be_bytes());
            }
        }
    }
    write_npy(&path, ">f8", &[3, 4, 5], &bytes)?;

    let walk = Walk::start(&[&path])?;
    ensure!(
        walk.attribute("#shape-badge", "data-shape")? == "(3, 4, 5)",
        "a named file is shown first"
    );
    walk.open(&format!("array={}&at=2,0,0", walk.array()?))?;
    for (row, column) in [(0, 0), (0, 4), (3, 0), (3, 4), (1, 3)] {
        let expected = element([2, row, column]).to_string();
        let (row, column) = (usize::from(row), usize::from(column));
        let index = [2, row, column];
        ensure!(
            pointer_text(&walk, (row, column), &index)? == expected,
            "element {index:?} is {expected}"
        );
        ensure!(
            value(&walk, &index)? == json!(expected),
            "the server says {:?}",
            value(&walk, &index)
        );
    }
    walk.nothing_went_wrong()
}

#[test]
fn hover_shows_what_numpy_read_from_its_own_file() -> Result<()> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats");
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures.join("expected.json"))?)?;
    let elements =
        expected["f_order.npy"]["elements"].as_array().context("elements of f_order.npy")?;

    let walk = Walk::start(&[&fixtures.join("f_order.npy")])?;
    ensure!(
        walk.attribute("#shape-badge", "data-shape")? == "(2, 3, 4)",
        "the shape of f_order.npy"
    );
    walk.open(&format!("array={}&rows=1&columns=2&at=1,0,0", walk.array()?))?;
    for (row, column) in [(0, 0), (2, 1), (1, 3)] {
        // Elements are listed in C order.
        let told = elements[12 + 4 * row + column].as_str().context("text")?;
        ensure!(
            pointer_text(&walk, (row, column), &[1, row, column])? == told,
            "arr[1, {row}, {column}] is {told}"
        );
    }
    walk.nothing_went_wrong()
}

#[test]
fn large_integers_and_what_is_not_finite_are_exact_under_the_pointer() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let integers = [i64::MIN, (1 << 53) + 1, -1, i64::MAX];
    let path = folder.path().join("integers.npy");
    write_npy(&path, "<i8", &[2, 2], &integers.map(i64::to_le_bytes).concat())?;
    let floats = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.1];
    let other = folder.path().join("odd floats.npy");
    write_npy(&other, "<f4", &[2, 2], &floats.map(f32::to_le_bytes).concat())?;

    let walk = Walk::start(&[&path, &other])?;
    for (place, expected) in integers.iter().enumerate() {
        let (row, column) = (place / 2, place % 2);
        ensure!(
            pointer_text(&walk, (row, column), &[row, column])? == expected.to_string(),
            "element {expected}"
        );
    }

    walk.paints_after(&json!({"rows": 0, "columns": 1}), |session| {
        session.click("#source-select optgroup[label='Files'] option:nth-child(2)")
    })?;
    for (place, expected) in ["nan", "inf", "-inf", "0.1"].into_iter().enumerate() {
        let (row, column) = (place / 2, place % 2);
        ensure!(
            pointer_text(&walk, (row, column), &[row, column])? == expected,
            "element {expected}"
        );
    }
    let figure = walk.figure()?;
    ensure!(figure.marks == [[1, 2], [3, 0]], "marks of NaN, +Inf and −Inf: {:?}", figure.marks);
    for mark in ["#count-nan", "#count-pos-inf", "#count-neg-inf"] {
        ensure!(walk.text(mark)? == "1", "{mark}: {:?}", walk.text(mark));
    }
    walk.nothing_went_wrong()
}
