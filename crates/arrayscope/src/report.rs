//! `report`: everything about an array in one HTML file.

mod seen;

use crate::args::ADDRESS;
use crate::exit::Outcome;
use crate::inspect::{Inspected, bounds};
use crate::output::{Output, notes as tell_notes, say};
use crate::reading::{Opened, ReadArgs, address};
use crate::slice::{Chosen, Part, Selection};
use crate::target;
use crate::text::bytes;
use crate::values::Values;
use anyhow::Result;
use arrayscope_core::signal::Contract;
use arrayscope_core::view::Description;
use arrayscope_formats::report::{Report, Shown};
use arrayscope_formats::{available_memory, printable, write};
use seen::Seen;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  arrayscope report batch.npy -o batch.html
  arrayscope report 'run.npz::x[:100]' -o x.html    a part of an array
  arrayscope report batch.npy --at 0=3 -o 3.html    with the picture of batch[3, :, :, 0]
  arrayscope report k.npy --part phase --row-range 10:50 -o k.html

The file needs nothing else: no script, no network, light and dark. Pictures and curves \
are in it, the numbers are those of inspect.";

/// Write everything about an array to one HTML file
///
/// Geometry, the six signals, a cross-section with its colours, the summary, statistics
/// along every axis and strides: the page without a server. Reads the values once for the
/// summary and once per axis.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESS)]
    pub(crate) address: OsString,
    /// The .html file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    seen: Seen,
    /// The part of complex numbers that the picture shows; without it the magnitude
    #[arg(long, value_enum, value_name = "PART")]
    part: Option<Part>,
    /// The colour map
    #[arg(long, value_enum, default_value_t)]
    colormap: Chosen,
    /// The values at the ends of the colour map [default: the extremes of the cross-section]
    #[arg(long, value_name = "LOW,HIGH", allow_hyphen_values = true, value_parser = bounds)]
    limits: Option<(f64, f64)>,
    /// What lies between the limits
    #[arg(long, value_name = "SCALE", default_value = "linear", value_parser = ["linear", "log", "symlog"])]
    scale: String,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs `report`.
pub(crate) fn run(args: &Args, _: &mut Output) -> Result<Outcome> {
    target::ending(&args.output, "a report", &["html"])?;
    let address = address(&args.address)?;
    target::spare(&address.path, &args.output)?;
    // Before anything is read: what an array takes is part of what is judged.
    let available = available_memory();
    let opened = Opened::open(&address, &args.read.options())?;
    let part = opened.part()?;
    let notes = opened.notes(|_| true);
    tell_notes(&notes);
    let info = part.source.info();
    let layout = part.layout()?;
    // Refused before the values are read.
    let axis_names = part.axis_names(layout.shape());
    let section = args.selection.fit(layout.shape(), &axis_names);
    let section = section.map_err(|error| part.misfit(error))?;
    let gradient = args.colormap.0.gradient();
    let whole = Shown::whole(&section, layout.shape(), &gradient);
    let chosen = args.part.map(|chosen| chosen.within(&info.dtype));
    let shown = Shown {
        part: chosen.transpose().map_err(|error| part.misfit(error))?,
        limits: args.limits,
        scale: args.scale.parse()?,
        ..args.seen.of(&whole).map_err(|error| part.misfit(error))?
    };
    let array = part.read()?;
    let (dtype, byte_order) = (&info.dtype, info.byte_order);
    let described = &Description { dtype, byte_order, layout: &layout };
    let values = &Values::Memory(array.clone());
    let of = Inspected { opened: &opened, part: &part, described, values };
    let inspection = of.inspect(&Contract::default(), available)?;
    let html = Report {
        inspection: &inspection,
        layout: &layout,
        array: &array,
        title: None,
        axis_names: &axis_names,
        unit: None,
        shown,
        notes: &notes,
    }
    .html()?;
    write::file(&args.output, |out| out.write_all(html.as_bytes()))?;
    let path = printable(&args.output.display().to_string());
    say(&format!("wrote {path}: {}", bytes(html.len() as u64)));
    Ok(Outcome::Done)
}
