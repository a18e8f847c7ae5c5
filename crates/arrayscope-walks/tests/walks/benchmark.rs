//! The benchmark: nothing is measured until the button is pressed, then every question has its answer.

use anyhow::{Result, ensure};
use arrayscope_walks::Walk;
use serde_json::json;

#[test]
fn the_benchmark_measures_when_its_button_is_pressed() -> Result<()> {
    let walk = Walk::start(&[])?;
    ensure!(walk.ask("/api/benchmark")? == json!({ "state": "idle" }), "nobody asked for it");
    let session = walk.session();
    session.click("#benchmark-quick")?;
    session.until("document.querySelector('#benchmark-quick').disabled")?;
    session.until("document.querySelectorAll('#benchmark-result .finding').length >= 7")?;
    let shown = session.run(
        "return [...document.querySelectorAll('#benchmark-result .question')].map((one) => one.dataset.group)",
        &[],
    )?;
    ensure!(shown == json!(["columns", "axes", "reshape", "product"]), "{shown}");
    ensure!(walk.ask("/api/benchmark")?["state"] == "done", "it has ended");
    session.until("!document.querySelector('#benchmark-quick').disabled")?;
    walk.nothing_went_wrong()
}
