//! The row and the column through the crosshair are curves of the values that NumPy has there.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::json;

use crate::support::spoiled_file;

/// The curve of a line once it runs through an index: its values, `None` where nothing is finite. Every one of them has
/// ink on the canvas where it belongs.
fn curve(walk: &Walk, which: &str, expression: &str) -> Result<Vec<Option<f64>>> {
    let line = format!("#lines [data-line={which}]");
    let drawn = format!(
        "(() => {{
            const expression = document.querySelector('{line} code');
            const {{plot}} = document.querySelector('#line-{which}');
            return expression?.textContent === '{expression}' && plot && Array.from(plot.line.line.mean, (value) => Number.isFinite(value) ? value : null);
        }})()"
    );
    let values = walk.session().until(&drawn)?;
    let ink = "
        const canvas = document.querySelector(`#line-${arguments[0]}`);
        const {plot: {line: {line, columns}, range, scale, left, width, curve}} = canvas;
        const ratio = canvas.width / canvas.clientWidth;
        const pen = canvas.getContext('2d');
        return Array.from(line.mean).flatMap((value, point) => {
            if (!Number.isFinite(value)) {
                return [];
            }
            const place = columns.start + point * columns.step + (columns.step - 1) / 2;
            const x = left + (place - range[0]) / (range[1] - range[0]) * width;
            const y = curve.top + (1 - Math.min(Math.max(scale.position(value), -0.03), 1.03)) * curve.height;
            const {data} = pen.getImageData(Math.round(x * ratio) - 1, Math.round(y * ratio) - 1, 3, 3);
            const inked = data.some((channel, at) => at % 4 === 3 && channel > 128);
            return inked ? [] : [[point, value]];
        })";
    let missing = walk.session().run(ink, &[json!(which)])?;
    ensure!(missing == json!([]), "the {which} is not drawn at {missing}");
    serde_json::from_value(values).context("values of a line")
}

fn near(drawn: &[Option<f64>], expected: &[Option<f64>]) -> bool {
    drawn.len() == expected.len()
        && drawn.iter().zip(expected).all(|pair| match pair {
            (Some(drawn), Some(expected)) => (drawn - expected).abs() < 1e-5,
            (drawn, expected) => drawn == expected,
        })
}

#[test]
fn lines_through_the_crosshair_are_its_row_and_its_column() -> Result<()> {
    let (_folder, path) = spoiled_file()?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=spoiled.npy&rows=1&columns=2&at=7,2,5")?;
    let session = walk.session();
    ensure!(walk.attribute("#tool-lines", "aria-pressed")? == "false", "no lines unasked");
    session.type_anywhere("i")?;
    session.until("location.search.includes('lines=1')")?;
    // a[7, 2, :] with its NaN, and a[7, :, 5]
    let row: Vec<_> =
        (16..24_u8).map(|within| (within != 19).then(|| 7.0 + f64::from(within) / 100.0)).collect();
    let column: Vec<_> = (0..6_u8).map(|row| Some(7.0 + f64::from(8 * row + 5) / 100.0)).collect();
    let drawn = curve(&walk, "row", "arr[7, 2, :]")?;
    ensure!(near(&drawn, &row), "{drawn:?} instead of {row:?}");
    let drawn = curve(&walk, "column", "arr[7, :, 5]")?;
    ensure!(near(&drawn, &column), "{drawn:?} instead of {column:?}");
    let told = walk.text("#lines [data-line=row] p.panel-note")?;
    ensure!(told == "7.16 to 7.23 · 1 not finite", "{told}");

    // The next index of the batch has other values and the same lines.
    walk.paints_after(&json!({"index": [8, 2, 5]}), |session| {
        session.type_into("#axis-slider-0", "\u{e014}")
    })?;
    let drawn = curve(&walk, "column", "arr[8, :, 5]")?;
    ensure!(
        drawn.first().copied().flatten().is_some_and(|value| (value - 8.05).abs() < 1e-5),
        "{drawn:?}"
    );

    // A click into a curve moves the crosshair along its axis alone.
    session.click("#line-row")?;
    let at = "new URLSearchParams(location.search).get('at')";
    session.until(&format!("{at} !== '8,2,5' && {at}.startsWith('8,2,')"))?;
    walk.nothing_went_wrong()
}

#[test]
fn lines_of_a_reduced_picture_have_every_element() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("needle.npy");
    let mut values = vec![0.5_f32; 1200 * 1500];
    values[700 * 1500 + 900] = 4.0;
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_npy(&path, "<f4", &[1200, 1500], &bytes)?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=needle.npy&at=700,3&lines=1")?;
    let reduced = walk.text("#cross-section-reduced")?;
    ensure!(reduced.contains("mean"), "{reduced}");
    let drawn = curve(&walk, "row", "arr[700, :]")?;
    ensure!(
        drawn.len() == 1500 && drawn[900] == Some(4.0) && drawn[899] == Some(0.5),
        "{:?}",
        &drawn[898..902]
    );
    walk.nothing_went_wrong()
}
