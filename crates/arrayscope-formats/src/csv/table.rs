//! A text read as a table of numbers.

use std::io::BufRead;

use super::first_line::{Census, FirstLine, guess, judge};
use super::records::{Record, Records};
use super::values::{Source, Values};
use crate::error::{Error, Result};
use crate::note::Note;
use crate::options::{Delimiter, OpenOptions};
use crate::place::Place;

/// A table as it will be an array.
#[derive(Debug)]
pub(crate) struct Table {
    /// float64 in the machine's byte order, row after row.
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Names of the columns that were read, if the table has any.
    pub(crate) names: Option<Vec<String>>,
    pub(crate) notes: Vec<Note>,
}

/// Reads the records of a text.
pub(crate) fn read(
    text: impl BufRead,
    stored: u64,
    delimiter: Delimiter,
    options: &OpenOptions,
    place: &Place,
) -> Result<Table> {
    let mut records = Records::new(text, stored, delimiter, options, place)?;
    let (mut first, mut second) = (Record::default(), Record::default());
    if !records.next(&mut first)? {
        return Err(records.no_data());
    }
    let has_second = records.next(&mut second)?;
    let judged =
        judge(options.header, &first.cells, has_second.then_some(&second.cells), options.decimal);

    let mut notes = Vec::new();
    let mut names = None;
    match judged {
        FirstLine::Names => names = Some(first.names(&mut notes)),
        FirstLine::Odd | FirstLine::Data => {}
        FirstLine::DataPerhaps => {
            notes.push(Note::FirstLineIsData { line: first.line, text: first.text() });
        }
    }
    let is_data = matches!(judged, FirstLine::Data | FirstLine::DataPerhaps);
    // The record that the others are measured by.
    let measure = if judged == FirstLine::Odd { &second } else { &first };
    let (columns, measure_line) = (measure.cells.len(), measure.line);
    let chosen = match &options.columns {
        Some(choice) => choice.resolve(columns, names.as_deref())?,
        None => (0..columns).collect(),
    };
    let row_nbytes = (chosen.len() * size_of::<f64>()) as u64;
    if row_nbytes > options.max_table_bytes {
        return Err(Error::TableTooLarge {
            place: place.boxed(),
            max_bytes: options.max_table_bytes,
        });
    }

    let source = Source {
        place,
        stored,
        max_bytes: options.max_table_bytes,
        decimal: options.decimal,
        delimiter,
        chosen: &chosen,
    };
    let mut values = Values::default();
    if is_data {
        values.push(&first.cells, first.line, &source)?;
    }
    let mut more = has_second;
    while more {
        if second.cells.len() != columns {
            values.check(names.as_deref(), place)?;
            return Err(records.ragged(&second, columns, measure_line));
        }
        more = values.push(&second.cells, second.line, &source)? && records.next(&mut second)?;
    }
    values.check(names.as_deref(), place)?;
    if values.rows == 0 {
        notes.push(Note::NoRows);
    }
    if judged == FirstLine::Odd {
        notes.push(odd_note(&first, columns, values.rows, options));
    }
    notes.extend(values.notes());
    notes.extend(records.notes());
    let names = names.map(|names| chosen.iter().map(|&column| names[column].clone()).collect());
    Ok(Table { bytes: values.bytes, rows: values.rows, columns: chosen.len(), names, notes })
}

fn odd_note(first: &Record, columns: usize, rows: usize, options: &OpenOptions) -> Note {
    let text = first.text();
    Note::OddFirstLine {
        line: first.line,
        cells: first.cells.len(),
        numbers: Census::of(&first.cells, options.decimal).numbers,
        columns,
        guess: guess(&text, rows, columns),
        text,
    }
}
