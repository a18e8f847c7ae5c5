//! Questions to the core's reductions: the one file that knows how these keep their answers.

use arrayscope_core::stats::{self, Census, NonFinitePolicy, Number, Reduction};
use arrayscope_core::{Array, DType, Result};

/// A statistic with one value per lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Mean,
    Var,
    Std,
    Min,
    Max,
}

/// Values of one statistic, one per lane.
#[derive(Debug)]
pub(crate) enum Column {
    F64(Vec<f64>),
    F32(Vec<f32>),
    I64(Vec<i64>),
    U64(Vec<u64>),
    I32(Vec<i32>),
    U32(Vec<u32>),
    I16(Vec<i16>),
    U16(Vec<u16>),
    I8(Vec<i8>),
    U8(Vec<u8>),
}

/// What is asked of a reduction.
pub(crate) struct Question {
    pub(crate) statistics: &'static [Statistic],
    pub(crate) ddof: u64,
    pub(crate) policy: NonFinitePolicy,
    /// Whether means and spreads are wanted in float32.
    pub(crate) narrow: bool,
}

/// What came of a reduction.
#[derive(Debug)]
pub(crate) struct Answers {
    /// Lengths of the axes that are left.
    pub(crate) shape: Vec<usize>,
    /// Elements per lane.
    pub(crate) per_lane: u64,
    /// The lanes with something that is not finite, ascending.
    pub(crate) odd: Vec<(usize, Census)>,
    columns: Vec<(Statistic, Column)>,
}

impl Answers {
    /// Takes a statistic out; it is there once, if it was asked for.
    pub(crate) fn take(&mut self, statistic: Statistic) -> Option<Column> {
        let place = self.columns.iter().position(|(other, _)| *other == statistic)?;
        Some(self.columns.swap_remove(place).1)
    }

    /// How many results there are.
    pub(crate) fn lanes(&self) -> usize {
        self.shape.iter().product()
    }
}

/// Reduces `array` over `axes`.
pub(crate) fn ask(array: &Array, axes: &[usize], question: &Question) -> Result<Answers> {
    let axes: Vec<isize> = axes.iter().map(|axis| axis.cast_signed()).collect();
    let reduction = stats::reduce(&array.view(), &axes, stats::Wanted::ALL)?;
    Ok(answers(&reduction, array, question))
}

/// What the old reduction says, in columns.
fn answers(reduction: &Reduction, array: &Array, question: &Question) -> Answers {
    let policy = question.policy;
    let floats = |values: Vec<f64>| {
        if question.narrow {
            #[expect(clippy::cast_possible_truncation, reason = "float32 is what was asked for")]
            return Column::F32(values.into_iter().map(|value| value as f32).collect());
        }
        Column::F64(values)
    };
    let columns = question.statistics.iter().map(|statistic| {
        let column = match statistic {
            Statistic::Mean => floats(reduction.mean(policy)),
            Statistic::Var => floats(reduction.var(question.ddof, policy)),
            Statistic::Std => floats(reduction.std(question.ddof, policy)),
            Statistic::Min => extrema(&reduction.min(policy), array.dtype()),
            Statistic::Max => extrema(&reduction.max(policy), array.dtype()),
        };
        (*statistic, column)
    });
    let lanes = reduction.census().iter().copied().enumerate();
    let reduced = reduction.axes().iter().map(|axis| array.shape()[*axis] as u64);
    Answers {
        shape: reduction.shape().to_vec(),
        per_lane: reduced.product(),
        odd: lanes.filter(|(_, census)| census.total() > 0).collect(),
        columns: columns.collect(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "extrema are elements of the dtype"
)]
fn extrema(values: &[Number], dtype: &DType) -> Column {
    let integers = values.iter().map(|value| match value {
        Number::Integer(value) => *value,
        Number::Float(_) => 0,
    });
    let floats = values.iter().map(|value| value.to_f64());
    match dtype {
        DType::Bool | DType::U8 => Column::U8(integers.map(|x| x as u8).collect()),
        DType::I8 => Column::I8(integers.map(|x| x as i8).collect()),
        DType::I16 => Column::I16(integers.map(|x| x as i16).collect()),
        DType::I32 => Column::I32(integers.map(|x| x as i32).collect()),
        DType::I64 => Column::I64(integers.map(|x| x as i64).collect()),
        DType::U16 => Column::U16(integers.map(|x| x as u16).collect()),
        DType::U32 => Column::U32(integers.map(|x| x as u32).collect()),
        DType::U64 => Column::U64(integers.map(|x| x as u64).collect()),
        DType::F64 | DType::Complex64 | DType::Complex128 => Column::F64(floats.collect()),
        _ => Column::F32(floats.map(|x| x as f32).collect()),
    }
}
