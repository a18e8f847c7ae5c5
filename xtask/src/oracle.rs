//! The built command against NumPy and exact arithmetic, on hostile files.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{process, venv};

/// Runs the oracle on the command that [`build`] made.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let python = venv::python(workspace)?;
    let binary = build(workspace)?;
    process::run(script(workspace, &python, "fixtures/oracle.py").arg(binary))
}

/// Builds the command as the tests have it, and tells where it is.
///
/// With all tests: alone, it would be built with fewer features of its dependencies, and thus a second time.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let arguments = ["build", "--quiet", "--workspace", "--bins", "--tests"];
    process::run(process::cargo().args(arguments).current_dir(workspace.root()))?;
    Ok(workspace.arrayscope())
}

/// A script of the repository, run by the Python of the environment.
pub(crate) fn script(workspace: &Workspace, python: &Path, path: &str) -> Command {
    let mut command = Command::new(python);
    // Compiled scripts would stand beside the fixtures.
    command.arg("-B").arg(workspace.path(path)).current_dir(workspace.root());
    command
}
