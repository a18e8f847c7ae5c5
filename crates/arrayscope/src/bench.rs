//! bench
use crate::exit::Outcome;
use crate::output::Output;
use anyhow::Result;

/// Bench
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: Args, _out: &mut Output) -> Result<Outcome> {
    Ok(Outcome::Done)
}
