//! `slice`: a 2-D cross-section, as a picture in the terminal, numbers, or a file.

mod color_map;
mod complex_part;
mod files;
mod numbers;
mod picture;
mod report;
mod section;

use crate::args::{ADDRESS, TableFormat};
use crate::exit::Outcome;
use crate::inspect::bounds;
use crate::output::{Output, notes as tell_notes, say};
use crate::reading::{ReadArgs, open_one};
use anyhow::{Result, bail};
use arrayscope_formats::Touched;
use arrayscope_formats::picture::Gradient;
use clap::ValueEnum;
pub(crate) use color_map::Chosen;
pub(crate) use complex_part::Chosen as Part;
use report::Report;
pub(crate) use section::Selection;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  arrayscope slice batch.npy                     of (B, H, W, C): [0, :, :, 0]
  arrayscope slice batch.npy --at 0=3,-1=2       batch[3, :, :, 2]
  arrayscope slice batch.npy --rows 0 --cols 3   batch[:, 0, 0, :]
  arrayscope slice batch.npy -o a.png            one pixel per element
  arrayscope slice volume.npy -o a.npy           the slice as an array

The picture uses 24-bit colours where the terminal says that it has them \
(COLORTERM=truecolor), shades elsewhere. NaN, +Inf and −Inf have marks of their own.";

/// Show a 2-D cross-section, or write it to a file
///
/// Any two axes can be shown, in either order; the others stand at an index, 0 unless
/// told otherwise. Axes that are named, or look, like height and width are shown: the
/// middle two of (batch, height, width, channel); of other arrays the last two.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESS)]
    pub(crate) address: OsString,
    #[command(flatten)]
    selection: Selection,
    /// One part of complex numbers; without it they stay whole, and pictures show magnitudes
    #[arg(long, value_enum, value_name = "PART")]
    part: Option<complex_part::Chosen>,
    /// The colour map
    #[arg(long, value_enum, default_value_t)]
    colormap: Chosen,
    /// The values at the ends of the colour map [default: the extremes of this slice]
    #[arg(long, value_name = "LOW,HIGH", allow_hyphen_values = true, value_parser = bounds)]
    limits: Option<(f64, f64)>,
    /// How the slice is shown in the terminal
    #[arg(long, value_enum, default_value_t = Preview::Auto)]
    preview: Preview,
    /// Write to a .npy, .csv or .png file instead
    #[arg(short, long, value_name = "FILE", conflicts_with = "format")]
    output: Option<PathBuf>,
    /// Say what would be read, bytes, chunks, stretches of the file, and read nothing
    #[arg(long)]
    dry_run: bool,
    /// How the slice is printed; json and csv have every value
    #[arg(long, value_enum, default_value_t = TableFormat::Text, help_heading = "Output")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    read: ReadArgs,
}

/// How a slice is shown in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Preview {
    /// Numbers if they are few, else a picture
    Auto,
    /// Half blocks in 24-bit colours
    Color,
    /// Characters from light to dense
    Shades,
    /// Numbers
    Numbers,
}

/// Runs `slice`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let writer = args.output.as_deref().map(files::writer).transpose()?;
    let (part, notes) = open_one(&args.address, &args.read.options(), args.output.as_deref())?;
    if args.format != TableFormat::Json {
        tell_notes(&notes);
    }
    let touched = Touched::of(&*part.source, &args.selection.window(&part)?);
    let touched = touched.map_err(|error| part.misfit(error))?;
    if args.dry_run {
        match args.format {
            TableFormat::Json => out.json(&touched)?,
            TableFormat::Text | TableFormat::Csv => writeln!(out, "{}", touched.sentence())?,
        }
        return Ok(Outcome::Done);
    }
    if touched.is_costly() {
        say(&format!("reads {}", touched.sentence()));
    }
    let (section, slice) = args.selection.read(&part)?;
    let slice = match args.part {
        Some(chosen) => slice.part(chosen.0).map_err(|error| part.misfit(error))?,
        None => slice,
    };
    let gradient = args.colormap.0.gradient();
    let report = Report::new(&part, section, slice, args.limits, notes)?;
    match (writer, args.format) {
        (Some(write), _) => write(&report, &gradient)?,
        (None, TableFormat::Json) => out.json(&report)?,
        (None, TableFormat::Csv) => {
            let shown = report.address.clone();
            arrayscope_formats::write::csv_to(out, &report.slice, report.column_names(), &shown)?;
        }
        (None, TableFormat::Text) => show(&report, args.preview, &gradient, out)?,
    }
    Ok(Outcome::Done)
}

fn show(report: &Report, preview: Preview, map: &Gradient, out: &mut Output) -> Result<()> {
    let is_picture = matches!(preview, Preview::Color | Preview::Shades);
    if is_picture && report.summary.is_none() {
        bail!("text and bytes have no picture, --preview numbers would work: {}", report.address);
    }
    report.heading(out)?;
    if report.slice.layout().size() == 0 {
        writeln!(out, "an empty slice: there is no value to show")?;
        return Ok(());
    }
    match preview {
        Preview::Auto if report.summary.is_none() || numbers::suit(report, out.width) => {
            numbers::print(report, out)
        }
        Preview::Auto if out.true_color => picture::colors(report, map, out),
        Preview::Auto => {
            picture::shades(report, out)?;
            let why = "shades, because stdout is no terminal that says it has 24-bit colours \
                       (COLORTERM=truecolor); --preview color uses them all the same";
            writeln!(out, "{}", out.paint.faint(why))?;
            Ok(())
        }
        Preview::Color => picture::colors(report, map, out),
        Preview::Shades => picture::shades(report, out),
        Preview::Numbers => numbers::print(report, out),
    }
}
