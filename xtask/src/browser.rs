//! Chromium and its WebDriver, for the browser walks.

use anyhow::{Result, bail};

use crate::{debian, process};

const WHAT_FOR: &str = "walking through the page in a browser";

/// Sees to it that a browser and its WebDriver can be started.
pub(crate) fn ensure() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    debian::install(WHAT_FOR, &["chromium", "chromium-driver"])?;
    if !is_there() {
        bail!(
            "{WHAT_FOR} needs chromium and chromedriver in PATH, and they are not there after their installation"
        );
    }
    Ok(())
}

fn is_there() -> bool {
    // The names that chromedriver itself looks for.
    let browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    process::which(&["chromedriver"]).is_some() && process::which(&browsers).is_some()
}
