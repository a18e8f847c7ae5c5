//! What a reduction gives, as bits.

use crate::data::plain;
use arrayscope_core::stats::{Census, Column, Level, Reduction, Wanted, reduce_on};
use arrayscope_core::{Array, DType};

/// What is computed at the different depths: moments, sums, extrema, nothing but counts.
pub(crate) const WANTED: [Wanted; 5] = [
    Wanted { var: true, ..Wanted::ALL },
    Wanted { std: true, ddof: 1, ..Wanted::CENSUS },
    Wanted::MEAN,
    Wanted::EXTREMA,
    Wanted::CENSUS,
];

/// The levels of this machine.
pub(crate) fn levels() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::detected())
}

/// The answers of some lanes, value by value: dtype and bits of each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    columns: [(Option<DType>, Vec<u64>); 5],
    odd: Vec<(usize, [u64; 3])>,
}

fn bits(column: &Column) -> Vec<u64> {
    fn all<T: Copy>(values: &[T], bits: impl Fn(T) -> u64) -> Vec<u64> {
        values.iter().map(|value| bits(*value)).collect()
    }
    match column {
        Column::F64(values) => all(values, f64::to_bits),
        Column::F32(values) => all(values, |value| value.to_bits().into()),
        Column::U64(values) => values.clone(),
        Column::I64(values) => all(values, i64::cast_unsigned),
        // The others are told exactly.
        others => all(&others.to_f64(), f64::to_bits),
    }
}

impl Answer {
    pub(crate) fn of(reduction: &Reduction) -> Self {
        let columns =
            [reduction.mean(), reduction.var(), reduction.std(), reduction.min(), reduction.max()]
                .map(|all| ((!all.is_empty()).then(|| all.dtype()), bits(&all)));
        let odd = |(lane, odd): &(usize, Census)| (*lane, [odd.nan, odd.pos_inf, odd.neg_inf]);
        let odd = reduction.odd().iter().map(odd).collect();
        Self { columns, odd }
    }

    /// The answer of all these lanes beside each other.
    pub(crate) fn beside(lanes: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for (number, lane) in lanes.into_iter().enumerate() {
            for (ours, theirs) in all.columns.iter_mut().zip(lane.columns) {
                ours.0 = theirs.0;
                ours.1.extend(theirs.1);
            }
            all.odd.extend(lane.odd.into_iter().map(|(_, census)| (number, census)));
        }
        all
    }
}

/// The answer on a level.
pub(crate) fn answer(level: Level, array: &Array, axes: &[isize], wanted: Wanted) -> Answer {
    Answer::of(&reduce_on(level, &array.view(), axes, wanted, &|_| {}).expect("the axes exist"))
}

/// What must come out: the answers of the lanes by themselves. `lane` gives the elements of
/// a lane, in the byte order of the machine.
pub(crate) fn expected(
    dtype: &DType,
    lanes: impl IntoIterator<Item = Vec<u8>>,
    wanted: Wanted,
) -> Answer {
    Answer::beside(lanes.into_iter().map(|lane| {
        let array = plain(dtype, &lane, &[lane.len() / dtype.itemsize()]);
        answer(Level::Baseline, &array, &[0], wanted)
    }))
}
