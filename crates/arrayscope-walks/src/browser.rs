//! Chromium, headless and alone, behind its WebDriver.

use std::io;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::child::Guarded;
use crate::session::Session;

/// No window, no account, no talk with anybody but the page.
const FLAGS: &[&str] = &[
    "--headless",
    // As root, which is usual in containers, Chromium has no sandbox.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    // Through a pipe instead of a port: the browser ends with the driver, however that ends.
    "--remote-debugging-pipe",
];

/// Scripts are interpreted and never compiled: what the browser compiles of a script that runs often would count
/// as memory that the script keeps.
const INTERPRETED: &str = "--js-flags=--no-opt --no-maglev --no-sparkplug";

/// How the browser runs scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As everybody's does: what runs often is compiled.
    Compiled,
    /// Slower, and without memory of its own for what runs often.
    Interpreted,
}

/// How often a port is looked for.
const ATTEMPTS: usize = 5;
/// What the driver says when somebody else has the port.
const PORT_TAKEN: &str = "Address already in use";

/// A browser that runs as long as this value. Fields are dropped in their order: window, driver, profile.
#[derive(Debug)]
pub(crate) struct Browser {
    session: Session,
    driver: Guarded,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser whose page is `width` × `height` pixels.
    pub(crate) fn start(width: u32, height: u32, scripts: Scripts) -> Result<Self> {
        let profile = tempfile::Builder::new()
            .prefix("arrayscope-walk-")
            .tempdir()
            .context("cannot make a folder")?;
        let (driver, port) = start_driver(&profile)?;
        let session = Session::start(port, &capabilities(&profile, scripts))?;
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        session.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        Ok(Self { session, driver, _profile: profile })
    }

    /// The number of the driver's process, of which the browser's are descendants.
    pub(crate) fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }
}

/// Starts the driver, and the port on which it listens.
///
/// It takes a free port of one IP version and then the same one of the other, which somebody
/// else may have: then it ends, and another one is tried.
fn start_driver(profile: &TempDir) -> Result<(Guarded, u16)> {
    let mut attempts = ATTEMPTS;
    loop {
        let mut command = Command::new("chromedriver");
        // Whatever the two leave behind is removed with the profile.
        command.env("TMPDIR", profile.path());
        let driver = Guarded::start(command.arg("--port=0")).map_err(what_to_install)?;
        attempts -= 1;
        match driver.read(port_of) {
            Ok(port) => return Ok((driver, port)),
            Err(_) if attempts > 0 && driver.complaints().contains(PORT_TAKEN) => {}
            Err(error) => return Err(error.context("chromedriver told no port")),
        }
    }
}

fn capabilities(profile: &TempDir, scripts: Scripts) -> Value {
    let profile_flag = format!("--user-data-dir={}", profile.path().display());
    let interpreted = (scripts == Scripts::Interpreted).then_some(INTERPRETED);
    let own = [profile_flag.as_str()].into_iter().chain(interpreted);
    let flags: Vec<&str> = FLAGS.iter().copied().chain(own).collect();
    json!({"alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": {"args": flags},
        "timeouts": {"script": 30_000, "pageLoad": 30_000},
    }})
}

/// The port in "`ChromeDriver` was started successfully on port 41249."
fn port_of(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

fn what_to_install(error: anyhow::Error) -> anyhow::Error {
    let absent = error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    if absent {
        error.context("browser walks need Chromium and its WebDriver (Debian: apt-get install chromium chromium-driver)")
    } else {
        error
    }
}
