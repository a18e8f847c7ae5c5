//! The part of a cross-section that is seen, from either end, and going to a place.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

use crate::support::{figure_is_what_the_server_says, spoiled_file};

/// What the picture shows: left and right, top and bottom, in elements.
const SEEN: &str = "JSON.stringify(document.querySelector('#cross-section-cells').picture?.seen)";

#[test]
fn what_is_flipped_is_painted_and_pointed_at_from_its_other_end() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    walk.paints_after(&json!({"index": [7, 2, 3]}), |session| session.type_anywhere("n"))?;
    session.type_anywhere("v")?;
    session.until(&format!("{SEEN} === '{{\"x\":[-0.5,7.5],\"y\":[5.5,-0.5]}}'"))?;
    figure_is_what_the_server_says(&walk)?;
    ensure!(walk.text("#cross-section-numpy")? == "arr[7, ::-1, :]", "the rows begin at the end");

    session.click("#flip-columns")?;
    session.until(&format!("{SEEN} === '{{\"x\":[7.5,-0.5],\"y\":[5.5,-0.5]}}'"))?;
    figure_is_what_the_server_says(&walk)?;
    ensure!(walk.text("#cross-section-numpy")? == "arr[7, ::-1, ::-1]", "and the columns");
    walk.hover(2, 3)?;
    session.until(
        "document.querySelector('#readout-pointer').textContent.startsWith('arr[7, 2, 3] = nan')",
    )?;

    // A swap turns the picture, and each end stays with its axis.
    session.click("#flip-columns")?;
    session.type_anywhere("t")?;
    session.until(&format!("{SEEN} === '{{\"x\":[5.5,-0.5],\"y\":[-0.5,7.5]}}'"))?;
    session.until("location.search.includes('&flip=columns')")?;
    ensure!(walk.text("#cross-section-numpy")? == "arr[7, ::-1, :].T", "as NumPy says it");
    walk.nothing_went_wrong()
}

#[test]
fn a_zoom_is_a_range_of_the_url_and_of_the_boxes() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    let boxes = |axis: usize| -> String {
        format!(
            "['from', 'to'].map((end) => document.querySelector(`#axis-${{end}}-{axis}`).value).join(':')"
        )
    };
    ensure!(session.run(&format!("return {}", boxes(2)), &[])? == "0:8", "everything is seen");

    walk.zoom((1, 2), (3, 5))?;
    session.until(&format!(
        "new URLSearchParams(location.search).get('column_range') === {}",
        boxes(2)
    ))?;
    // Whole elements, however the mouse was drawn.
    session.until(&format!(
        "(([from, to]) => {SEEN}.startsWith(`{{\"x\":[${{from - 0.5}},${{to - 0.5}}]`))({}.split(':'))",
        boxes(2)
    ))?;

    session.type_anywhere("a")?;
    session.until("!location.search.includes('_range')")?;
    session.type_into("#axis-from-1", "2")?;
    session.press("#axis-from-1", Key::Enter, 1)?;
    session.until(&format!("{SEEN} === '{{\"x\":[-0.5,7.5],\"y\":[1.5,5.5]}}'"))?;
    ensure!(walk.text("#cross-section-numpy")? == "arr[0, 2:6, :]", "the part as NumPy has it");

    // A reload shows the same; what the array does not have is repaired.
    let address = "array=spoiled.npy&rows=1&columns=2&at=0,0,0&row_range=2:99&column_range=3:4";
    walk.open(address)?;
    session.until(&format!("{SEEN} === '{{\"x\":[2.5,3.5],\"y\":[1.5,5.5]}}'"))?;
    session.until("location.search.includes('row_range=2:6&column_range=3:4')")?;
    session.click("#axis-all-2")?;
    session.until(&format!("{SEEN} === '{{\"x\":[-0.5,7.5],\"y\":[1.5,5.5]}}'"))?;
    walk.nothing_went_wrong()
}

#[test]
fn keys_and_buttons_go_to_the_first_of_a_kind() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    // a = np.load('spoiled.npy'); f = np.isfinite(a); np.argwhere(a == a[f].max())[0] and the like.
    for (key, index, note) in [
        (">", [13, 5, 7], "The maximum is at [13, 5, 7]"),
        ("n", [7, 2, 3], "The first NaN is at [7, 2, 3]"),
        ("d", [16, 0, 7], "The first \u{2212}Inf is at [16, 0, 7]"),
        ("<", [0, 0, 0], "The minimum is at [0, 0, 0]"),
    ] {
        walk.paints_after(&json!({ "index": index }), |session| session.type_anywhere(key))?;
        ensure!(walk.text("#note")? == note, "{}", walk.text("#note")?);
    }
    session.until("document.querySelector('[data-place=pos_inf]').disabled")?;

    // A zoom ends where the place would not be seen.
    walk.open("array=spoiled.npy&rows=1&columns=2&at=0,0,0&row_range=0:2&column_range=6:8")?;
    walk.paints_after(&json!({"index": [7, 2, 3]}), |session| session.click("[data-place=nan]"))?;
    session.until(&format!("{SEEN} === '{{\"x\":[-0.5,7.5],\"y\":[-0.5,5.5]}}'"))?;
    walk.nothing_went_wrong()
}
