//! The typed arguments: what can be asked. Each subcommand has its own in its own file.

use std::ffi::OsStr;

use clap::{Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  arrayscope inspect batch.npy               geometry, signals, summary
  arrayscope inspect run.npz --format json   every array of a container
  arrayscope stats batch.npy --axis 0        statistics over the batch axis
  arrayscope merge first.npz second.npz      statistics of parts, merged
  arrayscope slice batch.npy --at 0=3        a picture of batch[3, :, :, 0]
  arrayscope report batch.npy -o batch.html  all of it in one file
  arrayscope reshape --from 13 --to 3,4      would it fit, and as a view?
  arrayscope serve batch.npy                 all of it in a browser

An ADDRESS is path::member[index], as in run.npz::x_train[3, ..., ::2]; member \
and index may be left out. The path may be one of a server: http://, https:// or s3://.

Exit status: 0 when it was done, 2 when something could not be read, written or \
understood.";

// Help texts that clippy would want in backticks stand in attributes or here.
/// What help says about an address.
pub(crate) const ADDRESS: &str = "The array: path::member[index]";
/// What help says about addresses.
pub(crate) const ADDRESSES: &str =
    "The arrays: path::member[index]; a container without a member means all its arrays";

/// Know your tensor before your model does.
///
/// arrayscope opens an N-D array (.npy, .npz, CSV, TSV, safetensors, GGUF, .pt, NIfTI, PNG,
/// JPEG, TIFF, HDF5, NetCDF-4, Zarr, Parquet, Arrow), shows its geometry and the statistics
/// over every axis, judges it by six readiness signals, and shows any 2-D cross-section in the
/// terminal, a file or a browser.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output", display_order = 100)]
    pub(crate) color: Color,
}

/// The subcommands. What help says about each stands at its `Args`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Inspect(crate::inspect::Args),
    Stats(crate::stats::Args),
    Merge(crate::merge::Args),
    Slice(crate::slice::Args),
    Report(crate::report::Args),
    Reshape(crate::reshape::Args),
    Sample(crate::sample::Args),
    Bench(crate::bench::Args),
    Serve(crate::serve::Args),
}

impl Command {
    /// Whether the report is asked for as JSON; refusals are then JSON too.
    pub(crate) fn is_json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.format == Format::Json,
            Self::Stats(args) => args.ask.format == TableFormat::Json,
            Self::Merge(args) => args.is_json(),
            Self::Slice(args) => args.format == TableFormat::Json,
            Self::Reshape(args) => args.format == Format::Json,
            Self::Sample(args) => args.format == Format::Json,
            Self::Bench(args) => args.format == TableFormat::Json,
            Self::Report(_) | Self::Serve(_) => false,
        }
    }

    /// The one address that the command is about, as it was typed.
    pub(crate) fn address(&self) -> Option<&OsStr> {
        match self {
            Self::Stats(args) => Some(&args.address),
            Self::Slice(args) => Some(&args.address),
            Self::Report(args) => Some(&args.address),
            Self::Reshape(args) => args.address.as_deref(),
            Self::Inspect(_)
            | Self::Merge(_)
            | Self::Sample(_)
            | Self::Bench(_)
            | Self::Serve(_) => None,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[value(help = "On a terminal, unless NO_COLOR is set")]
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
