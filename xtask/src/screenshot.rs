//! The README's picture.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{browser, oracle, process};

/// Where the picture goes.
const PICTURE: &str = "docs/page.png";

/// Takes a picture of the page with the 4-D sample, once it is painted.
pub(crate) fn take(workspace: &Workspace) -> Result<()> {
    browser::ensure()?;
    let binary = oracle::build(workspace)?;
    let camera = binary.with_file_name(format!("screenshot{EXE_SUFFIX}"));
    process::run(
        Command::new(camera).arg(workspace.path(PICTURE)).env("ARRAYSCOPE_BINARY", binary),
    )?;
    process::say(&format!("wrote {PICTURE}"));
    Ok(())
}
