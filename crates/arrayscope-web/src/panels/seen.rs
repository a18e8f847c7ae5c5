//! What a cross-section shows: its cells, and the extremes and counts of all its elements.
//!
//! A large one is read a band of rows at a time, on all cores: 4096 × 4096 of `f32` are 64 MiB
//! that need not be in memory at once, and a band is still in the cache of its core when it is
//! reduced and counted.

use arrayscope_core::Array;
use arrayscope_core::kernel::Number;
use arrayscope_core::preview::{Preview, preview_by};
use arrayscope_core::stats::{Census, Column, Wanted, all_axes, reduce};
use rayon::prelude::*;

use super::rectangle::Rectangle;
use crate::error::ApiError;
use crate::state::{AppState, Entry};

/// Bytes of one band: a share of a core's cache.
const BAND_BYTES: usize = 1 << 20;

/// Cells, extremes and counts.
pub(super) struct Seen {
    pub(super) preview: Preview,
    /// The smallest and the largest finite element, NaN where there is none.
    pub(super) min: Number,
    pub(super) max: Number,
    pub(super) census: Census,
}

impl Seen {
    /// What the cells of `preview` stand for: all of `slice`. A cell of a reduced picture is the
    /// mean of many elements, which hides the largest of them.
    pub(super) fn of(slice: &Array, preview: Preview) -> Result<Self, ApiError> {
        let whole = reduce(&slice.view(), &all_axes(2), Wanted::EXTREMA)?;
        let first = |extremes: &Column| extremes.get(0).unwrap_or(Number::NAN);
        let (min, max) = (first(&whole.min()), first(&whole.max()));
        Ok(Self { preview, min, max, census: whole.whole_census() })
    }

    /// Of a cross-section that is better read in bands; `None` of one that is not: a small one,
    /// one whose rows do not follow each other in the file, or one of a file that has no parts.
    /// Blocks.
    pub(super) fn in_bands(
        state: &AppState,
        entry: &Entry,
        rectangle: &Rectangle,
        (max_rows, max_columns): (usize, usize),
    ) -> Result<Option<Self>, ApiError> {
        let steps = (
            rectangle.rows.len().div_ceil(max_rows).max(1),
            rectangle.columns.len().div_ceil(max_columns).max(1),
        );
        let Some(bands) = bands(entry, rectangle, steps.0, 1)? else {
            return Ok(None);
        };
        let seen = bands
            .par_iter()
            .map(|band| {
                let slice = band.cut(state, entry)?;
                Self::of(&slice, preview_by(&slice.view(), steps.0, steps.1)?)
            })
            .collect::<Result<Vec<_>, ApiError>>()?;
        Ok(seen.into_iter().reduce(Self::above))
    }

    /// The two bands as one.
    fn above(mut self, below: Self) -> Self {
        self.preview.rows += below.preview.rows;
        self.preview.values.extend(below.preview.values);
        if is_none(self.min) || is_less(below.min, self.min) {
            self.min = below.min;
        }
        if is_none(self.max) || is_less(self.max, below.max) {
            self.max = below.max;
        }
        self.census.merge(&below.census);
        self
    }
}

/// The bands in which a rectangle is better read, each of whole cells of `row_step` rows; `deep`
/// elements are read for each of its own. `None` where it is better read at once.
pub(super) fn bands(
    entry: &Entry,
    rectangle: &Rectangle,
    row_step: usize,
    deep: usize,
) -> Result<Option<Vec<Rectangle>>, ApiError> {
    let rows = rectangle.rows.clone();
    // Lengths of an array that is there: their product fits.
    let row_bytes = (rectangle.columns.len() * deep * entry.layout.itemsize()).max(1);
    let cells = BAND_BYTES.div_ceil(row_bytes.saturating_mul(row_step));
    let height = cells.saturating_mul(row_step);
    let stride =
        |axis: Option<usize>| axis.map_or(0, |axis| entry.layout.strides()[axis].unsigned_abs());
    let follow = stride(rectangle.section.rows) > stride(rectangle.section.columns);
    if !follow || rows.len() <= height || !entry.reads_parts()? {
        return Ok(None);
    }
    let band = |top: usize| Rectangle {
        rows: top..rows.end.min(top.saturating_add(height)),
        ..rectangle.clone()
    };
    Ok(Some(rows.clone().step_by(height).map(band).collect()))
}

/// Whether nothing was finite.
fn is_none(extreme: Number) -> bool {
    extreme.to_f64().is_nan()
}

fn is_less(one: Number, other: Number) -> bool {
    match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => one < other,
        _ => one.to_f64() < other.to_f64(),
    }
}
