//! `inspect`: geometry, the six signals, summary.

mod contract;
mod plan;
mod print;
mod tree;

pub(crate) use contract::bounds;
pub(crate) use plan::Inspected;

use crate::args::{ADDRESSES, Format};
use crate::exit::{Outcome, tell};
use crate::output::{Output, notes};
use crate::reading::{MemoryArgs, ReadArgs};
use anyhow::Result;
use contract::ContractArgs;
use plan::{Detail, Plan, Report};
use std::ffi::OsString;
use std::io::Write as _;

const EXAMPLES: &str = "\
Examples:
  arrayscope inspect batch.npy
  arrayscope inspect run.npz                     every array in it
  arrayscope inspect --tree store.zarr           what is in it; reads no value
  arrayscope inspect 'run.npz::x[3, ..., ::2]'   a part of one
  arrayscope inspect batch.npy --expect-shape 32,_,_,3 --bounds 0,1
  arrayscope inspect --geometry huge.npy         reads no value
  arrayscope inspect *.npy --format json         for programs

JSON: an object for one array, an array of objects for several; with --tree an object \
for each address, with its arrays. An address that cannot \
be read is an object with address and error; the others are still printed.

Exit status: 0, or 2 when something could not be read. A failing signal is a finding, \
not an error: the status stays 0.";

/// Show geometry, the six signals and a summary of arrays
///
/// Reads the values once for the summary, and again where a signal found something worth
/// locating.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESSES, required = true, value_name = "ADDRESS")]
    addresses: Vec<OsString>,
    /// Show the geometry only; no value is read
    #[arg(long)]
    geometry: bool,
    /// List the arrays as a tree only, with how each is kept; no value is read
    #[arg(long, conflicts_with = "geometry")]
    tree: bool,
    /// How the reports are printed
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    contract: ContractArgs,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs `inspect`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let plan = Plan {
        read: args.read.clone(),
        memory: args.memory.memory,
        contract: args.contract.contract(),
        detail: match (args.tree, args.geometry) {
            (true, _) => Detail::Tree,
            (_, true) => Detail::Geometry,
            _ => Detail::Everything,
        },
    };
    let mut collected = Vec::new();
    let (mut outcome, mut printed) = (Outcome::Done, false);
    for argument in &args.addresses {
        let mut noted = false;
        plan.inspect(argument, &mut |report| {
            match (&report, args.format) {
                (Report::Failed(failed), _) => {
                    outcome = Outcome::PartlyFailed;
                    tell(&failed.error);
                }
                // Text is printed as it comes: the first array is read while the next is computed.
                (_, Format::Text) => {
                    // All arrays of a container share its notes.
                    if !std::mem::replace(&mut noted, true) {
                        notes(report.notes());
                    }
                    if std::mem::replace(&mut printed, true) {
                        writeln!(out)?;
                    }
                    print::report(&report, out)?;
                    out.flush()?;
                }
                (_, Format::Json) => {}
            }
            // In JSON every array of a container says all of this itself.
            if args.tree || !matches!(report, Report::Tree(_)) {
                collected.push(report);
            }
            Ok(())
        })?;
    }
    match (args.format, collected.as_slice()) {
        (Format::Text, _) => {}
        (Format::Json, [only]) => out.json(only)?,
        (Format::Json, several) => out.json(&several)?,
    }
    Ok(outcome)
}
