//! What stands beside the picture: signals and strides.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::{Value, json};

#[test]
fn the_evidence_of_a_signal_takes_the_sliders_to_the_first_nan() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("one_nan.npy");
    let mut values = [0.5_f32; 24];
    values[23] = f32::NAN;
    write_npy(&path, "<f4", &[2, 3, 4], &values.map(f32::to_le_bytes).concat())?;

    let walk = Walk::start(&[&path])?;
    walk.open(&format!("array={}&rows=1&columns=2", walk.array()?))?;
    let go = "#signal-cards [data-signal=non-finite][data-verdict=fail] [data-index='1,2,3']";
    walk.session().until(&format!("document.querySelector(\"{go}\")"))?;
    ensure!(walk.figure()?.marks.is_empty(), "the first cross-section is finite");
    walk.paints_after(&json!({"index": [1, 2, 3]}), |session| session.click(go))?;
    ensure!(
        walk.figure()?.marks == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]],
        "the NaN is marked"
    );
    walk.session().until(
        "document.querySelector('#readout-crosshair').textContent.startsWith('arr[1, 2, 3] = nan')",
    )?;
    walk.nothing_went_wrong()
}

#[test]
fn the_strides_table_agrees_with_numpy() -> Result<()> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats");
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures.join("expected.json"))?)?;
    let strides =
        expected["f_order.npy"]["strides"].as_array().context("strides of f_order.npy")?;
    let strides: Vec<String> = strides.iter().map(Value::to_string).collect();

    let walk = Walk::start(&[&fixtures.join("f_order.npy")])?;
    let cells = "return [...document.querySelectorAll('#strides-panel tbody tr')].map((row) => row.children[3].textContent)";
    let shown = walk.session().run(cells, &[])?;
    ensure!(shown == json!(strides), "{shown}, and NumPy says {strides:?}");
    ensure!(walk.text("#fact-order dd")? == "F order", "{:?}", walk.text("#fact-order dd"));
    ensure!(walk.text("#fact-dtype dd")? == "int16", "{:?}", walk.text("#fact-dtype dd"));
    walk.nothing_went_wrong()
}
