//! The one place that decides the exit status and prints errors.
//!
//! | status | when |
//! | --- | --- |
//! | 0 | it was done; also when whoever reads our output has stopped reading |
//! | 2 | something could not be read, written or understood |
//! | 130 | somebody pressed Ctrl-C |
//!
//! Status 1 is left free for a verdict: "read, and found bad".

use crate::args::{Cli, Color};
use crate::interrupt::Interrupted;
use crate::output::Output;
use arrayscope_formats::printable;
use clap::Parser as _;
use serde::Serialize;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write as _};

/// How a subcommand ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// The rest was done; what failed has been told.
    PartlyFailed,
}

const SUCCESS: u8 = 0;
const FAILURE: u8 = 2;
/// 128 and the number of the signal, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Parses the arguments, runs `command` and turns what came of it into a status.
pub(crate) fn run(
    arguments: &[OsString],
    command: impl FnOnce(Cli, &mut Output) -> anyhow::Result<Outcome>,
) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, arguments),
    };
    let mut out = Output::new(cli.color);
    let json = cli.command.is_json();
    let address = cli.command.address().map(|address| printable(&address.to_string_lossy()));
    let result = command(cli, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Done) => SUCCESS,
        Ok(Outcome::PartlyFailed) => FAILURE,
        Err(error) if is_broken_pipe(&error) => SUCCESS,
        Err(error) if error.is::<Interrupted>() => {
            tell(&error);
            INTERRUPTED
        }
        Err(error) => {
            tell(&error);
            if json {
                refuse(&error.to_string(), address.as_deref(), &mut out);
            }
            FAILURE
        }
    }
}

/// What a program reads instead of the report that it asked for; an address that cannot be
/// inspected looks the same.
#[derive(Serialize)]
struct Refusal<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    error: &'a str,
}

fn refuse(error: &str, address: Option<&str>, out: &mut Output) {
    // Whoever does not read stdout has been told on stderr.
    let _ = out.json(&Refusal { address, error }).and_then(|()| Ok(out.flush()?));
}

/// Whether arguments that do not parse ask for JSON.
fn wish_json(arguments: &[OsString]) -> bool {
    let asks_in_two = |pair: &[OsString]| pair[0] == "--format" && pair[1] == "json";
    arguments.iter().any(|argument| argument == "--format=json")
        || arguments.windows(2).any(asks_in_two)
}

/// Prints an error on stderr. The subcommands use it where others of their addresses can
/// still be read.
pub(crate) fn tell(error: &impl Display) {
    // Errors of all crates end with what caused them, so the chain is not printed again.
    // If stderr is closed, there is nobody left to tell.
    let _ = writeln!(io::stderr(), "arrayscope: {}", printable(&error.to_string()));
}

/// Help and version are successes; everything else that clap says is a failure.
fn usage(error: &clap::Error, arguments: &[OsString]) -> u8 {
    let text = error.render().to_string();
    let hostile = text.lines().any(|line| printable(line) != line);
    if hostile {
        // An argument with control characters, such as the name of a file.
        let lines: Vec<String> = text.lines().map(printable).collect();
        let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
    } else {
        let _ = error.print();
    }
    if error.use_stderr() && wish_json(arguments) {
        // The first paragraph is the sentence; usage and help follow it.
        let lines = text.lines().take_while(|line| !line.trim().is_empty());
        let sentence = lines.map(|line| printable(line.trim())).collect::<Vec<_>>().join(" ");
        let sentence = sentence.strip_prefix("error: ").unwrap_or(&sentence);
        refuse(sentence, None, &mut Output::new(Color::Never));
    }
    if error.use_stderr() { FAILURE } else { SUCCESS }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let is_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        let json = cause.downcast_ref::<serde_json::Error>();
        cause.downcast_ref::<io::Error>().is_some_and(is_pipe)
            || json.and_then(serde_json::Error::io_error_kind) == Some(io::ErrorKind::BrokenPipe)
    })
}
