//! The built command.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, bail};

/// Where the command is; it is built first, unless `ARRAYSCOPE_BINARY` names one.
pub fn arrayscope() -> Result<PathBuf> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| find_or_build().map_err(|error| format!("{error:#}")));
    built.clone().map_err(|message| anyhow!(message))
}

fn find_or_build() -> Result<PathBuf> {
    if let Some(named) = env::var_os("ARRAYSCOPE_BINARY") {
        return Ok(named.into());
    }
    // Cargo builds no binary of another package for a test; without this, a walk would visit an old page.
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--package", "arrayscope"])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let status = command.stdin(Stdio::null()).status().context("cannot start cargo")?;
    if !status.success() {
        bail!("cargo build --package arrayscope ended with {status}");
    }
    beside_this_program()
}

/// Tests run from `target/PROFILE/deps`, programs from `target/PROFILE`.
fn beside_this_program() -> Result<PathBuf> {
    let own = env::current_exe().context("cannot tell where this program is")?;
    let name = format!("arrayscope{}", env::consts::EXE_SUFFIX);
    let found = own
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file());
    found.with_context(|| format!("no {name} beside {}", own.display()))
}
