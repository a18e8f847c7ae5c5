//! Statistics as CSV and as `.npz`.

use super::axis::AxisReport;
use super::report::Report;
use crate::output::say;
use crate::target;
use crate::text::plural;
use anyhow::Result;
use arrayscope_core::Array;
use arrayscope_core::stats::{Column, Number};
use arrayscope_formats::write;
use std::io::{self, Write};
use std::path::Path;

/// What writes a report to a file.
pub(super) type Writer<'a> = Box<dyn Fn(&Report) -> Result<()> + 'a>;

/// The writer for the ending of a path.
pub(super) fn writer(path: &Path) -> Result<Writer<'_>> {
    Ok(match target::ending(path, "statistics", &["npz", "csv"])? {
        "csv" => Box::new(move |report| csv(report, path)),
        _ => Box::new(move |report| npz(report, path)),
    })
}

fn csv(report: &Report, path: &Path) -> Result<()> {
    write::file(path, |out| csv_to(report, out))?;
    let rows: usize = report.axes.iter().map(AxisReport::len).sum();
    say(&format!("wrote {}: {}", path.display(), plural(rows, "row")));
    Ok(())
}

/// One row per value: the axis, the index on every axis (empty where it was reduced), the
/// name of the column where a table has names, and the statistics. The columns are the same for every axis.
pub(super) fn csv_to(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let ndim = report.shape.len();
    let mut titles = vec!["axis".to_owned()];
    titles.extend((0..ndim).map(|axis| format!("index_{axis}")));
    let Some(first) = report.axes.first() else { return Ok(()) };
    let named = report.axes.iter().any(|axis| report.names(axis).is_some());
    titles.extend(named.then(|| "name".to_owned()));
    titles.extend(first.columns.iter().map(|(statistic, _)| statistic.name().to_owned()));
    writeln!(out, "{}", titles.join(","))?;
    for axis in &report.axes {
        for position in 0..axis.len() {
            let mut cells = vec![String::new(); 1 + ndim];
            cells[0] = axis.axis.to_string();
            for (kept, at) in axis.kept.iter().zip(axis.index(position)) {
                cells[1 + kept] = at.to_string();
            }
            if named {
                let name = report.names(axis).and_then(|names| names.get(position));
                cells.push(name.map_or_else(String::new, |name| quoted(name)));
            }
            let values = axis.columns.iter().filter_map(|(_, values)| values.get(position));
            cells.extend(values.map(|value| value.to_string()));
            writeln!(out, "{}", cells.join(","))?;
        }
    }
    Ok(())
}

/// A cell of words, in quotes where RFC 4180 asks for them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// An array per axis and statistic, called `axis0_mean`, or `along0_mean` of a profile.
fn npz(report: &Report, path: &Path) -> Result<()> {
    let word = if report.along { "along" } else { "axis" };
    let mut arrays = Vec::new();
    for axis in &report.axes {
        for (statistic, values) in &axis.columns {
            let name = format!("{word}{}_{}", axis.axis, statistic.name());
            arrays.push((name, array(values, &axis.shape)?));
        }
    }
    let named: Vec<(&str, &Array)> =
        arrays.iter().map(|(name, array)| (name.as_str(), array)).collect();
    write::npz(path, &named)?;
    say(&format!("wrote {}: {}", path.display(), plural(named.len(), "array")));
    Ok(())
}

/// Integers as int64, or uint64 where they need it; everything else as float64.
fn array(values: &Column, shape: &[usize]) -> arrayscope_core::Result<Array> {
    let signed = |value| match value {
        Number::Integer(value) => i64::try_from(value).ok(),
        Number::Float(_) => None,
    };
    match (values, values.iter().map(signed).collect::<Option<Vec<i64>>>()) {
        (Column::F32(_) | Column::F64(_), _) => Array::from_slice(&values.to_f64(), shape),
        (_, Some(signed)) => Array::from_slice(&signed, shape),
        (Column::U64(unsigned), None) => Array::from_slice(unsigned, shape),
        // Every other integer fits into int64.
        (_, None) => Array::from_slice(&values.to_f64(), shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrayscope_core::DType;

    #[test]
    fn integers_stay_integers() {
        let dtype = |values: &Column| array(values, &[values.len()]).unwrap().dtype().clone();
        assert_eq!(dtype(&Column::I8(vec![-1])), DType::I64);
        assert_eq!(dtype(&Column::U64(vec![1])), DType::I64);
        assert_eq!(dtype(&Column::U64(vec![u64::MAX])), DType::U64);
        assert_eq!(dtype(&Column::F32(vec![f32::NAN])), DType::F64);
    }
}
