//! axe-core, which judges the accessibility of the page in the browser walks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::venv::{self, Dependencies};
use crate::workspace::Workspace;

/// The environment, and in it the file at the place where the walks look for it.
const ENVIRONMENT: &str = "walks-venv";
const SCRIPT: &str = "axe.min.js";
const REQUIREMENTS: &str = "crates/arrayscope-walks/tests/requirements.txt";

/// Where the script is; it is fetched first, unless the pinned version is there.
///
/// A package of Python carries it, so that no second package manager is needed. Only its file is wanted, thus it is
/// found without being imported: what it depends on is not there.
pub(crate) fn script(workspace: &Workspace) -> Result<PathBuf> {
    let python =
        venv::environment_with(workspace, ENVIRONMENT, REQUIREMENTS, Dependencies::LeftOut)?;
    let program = "import importlib.util as util; print(*util.find_spec('axe_playwright_python').submodule_search_locations)";
    let folder = process::output_of(Command::new(python).args(["-c", program]))
        .with_context(|| format!("no axe-core in {ENVIRONMENT}, made from {REQUIREMENTS}"))?;
    let script = workspace.target().join(ENVIRONMENT).join(SCRIPT);
    fs::copy(Path::new(folder.trim()).join(SCRIPT), &script)
        .with_context(|| format!("cannot copy {SCRIPT} to {}", script.display()))?;
    Ok(script)
}
