//! The table around the crosshair has the exact texts of the elements, and arrow keys move through it.

use anyhow::{Context, Result, ensure};
use arrayscope_walks::{Walk, write_npy};
use serde_json::json;

const DOWN: &str = "\u{e015}";
const RIGHT: &str = "\u{e014}";

/// The texts of the table, once its element of the crosshair is this one.
fn table(walk: &Walk, current: &str) -> Result<Vec<Vec<String>>> {
    let there = format!(
        "document.querySelector('#elements-table td.current')?.textContent === '{current}'
            && [...document.querySelectorAll('#elements-table tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"
    );
    serde_json::from_value(walk.session().until(&there)?).context("a table")
}

#[test]
fn integers_of_64_bits_are_told_to_the_last_digit() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("integers.npy");
    let integers = [i64::MIN, (1 << 53) + 1, -1, i64::MAX, 0, 7];
    write_npy(&path, "<i8", &[2, 3], &integers.map(i64::to_le_bytes).concat())?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=integers.npy&at=0,0")?;
    walk.session().type_anywhere("e")?;
    let texts = table(&walk, "-9223372036854775808")?;
    let expected =
        [["-9223372036854775808", "9007199254740993", "-1"], ["9223372036854775807", "0", "7"]];
    ensure!(texts == expected, "{texts:?}");
    // The key gave the table the focus.
    walk.session().type_anywhere(DOWN)?;
    table(&walk, "9223372036854775807")?;
    walk.session().type_anywhere(RIGHT)?;
    table(&walk, "0")?;
    walk.session().until(
        "location.search.includes('at=1,1') && location.search.includes('elements=plain')",
    )?;
    let crosshair = "document.querySelector('#readout-crosshair').textContent === 'arr[1, 1] = 0'";
    walk.session().until(crosshair)?;
    walk.nothing_went_wrong()
}

#[test]
fn the_table_stays_around_the_crosshair_and_has_the_colours_of_the_picture() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("counting.npy");
    let bytes: Vec<u8> = (0..4000_u16).flat_map(|value| f32::from(value).to_le_bytes()).collect();
    write_npy(&path, "<f4", &[50, 80], &bytes)?;
    let walk = Walk::start(&[&path])?;
    walk.open("array=counting.npy&at=30,40&elements=coloured&colormap=greys")?;
    let texts = table(&walk, "2440.0")?;
    ensure!(texts.len() == 11 && texts[5].contains(&"2440.0".to_owned()), "{texts:?}");
    ensure!(texts[4][0] == format!("{:?}", texts[5][0].parse::<f32>()? - 80.0), "{texts:?}");
    // Greys run evenly from black to white: element 2440 of 0 to 3999 is a little brighter than the middle.
    let colour = "return getComputedStyle(document.querySelector('#elements-table td.current')).backgroundColor.match(/\\d+/g).map(Number)";
    let [red, green, blue]: [f64; 3] = serde_json::from_value(walk.session().run(colour, &[])?)?;
    ensure!(
        (red - green).abs() < 2.0 && (green - blue).abs() < 2.0 && (130.0..180.0).contains(&red),
        "{red} {green} {blue}"
    );
    walk.paints_after(&json!({"index": [0, 0]}), |session| {
        session.run("document.querySelector('#axis-slider-0').value = 0; document.querySelector('#axis-slider-0').dispatchEvent(new Event('input')); document.querySelector('#axis-slider-1').value = 0; document.querySelector('#axis-slider-1').dispatchEvent(new Event('input'))", &[]).map(drop)
    })?;
    let texts = table(&walk, "0.0")?;
    ensure!(texts.len() == 11 && texts[0][0] == "0.0" && texts[10][1] == "801.0", "{texts:?}");
    walk.nothing_went_wrong()
}
