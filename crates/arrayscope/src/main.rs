//! The command `arrayscope`: opens any N-D array and shows its geometry, statistics,
//! signals and cross-sections.
//!
//! Every subcommand takes the same way: typed arguments, a plan that has been checked, a
//! report value, a printer. Only [`exit`] decides the status.

mod args;
mod bench;
mod exit;
mod inspect;
mod output;
mod progress;
mod reading;
mod reshape;
mod sample;
mod serve;
mod slice;
mod stats;
mod target;
mod text;

use args::{Cli, Command};
use exit::Outcome;
use output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::run(|cli: Cli, out: &mut Output| dispatch(cli.command, out))
}

/// Hands the arguments to the subcommand that they are for.
fn dispatch(command: Command, out: &mut Output) -> anyhow::Result<Outcome> {
    match command {
        Command::Inspect(args) => inspect::run(&args, out),
        Command::Stats(args) => stats::run(&args, out),
        Command::Slice(args) => slice::run(&args, out),
        Command::Reshape(args) => reshape::run(&args, out),
        Command::Sample(args) => sample::run(&args, out),
        Command::Bench(args) => bench::run(&args, out),
        Command::Serve(args) => serve::run(&args, out),
    }
}
