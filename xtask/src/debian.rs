//! Packages of Debian and its relatives, for whoever may install them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// Installs packages where that is possible: as root, with `apt-get`.
///
/// # Errors
///
/// One line that says what is missing and what to install.
pub(crate) fn install(what_for: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !is_debian() || !is_root() {
        bail!(
            "{what_for} needs software that is not here: install {list} (Debian: apt-get install {list})"
        );
    }
    process::say(&format!("installing {list} for {what_for}"));
    process::run(&mut apt_get(&["update"])).context("cannot update the list of packages")?;
    process::run(apt_get(&["install", "--yes", "--no-install-recommends"]).args(packages))
        .with_context(|| format!("cannot install {list}"))
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && process::which(&["apt-get"]).is_some()
}

fn is_root() -> bool {
    process::output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}
