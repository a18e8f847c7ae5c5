//! The page without a mouse.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

#[test]
fn tab_goes_through_the_controls_in_reading_order() -> Result<()> {
    let walk = Walk::start(&[])?;
    let mut visited = Vec::new();
    for _ in 0..17 {
        walk.session().press_anywhere(Key::Tab)?;
        let focus = "const {id, className} = document.activeElement; return id || className";
        visited.push(walk.session().run(focus, &[])?);
    }
    let expected = json!([
        "skip",
        "source-select",
        "upload-button",
        "rows-select",
        "columns-select",
        "axis-slider-0",
        "axis-box-0",
        "axis-slider-1",
        "axis-box-1",
        "axis-slider-2",
        "axis-box-2",
        "axis-slider-3",
        "axis-box-3",
        "colormap-select",
        "limits-select",
        "simulate-error",
        "reset",
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
