//! The records of a text, each with the line it came from.

use std::io::BufRead;

use super::lines::Lines;
use super::splitter::{Cells, Splitter};
use crate::error::{Error, Result};
use crate::note::Note;
use crate::options::{Delimiter, OpenOptions};
use crate::place::Place;

/// One record and where it came from.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) cells: Cells,
    /// The text of its first line.
    raw: Vec<u8>,
    /// The number of its first line.
    pub(crate) line: u64,
}

impl Record {
    /// The start of the first line, as long as a note may show.
    pub(crate) fn text(&self) -> String {
        const LONGEST: usize = 4096;
        String::from_utf8_lossy(&self.raw[..self.raw.len().min(LONGEST)]).into_owned()
    }

    pub(crate) fn names(&self, notes: &mut Vec<Note>) -> Vec<String> {
        if self.cells.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            notes.push(Note::NotUtf8 { line: self.line });
        }
        let name = |cell: &[u8]| String::from_utf8_lossy(cell.trim_ascii()).into_owned();
        self.cells.iter().map(name).collect()
    }
}

/// The records of a text, without comments and empty lines.
pub(crate) struct Records<'a, R> {
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
    pub(crate) fn new(
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
    pub(crate) fn next(&mut self, record: &mut Record) -> Result<bool> {
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

    pub(crate) fn ragged(&self, record: &Record, columns: usize, measure_line: u64) -> Error {
        let cells = |count| format!("{count} cell{}", if count == 1 { "" } else { "s" });
        let taken = if self.detected { "taken to be" } else { "said to be" };
        let cut = if self.lines.unended {
            "; it is the last line and has no end: the file may be cut short"
        } else {
            ""
        };
        self.place.table(record.line, format!(
                "{} where line {measure_line} has {columns}{cut}",
                cells(record.cells.len())
            ), format!(
                "--skip-lines {} leaves out the lines before it, and --delimiter says what separates the cells ({taken} {})",
                record.line - 1,
                self.delimiter.words()
            ))
    }

    pub(crate) fn no_data(&self) -> Error {
        self.place.table(
            self.lines.line,
            "the end of the text, and no data before it",
            "lines of numbers would work, and --comment and --skip-lines say which lines are none",
        )
    }

    pub(crate) fn notes(&self) -> Vec<Note> {
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
