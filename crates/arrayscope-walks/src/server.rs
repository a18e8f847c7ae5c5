//! The command, serving on a port that the system chose.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::binary;
use crate::child::Guarded;

/// A server that runs as long as this value.
#[derive(Debug)]
pub(crate) struct Server {
    url: String,
    child: Guarded,
}

impl Server {
    /// Serves the samples and the named files.
    pub(crate) fn start(files: &[&Path]) -> Result<Self> {
        Self::on_port("0", files)
    }

    /// Ends this one and serves on the same port, as somebody does who starts it again.
    pub(crate) fn restart(&mut self, files: &[&Path]) -> Result<()> {
        let (host, _) = self.url.split_once("/?").context("the URL has a query")?;
        let port = host.rsplit(':').next().context("the URL has a port")?.to_owned();
        self.child.end();
        *self = Self::on_port(&port, files)?;
        Ok(())
    }

    /// Ends the server and leaves nobody in its place.
    pub(crate) fn end(&mut self) {
        self.child.end();
    }

    fn on_port(port: &str, files: &[&Path]) -> Result<Self> {
        let mut command = Command::new(binary::arrayscope()?);
        command.args(["serve", "--port", port]).args(files);
        let child = Guarded::start(&mut command)?;
        let url = child.read(|line| line.starts_with("http://").then(|| line.trim().to_owned()));
        Ok(Self { url: url.context("arrayscope serve printed no URL")?, child })
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it wrote to standard error so far.
    pub(crate) fn complaints(&self) -> String {
        self.child.complaints()
    }

    /// The first line that it printed: the page with the token.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}
