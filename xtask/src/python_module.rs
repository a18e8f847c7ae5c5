//! The Python module: built the way users get it, and tested from Python.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{process, venv};

/// The package that Python imports.
const MODULE: &str = "crates/arrayscope-python";
/// What it is built, tested and compared with.
const REQUIREMENTS: &str = "crates/arrayscope-python/tests/requirements.txt";

/// Installs the module into an environment of its own and runs its tests, the examples of its
/// documentation among them.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    let python = venv::environment(workspace, "python-venv", REQUIREMENTS)?;
    install(workspace, &python)?;
    // Compiled tests would stand beside the tests.
    let mut pytest = Command::new(&python);
    pytest.args(["-B", "-m", "pytest"]).current_dir(workspace.path(MODULE));
    process::run(&mut pytest)
}

/// Builds the module with all optimisations, in the workspace's own `target`, and installs it into
/// the environment of `python`, which has maturin.
pub(crate) fn install(workspace: &Workspace, python: &Path) -> Result<()> {
    // Not isolated: maturin is among the pins, and would be fetched anew each time.
    process::run(
        Command::new(python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(["--no-deps", "--no-build-isolation", "--force-reinstall"])
            .arg(workspace.path(MODULE))
            .env("PATH", path_with(python)?)
            .env("CARGO_TARGET_DIR", workspace.target()),
    )
}

/// `PATH` with the environment's own programs first, where pip finds maturin.
fn path_with(python: &Path) -> Result<OsString> {
    let programs = python.parent().context("python stands in no folder")?.to_owned();
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths([programs].into_iter().chain(env::split_paths(&others)))
        .context("cannot put the environment's programs into PATH")
}
