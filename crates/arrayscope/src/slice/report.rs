//! What is told about a cross-section.

use crate::output::Output;
use crate::reading::Part;
use crate::text::{counted, shape_of};
use anyhow::Result;
use arrayscope_core::slicing::CrossSection;
use arrayscope_core::stats::{Number, Summary, summary};
use arrayscope_core::{Array, Value};
use arrayscope_formats::picture::Limits;
use arrayscope_formats::printable;
use serde::ser::{Serialize, SerializeSeq as _, Serializer};
use std::io::Write as _;

/// A cross-section and what is known about it.
#[derive(serde::Serialize)]
pub(super) struct Report {
    pub(super) address: String,
    format: &'static str,
    /// Of the array that the slice is from.
    shape: Vec<usize>,
    dtype: String,
    /// The index expression of the slice.
    index: String,
    #[serde(flatten)]
    section: CrossSection,
    limits: Option<Limits>,
    pub(super) summary: Option<Summary>,
    slice_shape: Vec<usize>,
    #[serde(rename = "values", serialize_with = "rows")]
    pub(super) slice: Array,
    notes: Vec<String>,
    #[serde(skip)]
    labels: [Option<Vec<String>>; 2],
}

impl Report {
    pub(super) fn new(
        part: &Part,
        section: CrossSection,
        slice: Array,
        typed: Option<(f64, f64)>,
        notes: Vec<String>,
    ) -> Result<Self> {
        let info = part.source.info();
        let layout = match &part.address.index {
            Some(index) => index.apply(&info.layout)?,
            None => info.layout.clone(),
        };
        let summary = slice.dtype().has_statistics().then(|| summary(&slice.view())).transpose()?;
        let labels = |axis: Option<usize>| part.labels(axis?).map(<[String]>::to_vec);
        Ok(Self {
            address: part.address.to_string(),
            format: part.format,
            shape: layout.shape().to_vec(),
            dtype: slice.dtype().name(),
            index: section.expression().to_string(),
            limits: Limits::new(typed, summary.as_ref()),
            summary,
            slice_shape: slice.shape().to_vec(),
            slice,
            notes,
            labels: [labels(section.rows), labels(section.columns)],
            section,
        })
    }

    /// The colour limits, unless no value is finite.
    pub(super) fn limits(&self) -> Option<&Limits> {
        self.limits.as_ref()
    }

    /// Lengths of rows and columns.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.slice.shape()[0], self.slice.shape()[1]) // always two: Selection::read
    }

    /// Names of the columns, where the file has them.
    pub(super) fn column_names(&self) -> Option<&[String]> {
        self.labels[1].as_deref()
    }

    /// Says what is shown.
    pub(super) fn heading(&self, out: &mut Output) -> Result<()> {
        let paint = out.paint;
        let (shape, dtype) = (shape_of(&self.shape), printable(&self.dtype));
        writeln!(out, "{}  {shape} {dtype}", paint.title(&self.address))?;
        let shown = |name: &str, axis: Option<usize>| {
            axis.map(|axis| format!("{name} are axis {axis} ({})", counted(self.shape[axis])))
        };
        let mut told: Vec<String> =
            [shown("rows", self.section.rows), shown("columns", self.section.columns)]
                .into_iter()
                .flatten()
                .collect();
        let hidden = (0..self.shape.len())
            .filter(|axis| ![self.section.rows, self.section.columns].contains(&Some(*axis)));
        told.extend(hidden.map(|axis| {
            format!("axis {axis} is at {} of {}", self.section.at[axis], self.shape[axis])
        }));
        if told.is_empty() {
            told.push("one value, without axes".to_owned());
        }
        writeln!(out, "[{}]  {}\n", self.index, paint.faint(&told.join(", ")))?;
        Ok(())
    }
}

/// Every value, row by row; written as it is read.
fn rows<S: Serializer>(slice: &Array, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(slice.shape().first().copied())?;
    for row in 0..slice.shape()[0] {
        sequence.serialize_element(&Row { slice, row })?;
    }
    sequence.end()
}

struct Row<'a> {
    slice: &'a Array,
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.slice.shape()[1];
        let mut sequence = serializer.serialize_seq(Some(columns))?;
        for column in 0..columns {
            let value = self.slice.value(&[self.row, column]).map_err(serde::ser::Error::custom)?;
            match value {
                Value::Bool(value) => sequence.serialize_element(&value)?,
                Value::Integer(value) => sequence.serialize_element(&Number::Integer(value))?,
                Value::Float { value, .. } => sequence.serialize_element(&Number::Float(value))?,
                other => sequence.serialize_element(&other.to_string())?,
            }
        }
        sequence.end()
    }
}
