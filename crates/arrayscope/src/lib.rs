//! The command `arrayscope`: opens any N-D array and shows its geometry, statistics,
//! signals and cross-sections.
//!
//! A library with the one function [`run`], because two programs are this command: the binary
//! and the Python module.
//!
//! Every subcommand takes the same way: typed arguments, a plan that has been checked, a
//! report value, a printer. Only `exit` decides the status.

mod args;
mod bench;
mod exit;
mod inspect;
mod interrupt;
mod merge;
mod output;
mod progress;
mod reading;
mod report;
mod reshape;
mod sample;
mod serve;
mod slice;
mod stats;
mod target;
mod text;
mod values;

use args::{Cli, Command};
use exit::Outcome;
use output::Output;
use std::ffi::OsString;

/// Runs the command with these arguments, of which the first is the program's name, and gives
/// the status to exit with.
///
/// Reports go to stdout, everything else to stderr; nothing is left in a buffer. `serve`
/// returns when the process is told to stop (Ctrl-C, a hang-up, a termination).
///
/// Status: 0 when it was done, also when whoever reads stdout has stopped reading; 2 when
/// something could not be read, written or understood; 130 when somebody pressed Ctrl-C while
/// an array was read in parts.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    exit::run(&arguments, |cli: Cli, out: &mut Output| dispatch(cli.command, out))
}

/// Hands the arguments to the subcommand that they are for.
fn dispatch(command: Command, out: &mut Output) -> anyhow::Result<Outcome> {
    match command {
        Command::Inspect(args) => inspect::run(&args, out),
        Command::Stats(args) => stats::run(&args, out),
        Command::Merge(args) => merge::run(&args, out),
        Command::Slice(args) => slice::run(&args, out),
        Command::Report(args) => report::run(&args, out),
        Command::Reshape(args) => reshape::run(&args, out),
        Command::Sample(args) => sample::run(&args, out),
        Command::Bench(args) => bench::run(&args, out),
        Command::Serve(args) => serve::run(&args, out),
    }
}
