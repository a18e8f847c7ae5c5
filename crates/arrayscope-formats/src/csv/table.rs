//! A text read as a table of numbers.

use std::io::BufRead;

use super::first_line::{Census, FirstLine, guess, judge};
use super::lines::Lines;
use super::records::{Cells, Splitter};
use super::values::{Source, Values};
use crate::error::{Error, Place, Result};
use crate::note::Note;
use crate::options::{Delimiter, OpenOptions};

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

/// One record and where it came from.
#[derive(Debug, Default)]
struct Record {
    cells: Cells,
    /// The text of its first line.
    raw: Vec<u8>,
    /// The number of its first line.
    line: u64,
}

impl Record {
    /// The start of the first line, as long as a note may show.
    fn text(&self) -> String {
        const LONGEST: usize = 4096;
        String::from_utf8_lossy(&self.raw[..self.raw.len().min(LONGEST)]).into_owned()
    }

    fn names(&self, notes: &mut Vec<Note>) -> Vec<String> {
        if self.cells.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            notes.push(Note::NotUtf8 { line: self.line });
        }
        let name = |cell: &[u8]| String::from_utf8_lossy(cell.trim_ascii()).into_owned();
        self.cells.iter().map(name).collect()
    }
}

/// The records of a text, without comments and empty lines.
struct Records<'a, R> {
    lines: Lines<R>,
    splitter: Splitter,
    delimiter: Delimiter,
    comment: Option<u8>,
    detected: bool,
    empty_lines: u64,
    comment_lines: u64,
    place: &'a Place,
}

impl<'a, R: BufRead> Records<'a, R> {
    fn new(
        text: R,
        stored: u64,
        delimiter: Delimiter,
        options: &OpenOptions,
        place: &'a Place,
    ) -> Result<Self> {
        let mut lines = Lines::new(text, stored);
        let mut skipped = Vec::new();
        for _ in 0..options.skip_lines {
            skipped.clear();
            if !lines.append(&mut skipped, place)? {
                break;
            }
        }
        Ok(Self {
            lines,
            splitter: Splitter::new(delimiter),
            delimiter,
            comment: options.comments.prefix(),
            detected: options.delimiter.is_none(),
            empty_lines: 0,
            comment_lines: 0,
            place,
        })
    }

    /// Reads the next record into `record`; `false` at the end.
    fn next(&mut self, record: &mut Record) -> Result<bool> {
        loop {
            record.raw.clear();
            if !self.lines.append(&mut record.raw, self.place)? {
                return Ok(false);
            }
            if self.lines.line == 1 && record.raw.starts_with(b"\xef\xbb\xbf") {
                record.raw.drain(..3);
            }
            if record.raw.trim_ascii().is_empty() {
                self.empty_lines += 1;
            } else if record.raw.first().copied() == self.comment {
                self.comment_lines += 1;
            } else {
                break;
            }
        }
        record.line = self.lines.line;
        self.splitter.split(&record.raw, &mut record.cells, &mut self.lines, self.place)?;
        Ok(true)
    }

    fn ragged(&self, record: &Record, columns: usize, measure_line: u64) -> Error {
        let cells = |count| format!("{count} cell{}", if count == 1 { "" } else { "s" });
        let taken = if self.detected { "taken to be" } else { "said to be" };
        let cut = if self.lines.unended {
            "; it is the last line and has no end: the file may be cut short"
        } else {
            ""
        };
        Error::Table {
            place: self.place.boxed(),
            line: record.line,
            found: format!(
                "{} where line {measure_line} has {columns}{cut}",
                cells(record.cells.len())
            ),
            help: format!(
                "--skip-lines {} leaves out the lines before it, and --delimiter says what separates the cells ({taken} {})",
                record.line - 1,
                self.delimiter.words()
            ),
        }
    }

    fn no_data(&self) -> Error {
        Error::Table {
            place: self.place.boxed(),
            line: self.lines.line,
            found: "the end of the text, and no data before it".to_owned(),
            help: "lines of numbers would work, and --comment and --skip-lines say which lines are none"
                .to_owned(),
        }
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if let (Some(prefix), lines @ 1..) = (self.comment, self.comment_lines) {
            notes.push(Note::CommentLines { lines, prefix: char::from(prefix) });
        }
        if self.empty_lines > 0 {
            notes.push(Note::EmptyLines { lines: self.empty_lines });
        }
        if self.lines.unended {
            notes.push(Note::UnendedLine { line: self.lines.line });
        }
        notes
    }
}
