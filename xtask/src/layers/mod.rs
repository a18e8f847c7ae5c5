//! Imports run one way: no crate uses one above it, and the bottom modules of the core use only themselves.

mod crates;
mod modules;
mod tokens;

use std::path::Path;

use anyhow::{Result, bail};

use crate::process::say;
use crate::workspace::Workspace;

/// Tells every import that runs upward.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let found = violations(workspace.root())?;
    for line in &found {
        say(line);
    }
    if !found.is_empty() {
        bail!(
            "imports that run upward: {}; the order is core ← formats ← web, command and python, and command → web",
            found.len()
        );
    }
    Ok(())
}

/// One line per import that runs upward.
fn violations(root: &Path) -> Result<Vec<String>> {
    let mut found = crates::violations(root)?;
    found.extend(modules::violations(root)?);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_import_of_the_workspace_runs_upward() {
        assert_eq!(violations(crate::workspace::root()).unwrap(), [""; 0]);
    }
}
