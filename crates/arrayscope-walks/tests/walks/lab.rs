//! The "copy or view" lab: one element is changed, both arrays are watched.

use anyhow::{Result, ensure};
use arrayscope_walks::Walk;
use serde_json::json;

const CELLS: &str = "return [...document.querySelectorAll(`#lab-sides [data-side=${arguments[0]}] .cell`)].map((cell) => cell.textContent)";
const SAID: &str = "document.querySelector('#lab-said').dataset.shared";

#[test]
fn a_change_through_a_view_is_seen_in_both_and_through_a_copy_in_one() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    session.until(&format!("{SAID} === 'true'"))?;
    session.click("#lab-sides [data-side=b] [data-position='0']")?;
    let (a, b) = (session.run(CELLS, &[json!("a")])?, session.run(CELLS, &[json!("b")])?);
    ensure!(a[0] == "999" && b[0] == "999" && a[11] == "11", "a view: {a} {b}");

    session.click("#lab-copy")?;
    session.until(&format!("{SAID} === 'false'"))?;
    session.click("#lab-sides [data-side=b] [data-position='0']")?;
    let (a, b) = (session.run(CELLS, &[json!("a")])?, session.run(CELLS, &[json!("b")])?);
    ensure!(a[0] == "0" && b[0] == "999", "after .copy(): {a} {b}");

    // A transpose flattened is copied without being asked: np.arange(12).reshape(4, 3).T.ravel()
    walk.open("lab=transposed&labto=12")?;
    session.until(&format!("{SAID} === 'false'"))?;
    let b = session.run(CELLS, &[json!("b")])?;
    ensure!(
        b == json!(["0", "3", "6", "9", "1", "4", "7", "10", "2", "5", "8", "11"]),
        "the elements in C order: {b}"
    );
    walk.nothing_went_wrong()
}
