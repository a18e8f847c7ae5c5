//! `serve`: the page.

use crate::exit::Outcome;
use crate::output::Output;
use anyhow::Result;

/// Show arrays in a browser
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs `serve`.
pub(crate) fn run(_args: Args, _out: &mut Output) -> Result<Outcome> {
    Ok(Outcome::Done)
}
