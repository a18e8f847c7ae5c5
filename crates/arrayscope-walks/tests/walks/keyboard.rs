//! The page without a mouse.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

use crate::support::{figure_is_what_the_server_says, spoiled_file};

#[test]
fn tab_goes_through_the_controls_in_reading_order() -> Result<()> {
    let walk = Walk::start(&[])?;
    let mut visited = Vec::new();
    for _ in 0..33 {
        walk.session().press_anywhere(Key::Tab)?;
        let focus = "const {id, className} = document.activeElement; return id || className";
        visited.push(walk.session().run(focus, &[])?);
    }
    let expected = json!([
        "skip",
        "source-select",
        "upload-button",
        "compare-select",
        "rows-select",
        "flip-rows",
        "columns-select",
        "flip-columns",
        "swap-axes",
        "axis-play-0",
        "axis-slider-0",
        "axis-box-0",
        "axis-play-1",
        "axis-slider-1",
        "axis-box-1",
        "axis-from-1",
        "axis-to-1",
        "axis-play-2",
        "axis-slider-2",
        "axis-box-2",
        "axis-from-2",
        "axis-to-2",
        "axis-play-3",
        "axis-slider-3",
        "axis-box-3",
        "play-speed",
        "play-turn",
        "show-select",
        "colormap-select",
        "limits-select",
        "simulate-error",
        "reset",
        "help-button",
    ]);
    ensure!(json!(visited) == expected, "visited {visited:?}");
    walk.nothing_went_wrong()
}

#[test]
fn sliders_are_labelled_by_their_axis() -> Result<()> {
    let walk = Walk::start(&[])?;
    let labels = "return [...document.querySelectorAll('input[type=range]')].map(({labels}) => labels[0].textContent)";
    let labels = walk.session().run(labels, &[])?;
    for (axis, label) in labels.as_array().into_iter().flatten().enumerate() {
        ensure!(
            label.as_str().is_some_and(|label| label.starts_with(&format!("axis {axis}"))),
            "{labels}"
        );
    }
    ensure!(labels.as_array().is_some_and(|labels| labels.len() == 4), "{labels}");
    walk.nothing_went_wrong()
}

#[test]
fn a_walk_with_the_keyboard_alone() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    session.until("document.querySelector('[data-signal=non-finite] .measured')")?;

    // Without a focus, keys move the axis that chooses the picture.
    walk.paints_after(&json!({"index": [2, 0, 0]}), |session| {
        session.press_anywhere(Key::Right)?;
        session.press_anywhere(Key::Right)
    })?;
    walk.paints_after(&json!({"index": [7, 2, 3]}), |session| session.type_anywhere("n"))?;
    figure_is_what_the_server_says(&walk)?;
    ensure!(
        walk.text("#note")?.contains("The first NaN is at [7, 2, 3]"),
        "{}",
        walk.text("#note")?
    );

    session.type_anywhere("1")?;
    let focus = "return document.activeElement.id";
    ensure!(session.run(focus, &[])? == "axis-slider-1", "the key of an axis focuses its slider");
    walk.paints_after(&json!({"index": [7, 5, 3]}), |session| session.press_anywhere(Key::End))?;
    walk.paints_after(&json!({"index": [7, 0, 3]}), |session| session.press_anywhere(Key::Home))?;
    session.type_anywhere("0")?;
    // A tenth of 20.
    walk.paints_after(&json!({"index": [9, 0, 3]}), |session| session.press_anywhere(Key::PageUp))?;

    walk.paints_after(&json!({"rows": 1, "columns": 0}), |session| session.type_anywhere("x"))?;
    figure_is_what_the_server_says(&walk)?;
    walk.paints_after(&json!({"rows": 0, "columns": 1}), |session| session.type_anywhere("t"))?;
    figure_is_what_the_server_says(&walk)?;
    walk.paints_after(&json!({"rows": 2, "columns": 1}), |session| session.type_anywhere("2y"))?;

    let limits = "return document.querySelector('#limits-select').selectedIndex";
    ensure!(session.run(limits, &[])? == 0, "limits of this cross-section at first");
    walk.paints_after(&json!({"rows": 2}), |session| session.type_anywhere("l"))?;
    ensure!(session.run(limits, &[])? == 1, "the next limits");

    session.type_anywhere("?")?;
    session.until("document.querySelector('#help-dialog').open")?;
    let keys =
        "return [...document.querySelectorAll('#help-keys kbd')].map((key) => key.textContent)";
    let keys = session.run(keys, &[])?.to_string();
    for key in ["n", "Space", "Page up", "?"] {
        ensure!(keys.contains(&format!("\"{key}\"")), "{key} in {keys}");
    }
    session.press_anywhere(Key::Escape)?;
    session.until("!document.querySelector('#help-dialog').open")?;
    walk.nothing_went_wrong()
}

#[test]
fn keys_typed_into_a_field_stay_in_the_field() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    session.type_into("#reshape-input", "xtpn2l?")?;
    ensure!(
        session.run("return document.querySelector('#reshape-input').value", &[])? == "xtpn2l?",
        "the field has what was typed"
    );
    ensure!(
        session.run("return document.querySelector('#help-dialog').open", &[])? == false,
        "no help"
    );
    ensure!(walk.text("#cross-section-numpy")? == "arr[0, :, :, 0]", "nothing moved");
    walk.nothing_went_wrong()
}
