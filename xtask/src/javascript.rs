//! Unit tests of the page's modules that need no browser, run by Node where it is installed.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::steps::Outcome;
use crate::workspace::{Workspace, files_below};

const FOLDER: &str = "crates/arrayscope-web/tests/js";
/// The first release whose test runner is stable.
const OLDEST: u32 = 20;

/// Runs them, or says that there is no Node: building and serving need none.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let Some(node) = process::which(&["node", "nodejs"]) else {
        return Ok(Outcome::Skipped("no node".to_owned()));
    };
    let version = process::output_of(Command::new(&node).arg("--version")).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Ok(Outcome::Skipped(format!("node {} is older than {OLDEST}", version.trim())));
    }
    // Releases disagree on what a folder means, so the files are named.
    let mut tests = files_below(&workspace.path(FOLDER), &["js", "mjs"])?;
    tests.retain(|file| {
        file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".test"))
    });
    if tests.is_empty() {
        bail!("{FOLDER} holds no NAME.test.js or NAME.test.mjs");
    }
    process::run(
        Command::new(node)
            .args(["--test", "--test-reporter=spec"])
            .args(tests)
            .current_dir(workspace.root()),
    )?;
    Ok(Outcome::Passed)
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major(""), None);
    }
}
