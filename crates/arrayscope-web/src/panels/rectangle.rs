//! The rectangle of a cross-section that a request asks for: a range of each of its two axes.

use std::ops::Range;

use arrayscope_core::Array;
use arrayscope_core::slicing::{CrossSection, extract_slice};
use serde_json::{Value, json};

use super::selection;
use crate::error::ApiError;
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// A cross-section that the array has, and ranges within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rectangle {
    pub(super) section: CrossSection,
    /// The indices of the rows axis; `0..1` where there is none.
    pub(super) rows: Range<usize>,
    /// The indices of the columns axis; `0..1` where there is none.
    pub(super) columns: Range<usize>,
}

impl Rectangle {
    /// The parameters that say it.
    pub(super) const NAMES: [&str; 5] = ["rows", "columns", "at", "row_range", "column_range"];

    /// The rectangle of `row_range` and `column_range`: all without them.
    ///
    /// What is out of range is repaired, as the cross-section is; what is no number is refused.
    pub(super) fn read(entry: &Entry, params: &Params) -> Result<Self, ApiError> {
        let section = selection::of(entry, params)?;
        let length = |axis: Option<usize>| axis.map_or(1, |axis| entry.shape()[axis]);
        Ok(Self {
            rows: range(params, "row_range", length(section.rows))?,
            columns: range(params, "column_range", length(section.columns))?,
            section,
        })
    }

    /// One range per axis of the array: of the shown axes the rectangle, of the others one index.
    pub(super) fn window(&self, shape: &[usize]) -> Vec<Range<usize>> {
        let Self { section, rows, columns } = self;
        shape
            .iter()
            .enumerate()
            .map(|(axis, &length)| match section.at.get(axis) {
                _ if section.rows == Some(axis) => rows.clone(),
                _ if section.columns == Some(axis) => columns.clone(),
                Some(&at) => at..at.saturating_add(1).min(length),
                None => 0..length,
            })
            .collect()
    }

    /// Reads it as an array of two axes, rows first; of a file no more than that. Blocks.
    pub(super) fn cut(&self, state: &AppState, entry: &Entry) -> Result<Array, ApiError> {
        let region = state.region(entry, &self.window(entry.shape()))?;
        // In the window the fixed axes have one index, 0.
        let section = CrossSection { at: vec![0; self.section.at.len()], ..self.section.clone() };
        Ok(extract_slice(&region, &section)?)
    }

    /// The NumPy expression, as in `arr[0, 3:10, :, 1]`; a transpose is written `.T`.
    pub(super) fn numpy(&self, shape: &[usize]) -> String {
        let Self { section, .. } = self;
        if section.at.is_empty() {
            return "arr[()]".to_owned();
        }
        let terms = self.terms(shape);
        let is_transposed =
            section.rows.zip(section.columns).is_some_and(|(rows, columns)| rows > columns);
        format!("arr[{}]{}", terms.join(", "), if is_transposed { ".T" } else { "" })
    }

    /// What each axis is indexed with, as in `0`, `3:10`, `:`, `1`.
    pub(super) fn terms(&self, shape: &[usize]) -> Vec<String> {
        let Self { section, rows, columns } = self;
        let term = |(axis, (at, &length)): (usize, (&usize, &usize))| {
            let of_rows = (section.rows == Some(axis)).then_some(rows);
            match of_rows.or_else(|| (section.columns == Some(axis)).then_some(columns)) {
                None => at.to_string(),
                Some(range) if *range == (0..length) => ":".to_owned(),
                Some(range) => format!("{}:{}", range.start, range.end),
            }
        };
        section.at.iter().zip(shape).enumerate().map(term).collect()
    }

    /// The two sides of the rectangle as JSON: their axes, and from which index to which.
    pub(super) fn sides(&self, shape: &[usize]) -> [Value; 2] {
        let side = |axis: Option<usize>, range: &Range<usize>| {
            let length = axis.map_or(1, |axis| shape[axis]);
            json!({ "axis": axis, "length": length, "start": range.start, "stop": range.end })
        };
        [side(self.section.rows, &self.rows), side(self.section.columns, &self.columns)]
    }
}

/// The part of an axis that a parameter such as `row_range=10:50` asks for, all of it without.
///
/// What is out of range is repaired, as a selection is: it holds at least one element if the
/// axis does.
fn range(params: &Params, name: &str, length: usize) -> Result<Range<usize>, ApiError> {
    let Some(text) = params.text(name) else {
        return Ok(0..length);
    };
    let numbers = text.split_once(':').and_then(|(start, stop)| {
        Some((start.trim().parse::<usize>().ok()?, stop.trim().parse::<usize>().ok()?))
    });
    let Some((start, stop)) = numbers else {
        return Err(malformed(name, text, "two whole numbers, as in 10:50"));
    };
    let start = start.min(length.saturating_sub(1));
    Ok(start..stop.clamp((start + 1).min(length), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(
        rows: (usize, Range<usize>),
        columns: (usize, Range<usize>),
        at: &[usize],
    ) -> Rectangle {
        let section =
            CrossSection { rows: Some(rows.0), columns: Some(columns.0), at: at.to_vec() };
        Rectangle { section, rows: rows.1, columns: columns.1 }
    }

    #[test]
    fn the_expression_and_the_window_are_those_of_the_rectangle() {
        let shape = [32, 28, 20, 3];
        let upright = rectangle((1, 3..10), (2, 0..20), &[5, 9, 9, 1]);
        assert_eq!(upright.numpy(&shape), "arr[5, 3:10, :, 1]");
        assert_eq!(upright.window(&shape), [5..6, 3..10, 0..20, 1..2]);
        let transposed = rectangle((2, 4..5), (1, 0..28), &[5, 9, 9, 1]);
        assert_eq!(transposed.numpy(&shape), "arr[5, :, 4:5, 1].T");
        assert_eq!(transposed.window(&shape), [5..6, 0..28, 4..5, 1..2]);
    }

    #[test]
    fn arrays_of_fewer_axes_have_rectangles_too() {
        let section = CrossSection { rows: None, columns: Some(0), at: vec![5] };
        let row = Rectangle { section, rows: 0..1, columns: 2..7 };
        assert_eq!(
            (row.numpy(&[9]).as_str(), row.window(&[9]).first()),
            ("arr[2:7]", Some(&(2..7)))
        );
        let section = CrossSection { rows: None, columns: None, at: vec![] };
        let scalar = Rectangle { section, rows: 0..1, columns: 0..1 };
        assert_eq!((scalar.numpy(&[]).as_str(), scalar.window(&[]).first()), ("arr[()]", None));
    }
}
