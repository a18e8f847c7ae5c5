//! The numbers of a table, gathered row by row.

use super::cell::{Cell, has_thousands};
use super::columns::spelled;
use super::splitter::Cells;
use crate::error::{Error, Result};
use crate::limits::check_credible;
use crate::note::Note;
use crate::options::{Decimal, Delimiter};
use crate::place::Place;
use crate::printable::quoted;

/// Records that are looked at after the first text was found, to know all
/// columns of text.
const LOOK_AHEAD: u32 = 1000;

/// Values so far, and what was odd about their cells.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// float64 in the machine's byte order, row after row.
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: usize,
    empty: u64,
    words: u64,
    nan: u64,
    infinite: u64,
    booleans: u64,
    overflowing: First,
    rounded: First,
    text: Option<Text>,
}

/// How many cells, and the line of the first.
#[derive(Debug, Default)]
struct First {
    cells: u64,
    line: u64,
}

impl First {
    fn count(&mut self, line: u64) {
        if self.cells == 0 {
            self.line = line;
        }
        self.cells += 1;
    }
}

/// A cell that is no number, and which columns have such cells.
#[derive(Debug)]
struct Text {
    line: u64,
    column: usize,
    cell: String,
    /// For every column of the table, whether all of its cells were values.
    values: Vec<bool>,
    /// For every column, whether there was a number in it.
    numbers: Vec<bool>,
    delimiter: Delimiter,
    records_left: u32,
}

/// Where in the file the values come from, and what they may cost.
pub(crate) struct Source<'a> {
    pub(crate) place: &'a Place,
    pub(crate) stored: u64,
    pub(crate) max_bytes: u64,
    pub(crate) decimal: Decimal,
    pub(crate) delimiter: Delimiter,
    /// The columns that are read.
    pub(crate) chosen: &'a [usize],
}

impl Values {
    /// Adds a record; `false` when no more records are of use, because a cell
    /// was no number.
    pub(crate) fn push(&mut self, cells: &Cells, line: u64, source: &Source<'_>) -> Result<bool> {
        if let Some(text) = &mut self.text {
            text.look_at(cells, source.decimal);
            return Ok(text.records_left > 0);
        }
        for &column in source.chosen {
            let cell = Cell::read(cells.get(column), source.decimal);
            let Some(value) = self.value(cell, line) else {
                let cell = String::from_utf8_lossy(cells.get(column)).into_owned();
                let mut text = Text::new(line, column, cell, cells.len(), source.delimiter);
                text.look_at(cells, source.decimal);
                self.text = Some(text);
                return Ok(true);
            };
            self.bytes.extend_from_slice(&value.to_ne_bytes());
        }
        self.rows += 1;
        let nbytes = self.bytes.len() as u64;
        check_credible(source.place, nbytes, source.stored)?;
        if nbytes > source.max_bytes {
            let place = source.place.boxed();
            return Err(Error::TableTooLarge { place, max_bytes: source.max_bytes });
        }
        Ok(true)
    }

    /// The number for a cell; `None` if it is text.
    fn value(&mut self, cell: Cell, line: u64) -> Option<f64> {
        Some(match cell {
            Cell::Number { value, rounded } => {
                if rounded {
                    self.rounded.count(line);
                }
                value
            }
            Cell::Overflow(value) => {
                self.overflowing.count(line);
                value
            }
            Cell::Infinite(value) => {
                self.infinite += 1;
                value
            }
            Cell::Boolean(value) => {
                self.booleans += 1;
                f64::from(u8::from(value))
            }
            Cell::Empty => {
                self.empty += 1;
                f64::NAN
            }
            Cell::Missing => {
                self.words += 1;
                f64::NAN
            }
            Cell::Nan => {
                self.nan += 1;
                f64::NAN
            }
            Cell::Text => return None,
        })
    }

    /// Refuses the table if a cell was no number.
    pub(crate) fn check(&self, names: Option<&[String]>, place: &Place) -> Result<()> {
        let Some(text) = &self.text else {
            return Ok(());
        };
        let name = names.and_then(|names| names.get(text.column));
        let name = name.map_or_else(String::new, |name| format!(" ({})", quoted(name)));
        Err(place.table(
            text.line,
            format!(
                "column {}{name} holds {}, which is not a number",
                text.column,
                quoted(&text.cell)
            ),
            text.help(self.rows == 0 && names.is_none()),
        ))
    }

    /// What was odd about the cells.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let Self { empty, words, nan, infinite, .. } = *self;
        if empty + words + nan + infinite > 0 {
            notes.push(Note::MissingCells { empty, words, nan, infinite });
        }
        if self.booleans > 0 {
            notes.push(Note::Booleans { cells: self.booleans });
        }
        if self.overflowing.cells > 0 {
            let First { cells, line } = self.overflowing;
            notes.push(Note::Overflowing { cells, line });
        }
        if self.rounded.cells > 0 {
            let First { cells, line } = self.rounded;
            notes.push(Note::RoundedIntegers { cells, line });
        }
        notes
    }
}

impl Text {
    fn new(line: u64, column: usize, cell: String, columns: usize, delimiter: Delimiter) -> Self {
        let (values, numbers) = (vec![true; columns], vec![false; columns]);
        Self { line, column, cell, values, numbers, delimiter, records_left: LOOK_AHEAD }
    }

    fn look_at(&mut self, cells: &Cells, decimal: Decimal) {
        self.records_left = self.records_left.saturating_sub(1);
        for column in 0..self.values.len() {
            let cell = Cell::read(cells.get(column), decimal);
            self.values[column] &= cell.is_value();
            self.numbers[column] |= cell.is_number();
        }
    }

    /// Which flag helps. `may_be_names` if the line could hold column names.
    fn help(&self, may_be_names: bool) -> String {
        let cell = self.cell.as_bytes();
        let of_commas = self.delimiter == Delimiter::Byte(b',');
        let is_decimal = Cell::read(cell, Decimal::Comma).is_value();
        // Between commas 1,000 is a thousand; elsewhere it may as well be 1.
        if has_thousands(cell) && (of_commas || !is_decimal) {
            return "thousands separators are not read; 1000 without one would work".to_owned();
        }
        if is_decimal && of_commas {
            // Without the delimiter, the comma would be taken for the decimal mark alone.
            return "--delimiter comma --decimal comma reads decimal commas in quotes".to_owned();
        }
        if is_decimal {
            return "--decimal comma reads decimal commas".to_owned();
        }
        let both = std::iter::zip(&self.values, &self.numbers);
        let numeric: Vec<bool> = both.map(|(values, numbers)| *values && *numbers).collect();
        match spelled(&numeric) {
            Some(columns) => format!("--columns {columns} reads the columns of numbers"),
            None if may_be_names => {
                "a line of numbers would work, and --header yes takes this line as column names"
                    .to_owned()
            }
            None => "a column of numbers would work, and --delimiter says what separates the cells"
                .to_owned(),
        }
    }
}
