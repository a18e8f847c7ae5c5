//! What the lesson measures, and more, on this machine.
//!
//! Subjects are measured by cases, which are data with an expected answer; the timer
//! measures, and a [`Report`] holds what came out. Nothing here prints: the command and the
//! page show the same report.
//!
//! ```no_run
//! let report = arrayscope_bench::measure(arrayscope_bench::Length::Quick, |step| {
//!     assert!(step.done <= step.total);
//! })?;
//! assert!(report.findings.iter().any(|finding| finding.about.contains("axis 0")));
//! # Ok::<(), anyhow::Error>(())
//! ```

mod cases;
mod findings;
mod product;
mod report;
mod subjects;
mod timer;

pub use cases::{Group, Work};
pub use findings::Finding;
pub use report::{Measurement, Report, SubjectReport};
pub use timer::Timing;

use anyhow::{Result, ensure};
use subjects::Subject;
use timer::Effort;

/// How much time is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Fewer runs and smaller products: some seconds.
    Quick,
    /// What a record needs: about a minute.
    Full,
}

/// Where a run is: told before every case, and once more at the end.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Cases measured.
    pub done: usize,
    /// All cases.
    pub total: usize,
    /// The id of the case that begins now; none at the end.
    pub begins: Option<&'a str>,
    /// The case that has just been measured; none at the beginning.
    pub ended: Option<&'a Measurement>,
}

/// Measures every case, one after the other.
///
/// Times are medians; nothing else should run meanwhile. Cost: tens of MB, and the time that
/// `length` says in a release build.
///
/// # Errors
/// When a case gives another answer than the expected one, which is a defect of arrayscope.
pub fn measure(length: Length, mut watch: impl FnMut(Step<'_>)) -> Result<Report> {
    let quick = length == Length::Quick;
    let effort = if quick { Effort::QUICK } else { Effort::FULL };
    let subjects = subjects::all()?;
    let cases = cases::all(&subjects, quick)?;
    let total = cases.len();
    let mut measurements: Vec<Measurement> = Vec::with_capacity(total);
    for (done, case) in cases.into_iter().enumerate() {
        watch(Step { done, total, begins: Some(&case.id), ended: measurements.last() });
        let (timing, answer) = timer::time(effort, &*case.body)?;
        let off = (answer - case.expected).abs();
        ensure!(
            off <= case.tolerance,
            "bench case {} gave {answer}, expected {} within {}: a defect of arrayscope",
            case.id,
            case.expected,
            case.tolerance
        );
        measurements.push(Measurement::new(case, timing, answer));
    }
    watch(Step { done: total, total, begins: None, ended: measurements.last() });
    let subjects = subjects.iter().map(Subject::told).collect::<Result<Vec<_>>>()?;
    Report::new(quick, effort, subjects, measurements)
}
