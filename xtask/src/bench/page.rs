//! `cargo xtask bench page`: steps of the sliders, start, weight and memory, in a real browser.
//!
//! The measuring is done by `page-speed` of the walks; here both programs are built the way users get them, and the
//! record is put beside the others.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Effort, RESULTS, record};
use crate::workspace::Workspace;
use crate::{browser, process};

/// Measures, prints the table, and keeps the record of a full run.
pub(super) fn measure(workspace: &Workspace, effort: Effort) -> Result<()> {
    browser::ensure()?;
    let mut build = process::cargo();
    build.args(["build", "--quiet", "--release", "--bins"]);
    build.args(["--package", "arrayscope", "--package", "arrayscope-walks"]);
    process::run(build.arg("--target-dir").arg(workspace.target()).current_dir(workspace.root()))?;
    let program = |name: &str| workspace.target().join(format!("release/{name}{EXE_SUFFIX}"));

    let fresh = workspace.target().join("page-record.json");
    let mut command = Command::new(program("page-speed"));
    command.arg(&fresh).env("ARRAYSCOPE_BINARY", program("arrayscope"));
    if effort == Effort::Quick {
        process::run(command.arg("--quick"))?;
        process::say("no record written: only a full run makes one");
        return Ok(());
    }
    process::run(&mut command)?;
    let text = fs::read_to_string(&fresh).context("page-speed wrote no record")?;
    let found: Found = serde_json::from_str(&text).context("page-speed wrote no record")?;
    let name = format!("{PREFIX}{}-{}.json", record::slug(&found.machine.cpu), found.date);
    fs::write(workspace.path(RESULTS).join(&name), text).context("cannot write the record")?;
    process::say(&format!("wrote {RESULTS}/{name}"));
    Ok(())
}

/// What the names of these records begin with: they are not those of the Python module.
pub(super) const PREFIX: &str = "page-";

/// What the name of a record is made of.
#[derive(Debug, Deserialize)]
struct Found {
    date: String,
    machine: Machine,
}

#[derive(Debug, Deserialize)]
struct Machine {
    cpu: String,
}
