//! The four sliders of the 4-D sample.

use anyhow::{Result, ensure};
use arrayscope_walks::{Figure, Key, Walk};
use serde_json::json;

use crate::support::figure_is_what_the_server_says;

/// Presses a key on the slider of an axis, and gives the figures before and after.
fn step(
    walk: &Walk,
    axis: usize,
    (key, times): (Key, usize),
    index: [usize; 4],
) -> Result<(Figure, Figure)> {
    let before = walk.figure()?;
    walk.paints_after(&json!({"index": index}), |session| {
        session.press(&format!("#axis-slider-{axis}"), key, times)
    })?;
    figure_is_what_the_server_says(walk)?;
    Ok((before, walk.figure()?))
}

fn selected(figure: &Figure) -> Vec<&str> {
    figure
        .histograms
        .iter()
        .filter(|histogram| histogram.selected)
        .map(|histogram| histogram.name.as_str())
        .collect()
}

#[test]
fn what_lies_below_the_picture_stays_where_it_is_while_one_slides() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.open(&format!("array={}&at=0,10,10,0", walk.array()?))?;
    walk.session().until("document.querySelector('#signal-cards [data-verdict]')")?;
    let places = || {
        let script = "return ['mark-legend', 'go-to', 'readout', 'signals-panel'].map((id) => {
            const place = document.getElementById(id).getBoundingClientRect();
            return [id, place.x + scrollX, place.y + scrollY];
        })";
        walk.session().run(script, &[])
    };
    // The limits are held: they are those of the first, and of this one when one comes back.
    let before = places()?;
    step(&walk, 0, (Key::Right, 3), [3, 10, 10, 0])?;
    let after = places()?;
    ensure!(after == before, "{before} became {after}");
    step(&walk, 0, (Key::Left, 3), [0, 10, 10, 0])?;
    let back = places()?;
    ensure!(back == before, "{before} became {back}");
    walk.nothing_went_wrong()
}

#[test]
fn the_four_sliders_of_the_4d_sample_change_heatmap_and_histogram() -> Result<()> {
    let walk = Walk::start(&[])?;
    let id = walk.array()?;
    walk.open(&format!("array={id}&at=0,10,10,0"))?;

    let (before, after) = step(&walk, 0, (Key::Right, 3), [3, 10, 10, 0])?;
    ensure!(before.cells != after.cells, "another batch item has another picture");
    ensure!(before.histograms != after.histograms, "another batch item has other histograms");
    ensure!(
        walk.text("#cross-section-numpy")? == "arr[3, :, :, 0]",
        "{:?}",
        walk.text("#cross-section-numpy")
    );

    let (before, after) = step(&walk, 3, (Key::End, 1), [3, 10, 10, 2])?;
    ensure!(before.cells != after.cells, "another channel has another picture");
    let (one, other) = (selected(&before), selected(&after));
    ensure!(
        one.len() == 1 && other.len() == 1 && one != other,
        "selected channel: {one:?}, then {other:?}"
    );

    // The rows and the columns are on display: their sliders move the crosshair, in the picture and in the histogram.
    let (before, after) = step(&walk, 1, (Key::Right, 4), [3, 14, 10, 2])?;
    ensure!(
        before.cells == after.cells && before.crosshair != after.crosshair,
        "rows: {:?}",
        after.crosshair
    );
    let (before, after) = step(&walk, 2, (Key::Left, 2), [3, 14, 8, 2])?;
    ensure!(
        before.cells == after.cells && before.crosshair != after.crosshair,
        "columns: {:?}",
        after.crosshair
    );
    let there = |name: &str| {
        after.crosshair.iter().find(|(found, _)| found == name).map(|(_, place)| *place)
    };
    ensure!(
        (there("crosshair row"), there("crosshair column")) == (Some(14.0), Some(8.0)),
        "{:?}",
        after.crosshair
    );
    let Some(Some(value)) = after.cells.get(14).map(|row| row[8]) else {
        anyhow::bail!("the cell under the crosshair is finite");
    };
    let marked = there("crosshair value").unwrap_or(f64::NAN);
    ensure!((marked - value).abs() < 1e-6, "the histogram marks {marked}, the cell holds {value}");
    walk.nothing_went_wrong()
}

#[test]
fn other_axes_can_be_shown_and_swapped() -> Result<()> {
    let walk = Walk::start(&[])?;
    let rows = |axis: usize| format!("#rows-select option[value='{axis}']");
    walk.paints_after(&json!({"rows": 0, "columns": 2}), |session| session.click(&rows(0)))?;
    figure_is_what_the_server_says(&walk)?;
    let cells = walk.figure()?.cells;
    ensure!((cells.len(), cells[0].len()) == (32, 28), "{} × {}", cells.len(), cells[0].len());

    walk.paints_after(&json!({"rows": 2, "columns": 0}), |session| session.click(&rows(2)))?;
    figure_is_what_the_server_says(&walk)?;
    let turned = walk.figure()?.cells;
    ensure!((turned.len(), turned[0].len()) == (28, 32), "{} × {}", turned.len(), turned[0].len());
    ensure!(turned[7][5] == cells[5][7], "rows and columns are swapped");
    walk.nothing_went_wrong()
}

#[test]
fn a_number_typed_into_the_box_moves_the_slider() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.paints_after(&json!({"index": [17, 0, 0, 0]}), |session| {
        session.run("document.querySelector('#axis-box-0').select()", &[])?;
        session.type_into("#axis-box-0", "17")
    })?;
    let slider =
        walk.session().run("return document.querySelector('#axis-slider-0').value", &[])?;
    ensure!(slider == "17", "the slider stands at {slider}");
    figure_is_what_the_server_says(&walk)?;
    walk.nothing_went_wrong()
}
