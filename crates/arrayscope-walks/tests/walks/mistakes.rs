//! What goes wrong on purpose, and the way back.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

const SHOWN: &str =
    "!document.querySelector('#error-panel').hidden && document.querySelector('#error-message')";

#[test]
fn simulate_error_shows_what_would_fit_and_reset_ends_it() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    let shape = walk.attribute("#shape-badge", "data-shape")?;
    ensure!(
        walk.session().run("return document.querySelector('#error-panel').hidden", &[])? == true,
        "no error yet"
    );

    session.click("#simulate-error")?;
    session.until(SHOWN)?;
    let message = walk.text("#error-message")?;
    ensure!(message.contains("13 elements cannot fill (3, 4)"), "{message}");
    ensure!(
        message.contains("needs 12") && message.contains("1 × 13"),
        "what would fit: {message}"
    );

    // The page goes on working beside it.
    walk.paints_after(&json!({"index": [2, 0, 0, 0]}), |session| {
        session.press("#axis-slider-0", Key::Right, 2)
    })?;
    session.until(SHOWN)?;

    walk.paints_after(&json!({"index": [0, 0, 0, 0]}), |session| session.click("#reset"))?;
    session.until("document.querySelector('#error-panel').hidden")?;
    ensure!(walk.attribute("#shape-badge", "data-shape")? == shape, "reset keeps the array");
    ensure!(
        walk.attribute("#simulate-error", "aria-pressed")? == "false",
        "reset releases the button"
    );
    session.until("!location.search.includes('simulate')")?;
    walk.nothing_went_wrong()
}

#[test]
fn the_simulated_error_can_be_dismissed_and_shown_again() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    for _ in 0..2 {
        session.click("#simulate-error")?;
        session.until(SHOWN)?;
        session.click("#error-dismiss")?;
        session.until("document.querySelector('#error-panel').hidden")?;
    }
    walk.nothing_went_wrong()
}

#[test]
fn a_shape_that_does_not_fit_stays_in_its_own_panel() -> Result<()> {
    let walk = Walk::start(&[])?;
    let session = walk.session();
    session.type_into("#reshape-input", "32, -1")?;
    session.press("#reshape-input", Key::Enter, 1)?;
    session.until("document.querySelector('#reshape-result [data-outcome=view]')")?;

    session.run("document.querySelector('#reshape-input').select()", &[])?;
    session.type_into("#reshape-input", "5, 5")?;
    session.press("#reshape-input", Key::Enter, 1)?;
    session.until("document.querySelector('#reshape-result .failure')")?;
    let told = walk.text("#reshape-result .failure")?;
    ensure!(told.contains("75264 elements cannot fill (5, 5)"), "{told}");
    ensure!(
        session.run("return document.querySelector('#error-panel').hidden", &[])? == true,
        "no error of the page"
    );
    walk.nothing_went_wrong()
}
