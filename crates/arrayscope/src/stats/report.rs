//! What is asked of an array, and what is told of it: of one that is read, and of one whose
//! states were kept.

use super::axis::{AxisReport, Question, Statistic};
use super::{files, print};
use crate::args::TableFormat;
use crate::output::Output;
use anyhow::Result;
use arrayscope_core::stats::NonFinitePolicy;
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;

/// What is asked, and where the answer goes.
#[derive(Debug, clap::Args)]
pub(crate) struct AskArgs {
    /// The statistics to compute [default: all of them]
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',')]
    statistics: Vec<Statistic>,
    /// What NaN and infinities do to min, max, mean and std
    #[arg(long, value_enum, default_value_t = Policy::Exclude)]
    pub(crate) policy: Policy,
    /// Write to a .npz or .csv file instead
    #[arg(short, long, value_name = "FILE", conflicts_with = "format")]
    pub(crate) output: Option<PathBuf>,
    /// How the statistics are printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text, help_heading = "Output")]
    pub(crate) format: TableFormat,
}

impl AskArgs {
    /// Whether the user chose the statistics.
    pub(crate) fn is_chosen(&self) -> bool {
        !self.statistics.is_empty()
    }

    /// What is asked about each axis.
    pub(crate) fn question(&self, along: bool) -> Question {
        let statistics =
            if self.is_chosen() { self.statistics.clone() } else { Statistic::ALL.to_vec() };
        Question { along, policy: self.policy.into(), statistics }
    }
}

/// Where the answer goes, known before it is there.
pub(crate) enum Writer<'a> {
    File(files::Writer<'a>),
    Stdout(TableFormat),
}

impl<'a> Writer<'a> {
    /// # Errors
    /// When there is no format for the ending of the file.
    pub(crate) fn of(args: &'a AskArgs) -> Result<Self> {
        Ok(match &args.output {
            Some(path) => Self::File(files::writer(path)?),
            None => Self::Stdout(args.format),
        })
    }

    pub(crate) fn write(&self, report: &Report, out: &mut Output) -> Result<()> {
        match self {
            Self::File(write) => write(report)?,
            Self::Stdout(TableFormat::Text) => print::report(report, out)?,
            Self::Stdout(TableFormat::Json) => out.json(report)?,
            Self::Stdout(TableFormat::Csv) => files::csv_to(report, out)?,
        }
        Ok(())
    }
}

/// What non-finite values do; the words of the core with NumPy's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Policy {
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
pub(crate) struct Report {
    pub(crate) address: String,
    pub(crate) format: &'static str,
    pub(crate) shape: Vec<usize>,
    pub(crate) dtype: String,
    pub(crate) along: bool,
    pub(crate) policy: Policy,
    /// Of a table that has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column_names: Option<Vec<String>>,
    pub(crate) axes: Vec<AxisReport>,
    pub(crate) notes: Vec<String>,
    /// Names of the positions per axis, where the file has them.
    #[serde(skip)]
    pub(crate) labels: Vec<Option<Vec<String>>>,
    /// Whether the user chose the statistics.
    #[serde(skip)]
    pub(crate) chosen: bool,
}

impl Report {
    /// Names of the results of an axis, where they run along one axis that has names.
    pub(super) fn names(&self, axis: &AxisReport) -> Option<&[String]> {
        match axis.kept.as_slice() {
            [only] => self.labels.get(*only)?.as_deref(),
            _ => None,
        }
    }
}
