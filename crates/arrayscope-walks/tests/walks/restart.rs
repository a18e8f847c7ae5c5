//! The server goes away and comes back while the page stays open.

use anyhow::{Result, ensure};
use arrayscope_walks::{Key, Walk};
use serde_json::json;

use crate::support::{figure_is_what_the_server_says, spoiled_file};

#[test]
fn the_page_survives_a_restart_of_the_server_and_goes_on_where_it_was() -> Result<()> {
    let (_folder, file) = spoiled_file()?;
    let mut walk = Walk::start(&[&file])?;
    walk.paints_after(&json!({"index": [5, 0, 0]}), |session| {
        session.press("#axis-slider-0", Key::Right, 5)
    })?;

    walk.end_server();
    walk.session().press("#axis-slider-0", Key::Right, 1)?;
    walk.session().until("document.querySelector('#connection[data-connection=lost]')")?;
    ensure!(walk.text("#connection")?.contains("tries again by itself"), "it says what it does");
    let panel = "return document.querySelector('#error-panel').hidden";
    ensure!(walk.session().run(panel, &[])? == true, "it is said once");

    // Another start has another token.
    let url = walk.restart_server(&[&file])?.to_owned();
    walk.session().click("#connection-retry")?;
    walk.session().until("document.querySelector('#connection[data-connection=token]')")?;
    let told = walk.text("#connection")?;
    ensure!(told.contains("Open the URL that it printed"), "{told}");

    // As in another tab of the same browser.
    let visit = "fetch(arguments[0]).then(({status}) => done(status))";
    ensure!(walk.session().run_until_done(visit, &[json!(url)])? == 200, "the URL opens");
    let address = walk.text("#array-address")?;
    walk.paints_after(&json!({"index": [6, 0, 0]}), |session| session.click("#connection-retry"))?;
    walk.session().until("document.querySelector('#connection').hidden")?;
    ensure!(walk.text("#array-address")? == address, "the same array, under another id");
    figure_is_what_the_server_says(&walk)?;
    walk.nothing_went_wrong()
}
