//! The built command against NumPy and exact arithmetic, on hostile files.

use std::process::Command;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{process, venv};

/// Runs the oracle on the command that [`build`] made.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let python = venv::python(workspace)?;
    build(workspace)?;
    process::run(script(workspace, &python, "fixtures/oracle.py").arg(workspace.arrayscope()))
}

/// Builds the command in the profile of the tests.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--package", "arrayscope"])
            .current_dir(workspace.root()),
    )
}

/// A script of the repository, run by the Python of the environment.
pub(crate) fn script(workspace: &Workspace, python: &std::path::Path, path: &str) -> Command {
    let mut command = Command::new(python);
    // Compiled scripts would stand beside the fixtures.
    command.arg("-B").arg(workspace.path(path)).current_dir(workspace.root());
    command
}
