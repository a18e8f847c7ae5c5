//! A cross-section as numbers: exact, and cut where it does not fit.

use super::picture::is_table;
use super::report::Report;
use crate::output::Output;
use crate::text::{Align, Table, counted};
use anyhow::Result;
use arrayscope_core::Array;
use arrayscope_formats::printable;
use std::io::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Up to so many rows and columns are shown as numbers without being asked for.
const FEW: usize = 12;
/// Rows that are shown.
const ROWS: usize = 24;
/// Columns of the terminal around a cell.
const GAP: usize = 2;

/// Whether numbers show the slice better than a picture: all of them fit, or it is a long
/// table of a few columns that fit.
pub(super) fn suit(report: &Report, width: usize) -> bool {
    let (rows, columns) = report.size();
    let few = columns <= FEW && (rows <= FEW || is_table(rows, columns));
    few && columns_that_fit(&report.slice, report.column_names(), width) == columns
}

/// Prints a table of the exact values.
pub(super) fn print(report: &Report, out: &mut Output) -> Result<()> {
    let (rows, columns) = report.size();
    if rows * columns == 1 {
        writeln!(out, "{}", text(&report.slice, 0, 0))?;
        return Ok(());
    }
    let names = report.column_names();
    let shown_rows = rows.min(ROWS);
    let shown_columns = columns_that_fit(&report.slice, names, out.width);
    let title =
        |column: usize| names.map_or_else(|| column.to_string(), |names| printable(&names[column]));
    let titles: Vec<String> = (0..shown_columns).map(title).collect();
    let header = std::iter::once("").chain(titles.iter().map(String::as_str));
    let mut table = Table::new(header.map(|title| (title, Align::Right)));
    for row in 0..shown_rows {
        let values = (0..shown_columns).map(|column| text(&report.slice, row, column));
        table.row(std::iter::once(row.to_string()).chain(values));
    }
    let paint = out.paint;
    table.print(out, paint, 0)?;
    let more: Vec<String> = [(rows - shown_rows, "row"), (columns - shown_columns, "column")]
        .into_iter()
        .filter(|(more, _)| *more > 0)
        .map(|(more, what)| {
            format!("{} more {what}{}", counted(more), if more == 1 { "" } else { "s" })
        })
        .collect();
    if !more.is_empty() {
        writeln!(out, "… {}; --format csv or -o FILE.csv gives all", more.join(" and "))?;
    }
    if let Some(limits) = report.limits() {
        writeln!(out, "\n{}", limits.sentence())?;
    }
    Ok(())
}

/// How many columns of the rows shown fit side by side; one at least.
fn columns_that_fit(slice: &Array, names: Option<&[String]>, width: usize) -> usize {
    let (rows, columns) = (slice.shape()[0].min(ROWS), slice.shape()[1]);
    let mut used = rows.to_string().len();
    for column in 0..columns {
        let title = names.map_or_else(|| column.to_string(), |names| printable(&names[column]));
        let cells = (0..rows).map(|row| text(slice, row, column).width());
        used += GAP + cells.chain([title.width()]).max().unwrap_or(0);
        if used > width {
            return column.max(1);
        }
    }
    columns
}

/// The exact text of an element; the index is inside of the slice.
fn text(slice: &Array, row: usize, column: usize) -> String {
    slice
        .value(&[row, column])
        .map_or_else(|error| error.to_string(), |value| printable(&value.to_string()))
}
