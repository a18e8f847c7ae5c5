//! The first picture waits for nothing that it does not need, and stays where it is when the rest comes.

use anyhow::{Result, ensure};
use arrayscope_walks::Walk;
use serde_json::{Value, json};

/// Keeps where the first picture was, and whether Plotly was there.
const FIRST: &str = "
    window.place = () => {
        const {left, top, width, height} = document.querySelector('#cross-section-cells').getBoundingClientRect();
        return [left, top, width, height];
    };
    document.addEventListener('arrayscope:painted', () => {
        window.first ??= {
            place: window.place(),
            seen: document.querySelector('#cross-section-cells').picture?.seen,
            plotly: window.Plotly !== undefined,
        };
    });
";

#[test]
fn the_first_picture_comes_before_plotly_and_stays_where_it_is() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.session().devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": FIRST}))?;
    for query in [
        "array=sample-4d",
        "array=sample-4d&row_range=3:9&column_range=2:28",
        "array=sample-4d&rows=0&columns=3&flip=rows",
        "array=sample-3d&rows=0&columns=1",
        "array=sample-2d&column_range=1:2",
        "array=sample-1d",
    ] {
        walk.open(query)?;
        let now = "return {...window.first, now: window.place(),
            drawn: document.querySelector('#cross-section-cells').picture.seen}";
        let told = walk.session().run(now, &[])?;
        ensure!(told["plotly"] == json!(false), "{query}: Plotly was there before the picture");
        let near = |one: &Value, other: &Value| -> Result<bool> {
            let [one, other]: [Vec<f64>; 2] =
                [serde_json::from_value(one.clone())?, serde_json::from_value(other.clone())?];
            Ok(one.len() == other.len() && one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1.0))
        };
        ensure!(near(&told["place"], &told["now"])?, "{query}: the picture has moved: {told}");
        for side in ["x", "y"] {
            ensure!(near(&told["seen"][side], &told["drawn"][side])?, "{query}: {told}");
        }
    }
    walk.nothing_went_wrong()
}
