//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checked-out repository and its build folder.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    binaries: PathBuf,
}

impl Workspace {
    /// The workspace that this program was built from.
    pub(crate) fn find() -> Result<Self> {
        let own = env::current_exe().context("cannot tell where this program is")?;
        let binaries = own.parent().context("this program stands in no folder")?.to_owned();
        Ok(Self { root: root().to_owned(), binaries })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The built command, beside this program: both come out of the same profile.
    pub(crate) fn arrayscope(&self) -> PathBuf {
        self.binaries.join(format!("arrayscope{}", env::consts::EXE_SUFFIX))
    }

    /// The folder for everything that is built or fetched, `target` unless cargo was told otherwise.
    pub(crate) fn target(&self) -> &Path {
        self.binaries.parent().unwrap_or(&self.binaries)
    }
}

/// The folder above this package.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// Every file below `folder` with one of the extensions, sorted; hidden folders and `target` are left out.
pub(crate) fn files_below(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, extensions, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let path = entry.path();
        let name = entry.file_name();
        let kind =
            entry.file_type().with_context(|| format!("cannot tell what {} is", path.display()))?;
        if kind.is_dir() {
            if name != "target" && !name.to_string_lossy().starts_with('.') {
                collect(&path, extensions, found)?;
            }
        } else if path
            .extension()
            .is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
        {
            found.push(path);
        }
    }
    Ok(())
}
