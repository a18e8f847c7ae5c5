//! The typed arguments: what can be asked. Each subcommand has its own in its own file.

use clap::{Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  arrayscope inspect batch.npy                        geometry, signals, summary
  arrayscope inspect run.npz --format json            every array of a container
  arrayscope stats batch.npy --axis 0                 statistics over the batch axis
  arrayscope slice 'batch.npy' --at 0=3 --at 3=1      a picture of batch[3, :, :, 1]
  arrayscope reshape --from 13 --to 3,4               would it fit, and as a view?
  arrayscope serve batch.npy                          all of it in a browser

An ADDRESS is path::member[index], as in run.npz::x_train[3, ..., ::2]; member and
index may be left out.

Exit status: 0 when it was done, 2 when something could not be read or understood.";

/// Know your tensor before your model does.
///
/// arrayscope opens an N-D array (.npy, .npz, CSV, TSV, each of the tables also with .gz),
/// shows its geometry and the statistics over every axis, judges it by six readiness
/// signals, and shows any 2-D cross-section in the terminal, a file or a browser.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours; NO_COLOR is respected by auto
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    pub(crate) color: Color,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show geometry, the six signals and a summary of arrays
    Inspect(crate::inspect::Args),
    /// Compute statistics over an axis, or along it
    Stats(crate::stats::Args),
    /// Show a 2-D cross-section, or write it to a file
    Slice(crate::slice::Args),
    /// Tell whether a reshape is a view or a copy, and why
    Reshape(crate::reshape::Args),
    /// Write a sample tensor of 0 to 4 axes
    Sample(crate::sample::Args),
    /// Measure slices, statistics, reshapes and products on this machine
    Bench(crate::bench::Args),
    /// Show arrays in a browser
    Serve(crate::serve::Args),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
