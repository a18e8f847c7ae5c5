//! The cross-section as a file: `.npy`, CSV, PNG.

use arrayscope_core::Array;
use arrayscope_core::preview::preview;
use arrayscope_core::slicing::CrossSection;
use arrayscope_core::stats::summary;
use arrayscope_formats::picture::{ColorMap, Gradient, Limits, Scale, rgba};
use arrayscope_formats::write;
use axum::extract::State;

use super::measured::Measured;
use super::selection;
use crate::download::{Download, file_name};
use crate::error::{ApiError, ErrorKind};
use crate::extract::Requested;
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// The most elements of a cross-section that is sent as `.npy` or PNG.
pub(super) const MOST_ELEMENTS: usize = 1 << 24;
/// The most elements sent as CSV: as text each takes several times its bytes.
const MOST_CSV_ELEMENTS: usize = 1 << 22;

/// `GET /api/arrays/{id}/slice.npy`.
pub(crate) async fn npy(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Download, ApiError> {
    params.only(&[&selection::NAMES[..], &[Measured::NAME]].concat())?;
    let section = selection::of(&entry, &params)?;
    let measured = Measured::read(&entry, &params)?;
    state
        .read(move |state| {
            let slice = measured.of(read(state, &entry, &section, MOST_ELEMENTS)?)?;
            let mut bytes = Vec::new();
            write::npy_to(&mut bytes, &slice, &entry.address)?;
            Ok(Download {
                name: name(&entry, &section, measured.part(), "npy"),
                kind: "application/octet-stream",
                bytes,
            })
        })
        .await
}

/// `GET /api/arrays/{id}/slice.csv`.
pub(crate) async fn csv(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Download, ApiError> {
    params.only(&[&selection::NAMES[..], &[Measured::NAME]].concat())?;
    let section = selection::of(&entry, &params)?;
    let measured = Measured::read(&entry, &params)?;
    state
        .read(move |state| {
            let slice = measured.of(read(state, &entry, &section, MOST_CSV_ELEMENTS)?)?;
            let labels =
                entry.labels.as_ref().filter(|labels| Some(labels.axis) == section.columns);
            let names = labels.map(|labels| labels.names.as_slice());
            let mut bytes = Vec::new();
            write::csv_to(&mut bytes, &slice, names, &entry.address)?;
            Ok(Download {
                name: name(&entry, &section, measured.part(), "csv"),
                kind: "text/csv; charset=utf-8",
                bytes,
            })
        })
        .await
}

/// `GET /api/arrays/{id}/slice.png`: one pixel per element.
pub(crate) async fn png(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Download, ApiError> {
    params.only(&[&selection::NAMES[..], &Colors::NAMES[..], &[Measured::NAME]].concat())?;
    let section = selection::of(&entry, &params)?;
    let measured = Measured::read(&entry, &params)?;
    let colors = Colors::read(&params)?;
    state
        .read(move |state| {
            let slice = measured.of(read(state, &entry, &section, MOST_ELEMENTS)?)?;
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
            Ok(Download {
                name: name(&entry, &section, measured.part(), "png"),
                kind: "image/png",
                bytes,
            })
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

/// The cross-section, whole; refused if it has more than `most` elements.
fn read(
    state: &AppState,
    entry: &Entry,
    section: &CrossSection,
    most: usize,
) -> Result<Array, ApiError> {
    check_elements(entry, section, most)?;
    selection::cut(state, entry, section)
}

/// Refuses a cross-section of more than `most` elements.
pub(super) fn check_elements(
    entry: &Entry,
    section: &CrossSection,
    most: usize,
) -> Result<(), ApiError> {
    let length = |axis: Option<usize>| axis.and_then(|axis| entry.shape().get(axis)).copied();
    let (rows, columns) = (length(section.rows).unwrap_or(1), length(section.columns).unwrap_or(1));
    if rows.saturating_mul(columns) > most {
        let message = format!(
            "this cross-section has {rows} × {columns} elements, at most {most} are sent in this \
             form; `arrayscope slice` writes any number of them"
        );
        return Err(ApiError::new(ErrorKind::TooLarge, message));
    }
    Ok(())
}

/// `batch_0-all-all-1.npy`: what the cross-section is called; of a part, or in colours, with
/// that word behind it.
pub(super) fn name(
    entry: &Entry,
    section: &CrossSection,
    word: Option<&str>,
    ending: &str,
) -> String {
    let is_shown = |axis| [section.rows, section.columns].contains(&Some(axis));
    let part = |(axis, at): (usize, &usize)| {
        if is_shown(axis) { "all".to_owned() } else { at.to_string() }
    };
    let mut parts: Vec<String> = section.at.iter().enumerate().map(part).collect();
    if matches!((section.rows, section.columns), (Some(rows), Some(columns)) if rows > columns) {
        parts.push("T".to_owned());
    }
    parts.extend(word.map(str::to_owned));
    file_name(&entry.address, &parts.join("-"), ending)
}
