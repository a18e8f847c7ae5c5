//! Python environments with pinned libraries, made once and kept until the pins change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{debian, process};

const WHAT_FOR: &str = "comparing with NumPy and judging the page";
/// Below this version the pinned libraries do not exist.
const OLDEST: (u32, u32) = (3, 11);

/// What becomes of the packages that the pinned ones depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dependencies {
    Installed,
    /// For packages of which only a file is wanted.
    LeftOut,
}

/// Sees to it that there is a Python that is new enough and can make environments.
pub(crate) fn ensure_python() -> Result<PathBuf> {
    if let Some(python) = suitable_python() {
        return Ok(python);
    }
    debian::install(WHAT_FOR, &["python3", "python3-venv"])?;
    let (major, minor) = OLDEST;
    suitable_python().with_context(|| {
        format!("{WHAT_FOR} needs python3 with its venv module in version {major}.{minor} or newer: install that")
    })
}

/// The Python with the reference libraries, to compare answers with.
pub(crate) fn python(workspace: &Workspace) -> Result<PathBuf> {
    environment(workspace, "oracle-venv", "fixtures/requirements.txt")
}

/// The Python of an environment below `target`, which is made or made anew when the pins in the
/// file `requirements` are not those it was made with.
pub(crate) fn environment(
    workspace: &Workspace,
    name: &str,
    requirements: &str,
) -> Result<PathBuf> {
    environment_with(workspace, name, requirements, Dependencies::Installed)
}

/// The same, with a say in what the pinned packages depend on.
pub(crate) fn environment_with(
    workspace: &Workspace,
    name: &str,
    requirements: &str,
    dependencies: Dependencies,
) -> Result<PathBuf> {
    let pins = workspace.path(requirements);
    let wanted =
        fs::read_to_string(&pins).with_context(|| format!("cannot read {requirements}"))?;
    let environment = workspace.target().join(name);
    let python = environment.join("bin/python");
    // Written last, so that an environment that was left half made is made anew.
    let stamp = environment.join("made-with.txt");
    let current = fs::read_to_string(&stamp).is_ok_and(|made_with| made_with == wanted);
    if current && python.exists() {
        return Ok(python);
    }
    let maker = ensure_python()?;
    process::say(&format!("making {} from {requirements}", environment.display()));
    process::run(Command::new(maker).args(["-m", "venv", "--clear"]).arg(&environment))?;
    process::run(&mut pip_install(&python, &pins, dependencies)).with_context(|| {
        format!("cannot install {requirements}; is the Python package index in reach?")
    })?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(python)
}

fn pip_install(python: &Path, requirements: &Path, dependencies: Dependencies) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(requirements);
    if dependencies == Dependencies::LeftOut {
        command.arg("--no-deps");
    }
    command
}

/// The first Python in `PATH` that is new enough and has what makes environments.
fn suitable_python() -> Option<PathBuf> {
    ["python3", "python3.14", "python3.13", "python3.12", "python3.11"]
        .into_iter()
        .filter_map(|name| process::which(&[name]))
        .find(|python| version_of(python).is_some_and(|version| version >= OLDEST))
}

fn version_of(python: &Path) -> Option<(u32, u32)> {
    // Debian splits ensurepip off, and without it `python -m venv` fails.
    let script = "import sys, venv, ensurepip; print(*sys.version_info[:2])";
    parse_version(&process::output_of(Command::new(python).args(["-c", script]))?)
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parse_version("3 9\n").unwrap() < OLDEST);
        assert!(parse_version("3 11\n").unwrap() >= OLDEST);
        assert!(parse_version("4 0").unwrap() >= OLDEST);
        assert_eq!(parse_version("3.11"), None);
    }
}
