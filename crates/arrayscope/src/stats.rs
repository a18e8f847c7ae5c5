//! `stats`: statistics over an axis, or the profile along it.

mod axis;
mod files;
mod print;

use crate::args::{ADDRESS, TableFormat};
use crate::exit::Outcome;
use crate::output::{Output, notes as tell_notes};
use crate::progress::Progress;
use crate::reading::{MemoryArgs, Part, ReadArgs, open_one};
use crate::values::Values;
use anyhow::{Result, bail};
use arrayscope_core::stats::NonFinitePolicy;
use arrayscope_core::view::Description;
use axis::{AxisReport, Question, Statistic};
use clap::ValueEnum;
use serde::Serialize;
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  arrayscope stats batch.npy                     over every axis in turn
  arrayscope stats batch.npy --axis 0            batch.mean(axis=0) and the others
  arrayscope stats batch.npy --axis -1 --along   a row per channel: the profile
  arrayscope stats batch.npy --statistics mean,std -o features.npz
  arrayscope stats table.csv --axis 0 --format csv

min, max, mean and std are of the finite values, and NaN where there is none; std has \
the divisor count. --policy gives NumPy's other two answers. Text shows seven \
significant digits; JSON, CSV and files have all of them.";

/// Compute statistics over an axis, or along it
///
/// Over axis K the axis disappears, as in a.mean(axis=K). Along axis K everything else
/// does: one value per index, which shows the odd slice.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESS)]
    pub(crate) address: OsString,
    /// The axis, negative from the end, or all for each in turn
    #[arg(long, value_name = "AXIS", default_value = "all", allow_negative_numbers = true, value_parser = axes)]
    axis: Axes,
    /// One value per index along the axis, instead of over it
    #[arg(long)]
    along: bool,
    /// The statistics to compute [default: all of them]
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',')]
    statistics: Vec<Statistic>,
    /// What NaN and infinities do to min, max, mean and std
    #[arg(long, value_enum, default_value_t = Policy::Exclude)]
    policy: Policy,
    /// Write to a .npz or .csv file instead
    #[arg(short, long, value_name = "FILE", conflicts_with = "format")]
    output: Option<PathBuf>,
    /// How the statistics are printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text, help_heading = "Output")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    read: ReadArgs,
}

/// Which axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axes {
    /// Each in turn.
    All,
    /// This one.
    One(isize),
}

fn axes(text: &str) -> Result<Axes, String> {
    match text {
        "all" => Ok(Axes::All),
        _ => text.parse().map(Axes::One).map_err(|_| {
            format!(
                "{text:?} is not an axis (valid: a whole number, negative from the end, or all)"
            )
        }),
    }
}

/// What non-finite values do; the words of the core with NumPy's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum Policy {
    /// Only finite values count
    Exclude,
    /// As numpy.mean: one NaN makes the answer NaN
    Propagate,
    /// As numpy.nanmean: NaN is left out, infinities take part
    Ignore,
}

impl From<Policy> for NonFinitePolicy {
    fn from(policy: Policy) -> Self {
        match policy {
            Policy::Exclude => Self::Exclude,
            Policy::Propagate => Self::Propagate,
            Policy::Ignore => Self::Ignore,
        }
    }
}

/// The statistics of one array.
#[derive(Serialize)]
struct Report {
    address: String,
    format: &'static str,
    shape: Vec<usize>,
    dtype: String,
    along: bool,
    policy: Policy,
    /// Of a table that has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    column_names: Option<Vec<String>>,
    axes: Vec<AxisReport>,
    notes: Vec<String>,
    /// Names of the positions per axis, where the file has them.
    #[serde(skip)]
    labels: Vec<Option<Vec<String>>>,
    /// Whether the user chose the statistics.
    #[serde(skip)]
    chosen: bool,
}

impl Report {
    /// Names of the results of an axis, where they run along one axis that has names.
    fn names(&self, axis: &AxisReport) -> Option<&[String]> {
        match axis.kept.as_slice() {
            [only] => self.labels.get(*only)?.as_deref(),
            _ => None,
        }
    }
}

/// Runs `stats`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    // Known before anything is read or computed.
    let writer = args.output.as_deref().map(files::writer).transpose()?;
    let (part, notes) = open_one(
        &args.address,
        |path| args.read.options_within(args.memory.memory, path),
        args.output.as_deref(),
    )?;
    if args.format != TableFormat::Json {
        tell_notes(&notes);
    }
    let report = report(args, &part, notes)?;
    match (writer, args.format) {
        (Some(write), _) => write(&report)?,
        (None, TableFormat::Text) => print::report(&report, out)?,
        (None, TableFormat::Json) => out.json(&report)?,
        (None, TableFormat::Csv) => files::csv_to(&report, out)?,
    }
    Ok(Outcome::Done)
}

fn report(args: &Args, part: &Part, notes: Vec<String>) -> Result<Report> {
    let (info, layout) = (part.source.info(), part.layout()?);
    // Refused before the values are read.
    if let Some(why) = info.dtype.why_no_statistics() {
        bail!("{why}: {}", part.address);
    }
    let ndim = layout.ndim();
    let axes = match args.axis {
        Axes::All => (0..ndim).collect(),
        Axes::One(axis) => vec![layout.axis(axis).map_err(|error| part.misfit(error))?],
    };
    let described =
        Description { dtype: &info.dtype, byte_order: info.byte_order, layout: &layout };
    let values = Values::of(part, &described, args.memory.memory)?;
    let chosen = !args.statistics.is_empty();
    let question = Question {
        along: args.along,
        policy: args.policy.into(),
        statistics: if chosen { args.statistics.clone() } else { Statistic::ALL.to_vec() },
    };
    let progress = Progress::through(&layout, axes.len(), "statistics");
    let answer = |axis: usize| {
        progress.on(&format!("axis {axis}"));
        let watch = |elements| progress.advance_by(elements);
        let reduce = |axes: &[isize], wanted| values.reduce(axes, wanted, &watch);
        question.ask(layout.shape(), axis, reduce).map_err(|error| part.located(error))
    };
    Ok(Report {
        address: part.address.to_string(),
        format: part.format,
        shape: layout.shape().to_vec(),
        dtype: info.dtype.name(),
        along: args.along,
        policy: args.policy,
        column_names: part.labels(1).map(<[String]>::to_vec),
        axes: axes.into_iter().map(answer).collect::<Result<_, _>>()?,
        notes,
        labels: (0..ndim).map(|axis| part.labels(axis).map(<[String]>::to_vec)).collect(),
        chosen,
    })
}
