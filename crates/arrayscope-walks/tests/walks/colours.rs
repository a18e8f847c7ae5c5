//! Where the colour limits come from, and how they are changed.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk, write_npy};
use serde_json::json;

use crate::support::figure_is_what_the_server_says;

/// Chooses an option and waits for the paint that follows.
fn choose(walk: &Walk, select: &str, value: &str) -> Result<()> {
    walk.paints_after(&json!({}), |session| {
        session.click(&format!("#{select} option[value='{value}']"))
    })?;
    Ok(())
}

fn limits_start_with(walk: &Walk, start: &str) -> Result<()> {
    let text = walk.text("#colour-limits")?;
    ensure!(text.starts_with(start), "{text:?} instead of {start:?}");
    Ok(())
}

#[test]
fn limits_come_from_where_they_are_said_to() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ramp.npy");
    // Two pictures: 0 to 99, and ten times as much.
    let values =
        (0..200_u8).map(|place| f32::from(place % 100) * if place < 100 { 1.0 } else { 10.0 });
    write_npy(&path, "<f4", &[2, 10, 10], &values.flat_map(f32::to_le_bytes).collect::<Vec<_>>())?;
    let walk = Walk::start(&[&path])?;
    limits_start_with(
        &walk,
        "0 to 99: the smallest and largest finite value of this cross-section",
    )?;
    choose(&walk, "limits-select", "array")?;
    walk.session()
        .until("document.querySelector('#colour-limits').textContent.startsWith('0 to 990: ')")?;
    choose(&walk, "limits-select", "percentiles")?;
    walk.session().until(
        "document.querySelector('#colour-limits').textContent.startsWith('1.98 to 97.02: ')",
    )?;
    let text = walk.text("#colour-limits")?;
    ensure!(text.contains("clipped: 2 cells below, 2 above"), "{text}");
    figure_is_what_the_server_says(&walk)?;

    choose(&walk, "limits-select", "slice")?;
    walk.paints_after(&json!({"index": [1, 0, 0]}), |session| {
        session.press("#axis-slider-0", Key::End, 1)
    })?;
    limits_start_with(&walk, "0 to 99: ")?;
    let text = walk.text("#colour-limits")?;
    ensure!(text.contains("of arr[0, :, :], held while sliding"), "{text}");
    ensure!(text.contains("clipped: 0 cells below, 90 above"), "{text}");
    figure_is_what_the_server_says(&walk)?;
    walk.session().click("#fit-limits")?;
    walk.session()
        .until("document.querySelector('#colour-limits').textContent.startsWith('0 to 990: ')")?;
    walk.nothing_went_wrong()
}

#[test]
fn the_ends_of_the_colour_bar_are_sliders() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.paints_after(&json!({}), |session| session.press("#limit-handle-high", Key::Left, 10))?;
    ensure!(walk.text("#colour-limits")?.contains("typed"), "{}", walk.text("#colour-limits")?);
    let chosen =
        walk.session().run("return document.querySelector('#limits-select').value", &[])?;
    ensure!(chosen == "typed", "{chosen}");
    let shown = "return [document.querySelector('#limit-handle-high').ariaValueNow, document.querySelector('#limit-high').value]";
    let shown = walk.session().run(shown, &[])?;
    ensure!(shown[0] == shown[1], "{shown}");
    figure_is_what_the_server_says(&walk)?;
    walk.session().until("location.search.includes('between=')")?;
    walk.nothing_went_wrong()
}

#[test]
fn every_scale_and_map_paints_what_the_colour_bar_tells() -> Result<()> {
    let walk = Walk::start(&[])?;
    for (scale, map) in
        [("log", "cividis"), ("symlog", "blue-red"), ("linear", "twilight"), ("log", "steps")]
    {
        choose(&walk, "scale-select", scale)?;
        choose(&walk, "colormap-select", map)?;
        figure_is_what_the_server_says(&walk)?;
    }
    walk.nothing_went_wrong()
}

#[test]
fn few_values_have_a_colour_each() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("labels.npy");
    write_npy(&path, "|u1", &[2, 3], &[0, 1, 2, 2, 1, 0])?;
    let walk = Walk::start(&[&path])?;
    let ticks =
        "[...document.querySelectorAll('.colour-tick')].map(({textContent}) => textContent).join()";
    walk.session().until(&format!("{ticks} === '0,1,2'"))?;
    limits_start_with(&walk, "One colour per value: 0 to 2")?;
    figure_is_what_the_server_says(&walk)?;
    walk.nothing_went_wrong()
}
