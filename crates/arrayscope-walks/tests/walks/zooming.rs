//! A picture with more elements than the screen has pixels is reduced, and a zoom shows what is there.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Key, Walk, write_npy};
use serde_json::json;

/// Rows and columns: more than the picture has pixels.
const LENGTH: u16 = 1500;

#[test]
fn a_zoom_shows_every_element_and_outlives_a_step() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("fine.npy");
    let mut bytes = Vec::new();
    for batch in 0..2_u16 {
        for row in 0..LENGTH {
            for column in 0..LENGTH {
                let value =
                    f32::from(batch) * 10_000.0 + f32::from(row) + f32::from(column) / 2048.0;
                bytes.extend_from_slice(&value.to_le_bytes());
            }
        }
    }
    write_npy(&path, "<f4", &[2, usize::from(LENGTH), usize::from(LENGTH)], &bytes)?;
    let walk = Walk::start(&[&path])?;
    let reduced = walk.text("#cross-section-reduced")?;
    ensure!(reduced.contains("elements per cell, mean"), "{reduced}");

    walk.zoom((400, 600), (500, 700))?;
    let fine = |batch: usize| {
        format!(
            "(({{frame}}) => frame.rows.step === 1 && frame.columns.step === 1 && frame.selection.at[0] === {batch}
                && [frame.rows.start, frame.columns.start, frame.rows.cells, frame.columns.cells, frame.values[0]])
            (document.querySelector('#cross-section-cells').picture)"
        )
    };
    for batch in [0, 1] {
        let shown = walk.session().until(&fine(batch))?;
        let [row, column, rows, columns, value] = serde_json::from_value::<[f64; 5]>(shown)?;
        ensure!((row - 400.0).abs() < 8.0 && (column - 600.0).abs() < 8.0, "from {row}, {column}");
        ensure!(
            (80.0..130.0).contains(&rows) && (80.0..130.0).contains(&columns),
            "{rows} × {columns}"
        );
        let batch = u16::try_from(batch).context("small")?;
        let expected = f64::from(batch) * 10_000.0 + row + column / 2048.0;
        ensure!((value - expected).abs() < 1e-2, "{value} instead of {expected}");
        let text = walk.text("#cross-section-reduced")?;
        ensure!(
            text.contains(&format!("seen: rows {row} to")) && text.contains("every element"),
            "{text}"
        );
        if batch == 0 {
            walk.paints_after(&json!({"index": [1, 0, 0]}), |session| {
                session.press("#axis-slider-0", Key::Right, 1)
            })?;
        }
    }
    walk.nothing_went_wrong()
}
