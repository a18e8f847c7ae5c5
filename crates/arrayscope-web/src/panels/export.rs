//! The cross-section as a file: `.npy`, CSV, PNG.

use arrayscope_core::Array;
use arrayscope_core::preview::preview;
use arrayscope_core::stats::summary;
use arrayscope_formats::picture::{ColorMap, Gradient, Limits, Scale, rgba};
use arrayscope_formats::write;

use super::flip::Flip;
use super::measured::Measured;
use super::rectangle::Rectangle;
use crate::download::{Download, file_name};
use crate::error::{ApiError, ErrorKind};
use crate::extract::Call;
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// The most elements of a cross-section that is sent as `.npy` or PNG.
pub(super) const MOST_ELEMENTS: usize = 1 << 24;
/// The most elements sent as CSV: as text each takes several times its bytes.
const MOST_CSV_ELEMENTS: usize = 1 << 22;

/// `GET /api/arrays/{id}/slice.npy`.
pub(crate) async fn npy(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&Part::NAMES)?;
    let part = Part::read(&entry, &params)?;
    state
        .read(move |state| {
            let slice = part.cut(state, &entry, MOST_ELEMENTS)?;
            let mut bytes = Vec::new();
            write::npy_to(&mut bytes, &slice, &entry.address)?;
            Ok(Download { name: part.name(&entry, "npy"), kind: "application/octet-stream", bytes })
        })
        .await
}

/// `GET /api/arrays/{id}/slice.csv`.
pub(crate) async fn csv(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&Part::NAMES)?;
    let part = Part::read(&entry, &params)?;
    state
        .read(move |state| {
            let slice = part.cut(state, &entry, MOST_CSV_ELEMENTS)?;
            let names = part.column_names(&entry);
            let mut bytes = Vec::new();
            write::csv_to(&mut bytes, &slice, names.as_deref(), &entry.address)?;
            Ok(Download { name: part.name(&entry, "csv"), kind: "text/csv; charset=utf-8", bytes })
        })
        .await
}

/// `GET /api/arrays/{id}/slice.png`: one pixel per element.
pub(crate) async fn png(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&[&Part::NAMES[..], &Colors::NAMES[..]].concat())?;
    let part = Part::read(&entry, &params)?;
    let colors = Colors::read(&params)?;
    state
        .read(move |state| {
            let slice = part.cut(state, &entry, MOST_ELEMENTS)?;
            let (rows, columns) = (slice.shape()[0], slice.shape()[1]);
            let exact = preview(&slice.view(), rows.max(1), columns.max(1))?;
            let extremes = colors.limits.is_none().then(|| summary(&slice.view())).transpose()?;
            let limits = Limits::new(colors.limits, extremes.as_ref());
            let limits = limits.map(|limits| limits.scaled(colors.scale));
            let pixels = rgba(&exact.values, &colors.gradient, limits.as_ref());
            // Both are at most `MOST_ELEMENTS`.
            let [width, height] =
                [columns, rows].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            let mut bytes = Vec::new();
            write::png_to(&mut bytes, width, height, &pixels, &entry.address)?;
            Ok(Download { name: part.name(&entry, "png"), kind: "image/png", bytes })
        })
        .await
}

/// The colours that a request asks for.
pub(super) struct Colors {
    pub(super) gradient: Gradient,
    /// The values at the ends, unless those are the extremes of the cross-section.
    pub(super) limits: Option<(f64, f64)>,
    pub(super) scale: Scale,
}

impl Colors {
    /// The parameters that say them.
    pub(super) const NAMES: [&str; 4] = ["colormap", "low", "high", "scale"];

    pub(super) fn read(params: &Params) -> Result<Self, ApiError> {
        let gradient = params.text("colormap").map(str::parse).transpose()?;
        let gradient = gradient.unwrap_or_else(|| ColorMap::Viridis.gradient());
        let scale = params.text("scale").map(str::parse).transpose()?.unwrap_or_default();
        Ok(Self { gradient, limits: Self::limits(params)?, scale })
    }

    /// `low` and `high`, which are given together.
    pub(super) fn limits(params: &Params) -> Result<Option<(f64, f64)>, ApiError> {
        let end = |name: &str| {
            let refuse = |text: &str| malformed(name, text, "a finite number");
            let parse = |text: &str| {
                let number: f64 = text.trim().parse().map_err(|_| refuse(text))?;
                if number.is_finite() { Ok(number) } else { Err(refuse(text)) }
            };
            params.text(name).map(parse).transpose()
        };
        match (end("low")?, end("high")?) {
            (None, None) => Ok(None),
            (Some(low), Some(high)) if low <= high => Ok(Some((low, high))),
            (Some(low), Some(_)) => Err(malformed("low", &low.to_string(), "at most high")),
            (Some(_), None) => Err(missing("high")),
            (None, Some(_)) => Err(missing("low")),
        }
    }
}

fn missing(name: &str) -> ApiError {
    let message = format!("parameter {name} is missing: low and high are given together");
    ApiError::new(ErrorKind::Parameter, message)
}

/// The part of a cross-section that a file holds.
pub(super) struct Part {
    pub(super) rectangle: Rectangle,
    pub(super) flip: Flip,
    pub(super) measured: Measured,
}

impl Part {
    /// The parameters that say it.
    pub(super) const NAMES: [&str; 7] = {
        let [rows, columns, at, row_range, column_range] = Rectangle::NAMES;
        [rows, columns, at, row_range, column_range, Flip::NAME, Measured::NAME]
    };

    pub(super) fn read(entry: &Entry, params: &Params) -> Result<Self, ApiError> {
        Ok(Self {
            rectangle: Rectangle::read(entry, params)?,
            flip: Flip::read(params)?,
            measured: Measured::read(entry, params)?,
        })
    }

    /// Its elements, rows first; refused if there are more than `most`. Blocks.
    fn cut(&self, state: &AppState, entry: &Entry, most: usize) -> Result<Array, ApiError> {
        check_count(self.rectangle.rows.len(), self.rectangle.columns.len(), most)?;
        self.flip.turn(&self.measured.of(self.rectangle.cut(state, entry)?)?)
    }

    /// The names of its columns, if they have any.
    fn column_names(&self, entry: &Entry) -> Option<Vec<String>> {
        let labels = entry.labels.as_ref()?;
        let names = labels.names.get(self.rectangle.columns.clone())?;
        (Some(labels.axis) == self.rectangle.section.columns).then(|| self.flip.column_names(names))
    }

    fn name(&self, entry: &Entry, ending: &str) -> String {
        name(entry, &self.rectangle, &[self.flip.word(), self.measured.part()], ending)
    }
}

/// Refuses a cross-section of more than `most` elements.
pub(super) fn check_count(rows: usize, columns: usize, most: usize) -> Result<(), ApiError> {
    if rows.saturating_mul(columns) > most {
        let message = format!(
            "this cross-section has {rows} × {columns} elements, at most {most} are sent in this \
             form; `arrayscope slice` writes any number of them"
        );
        return Err(ApiError::new(ErrorKind::TooLarge, message));
    }
    Ok(())
}

/// `batch_0-10_50-all-1.npy`: what a part of a cross-section is called, with words behind it.
pub(super) fn name(
    entry: &Entry,
    rectangle: &Rectangle,
    words: &[Option<&str>],
    ending: &str,
) -> String {
    let section = &rectangle.section;
    let lengths = entry.shape();
    let range = |axis: usize| match axis {
        _ if section.rows == Some(axis) => Some(&rectangle.rows),
        _ if section.columns == Some(axis) => Some(&rectangle.columns),
        _ => None,
    };
    let part = |(axis, at): (usize, &usize)| match range(axis) {
        None => at.to_string(),
        Some(range) if *range == (0..lengths[axis]) => "all".to_owned(),
        Some(range) => format!("{}_{}", range.start, range.end),
    };
    let mut parts: Vec<String> = section.at.iter().enumerate().map(part).collect();
    if matches!((section.rows, section.columns), (Some(rows), Some(columns)) if rows > columns) {
        parts.push("T".to_owned());
    }
    parts.extend(words.iter().flatten().map(|&word| word.to_owned()));
    file_name(&entry.address, &parts.join("-"), ending)
}
