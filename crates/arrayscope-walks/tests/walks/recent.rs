//! Arrays that were looked at lately.

use anyhow::{Result, ensure};
use arrayscope_walks::Walk;
use serde_json::json;

use crate::support::spoiled_file;

const OFFERED: &str =
    "[...document.querySelectorAll('#recent button')].map((button) => button.textContent)";

#[test]
fn arrays_that_were_looked_at_are_one_click_away() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let walk = Walk::start(&[&file])?;
    let session = walk.session();
    ensure!(session.run(&format!("return {OFFERED}"), &[])? == json!([]), "nothing at first");
    for sample in ["sample-3d", "sample-2d"] {
        walk.paints_after(&json!({"address": sample}), |session| {
            session.click(&format!("#source-select option[value='{sample}']"))
        })?;
    }
    let offered = session.run(&format!("return {OFFERED}"), &[])?;
    ensure!(offered == json!(["3-D sample", "spoiled.npy"]), "{offered}");
    walk.paints_after(&json!({"index": [0, 0, 0], "rows": 1, "columns": 2}), |session| {
        session.click("#recent button:last-of-type")
    })?;
    ensure!(walk.text("#array-title")?.contains("spoiled.npy"), "{}", walk.text("#array-title")?);

    // What another run left behind is forgotten.
    session.run(
        "localStorage.setItem('arrayscope:recent', '[\"gone.npy\", \"sample-1d\", 7]')",
        &[],
    )?;
    walk.open("array=sample-4d")?;
    let offered = session.run(&format!("return {OFFERED}"), &[])?;
    ensure!(offered == json!(["1-D sample"]), "{offered}");
    let kept = session.run("return localStorage.getItem('arrayscope:recent')", &[])?;
    ensure!(kept == "[\"sample-4d\",\"sample-1d\"]", "{kept}");
    walk.nothing_went_wrong()
}
