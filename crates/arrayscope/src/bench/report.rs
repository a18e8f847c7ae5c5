//! What `bench` found, as a value: printed here, and free to be shown elsewhere.

use super::cases::{Case, Group, Work};
use super::findings::{Finding, findings};
use super::timer::{Effort, Timing};
use anyhow::Result;
use arrayscope_core::signal::Signal;
use arrayscope_core::stats::Level;
use serde::Serialize;

/// A whole run.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Of arrayscope.
    pub(super) version: &'static str,
    /// `release`, or `debug`, whose times say nothing.
    pub(super) build: &'static str,
    /// Processors that this process may use.
    pub(super) cpus: usize,
    /// Threads that share a large reduction.
    pub(super) threads: usize,
    /// The instruction set of the kernels.
    pub(super) instructions: String,
    /// Whether it was the quick run.
    pub(super) quick: bool,
    /// The most runs of a case.
    pub(super) most_runs: usize,
    /// What was measured.
    pub(super) subjects: Vec<SubjectReport>,
    /// Every case.
    pub(super) measurements: Vec<Measurement>,
    /// What they say together.
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(
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
pub(super) struct SubjectReport {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) shape: Vec<usize>,
    pub(super) dtype: String,
    pub(super) nbytes: usize,
    pub(super) signals: Vec<Signal>,
}

/// One case, measured, its answer checked.
#[derive(Debug, Serialize)]
pub(super) struct Measurement {
    pub(super) id: String,
    pub(super) group: Group,
    pub(super) subject: String,
    pub(super) what: String,
    pub(super) shape: Vec<usize>,
    #[serde(flatten)]
    pub(super) timing: Timing,
    #[serde(flatten)]
    pub(super) work: Work,
    /// The answer, which is the expected one.
    pub(super) answer: f64,
    pub(super) expected: f64,
}

impl Measurement {
    pub(super) fn new(case: Case<'_>, timing: Timing, answer: f64) -> Self {
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
    pub(super) fn giga_per_second(&self) -> Option<f64> {
        let amount = match self.work {
            Work::None {} => return None,
            Work::Bytes { nbytes } => nbytes,
            Work::Flops { flops } => flops,
        };
        Some(amount as f64 / self.timing.median_seconds / 1e9)
    }
}
