//! `sample`: writes one of the sample tensors.

use crate::args::Format;
use crate::exit::Outcome;
use crate::output::{Output, say};
use crate::target;
use crate::text::{bytes, shape_of};
use anyhow::Result;
use arrayscope_core::report::Geometry;
use arrayscope_core::sample::sample;
use arrayscope_formats::write;
use serde::Serialize;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  arrayscope sample 4 -o images.npy          32 RGB images: (32, 28, 28, 3)
  arrayscope sample 2 --seed 7 -o batch.npy  other values, the same every time";

/// Write a sample tensor of 0 to 4 axes
///
/// 0: a temperature. 1: a patient's blood markers. 2: a batch of feature vectors.
/// 3: a batch of grey images. 4: a batch of RGB images. The same seed gives the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// How many axes, 0 to 4
    #[arg(value_name = "NDIM")]
    ndim: usize,
    /// The .npy file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The seed of the values
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How it is told what was written
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub(crate) format: Format,
}

/// What was written.
#[derive(Serialize)]
struct Report<'a> {
    path: String,
    title: &'a str,
    seed: u64,
    #[serde(flatten)]
    geometry: Geometry,
}

/// Runs `sample`.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    target::ending(&args.output, "a sample", &["npy"])?;
    let sample = sample(args.ndim, args.seed)?;
    write::npy(&args.output, &sample.array)?;
    if args.format == Format::Json {
        out.json(&Report {
            path: args.output.display().to_string(),
            title: &sample.title,
            seed: args.seed,
            geometry: Geometry::from(&sample.array.view()),
        })?;
        return Ok(Outcome::Done);
    }
    say(&format!(
        "wrote {}: {}, {} {}, {}",
        args.output.display(),
        sample.title,
        shape_of(sample.array.shape()),
        sample.array.dtype(),
        bytes(sample.array.layout().nbytes() as u64)
    ));
    Ok(Outcome::Done)
}
