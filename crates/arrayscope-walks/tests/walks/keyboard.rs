//! The page without a mouse.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Look, Walk, write_npy};
use serde_json::json;

use crate::support::{figure_is_what_the_server_says, spoiled_file};

#[test]
fn in_a_narrow_window_the_document_has_the_order_of_the_page() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.session().click("#simulate-error")?;
    walk.session().until("document.querySelector('#error-dismiss')")?;
    let tops = "[...document.querySelectorAll('.page .group, .page .panel, .error-panel')]
        .filter(({offsetHeight}) => offsetHeight > 0).map((one) => one.getBoundingClientRect().top)";
    let sorted = format!("{tops}.every((top, place, all) => place === 0 || top >= all[place - 1])");
    walk.look(Look { scheme: "light", width: 390, height: 844 })?;
    walk.session().until(&sorted)?;
    let under = "document.querySelector('#cross-section-panel + #controls-panel')";
    walk.session().until(under)?;
    walk.look(Look { scheme: "light", width: 1400, height: 1000 })?;
    walk.session().until("document.querySelector('.sidebar #controls-panel')")?;
    walk.nothing_went_wrong()
}

#[test]
fn tab_goes_through_the_controls_in_reading_order() -> Result<()> {
    let walk = Walk::start(&[])?;
    let mut visited = Vec::new();
    for _ in 0..33 {
        walk.session().press_anywhere(Key::Tab)?;
        let focus = "const {id, className} = document.activeElement; return id || className";
        visited.push(walk.session().run(focus, &[])?);
        let outline = "return getComputedStyle(document.activeElement).outlineStyle";
        ensure!(walk.session().run(outline, &[])? != "none", "no ring around {:?}", visited.last());
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

/// The focus comes to an element.
fn focused(walk: &Walk, id: &str) -> Result<()> {
    walk.session().until(&format!("document.activeElement.id === '{id}'"))?;
    Ok(())
}

#[test]
fn the_tools_are_used_with_the_keyboard_alone() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    walk.paints_after(&json!({"index": [13, 5, 7]}), |session| session.type_anywhere(">"))?;

    session.type_anywhere("vh")?;
    session.until("location.search.includes('flip=rows,columns')")?;
    ensure!(walk.attribute("#flip-rows", "aria-pressed")? == "true", "the button tells it");
    ensure!(walk.text("#cross-section-numpy")? == "arr[13, ::-1, ::-1]", "from the other end");
    session.type_anywhere("vh")?;
    session.until("!location.search.includes('flip')")?;

    session.type_anywhere("i")?;
    session.until(
        "document.querySelector('#lines [data-line=row] code').textContent === 'arr[13, 5, :]'",
    )?;

    // Arrow keys belong to the table; its own key closes it and leaves the focus on its button.
    session.type_anywhere("e")?;
    focused(&walk, "elements-table")?;
    walk.paints_after(&json!({"index": [13, 5, 6]}), |session| session.press_anywhere(Key::Left))?;
    session.type_anywhere("e")?;
    session.until("document.querySelector('#elements').hidden")?;
    focused(&walk, "tool-elements")?;

    // End, Backspace, another number, Tab: the bounds of a region are boxes.
    session.type_anywhere("r")?;
    focused(&walk, "region-rows-from")?;
    session.type_anywhere("\u{e010}\u{e003}2")?;
    session.press_anywhere(Key::Tab)?;
    focused(&walk, "region-rows-to")?;
    session.until("document.querySelector('#region-numpy').textContent === 'arr[13, 2:6, :]'")?;
    session.press_anywhere(Key::Escape)?;
    session.until("document.querySelector('#region').hidden")?;
    focused(&walk, "tool-region")?;
    walk.nothing_went_wrong()
}

#[test]
fn two_arrays_are_compared_with_the_keyboard_alone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = ["one.npy", "two.npy"].map(|name| folder.path().join(name));
    for (number, file) in files.iter().enumerate() {
        write_npy(file, "|u1", &[2, 3, 4], &[u8::try_from(number)?; 24])?;
    }
    let walk = Walk::start(&[&files[0], &files[1]])?;
    let session = walk.session();
    let tab_to = |id: &str| -> Result<()> {
        let reached = || session.run("return document.activeElement.id", &[]);
        (0..9).try_for_each(|_| {
            if reached()? == id { Ok(()) } else { session.press_anywhere(Key::Tab) }
        })?;
        focused(&walk, id)
    };
    tab_to("compare-select")?;
    // Down, to the first that can be chosen.
    session.type_anywhere("\u{e015}")?;
    session.until("location.search.includes('other=two.npy')")?;
    tab_to("compare-difference")?;
    session.type_anywhere(" ")?;
    session
        .until("document.querySelector('#cross-section-cells').picture.frame.values[0] === -1")?;

    // Letters are keys of the page again, once no list has the focus.
    session.type_anywhere("m")?;
    session.until("location.search.includes('compare=flicker')")?;
    tab_to("compare-rate")?;
    session.press_anywhere(Key::Home)?;
    session.until("location.search.includes('rate=0')")?;
    tab_to("compare-flip")?;
    // The clock has stopped at either of the two.
    let told = "document.querySelector('#picture-title').textContent";
    let is_first = session.run(&format!("return {told}"), &[])? == "A · one.npy";
    let other = if is_first { "B · two.npy" } else { "A · one.npy" };
    session.type_anywhere("b")?;
    session.until(&format!("{told} === '{other}'"))?;
    walk.nothing_went_wrong()
}

#[test]
fn the_focus_stays_on_the_page_when_what_had_it_goes_away() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    walk.open(
        "array=spoiled.npy&rows=1&columns=2&at=0,0,0&row_range=1:4&region=1:3,2:5&simulate=1",
    )?;
    for (button, next) in [
        ("axis-all-1", "axis-slider-1"),
        ("region-clear", "tool-region"),
        ("error-dismiss", "simulate-error"),
    ] {
        session.press(&format!("#{button}"), Key::Enter, 1)?;
        focused(&walk, next)?;
    }
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
