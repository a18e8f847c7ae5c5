//! Files and values that the reference libraries wrote.

use std::path::Path;

use anyhow::Result;

use crate::oracle::script;
use crate::workspace::Workspace;
use crate::{process, venv};

/// The formats whose files other libraries than NumPy wrote.
const FORMATS: [&str; 8] =
    ["safetensors", "gguf", "torch", "nifti", "images", "hdf5", "netcdf", "zarr"];

/// Writes every fixture again. What differs afterwards is for a person to judge.
pub(crate) fn regenerate(workspace: &Workspace) -> Result<()> {
    let run = |python: &Path, path: &str| {
        process::say(&format!("running {path}"));
        process::run(&mut script(workspace, python, path))
    };
    let python = venv::python(workspace)?;
    for path in ["fixtures/generate.py", "fixtures/formats/generate.py"] {
        run(&python, path)?;
    }
    let python = venv::environment(workspace, "formats-venv", "fixtures/formats/requirements.txt")?;
    for format in FORMATS {
        run(&python, &format!("fixtures/formats/{format}/generate.py"))?;
    }
    process::say("done; look at the difference with git diff --stat fixtures");
    Ok(())
}

/// Fails when a stored value is not what the pinned scripts write.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let python = venv::python(workspace)?;
    process::run(script(workspace, &python, "fixtures/generate.py").arg("--check"))
}
