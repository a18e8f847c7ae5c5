//! Statistics over or along one axis as files: one of them as `.npy`, all of them as CSV.

use std::fmt::Write as _;

use arrayscope_core::stats::{Column, Number, Reduction, Statistic, Wanted};
use arrayscope_core::{Array, Layout};
use arrayscope_formats::write;

use super::stats::{MOST_LANES, grouped, reduced};
use crate::download::{Download, file_name};
use crate::error::{ApiError, ErrorKind};
use crate::extract::Call;
use crate::params::{Params, malformed};
use crate::state::{AppState, Entry};

/// The most results of one `.npy`: 128 MiB of float64.
const MOST_NPY_LANES: usize = 1 << 24;

/// The statistics, in the order of the command's CSV.
const NAMES: [&str; 8] = ["count", "nan", "pos_inf", "neg_inf", "min", "max", "mean", "std"];

/// Which axis, and whether it disappears or stays.
#[derive(Clone, Copy)]
struct Question {
    axis: usize,
    along: bool,
}

/// `GET /api/arrays/{id}/stats.npy?axis=K&along=false&statistic=mean`.
pub(crate) async fn npy(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&["axis", "along", "statistic"])?;
    let question = Question::of(&params, &entry.layout)?;
    let asked = params.text("statistic").unwrap_or("mean");
    let Some(&name) = NAMES.iter().find(|name| **name == asked) else {
        return Err(malformed("statistic", asked, &NAMES.join(", ")));
    };
    question.check_size(&entry.layout, MOST_NPY_LANES)?;
    state
        .compute(move |state| {
            let wanted = Wanted {
                mean: name == "mean",
                std: name == "std",
                min: name == "min",
                max: name == "max",
                ..Wanted::CENSUS
            };
            let mut lanes = question.ask(state, &entry, wanted)?;
            let shape = lanes.shape().to_vec();
            let results = as_array(&taken(&mut lanes, name), &shape)?;
            let mut bytes = Vec::new();
            write::npy_to(&mut bytes, &results, name)?;
            Ok(Download {
                name: question.file_name(&entry, name, "npy"),
                kind: "application/octet-stream",
                bytes,
            })
        })
        .await
}

/// `GET /api/arrays/{id}/stats.csv?axis=K&along=false`.
pub(crate) async fn csv(Call { state, entry, params }: Call) -> Result<Download, ApiError> {
    params.only(&["axis", "along"])?;
    let question = Question::of(&params, &entry.layout)?;
    question.check_size(&entry.layout, MOST_LANES)?;
    state
        .compute(move |state| {
            let mut lanes = question.ask(state, &entry, Wanted::ALL)?;
            Ok(Download {
                name: question.file_name(&entry, "stats", "csv"),
                kind: "text/csv; charset=utf-8",
                bytes: table(&entry, question, &mut lanes).into_bytes(),
            })
        })
        .await
}

impl Question {
    fn of(params: &Params, layout: &Layout) -> Result<Self, ApiError> {
        let text = params.required("axis", "0")?;
        let axis =
            text.trim().parse().map_err(|_| malformed("axis", text, "an axis as in 0 or -1"))?;
        Ok(Self { axis: layout.axis(axis)?, along: params.flag("along", false)? })
    }

    fn check_size(self, layout: &Layout, most: usize) -> Result<(), ApiError> {
        let length = layout.shape()[self.axis];
        let lanes =
            if self.along { length } else { layout.size().checked_div(length).unwrap_or(0) };
        if lanes <= most {
            return Ok(());
        }
        let message = format!(
            "these statistics have {} results; a file of at most {} is sent, and the command line \
             writes longer ones",
            grouped(lanes),
            grouped(most)
        );
        Err(ApiError::new(ErrorKind::TooLarge, message))
    }

    fn ask(self, state: &AppState, entry: &Entry, wanted: Wanted) -> Result<Reduction, ApiError> {
        let reduced = reduced(entry.layout.ndim(), self.axis, self.along);
        let underway = entry.underway("stats", 1);
        let watch = |elements| underway.add(elements);
        state.in_parts(entry, |all| all.reduce(&reduced, wanted, &watch))
    }

    fn file_name(self, entry: &Entry, what: &str, ending: &str) -> String {
        let word = if self.along { "along" } else { "over" };
        file_name(&entry.address, &format!("{what}-{word}-{}", self.axis), ending)
    }
}

/// Takes the statistic of this name out, in C order.
fn taken(lanes: &mut Reduction, name: &str) -> Column {
    match name {
        "count" => Column::U64(lanes.counts()),
        "nan" => Column::U64(lanes.nan()),
        "pos_inf" => Column::U64(lanes.pos_inf()),
        "neg_inf" => Column::U64(lanes.neg_inf()),
        "min" => lanes.take(Statistic::Min),
        "max" => lanes.take(Statistic::Max),
        "std" => lanes.take(Statistic::Std),
        _ => lanes.take(Statistic::Mean),
    }
}

/// Integers as int64, or uint64 where they need it; everything else as float64.
fn as_array(values: &Column, shape: &[usize]) -> Result<Array, ApiError> {
    let signed = |value| match value {
        Number::Integer(value) => i64::try_from(value).ok(),
        Number::Float(_) => None,
    };
    let is_float = matches!(values, Column::F32(_) | Column::F64(_));
    let integers = (!is_float).then(|| values.iter().map(signed).collect::<Option<Vec<_>>>());
    Ok(match (integers.flatten(), values) {
        (Some(integers), _) => Array::from_slice(&integers, shape)?,
        (None, Column::U64(unsigned)) => Array::from_slice(unsigned, shape)?,
        (None, _) => Array::from_slice(&values.to_f64(), shape)?,
    })
}

/// The columns of the command's CSV: the axis, the index on every axis (empty where it was
/// reduced), the name where the only axis left has names, and the statistics.
fn table(entry: &Entry, question: Question, lanes: &mut Reduction) -> String {
    let ndim = entry.shape().len();
    let kept: Vec<usize> =
        (0..ndim).filter(|&axis| (axis == question.axis) == question.along).collect();
    let names = entry.labels.as_ref().filter(|labels| kept == [labels.axis]);
    let columns: Vec<Column> = NAMES.iter().map(|name| taken(lanes, name)).collect();
    let shape = lanes.shape().to_vec();
    let mut text = "axis".to_owned();
    // Writing into a String cannot fail.
    for axis in 0..ndim {
        let _ = write!(text, ",index_{axis}");
    }
    if names.is_some() {
        text.push_str(",name");
    }
    for name in NAMES {
        let _ = write!(text, ",{name}");
    }
    text.push('\n');
    let mut index = vec![0; shape.len()];
    for lane in 0..lanes.lanes() {
        let _ = write!(text, "{}", question.axis);
        for axis in 0..ndim {
            text.push(',');
            if let Some(place) = kept.iter().position(|&kept| kept == axis) {
                let _ = write!(text, "{}", index[place]);
            }
        }
        if let Some(labels) = names {
            let _ = write!(text, ",{}", quoted(labels.names.get(lane).map_or("", String::as_str)));
        }
        for column in &columns {
            match column.get(lane) {
                Some(value) => {
                    let _ = write!(text, ",{value}");
                }
                None => text.push(','),
            }
        }
        text.push('\n');
        advance(&mut index, &shape);
    }
    text
}

/// The next index in C order.
fn advance(index: &mut [usize], shape: &[usize]) {
    for (at, length) in index.iter_mut().zip(shape).rev() {
        *at += 1;
        if *at < *length {
            return;
        }
        *at = 0;
    }
}

/// A cell of words, in quotes where RFC 4180 asks for them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_counts_in_c_order() {
        let mut index = vec![0, 0];
        let mut seen = Vec::new();
        for _ in 0..6 {
            seen.push(index.clone());
            advance(&mut index, &[2, 3]);
        }
        assert_eq!(seen.concat(), [0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn results_keep_their_integers() {
        let big = as_array(&Column::U64(vec![u64::MAX]), &[1]).unwrap();
        assert_eq!(big.value(&[0]).unwrap().to_string(), "18446744073709551615");
        let small = as_array(&Column::I8(vec![-3, 4]), &[2]).unwrap();
        assert_eq!(small.dtype().name(), "int64");
        let single = as_array(&Column::F32(vec![0.5]), &[1]).unwrap();
        assert_eq!(single.dtype().name(), "float64");
    }
}
