//! Plain aligned tables: no frames, two spaces between columns.

use crate::output::Paint;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr as _;

/// On which side the cells of a column are flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

const GAP: usize = 2;

/// Rows of cells under titles.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no rows.
    pub(crate) fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Align)>) -> Self {
        let columns = columns.into_iter().map(|(title, align)| (title.to_owned(), align));
        Self { columns: columns.collect(), rows: Vec::new() }
    }

    /// Adds a row; it has one cell per column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Prints the table, each line behind `indent` spaces.
    pub(crate) fn print(
        &self,
        out: &mut impl Write,
        paint: Paint,
        indent: usize,
    ) -> io::Result<()> {
        let widths: Vec<usize> = (0..self.columns.len()).map(|column| self.width(column)).collect();
        let titles: Vec<&str> = self.columns.iter().map(|(title, _)| title.as_str()).collect();
        if titles.iter().any(|title| !title.is_empty()) {
            let header = self.line(&titles, &widths);
            writeln!(out, "{:indent$}{}", "", paint.faint(&header))?;
        }
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            writeln!(out, "{:indent$}{}", "", self.line(&cells, &widths))?;
        }
        Ok(())
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        cells.chain([self.columns[column].0.width()]).max().unwrap_or(0)
    }

    fn line(&self, cells: &[&str], widths: &[usize]) -> String {
        let mut line = String::new();
        for (column, (cell, (_, align))) in cells.iter().zip(&self.columns).enumerate() {
            let padding = " ".repeat(widths[column].saturating_sub(cell.width()));
            if column > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            match align {
                Align::Left => line.extend([cell, padding.as_str()]),
                Align::Right => line.extend([padding.as_str(), cell]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_flush_left_and_numbers_right() {
        let mut table = Table::new([("name", Align::Left), ("n", Align::Right)]);
        table.row(["温".to_owned(), "1".to_owned()]);
        table.row(["longer".to_owned(), "200".to_owned()]);
        let mut bytes = Vec::new();
        let plain = crate::output::Output::new(crate::args::Color::Never).paint;
        table.print(&mut bytes, plain, 1).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), " name      n\n 温        1\n longer  200\n");
    }
}
