//! An axis that plays.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

/// The indices of axis 0 in the order in which they were painted, each once per visit.
const VISITED: &str = "window.walk.paints.map(({index}) => index[0]).filter((index, place, all) => index !== all[place - 1])";

#[test]
fn an_axis_plays_step_by_step_and_turns_round_at_its_end() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.open("array=sample-4d&at=29,0,0,0&speed=25&turn=bounce")?;
    let session = walk.session();
    session.click("#axis-play-0")?;
    session.until(&format!("{VISITED}.length >= 7"))?;
    session.click("#axis-play-0")?;
    let visited = session.run(&format!("return {VISITED}.slice(0, 7)"), &[])?;
    ensure!(visited == json!([29, 30, 31, 30, 29, 28, 27]), "{visited}");
    ensure!(walk.attribute("#axis-play-0", "aria-pressed")? == "false", "the button is released");
    walk.nothing_went_wrong()
}

#[test]
fn a_loop_begins_again_and_escape_ends_it() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.open("array=sample-4d&at=30,0,0,0&speed=25")?;
    let session = walk.session();
    session.type_anywhere("0p")?;
    session.until(&format!("{VISITED}.length >= 5"))?;
    session.press_anywhere(Key::Escape)?;
    let visited = session.run(&format!("return {VISITED}.slice(0, 5)"), &[])?;
    ensure!(visited == json!([30, 31, 0, 1, 2]), "{visited}");
    ensure!(walk.attribute("#axis-play-0", "aria-pressed")? == "false", "Escape ends it");
    walk.nothing_went_wrong()
}

#[test]
fn another_array_and_a_reset_end_playing() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    let playing = "document.querySelector('.axis [aria-pressed=true]')";
    session.click("#axis-play-0")?;
    session.until(playing)?;
    walk.paints_after(&json!({"index": [0, 0, 0, 0]}), |session| session.click("#reset"))?;
    session.until(&format!("{playing} === null"))?;

    session.click("#axis-play-3")?;
    session.until(playing)?;
    walk.paints_after(&json!({"address": "sample-3d"}), |session| {
        session.click("#source-select option[value='sample-3d']")
    })?;
    session.until(&format!("{playing} === null"))?;
    walk.nothing_went_wrong()
}
