//! Statistics as text: a table per axis, cut where it is long, and saying so.

use super::axis::{AxisReport, Statistic};
use super::report::Report;
use crate::output::Output;
use crate::text::{Align, Table, counted, number, shape_of};
use anyhow::Result;
use arrayscope_core::stats::{Column, Number};
use arrayscope_formats::printable;
use std::io::Write as _;

/// Rows of one axis that are shown.
const ROWS: usize = 16;

/// Prints a table per axis.
pub(super) fn report(report: &Report, out: &mut Output) -> Result<()> {
    let paint = out.paint;
    let dtype = printable(&report.dtype);
    writeln!(out, "{}  {} {dtype}", paint.title(&report.address), shape_of(&report.shape))?;
    if report.axes.is_empty() {
        writeln!(out, "\na 0-D array has no axis; arrayscope inspect shows its value as the mean")?;
    }
    for axis in &report.axes {
        writeln!(out)?;
        heading(report, axis, out)?;
        table(report, axis, out)?;
    }
    Ok(())
}

fn heading(report: &Report, axis: &AxisReport, out: &mut Output) -> Result<()> {
    let word = if report.along { "along" } else { "over" };
    let title = out.paint.title(&format!("{word} axis {}", axis.axis));
    let results = if axis.len() == 1 { "result" } else { "results" };
    let shape = shape_of(&axis.shape);
    write!(out, "{title}, length {}: {} {results}", counted(axis.length), counted(axis.len()))?;
    if axis.shape.len() > 1 {
        write!(out, " of shape {shape}")?;
    }
    if let Some(none) = none_of(report, axis) {
        write!(out, ", {none}")?;
    }
    if let Some(count) = hidden_count(report, axis) {
        write!(out, ", of {count} {} each", if count == "1" { "value" } else { "values" })?;
    }
    if report.dtype.starts_with("complex") {
        write!(out, ", of the magnitude")?;
    }
    writeln!(out)?;
    Ok(())
}

/// Whether a column of NaN or infinities says nothing: all zero, and not asked for.
fn is_hidden(report: &Report, (statistic, values): &(Statistic, Column)) -> bool {
    !report.chosen
        && statistic.is_census()
        && values.iter().all(|value| value == Number::Integer(0))
}

/// What the hidden columns would have said.
fn none_of(report: &Report, axis: &AxisReport) -> Option<&'static str> {
    let hidden = |statistic| {
        axis.columns.iter().any(|column| column.0 == statistic && is_hidden(report, column))
    };
    match [Statistic::Nan, Statistic::PosInf, Statistic::NegInf].map(hidden) {
        [true, true, true] => Some("no NaN and no infinity"),
        [true, true, false] => Some("no NaN and no +Inf"),
        [true, false, true] => Some("no NaN and no −Inf"),
        [true, false, false] => Some("no NaN"),
        [false, true, true] => Some("no infinity"),
        [false, true, false] => Some("no +Inf"),
        [false, false, true] => Some("no −Inf"),
        [false, false, false] => None,
    }
}

/// The number of values per result where it is the same for all, and not asked for.
fn hidden_count(report: &Report, axis: &AxisReport) -> Option<String> {
    let (_, counts) = axis.columns.iter().find(|(statistic, _)| *statistic == Statistic::Count)?;
    let first = counts.get(0).filter(|_| !report.chosen)?;
    counts.iter().all(|count| count == first).then(|| counted(number(first).as_str()))
}

fn table(report: &Report, axis: &AxisReport, out: &mut Output) -> Result<()> {
    let count = hidden_count(report, axis).is_some();
    let columns: Vec<&(Statistic, Column)> = axis
        .columns
        .iter()
        .filter(|column| !is_hidden(report, column))
        .filter(|(statistic, _)| !(count && *statistic == Statistic::Count))
        .collect();
    let labels = report.names(axis);
    let index = axis.kept.iter().map(|kept| format!("axis {kept}"));
    let titles: Vec<(String, Align)> = index
        .map(|title| (title, Align::Right))
        .chain(labels.map(|_| ("name".to_owned(), Align::Left)))
        .chain(columns.iter().map(|(statistic, _)| (statistic.name().to_owned(), Align::Right)))
        .collect();
    let mut table = Table::new(titles.iter().map(|(title, align)| (title.as_str(), *align)));
    for position in 0..axis.len().min(ROWS) {
        let label =
            labels.map(|names| names.get(position).map_or_else(String::new, |n| printable(n)));
        let values = columns.iter().filter_map(|(_, values)| values.get(position)).map(number);
        let index = axis.index(position).into_iter().map(|at| at.to_string());
        table.row(index.chain(label).chain(values));
    }
    let paint = out.paint;
    table.print(out, paint, 2)?;
    let more = axis.len().saturating_sub(ROWS);
    if more > 0 {
        let more = counted(more);
        writeln!(out, "  … {more} more; --format csv, --format json or -o FILE.csv gives all")?;
    }
    Ok(())
}
