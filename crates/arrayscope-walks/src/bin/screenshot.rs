//! Takes a picture of the page with the 4-D sample: `screenshot FILE.png`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use arrayscope_walks::Walk;

fn main() -> Result<()> {
    let path: PathBuf = std::env::args_os().nth(1).context("name the file to write")?.into();
    let walk = Walk::start(&[])?;
    // The sample with the most axes is shown first, as the picture that it is; its crosshair goes where the lines
    // through it have something to show.
    walk.open("show=rgb&lines=1&at=3,10,17,0")?;
    let session = walk.session();
    session.until("document.querySelector('#lines .line-caption code').textContent !== ''")?;
    session.until("document.querySelector('#signal-cards [data-verdict]')")?;
    session.until("document.querySelector('#statistics-panel tbody tr')")?;
    session.until("!document.querySelector('#readout-crosshair').textContent.includes('…')")?;
    walk.nothing_went_wrong()?;
    fs::write(&path, session.picture()?).with_context(|| format!("cannot write {}", path.display()))
}
