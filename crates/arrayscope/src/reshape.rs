//! `reshape`: view or copy, why, and the strides before and after.

use crate::args::{ADDRESS, Format};
use crate::exit::Outcome;
use crate::output::{Output, notes as tell_notes};
use crate::reading::{ReadArgs, open_one};
use crate::text::{Align, Table, exact_bytes, shape_of};
use anyhow::Result;
use arrayscope_core::layout::parse_shape;
use arrayscope_core::report::ReshapeReport;
use arrayscope_core::{DType, Error, ErrorKind, Layout};
use serde::Serialize;
use std::ffi::OsString;
use std::io::Write as _;

const EXAMPLES: &str = "\
Examples:
  arrayscope reshape batch.npy --to 32,-1          one length can be inferred
  arrayscope reshape 'batch.npy[:, ::2]' --to -1   gaps: does it need a copy?
  arrayscope reshape --from 13 --to 3,4            impossible: exits with 2
  arrayscope reshape --from 3,4 --order F --to 12  of a Fortran-ordered array";

/// Tell whether a reshape is a view or a copy, and why
///
/// Answers what NumPy's a.reshape(shape) does, for every layout, without reading a value.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESS, required_unless_present = "from", conflicts_with = "from")]
    pub(crate) address: Option<OsString>,
    /// The shape to have: 3,4 or 3x4 or (3, 4); one length may be -1
    #[arg(long, value_name = "SHAPE", allow_hyphen_values = true, value_parser = shape)]
    to: Shape,
    /// The shape before, instead of a file
    #[arg(long, value_name = "SHAPE", value_parser = shape)]
    from: Option<Shape>,
    /// The dtype before
    #[arg(long, requires = "from", conflicts_with = "address", default_value = "float64", value_parser = DType::from_name)]
    dtype: DType,
    /// The order before
    #[arg(long, requires = "from", conflicts_with = "address", value_enum, default_value_t = MemoryOrder::C)]
    order: MemoryOrder,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub(crate) format: Format,
    #[command(flatten)]
    read: ReadArgs,
}

/// Which axis is the fastest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum MemoryOrder {
    /// The last axis is the fastest
    #[value(name = "C")]
    C,
    /// The first axis is the fastest
    #[value(name = "F")]
    F,
}

/// Lengths per axis, -1 for one to be inferred.
#[derive(Clone, Debug)]
struct Shape(Vec<isize>);

fn shape(text: &str) -> Result<Shape, Error> {
    parse_shape(text).map(Shape)
}

#[derive(Serialize)]
struct Report {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(flatten)]
    reshape: ReshapeReport,
    notes: Vec<String>,
}

/// Runs `reshape`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let report = match &args.address {
        Some(argument) => of_file(args, argument)?,
        None => of_shape(args)?,
    };
    match args.format {
        Format::Json => out.json(&report)?,
        Format::Text => print(&report, out)?,
    }
    Ok(Outcome::Done)
}

/// The reshape of an array in a file; only what describes it is read.
fn of_file(args: &Args, argument: &OsString) -> Result<Report> {
    let (part, notes) = open_one(argument, &args.read.options(), None)?;
    let mut layout = part.source.info().layout.clone();
    if let Some(index) = &part.address.index {
        layout = index.apply(&layout).map_err(|error| part.misfit(error))?;
    }
    let reshape = ReshapeReport::of(&layout, &args.to.0).map_err(|error| part.misfit(error))?;
    Ok(Report { address: Some(part.address.to_string()), reshape, notes })
}

/// The reshape of a shape alone.
fn of_shape(args: &Args) -> Result<Report> {
    let reshape = ReshapeReport::of(&layout_of(args)?, &args.to.0)?;
    Ok(Report { address: None, reshape, notes: Vec::new() })
}

/// The layout that `--from`, `--dtype` and `--order` describe.
fn layout_of(args: &Args) -> Result<Layout> {
    let from = args.from.as_ref().map_or(&[][..], |shape| &shape.0);
    let lengths: Result<Vec<usize>, _> =
        from.iter().map(|length| usize::try_from(*length)).collect();
    let lengths = lengths.map_err(|_| {
        let message = format!("--from {} has a negative length (valid: 0 or more)", shape_of(from));
        Error::new(ErrorKind::Shape, message)
    })?;
    let itemsize = args.dtype.itemsize();
    Ok(match args.order {
        MemoryOrder::C => Layout::c_order(&lengths, itemsize)?,
        MemoryOrder::F => Layout::f_order(&lengths, itemsize)?,
    })
}

fn print(report: &Report, out: &mut Output) -> Result<()> {
    tell_notes(&report.notes);
    let (paint, told) = (out.paint, &report.reshape);
    if let Some(address) = &report.address {
        writeln!(out, "{}", paint.title(address))?;
    }
    let price = match told.kind {
        "copy" => format!("a copy of {}", exact_bytes(told.nbytes as u64)),
        kind => format!("a {kind}, no byte is copied"),
    };
    let (before, after) = (shape_of(&told.shape_before), shape_of(&told.shape));
    writeln!(out, "{before} → {after} is {}", paint.title(&price))?;
    writeln!(out, "because {}\n", told.because)?;
    let mut table =
        Table::new([("", Align::Left), ("before", Align::Left), ("after", Align::Left)]);
    table.row(["shape".to_owned(), before, after]);
    let strides = [shape_of(&told.strides_before), shape_of(&told.strides)];
    table.row([vec!["strides in bytes".to_owned()], strides.to_vec()].concat());
    table.print(out, paint, 0)?;
    Ok(())
}
