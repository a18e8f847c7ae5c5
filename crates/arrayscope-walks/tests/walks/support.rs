//! What several walks compare.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Cells are float32 or float64, and both are told in decimal.
const SLACK: f64 = 1e-6;

/// A (20, 6, 8) file of float32: index k of axis 0 holds k and a little, but 13 holds a hundred more; there is a NaN
/// at [7, 2, 3] and a −Inf at [16, 0, 7].
pub(crate) fn spoiled_file() -> Result<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("spoiled.npy");
    let value = |place: u16| {
        let (slice, within) = (place / 48, place % 48);
        let odd = if slice == 13 { 100.0 } else { 0.0 };
        f32::from(slice) + f32::from(within) / 100.0 + odd
    };
    let mut values: Vec<f32> = (0..20 * 48).map(value).collect();
    values[7 * 48 + 2 * 8 + 3] = f32::NAN;
    values[16 * 48 + 7] = f32::NEG_INFINITY;
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_npy(&path, "<f4", &[20, 6, 8], &bytes)?;
    Ok((folder, path))
}

/// Fails unless the heatmap and the histograms show what their JSON twins say.
pub(crate) fn figure_is_what_the_server_says(walk: &Walk) -> Result<()> {
    let figure = walk.figure()?;
    let slice = walk.slice()?;
    let values: Vec<Vec<Value>> =
        serde_json::from_value(slice["values"].clone()).context("the twin has values")?;
    ensure!(
        !values.is_empty() && values.len() == figure.cells.len(),
        "{} rows, {} in the twin",
        figure.cells.len(),
        values.len()
    );
    for (row, (drawn, told)) in figure.cells.iter().zip(&values).enumerate() {
        ensure!(
            drawn.len() == told.len(),
            "row {row} has {} cells, {} in the twin",
            drawn.len(),
            told.len()
        );
        for (column, (drawn, told)) in drawn.iter().zip(told).enumerate() {
            ensure!(
                same(*drawn, told),
                "cell {row}, {column} shows {drawn:?}, the twin says {told}"
            );
        }
    }
    let selection = &slice["selection"];
    let at: Vec<String> =
        selection["at"].as_array().context("at")?.iter().map(Value::to_string).collect();
    let axes = |name: &str| {
        selection[name].as_u64().map_or(String::new(), |axis| format!("&{name}={axis}"))
    };
    let query = format!("at={}{}{}&bins=64", at.join(","), axes("rows"), axes("columns"));
    let twin = walk.ask(&format!("/api/arrays/{}/histograms?{query}", walk.array()?))?;
    let channels = twin["channels"].as_array().with_context(|| format!("no channels in {twin}"))?;
    ensure!(
        channels.len() >= figure.histograms.len() && !figure.histograms.is_empty(),
        "{} histograms",
        figure.histograms.len()
    );
    for (drawn, told) in figure.histograms.iter().zip(channels) {
        ensure!(
            json!(drawn.counts) == told["counts"],
            "{} shows {:?}, the twin says {told}",
            drawn.name,
            drawn.counts
        );
    }
    Ok(())
}

/// Whether a cell holds a number of the JSON; words stand for what is not finite.
fn same(drawn: Option<f64>, told: &Value) -> bool {
    match (drawn, told.as_f64()) {
        (Some(drawn), Some(told)) => (drawn - told).abs() <= SLACK * told.abs().max(1.0),
        (None, None) => told.is_string(),
        _ => false,
    }
}
