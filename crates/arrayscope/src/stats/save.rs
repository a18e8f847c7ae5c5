//! `stats --save`: states of an array or of a part of one, kept to be merged.

use crate::output::say;
use crate::reading::Part;
use crate::target;
use crate::text::shape_of;
use anyhow::{Result, bail};
use arrayscope_core::layout::{box_text, parse_shape};
use arrayscope_core::stats::{States, Within};
use arrayscope_formats::Labels;
use arrayscope_formats::states::{self, SavedStates};
use std::path::{Path, PathBuf};

/// Where states are kept, and of which part of which array they are.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Parts of an array")]
pub(super) struct SaveArgs {
    /// Keep the states in a .npz file instead, for arrayscope merge
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format", "statistics", "policy"])]
    save: Option<PathBuf>,
    /// The shape of the array that this one is a part of, where the parts are files
    #[arg(long, value_name = "SHAPE", requires = "save", requires = "start", value_parser = lengths)]
    part_of: Option<Lengths>,
    /// The index of its first element in it
    #[arg(long, value_name = "INDEX", requires = "part_of", value_parser = lengths)]
    start: Option<Lengths>,
}

/// Lengths or an index, one number per axis.
#[derive(Clone, Debug)]
struct Lengths(Vec<usize>);

fn lengths(text: &str) -> Result<Lengths, String> {
    let all = parse_shape(text).map_err(|error| error.to_string())?;
    let all = all.into_iter().map(usize::try_from).collect::<Result<_, _>>();
    all.map(Lengths).map_err(|_| format!("{text:?} has a negative number"))
}

/// Where states go, and where their array lies in the whole.
pub(super) struct Place<'a> {
    file: &'a Path,
    whole: Vec<usize>,
    start: Vec<usize>,
}

impl SaveArgs {
    /// The file that states are kept in.
    pub(super) fn path(&self) -> Result<Option<&Path>> {
        if let Some(path) = &self.save {
            target::ending(path, "states", &["npz"])?;
        }
        Ok(self.save.as_deref())
    }

    /// The place of what an address selects: as it was told, or where the address selects a
    /// box of an array its place in that, or else the whole.
    pub(super) fn place(&self, part: &Part, shape: &[usize]) -> Result<Option<Place<'_>>> {
        let Some(file) = &self.save else { return Ok(None) };
        if shape.is_empty() {
            bail!("a 0-D array has no axis, and no states over one: {}", part.address);
        }
        let whole_of = |shape: &[usize], start| Place { file, whole: shape.to_vec(), start };
        if let (Some(whole), Some(start)) = (&self.part_of, &self.start) {
            return Ok(Some(whole_of(&whole.0, start.0.clone())));
        }
        let of_file = part.source.info().shape();
        let index = part.address.index.as_ref();
        let ranges = index.map(|index| index.ranges(of_file)).transpose();
        let ranges = ranges.map_err(|error| part.misfit(error))?.flatten();
        Ok(Some(match ranges {
            Some(ranges) => whole_of(of_file, ranges.iter().map(|range| range.start).collect()),
            None => whole_of(shape, vec![0; shape.len()]),
        }))
    }
}

impl Place<'_> {
    /// Computes the states for each axis, and keeps them.
    pub(super) fn save(
        &self,
        part: &Part,
        along: bool,
        axes: &[usize],
        mut states: impl FnMut(usize, &[isize], Within<'_>) -> Result<States>,
    ) -> Result<()> {
        let ndim = self.whole.len();
        let within = Within { whole: &self.whole, start: &self.start };
        let of_axis = |&axis: &usize| {
            let reduced: Vec<isize> = (0..ndim)
                .filter(|other| (*other == axis) != along)
                .map(usize::cast_signed)
                .collect();
            Ok((axis, states(axis, &reduced, within)?))
        };
        let reductions: Vec<_> = axes.iter().map(of_axis).collect::<Result<_>>()?;
        let covered = covered(&reductions);
        let labels = (0..ndim).find_map(|axis| {
            let names = part.labels(axis)?.to_vec();
            (names.len() == self.whole[axis]).then_some(Labels { axis, names })
        });
        states::write(self.file, &SavedStates { along, reductions, labels })?;
        let whole = shape_of(&self.whole);
        say(&format!("wrote {}: the states of {covered} of {whole}", self.file.display()));
        Ok(())
    }
}

/// The boxes that states are of, in words.
pub(crate) fn covered(reductions: &[(usize, States)]) -> String {
    let Some((_, states)) = reductions.first() else { return "nothing".to_owned() };
    let boxes: Vec<String> = states.covered().map(box_text).collect();
    match boxes.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        several => format!("{} boxes", several.len()),
    }
}
