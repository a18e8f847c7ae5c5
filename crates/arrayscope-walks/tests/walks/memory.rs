//! The drawing of memory: the arithmetic of an address, and what a row and a column cost.

use anyhow::{Result, ensure};
use arrayscope_walks::{Walk, write_npy};

/// Digits are grouped with a narrow space.
const ADDRESS: &str = "offset 0 + 3 × 9\u{202f}408 + 10 × 336 + 17 × 12 + 0 × 4 = 31\u{202f}788";

#[test]
fn memory_shows_the_address_of_the_crosshair_and_of_what_is_pointed_at() -> Result<()> {
    let walk = Walk::start(&[])?;
    walk.open("array=sample-4d&at=3,10,17,0")?;
    let session = walk.session();
    let shows = |text: &str| {
        format!("document.querySelector('#memory-arithmetic').textContent === '{text}'")
    };
    session.until(&shows(ADDRESS))?;
    ensure!(walk.attribute("#memory-costs [data-lane=row]", "data-lines")? == "6", "a row");
    ensure!(walk.attribute("#memory-costs [data-lane=column]", "data-lines")? == "28", "a column");
    // 28 of every 2352 elements of batch item 3 are lit; one of the drawn ones is the crosshair's.
    session.until("document.querySelectorAll('#memory-lines .current').length === 1")?;
    session.until("document.querySelectorAll('#memory-lines .lit').length > 10")?;

    walk.hover(4, 5)?;
    let pointed = "offset 0 + 3 × 9\u{202f}408 + 4 × 336 + 5 × 12 + 0 × 4 = 29\u{202f}628";
    session.until(&shows(pointed))?;
    ensure!(walk.text("#memory-element")? == "arr[3, 4, 5, 0] · under the pointer", "whose");
    walk.nothing_went_wrong()
}

#[test]
fn an_element_of_the_drawing_takes_the_sliders_there() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("run.npy");
    let values: Vec<u8> = (0..24_u8).flat_map(|k| f64::from(k).to_le_bytes()).collect();
    write_npy(&path, "<f8", &[4, 6], &values)?;
    let walk = Walk::start(&[&path])?;
    let session = walk.session();
    session.until("document.querySelectorAll('#memory-lines rect').length === 24")?;
    let click = "document.querySelector('#memory-lines [data-index=\"2,3\"]').dispatchEvent(new MouseEvent('click', { bubbles: true }))";
    session.run(click, &[])?;
    session.until(
        "document.querySelector('#readout-crosshair').textContent === 'arr[2, 3] = 15.0' || document.querySelector('#readout-crosshair').textContent.startsWith('arr[2, 3] = 15')",
    )?;
    walk.nothing_went_wrong()
}
