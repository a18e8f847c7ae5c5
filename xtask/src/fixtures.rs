//! Files and values that the reference libraries wrote.

use anyhow::Result;

use crate::oracle::script;
use crate::workspace::Workspace;
use crate::{process, venv};

/// Writes every fixture again. What differs afterwards is for a person to judge.
pub(crate) fn regenerate(workspace: &Workspace) -> Result<()> {
    let python = venv::python(workspace)?;
    for path in ["fixtures/generate.py", "fixtures/formats/generate.py"] {
        process::say(&format!("running {path}"));
        process::run(&mut script(workspace, &python, path))?;
    }
    process::say("done; look at the difference with git diff --stat fixtures");
    Ok(())
}

/// Fails when a stored value is not what the pinned scripts write.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let python = venv::python(workspace)?;
    process::run(script(workspace, &python, "fixtures/generate.py").arg("--check"))
}
