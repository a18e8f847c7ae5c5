//! `merge`: the statistics of an array from the states of its parts.

use crate::args::TableFormat;
use crate::exit::Outcome;
use crate::output::{Output, say};
use crate::stats::{AskArgs, Report, Writer, covered};
use crate::target;
use crate::text::shape_of;
use anyhow::{Result, anyhow, bail};
use arrayscope_core::stats::States;
use arrayscope_formats::states::{self, SavedStates};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  arrayscope stats 'big.npy[:1000]' --axis 0 --save first.npz
  arrayscope stats 'big.npy[1000:]' --axis 0 --save second.npz
  arrayscope merge first.npz second.npz
  arrayscope stats shard7.npy --save 7.npz --part-of 80000,512 --start 70000,0
  arrayscope merge [0-9].npz -o statistics.npz

The numbers are those that arrayscope stats gives of the whole array, digit by digit, \
wherever and in whatever parts the states were computed.";

/// Merge the states that stats --save kept of the parts of an array
///
/// Parts may come in any order. All of them together must be the whole array, unless
/// their states are kept once more with --save.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files of states
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Keep the merged states in a .npz file instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format", "statistics", "policy"])]
    save: Option<PathBuf>,
}

/// Runs `merge`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let writer = Writer::of(&args.ask)?;
    if let Some(save) = &args.save {
        target::ending(save, "states", &["npz"])?;
    }
    for output in args.save.iter().chain(&args.ask.output) {
        args.files.iter().try_for_each(|file| target::spare(file, output))?;
    }
    let merged = merged(&args.files)?;
    if let Some(save) = &args.save {
        states::write(save, &merged)?;
        let covered = covered(&merged.reductions);
        let whole = merged.reductions.first().map(|(_, states)| shape_of(states.whole()));
        let whole = whole.unwrap_or_default();
        say(&format!("wrote {}: the states of {covered} of {whole}", save.display()));
        return Ok(Outcome::Done);
    }
    writer.write(&report(args, merged)?, out)?;
    Ok(Outcome::Done)
}

/// The states of all files.
fn merged(files: &[PathBuf]) -> Result<SavedStates> {
    let mut all: Option<SavedStates> = None;
    for file in files {
        let read = states::read(file)?;
        let Some(all) = &mut all else {
            all = Some(read);
            continue;
        };
        take_in(all, read).map_err(|error| anyhow!("{error}: {}", shown(file)))?;
    }
    let Some(all) = all else { bail!("no file of states was named") };
    Ok(all)
}

fn take_in(all: &mut SavedStates, read: SavedStates) -> Result<()> {
    let asked = |saved: &SavedStates| {
        let word = if saved.along { "along" } else { "over" };
        let axes: Vec<String> = saved.reductions.iter().map(|(axis, _)| axis.to_string()).collect();
        format!("{word} axis {}", axes.join(", "))
    };
    let (before, found) = (asked(all), asked(&read));
    if before != found {
        bail!("states {found} cannot be merged with those {before}");
    }
    for ((_, ours), (_, theirs)) in all.reductions.iter_mut().zip(read.reductions) {
        ours.merge(theirs)?;
    }
    if all.labels.is_none() {
        all.labels = read.labels;
    }
    Ok(())
}

fn report(args: &Args, merged: SavedStates) -> Result<Report> {
    let names: Vec<String> = args.files.iter().map(|file| shown(file)).collect();
    let names = names.join(", ");
    let Some((_, first)) = merged.reductions.first() else { bail!("no states: {names}") };
    let (whole, dtype) = (first.whole().to_vec(), first.dtype().name());
    let question = args.ask.question(merged.along);
    let answer = |(axis, states): &(usize, States)| {
        let finish = |_: &[isize], wanted| Ok(states.finish(wanted)?);
        question.ask(&whole, *axis, finish).map_err(|error| anyhow!("{error}: {names}"))
    };
    let axes = merged.reductions.iter().map(answer).collect::<Result<_>>()?;
    let mut labels = vec![None; whole.len()];
    if let Some(of) = merged.labels {
        labels[of.axis] = Some(of.names);
    }
    Ok(Report {
        address: names,
        format: "states",
        column_names: labels.get(1).cloned().flatten(),
        shape: whole,
        dtype,
        along: merged.along,
        policy: args.ask.policy,
        axes,
        notes: Vec::new(),
        labels,
        chosen: args.ask.is_chosen(),
    })
}

fn shown(path: &Path) -> String {
    arrayscope_formats::printable(&path.to_string_lossy())
}

impl Args {
    /// Whether the report is asked for as JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.ask.format == TableFormat::Json
    }
}
