//! What a reduction gives: a column per answer, and the lanes that have something odd.

use super::Wanted;
use super::answers::Answers;
use super::work::Odd;
use crate::dtype::{Column, ColumnValue, Element};
use crate::kernel::Census;

/// The answers to what was wanted of a reduction, one per lane, in C order of the axes
/// that are left.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduction {
    shape: Vec<usize>,
    axes: Vec<usize>,
    per_lane: u64,
    lanes: usize,
    mean: Column,
    var: Column,
    std: Column,
    min: Column,
    max: Column,
    odd: Odd,
}

impl Reduction {
    pub(super) fn new<T: Element>(
        shape: Vec<usize>,
        axes: Vec<usize>,
        per_lane: usize,
        mut answers: Answers<T>,
        odd: Odd,
        wanted: Wanted,
    ) -> Self {
        let lanes = if shape.contains(&0) { 0 } else { shape.iter().product() };
        super::policy::apply(&mut answers, &odd, per_lane as u64, wanted);
        let column = |floats: Option<super::answers::Floats>| {
            floats.map_or(Column::EMPTY, super::answers::Floats::into_column)
        };
        let ends = |ends: Option<Vec<T::Extremum>>| match ends {
            None => Column::EMPTY,
            // There is no integer that says that there is none.
            Some(ends) if per_lane == 0 => f64::column(vec![f64::NAN; ends.len()]),
            Some(ends) => T::Extremum::column(ends),
        };
        Self {
            shape,
            axes,
            per_lane: per_lane as u64,
            lanes,
            mean: column(answers.mean.take()),
            var: column(answers.var.take()),
            std: column(answers.std.take()),
            min: ends(answers.min.take()),
            max: ends(answers.max.take()),
            odd,
        }
    }

    /// Lengths of the axes that are left.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The axes that were reduced.
    pub fn axes(&self) -> &[usize] {
        &self.axes
    }

    /// Number of lanes: the product of the [shape](Self::shape).
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Elements per lane, finite or not.
    pub fn per_lane(&self) -> u64 {
        self.per_lane
    }

    /// The mean per lane: `Σx / n`; NaN where there is no value. Empty unless wanted.
    pub fn mean(&self) -> &Column {
        &self.mean
    }

    /// The variance per lane, `Σ(x − mean)² / (n − ddof)`; see
    /// [`Moments::var`](crate::kernel::Moments::var) for what becomes of too few values.
    /// Empty unless wanted.
    ///
    /// NUMPY: an infinite value makes the variance NaN unless infinities are excluded;
    /// `nanvar` is NaN where `ddof` is not less than the count.
    pub fn var(&self) -> &Column {
        &self.var
    }

    /// The standard deviation per lane: the square root of the variance. Empty unless
    /// wanted.
    pub fn std(&self) -> &Column {
        &self.std
    }

    /// The smallest value per lane; NaN where there is none. Empty unless wanted.
    pub fn min(&self) -> &Column {
        &self.min
    }

    /// The largest value per lane; NaN where there is none. Empty unless wanted.
    pub fn max(&self) -> &Column {
        &self.max
    }

    /// The lanes with something that is not finite, and what; every other lane is finite.
    pub fn odd(&self) -> &[(usize, Census)] {
        &self.odd
    }

    /// Counts of what is not finite in one lane.
    pub fn census(&self, lane: usize) -> Census {
        self.odd
            .binary_search_by_key(&lane, |(odd, _)| *odd)
            .map_or_else(|_| Census::default(), |position| self.odd[position].1)
    }

    /// Counts of what is not finite in all lanes.
    pub fn whole_census(&self) -> Census {
        let mut whole = Census::default();
        self.odd.iter().for_each(|(_, census)| whole.merge(census));
        whole
    }

    /// Finite values in one lane.
    pub fn count(&self, lane: usize) -> u64 {
        self.per_lane - self.census(lane).total()
    }

    /// Finite values per lane.
    pub fn counts(&self) -> Vec<u64> {
        self.dense(self.per_lane, |census| self.per_lane - census.total())
    }

    /// NaN per lane.
    pub fn nan(&self) -> Vec<u64> {
        self.dense(0, |census| census.nan)
    }

    /// +Inf per lane.
    pub fn pos_inf(&self) -> Vec<u64> {
        self.dense(0, |census| census.pos_inf)
    }

    /// −Inf per lane.
    pub fn neg_inf(&self) -> Vec<u64> {
        self.dense(0, |census| census.neg_inf)
    }

    fn dense(&self, usual: u64, odd: impl Fn(&Census) -> u64) -> Vec<u64> {
        let mut counts = vec![usual; self.lanes];
        self.odd.iter().for_each(|(lane, census)| counts[*lane] = odd(census));
        counts
    }

    /// Takes the means out.
    pub fn take_mean(&mut self) -> Column {
        std::mem::replace(&mut self.mean, Column::EMPTY)
    }

    /// Takes the variances out.
    pub fn take_var(&mut self) -> Column {
        std::mem::replace(&mut self.var, Column::EMPTY)
    }

    /// Takes the standard deviations out.
    pub fn take_std(&mut self) -> Column {
        std::mem::replace(&mut self.std, Column::EMPTY)
    }

    /// Takes the minima out.
    pub fn take_min(&mut self) -> Column {
        std::mem::replace(&mut self.min, Column::EMPTY)
    }

    /// Takes the maxima out.
    pub fn take_max(&mut self) -> Column {
        std::mem::replace(&mut self.max, Column::EMPTY)
    }
}
