//! `inspect`: geometry, the six signals, summary.

mod contract;
mod print;

pub(crate) use contract::bounds;

use crate::args::Format;
use crate::exit::{Outcome, tell};
use arrayscope_formats::available_memory;
use crate::output::Output;
use crate::progress::Progress;
use crate::reading::{Opened, Part, ReadArgs, address};
use anyhow::Result;
use arrayscope_core::report::{Geometry, Inspection};
use arrayscope_core::signal::{Context, Contract};
use arrayscope_formats::{Error, Note, OpenOptions, printable};
use contract::ContractArgs;
use serde::Serialize;
use std::ffi::OsString;
use std::io::Write as _;

const EXAMPLES: &str = "\
Examples:
  arrayscope inspect batch.npy
  arrayscope inspect run.npz                         every array in it
  arrayscope inspect 'run.npz::x[3, ..., ::2]'       a part of one
  arrayscope inspect batch.npy --expect-shape 32,_,_,3 --expect-dtype float32 --bounds 0,1
  arrayscope inspect --geometry huge.npy             reads no value
  arrayscope inspect *.npy --format json | jq '.[] | {address, nan: .summary.nan}'

JSON: an object for one array, an array of objects for several. An address that cannot
be read is an object with address and error; the others are still printed.

Exit status: 0, or 2 when something could not be read. A failing signal is a finding,
not an error: the status stays 0.";

/// Show geometry, the six signals and a summary of arrays
///
/// Reads the values once for the summary, and again where a signal found something worth
/// locating.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The arrays: path::member[index]; a container without a member means all its arrays
    #[arg(required = true, value_name = "ADDRESS")]
    addresses: Vec<OsString>,
    /// Show the geometry only; no value is read
    #[arg(long)]
    geometry: bool,
    /// How the reports are printed
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,
    #[command(flatten)]
    contract: ContractArgs,
    #[command(flatten)]
    read: ReadArgs,
}

/// What is told about one address.
#[derive(Serialize)]
#[serde(untagged)]
enum Report {
    /// Everything.
    Full(Full),
    /// What is known without reading.
    Geometry(Brief),
    /// Why there is nothing to tell.
    Failed(Failed),
}

#[derive(Serialize)]
struct Full {
    #[serde(flatten)]
    inspection: Inspection,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Brief {
    address: String,
    format: String,
    #[serde(flatten)]
    geometry: Geometry,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Failed {
    address: String,
    error: String,
}

impl Report {
    fn failed(address: impl ToString, error: impl ToString) -> Self {
        Self::Failed(Failed { address: address.to_string(), error: error.to_string() })
    }
}

/// Runs `inspect`.
#[expect(clippy::needless_pass_by_value, reason = "all subcommands take their arguments")]
pub(crate) fn run(args: Args, out: &mut Output) -> Result<Outcome> {
    let plan = Plan {
        options: args.read.options(),
        contract: args.contract.contract(),
        geometry: args.geometry,
    };
    let mut reports = Vec::new();
    let mut outcome = Outcome::Done;
    let mut printed = false;
    for argument in &args.addresses {
        for report in plan.inspect(argument) {
            if let Report::Failed(failed) = &report {
                outcome = Outcome::PartlyFailed;
                tell(&anyhow::anyhow!("{}", failed.error));
            }
            match args.format {
                Format::Text if matches!(report, Report::Failed(_)) => {}
                // Text is printed as it comes, so that the first is read while the rest is computed.
                Format::Text => {
                    if std::mem::replace(&mut printed, true) {
                        writeln!(out)?;
                    }
                    print::report(&report, out)?;
                    out.flush()?;
                }
                Format::Json => reports.push(report),
            }
        }
    }
    match (args.format, reports.as_slice()) {
        (Format::Text, _) => {}
        (Format::Json, [only]) => out.json(only)?,
        (Format::Json, several) => out.json(&several)?,
    }
    Ok(outcome)
}

/// What is done with every address.
struct Plan {
    options: OpenOptions,
    contract: Contract,
    geometry: bool,
}

impl Plan {
    /// The reports of one argument: one per array. A container has as many as it holds.
    fn inspect(&self, argument: &OsString) -> Vec<Report> {
        let shown = || printable(&argument.to_string_lossy());
        let opened = match address(argument).and_then(|a| Opened::open(&a, &self.options)) {
            Ok(opened) => opened,
            Err(error) => return vec![Report::failed(shown(), error)],
        };
        let parts = opened.parts().into_iter().map(|(address, part)| {
            part.and_then(|part| self.array(&opened, &part))
                .unwrap_or_else(|error| Report::failed(address, error))
        });
        parts.chain(unreadable(&opened)).collect()
    }

    fn array(&self, opened: &Opened, part: &Part) -> Result<Report, Error> {
        let (address, format) = (part.address.to_string(), part.format);
        let notes = opened.notes();
        if self.geometry {
            let info = part.source.info();
            let layout = match &part.address.index {
                Some(index) => index.apply(&info.layout).map_err(|error| part.misfit(error))?,
                None => info.layout.clone(),
            };
            let geometry = Geometry::of(&info.dtype, info.byte_order, &layout);
            return Ok(Report::Geometry(Brief { address, format: format.to_owned(), geometry, notes }));
        }
        let array = part.read()?;
        let context =
            Context { available_memory: available_memory(), siblings: opened.siblings(part) };
        let progress = Progress::new(1, "inspecting");
        progress.on(&address);
        let inspection = Inspection::of(&array, &address, format, &self.contract, &context)
            .map_err(|error| part.misfit(error))?;
        Ok(Report::Full(Full { inspection, notes }))
    }
}

/// Members of a container that was asked for as a whole, but that cannot be read: they must
/// not pass for not being there.
fn unreadable(opened: &Opened) -> Vec<Report> {
    if opened.address().member.is_some() {
        return Vec::new();
    }
    let failed = |note: &Note| match note {
        Note::UnreadableMember { member, because } => {
            let address = arrayscope_formats::Address {
                member: Some(member.clone()),
                ..opened.address().clone()
            };
            Some(Report::failed(&address, format!("{because}: {address}")))
        }
        _ => None,
    };
    opened.container().notes().iter().filter_map(failed).collect()
}
