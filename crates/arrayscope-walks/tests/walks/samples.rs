//! Every sample opens and paints.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::Walk;
use serde_json::{Value, json};

use crate::support::figure_is_what_the_server_says;

/// The lesson's table: shape, and the cells of the default cross-section.
const SAMPLES: [(&str, usize, usize); 5] = [
    ("()", 1, 1),
    ("(128,)", 1, 128),
    ("(32, 128)", 32, 128),
    ("(32, 28, 28)", 28, 28),
    ("(32, 28, 28, 3)", 28, 28),
];

#[test]
fn each_sample_opens_and_paints_with_its_shape() -> Result<()> {
    let walk = Walk::start(&[])?;
    let listed = walk.ask("/api/arrays")?;
    let samples: Vec<&Value> = listed["arrays"]
        .as_array()
        .context("arrays")?
        .iter()
        .filter(|array| array["source"] == "sample")
        .collect();
    ensure!(samples.len() == SAMPLES.len(), "{} samples", samples.len());
    for (ndim, (sample, (shape, rows, columns))) in samples.iter().zip(SAMPLES).enumerate() {
        let id = sample["id"].as_str().context("id")?;
        if walk.array()? != id {
            walk.paints_after(&json!({"address": sample["address"]}), |session| {
                session.click(&format!("#source-select option[value='{id}']"))
            })?;
        }
        ensure!(
            walk.attribute("#shape-badge", "data-shape")? == shape,
            "{ndim}-D: {:?}",
            walk.text("#shape-badge")
        );
        ensure!(walk.text("#fact-ndim dd")? == ndim.to_string(), "ndim of {shape}");
        let sliders = walk
            .session()
            .run("return document.querySelectorAll('input[type=range]').length", &[])?;
        ensure!(sliders == json!(ndim), "{shape} has {sliders} sliders");
        // A number and a curve have no cells.
        if ndim > 1 {
            let cells = walk.figure()?.cells;
            ensure!(
                (cells.len(), cells[0].len()) == (rows, columns),
                "{shape}: {} × {}",
                cells.len(),
                cells[0].len()
            );
            figure_is_what_the_server_says(&walk).with_context(|| format!("sample {shape}"))?;
        }
        let cards = "document.querySelectorAll('#signal-cards [data-verdict]').length === 6";
        walk.session().until(cards).with_context(|| format!("six signals of {shape}"))?;
    }
    walk.nothing_went_wrong()
}

#[test]
fn the_url_is_the_whole_state() -> Result<()> {
    let walk = Walk::start(&[])?;
    let id = walk.array()?;
    let painted = walk.open(&format!("array={id}&rows=3&columns=1&at=5,0,7,0"))?;
    ensure!(
        painted.index == [5, 0, 7, 0] && (painted.rows, painted.columns) == (Some(3), Some(1)),
        "{painted:?}"
    );
    let cells = walk.figure()?.cells;
    ensure!((cells.len(), cells[0].len()) == (3, 28), "{} × {}", cells.len(), cells[0].len());
    figure_is_what_the_server_says(&walk)?;

    let repaired = walk.open(&format!("array={id}&rows=9&columns=2&at=99,0,0"))?;
    ensure!(repaired.index == [31, 0, 0, 0] && repaired.columns == Some(2), "{repaired:?}");
    walk.nothing_went_wrong()
}
