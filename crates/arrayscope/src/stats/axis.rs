//! The statistics of one axis: only what is asked for is computed.

use anyhow::Result;
use arrayscope_core::stats::{self, Column, NonFinitePolicy, Reduction, Wanted};
use clap::ValueEnum;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

/// One of the statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Statistic {
    /// Finite values
    Count,
    /// NaN
    Nan,
    /// +Inf
    #[value(name = "pos_inf")]
    PosInf,
    /// −Inf
    #[value(name = "neg_inf")]
    NegInf,
    /// The smallest value
    Min,
    /// The largest value
    Max,
    /// The mean
    Mean,
    /// The standard deviation, with divisor count
    Std,
}

impl Statistic {
    /// All of them, in the order in which they are shown.
    pub(super) const ALL: [Self; 8] = [
        Self::Count,
        Self::Nan,
        Self::PosInf,
        Self::NegInf,
        Self::Min,
        Self::Max,
        Self::Mean,
        Self::Std,
    ];

    /// Its word in JSON, CSV and names of arrays.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Nan => "nan",
            Self::PosInf => "pos_inf",
            Self::NegInf => "neg_inf",
            Self::Min => "min",
            Self::Max => "max",
            Self::Mean => "mean",
            Self::Std => "std",
        }
    }

    /// Whether it counts values that are not finite.
    pub(super) fn is_census(self) -> bool {
        matches!(self, Self::Nan | Self::PosInf | Self::NegInf)
    }

    /// Takes its values out of a result, in C order.
    fn taken(self, result: &mut Reduction) -> Column {
        match self {
            Self::Count => Column::U64(result.counts()),
            Self::Nan => Column::U64(result.nan()),
            Self::PosInf => Column::U64(result.pos_inf()),
            Self::NegInf => Column::U64(result.neg_inf()),
            Self::Min => result.take(stats::Statistic::Min),
            Self::Max => result.take(stats::Statistic::Max),
            Self::Mean => result.take(stats::Statistic::Mean),
            Self::Std => result.take(stats::Statistic::Std),
        }
    }
}

/// What is asked about each axis.
pub(crate) struct Question {
    pub(super) along: bool,
    pub(super) policy: NonFinitePolicy,
    pub(super) statistics: Vec<Statistic>,
}

impl Question {
    /// Reduces an array of this shape over the axis, or over all others.
    pub(crate) fn ask(
        &self,
        shape: &[usize],
        axis: usize,
        reduce: impl FnOnce(&[isize], Wanted) -> Result<Reduction>,
    ) -> Result<AxisReport> {
        let reduced: Vec<isize> = (0..shape.len())
            .filter(|other| (*other == axis) != self.along)
            .map(usize::cast_signed)
            .collect();
        Ok(self.report(shape, axis, reduce(&reduced, self.wanted())?))
    }

    /// What is told of an axis of an array of this shape, given the reduction.
    pub(crate) fn report(&self, shape: &[usize], axis: usize, mut result: Reduction) -> AxisReport {
        let mut columns: Vec<(Statistic, Column)> = Vec::with_capacity(self.statistics.len());
        for &statistic in &self.statistics {
            // Named twice it is told twice, but taken once.
            let again = columns.iter().find(|(told, _)| *told == statistic);
            let values =
                again.map_or_else(|| statistic.taken(&mut result), |(_, values)| values.clone());
            columns.push((statistic, values));
        }
        let shape_of_result = result.shape().to_vec();
        let kept = (0..shape.len()).filter(|kept| !result.axes().contains(kept)).collect();
        AxisReport { axis, length: shape[axis], shape: shape_of_result, kept, columns }
    }

    /// What has to be computed.
    pub(super) fn wanted(&self) -> Wanted {
        let any = |statistic| self.statistics.contains(&statistic);
        Wanted {
            mean: any(Statistic::Mean),
            std: any(Statistic::Std),
            min: any(Statistic::Min),
            max: any(Statistic::Max),
            policy: self.policy,
            ..Wanted::CENSUS
        }
    }
}

/// The statistics of one axis, flattened in C order.
#[derive(Debug)]
pub(crate) struct AxisReport {
    /// The axis that was reduced, or along which the profile runs.
    pub(super) axis: usize,
    /// Its length.
    pub(super) length: usize,
    /// Shape of the results.
    pub(super) shape: Vec<usize>,
    /// The axes of the array that are left, in order.
    pub(super) kept: Vec<usize>,
    /// What was asked for: a value per element of `shape`.
    pub(super) columns: Vec<(Statistic, Column)>,
}

impl AxisReport {
    /// How many values each statistic has.
    pub(super) fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// The index of the result at `position` in C order.
    pub(super) fn index(&self, position: usize) -> Vec<usize> {
        let mut index = vec![0; self.shape.len()];
        let mut left = position;
        for (at, length) in index.iter_mut().zip(&self.shape).rev() {
            *at = left % length.max(&1);
            left /= length.max(&1);
        }
        index
    }
}

impl Serialize for AxisReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3 + self.columns.len()))?;
        map.serialize_entry("axis", &self.axis)?;
        map.serialize_entry("length", &self.length)?;
        map.serialize_entry("shape", &self.shape)?;
        for (statistic, values) in &self.columns {
            map.serialize_entry(statistic.name(), values)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrayscope_core::Array;
    use arrayscope_core::stats::{axis_stats, profile, reduce};

    fn spoiled() -> Array {
        let mut values: Vec<f32> = (0u8..24).map(f32::from).collect();
        (values[5], values[7]) = (f32::NAN, f32::INFINITY);
        Array::from_slice(&values, &[2, 3, 4]).unwrap()
    }

    fn all(along: bool) -> Question {
        let policy = NonFinitePolicy::Exclude;
        Question { along, policy, statistics: Statistic::ALL.to_vec() }
    }

    fn ask(question: &Question, axis: usize) -> AxisReport {
        let array = spoiled();
        let of = |axes: &[isize], wanted| Ok(reduce(&array.view(), axes, wanted)?);
        question.ask(array.shape(), axis, of).unwrap()
    }

    #[test]
    fn the_json_is_that_of_the_core() {
        let array = spoiled();
        for axis in 0..3usize {
            let json = |report: AxisReport| serde_json::to_value(report).unwrap();
            let over = axis_stats(&array.view(), axis.cast_signed()).unwrap();
            let ours = ask(&all(false), axis);
            assert_eq!(json(ours), serde_json::to_value(over).unwrap());
            let along = profile(&array.view(), axis.cast_signed()).unwrap();
            let ours = ask(&all(true), axis);
            assert_eq!(json(ours), serde_json::to_value(along).unwrap());
        }
    }

    #[test]
    fn a_position_has_the_index_of_c_order() {
        let report = ask(&all(false), 1);
        assert_eq!((report.len(), report.kept.as_slice()), (8, &[0, 2][..]));
        assert_eq!(report.index(6), [1, 2]);
    }

    #[test]
    fn a_policy_gets_the_counts_that_it_needs() {
        let policy = NonFinitePolicy::Propagate;
        let question = Question { along: true, policy, statistics: vec![Statistic::Mean] };
        let report = ask(&question, 0);
        let means: Vec<f64> = report.columns[0].1.to_f64();
        assert!(means[0].is_nan() && means[1] == 17.5);
    }
}
