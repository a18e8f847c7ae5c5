//! `stats`: statistics over an axis, or the profile along it.

mod axis;
mod files;
mod print;
mod report;
mod save;

pub(crate) use report::{AskArgs, Report, Writer};
pub(crate) use save::covered;

use crate::args::{ADDRESS, TableFormat};
use crate::exit::Outcome;
use crate::output::{Output, notes as tell_notes};
use crate::progress::Progress;
use crate::reading::{MemoryArgs, ReadArgs, open_one};
use crate::values::Values;
use anyhow::{Result, bail};
use arrayscope_core::view::Description;
use save::SaveArgs;
use std::ffi::OsString;

const EXAMPLES: &str = "\
Examples:
  arrayscope stats batch.npy                     over every axis in turn
  arrayscope stats batch.npy --axis 0            batch.mean(axis=0) and the others
  arrayscope stats batch.npy --axis -1 --along   a row per channel: the profile
  arrayscope stats batch.npy --statistics mean,std -o features.npz
  arrayscope stats table.csv --axis 0 --format csv
  arrayscope stats 'big.npy[:1000]' --axis 0 --save first.npz
                                                 states of a part, for merge

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
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    #[command(flatten)]
    memory: MemoryArgs,
    #[command(flatten)]
    save: SaveArgs,
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

/// Runs `stats`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    // Known before anything is read or computed.
    let writer = Writer::of(&args.ask)?;
    let output = args.save.path()?.or(args.ask.output.as_deref());
    let (part, notes) =
        open_one(&args.address, &args.read.options_within(args.memory.memory), output)?;
    if args.ask.format != TableFormat::Json {
        tell_notes(&notes);
    }
    let layout = part.layout()?;
    // Refused before the values are read.
    let info = part.source.info();
    if let Some(why) = info.dtype.why_no_statistics() {
        bail!("{why}: {}", part.address);
    }
    let axes: Vec<usize> = match args.axis {
        Axes::All => (0..layout.ndim()).collect(),
        Axes::One(axis) => vec![layout.axis(axis).map_err(|error| part.misfit(error))?],
    };
    let place = args.save.place(&part, layout.shape())?;
    let described =
        Description { dtype: &info.dtype, byte_order: info.byte_order, layout: &layout };
    let values = Values::of(&part, &described, args.memory.memory)?;
    let progress = Progress::through(&layout, axes.len(), "statistics");
    let watch = |elements| progress.advance_by(elements);
    if let Some(place) = place {
        place.save(&part, args.along, &axes, |axis, reduced, within| {
            progress.on(&format!("axis {axis}"));
            values.states(reduced, within, &watch).map_err(|error| part.located(error))
        })?;
        return Ok(Outcome::Done);
    }
    let question = args.ask.question(args.along);
    let told = if args.axis == Axes::All && !args.along {
        progress.on("every axis");
        let all = values.reduce_each_axis(question.wanted(), &watch);
        let all = all.map_err(|error| part.located(error))?.into_iter().enumerate();
        all.map(|(axis, result)| question.report(layout.shape(), axis, result)).collect()
    } else {
        let answer = |axis: usize| {
            progress.on(&format!("axis {axis}"));
            let reduce = |axes: &[isize], wanted| values.reduce(axes, wanted, &watch);
            question.ask(layout.shape(), axis, reduce).map_err(|error| part.located(error))
        };
        axes.into_iter().map(answer).collect::<Result<_, _>>()?
    };
    let report = Report {
        address: part.address.to_string(),
        format: part.format,
        shape: layout.shape().to_vec(),
        dtype: info.dtype.name(),
        along: args.along,
        policy: args.ask.policy,
        column_names: part.labels(1).map(<[String]>::to_vec),
        axes: told,
        notes,
        labels: (0..layout.ndim()).map(|axis| part.labels(axis).map(<[String]>::to_vec)).collect(),
        chosen: args.ask.is_chosen(),
    };
    drop(progress);
    writer.write(&report, out)?;
    Ok(Outcome::Done)
}
