//! What was found, as a value: the command prints it and the page shows it.

use crate::cases::{Case, Group, Work};
use crate::findings::{Finding, findings};
use crate::timer::{Effort, Timing};
use anyhow::Result;
use arrayscope_core::signal::Signal;
use arrayscope_core::stats::Level;
use serde::Serialize;

/// A whole run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Of arrayscope.
    pub version: &'static str,
    /// `release`, or `debug`, whose times say nothing.
    pub build: &'static str,
    /// Processors that this process may use.
    pub cpus: usize,
    /// Threads that share a large reduction.
    pub threads: usize,
    /// The instruction set of the kernels.
    pub instructions: String,
    /// Whether it was the quick run.
    pub quick: bool,
    /// The most runs of a case.
    pub most_runs: usize,
    /// What was measured.
    pub subjects: Vec<SubjectReport>,
    /// Every case.
    pub measurements: Vec<Measurement>,
    /// What they say together.
    pub findings: Vec<Finding>,
}

impl Report {
    pub(crate) fn new(
        quick: bool,
        effort: Effort,
        subjects: Vec<SubjectReport>,
        measurements: Vec<Measurement>,
    ) -> Result<Self> {
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
            cpus: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            threads: rayon::current_num_threads(),
            instructions: Level::chosen().to_string(),
            quick,
            most_runs: effort.runs,
            findings: findings(&measurements)?,
            subjects,
            measurements,
        })
    }
}

/// One array that was measured.
#[derive(Debug, Serialize)]
pub struct SubjectReport {
    /// A short name, as measurements give it.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its dtype.
    pub dtype: String,
    /// Its bytes.
    pub nbytes: usize,
    /// The six, judged by the default contract.
    pub signals: Vec<Signal>,
}

/// One case, measured, its answer checked.
#[derive(Debug, Serialize)]
pub struct Measurement {
    /// `group/subject/what`, for records.
    pub id: String,
    /// The question that it belongs to.
    pub group: Group,
    /// What was measured.
    pub subject: String,
    /// What was done with it, in words.
    pub what: String,
    /// The shape of the subject.
    pub shape: Vec<usize>,
    /// What it took.
    #[serde(flatten)]
    pub timing: Timing,
    /// How much work it is.
    #[serde(flatten)]
    pub work: Work,
    /// The answer, which is the expected one.
    pub answer: f64,
    /// The same, computed otherwise.
    pub expected: f64,
}

impl Measurement {
    pub(crate) fn new(case: Case<'_>, timing: Timing, answer: f64) -> Self {
        Self {
            id: case.id,
            group: case.group,
            subject: case.subject,
            what: case.what,
            shape: case.shape,
            timing,
            work: case.work,
            answer,
            expected: case.expected,
        }
    }

    /// Bytes or FLOPs per second, in units of 10⁹.
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    pub fn giga_per_second(&self) -> Option<f64> {
        let amount = match self.work {
            Work::None {} => return None,
            Work::Bytes { nbytes } => nbytes,
            Work::Flops { flops } => flops,
        };
        Some(amount as f64 / self.timing.median_seconds / 1e9)
    }
}
