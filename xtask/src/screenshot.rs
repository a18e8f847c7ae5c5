//! The README's picture.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{browser, oracle, process};

/// Where the picture goes.
const PICTURE: &str = "docs/page.png";

/// Takes a picture of the page with the 4-D sample, once it is painted.
pub(crate) fn take(workspace: &Workspace) -> Result<()> {
    browser::ensure()?;
    oracle::build(workspace)?;
    let arguments =
        ["run", "--quiet", "--package", "arrayscope-walks", "--bin", "screenshot", "--", PICTURE];
    process::run(process::cargo().args(arguments).current_dir(workspace.root()))?;
    process::say(&format!("wrote {PICTURE}"));
    Ok(())
}
