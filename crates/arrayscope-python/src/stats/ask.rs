//! Questions to the core's reductions: the one file that knows how these keep their answers.

use crate::values::Place;
use arrayscope_core::stats::{
    self, Census, Column, FloatWidth, NonFinitePolicy, Number, Statistic, Wanted,
};
use arrayscope_core::{Array, Result};

/// What is asked of a reduction.
pub(crate) struct Question {
    pub(crate) statistics: &'static [Statistic],
    pub(crate) ddof: u64,
    pub(crate) policy: NonFinitePolicy,
    /// Whether means and spreads are wanted in float32.
    pub(crate) narrow: bool,
}

impl Question {
    fn wanted(&self) -> Wanted {
        let has = |statistic| self.statistics.contains(&statistic);
        Wanted {
            mean: has(Statistic::Mean),
            var: has(Statistic::Var),
            std: has(Statistic::Std),
            min: has(Statistic::Min),
            max: has(Statistic::Max),
            ddof: self.ddof,
            policy: self.policy,
            float: if self.narrow { FloatWidth::F32 } else { FloatWidth::F64 },
        }
    }
}

/// What came of a reduction.
#[derive(Debug)]
pub(crate) struct Answers(stats::Reduction);

impl Answers {
    /// Shape of the results, and how they lie.
    pub(crate) fn place(&self) -> Place {
        Place::new(self.0.shape(), self.0.strides())
    }

    /// How many results there are.
    pub(crate) fn lanes(&self) -> usize {
        self.0.lanes()
    }

    /// Elements per lane.
    pub(crate) fn per_lane(&self) -> u64 {
        self.0.per_lane()
    }

    /// What is not finite, by the places of the results where there is something; ascending.
    pub(crate) fn odd(&self) -> &[(usize, Census)] {
        self.0.odd_stored()
    }

    /// Takes a statistic out, as it lies. It is there once, if it was asked for; else the
    /// column is empty.
    pub(crate) fn take(&mut self, statistic: Statistic) -> Column {
        self.0.take_stored(statistic)
    }

    /// The one value of a statistic over all axes; NaN if it was not asked for.
    pub(crate) fn take_one(&mut self, statistic: Statistic) -> Number {
        self.take(statistic).get(0).unwrap_or(Number::NAN)
    }

    /// Counts of what is not finite in all lanes.
    pub(crate) fn whole_census(&self) -> Census {
        self.0.whole_census()
    }
}

/// Reduces `array` over each of its axes in turn.
pub(crate) fn ask_each_axis(array: &Array, question: &Question) -> Result<Vec<Answers>> {
    let all = stats::reduce_each_axis(&array.view(), question.wanted())?;
    Ok(all.into_iter().map(Answers).collect())
}

/// Reduces `array` over `axes`.
pub(crate) fn ask(array: &Array, axes: &[usize], question: &Question) -> Result<Answers> {
    let axes: Vec<isize> = axes.iter().map(|axis| axis.cast_signed()).collect();
    stats::reduce(&array.view(), &axes, question.wanted()).map(Answers)
}
