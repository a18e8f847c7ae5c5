//! The one place that decides the exit status and prints errors.
//!
//! | status | when |
//! | --- | --- |
//! | 0 | it was done; also when whoever reads our output has stopped reading |
//! | 2 | something could not be read, written or understood |
//!
//! Status 1 is left free for a verdict: "read, and found bad".

use crate::args::Cli;
use crate::output::Output;
use arrayscope_formats::printable;
use clap::Parser as _;
use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// How a subcommand ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// The rest was done; what failed has been told.
    PartlyFailed,
}

const FAILURE: u8 = 2;

/// Parses the arguments, runs `command` and turns what came of it into a status.
pub(crate) fn run(command: impl FnOnce(Cli, &mut Output) -> anyhow::Result<Outcome>) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let mut out = Output::new(cli.color);
    let result = command(cli, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::PartlyFailed) => ExitCode::from(FAILURE),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(FAILURE)
        }
    }
}

/// Prints an error on stderr. The subcommands use it where others of their addresses can
/// still be read.
pub(crate) fn tell(error: &impl Display) {
    // Errors of all crates end with what caused them, so the chain is not printed again.
    // If stderr is closed, there is nobody left to tell.
    let _ = writeln!(io::stderr(), "arrayscope: {}", printable(&error.to_string()));
}

/// Help and version are successes; everything else that clap says is a failure.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    let hostile = text.lines().any(|line| printable(line) != line);
    if hostile {
        // An argument with control characters, such as the name of a file.
        let lines: Vec<String> = text.lines().map(printable).collect();
        let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
    } else {
        let _ = error.print();
    }
    if error.use_stderr() { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let is_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        let json = cause.downcast_ref::<serde_json::Error>();
        cause.downcast_ref::<io::Error>().is_some_and(is_pipe)
            || json.and_then(serde_json::Error::io_error_kind) == Some(io::ErrorKind::BrokenPipe)
    })
}
