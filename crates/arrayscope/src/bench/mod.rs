//! `bench`: what the lesson measures, and more, on this machine.
//!
//! The measuring is that of the `arrayscope-bench` crate, which the page uses too; here are
//! its arguments, the progress bar and the printing.

mod print;

use crate::args::TableFormat;
use crate::exit::Outcome;
use crate::output::{Output, note};
use crate::progress::Progress;
use anyhow::Result;
use arrayscope_bench::{Length, Report};

const EXAMPLES: &str = "\
Examples:
  arrayscope bench --quick          some seconds
  arrayscope bench --format json    for a record
  arrayscope bench --format csv     a row per measurement

Every case computes an answer that is checked against one computed otherwise; a wrong \
answer is an error (exit 2). Times are the median of several runs; the middle half of \
the runs lies in the span beside it. Nothing else should run meanwhile.";

/// Measure slices, statistics, reshapes and products on this machine
///
/// For each sample tensor and for (10000, 512) float32: the six signals, the time of slice
/// extraction, of all statistics over each axis and over every axis in one call, and of the
/// mean alone. Then one column at a time against one
/// pass, axis 0 against axis -1, reshape as view against copy, and arr.T @ arr against
/// arr @ arr.T, with a plain triple loop and with a product that packs its operands.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Fewer runs and smaller products
    #[arg(long)]
    quick: bool,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text, help_heading = "Output")]
    pub(crate) format: TableFormat,
}

/// Runs `bench`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let report = measure(args.quick)?;
    if report.build != "release" {
        note("this is a debug build: its times say nothing; cargo run --release builds the other");
    }
    match args.format {
        TableFormat::Json => out.json(&report)?,
        TableFormat::Csv => print::csv(&report, out)?,
        TableFormat::Text => print::report(&report, out)?,
    }
    Ok(Outcome::Done)
}

/// Measures every case, with a progress bar.
fn measure(quick: bool) -> Result<Report> {
    let mut progress: Option<Progress> = None;
    arrayscope_bench::measure(if quick { Length::Quick } else { Length::Full }, |step| {
        let bar = progress.get_or_insert_with(|| Progress::new(step.total as u64, "bench"));
        if step.ended.is_some() {
            bar.advance();
        }
        if let Some(id) = step.begins {
            bar.on(id);
        }
    })
}
