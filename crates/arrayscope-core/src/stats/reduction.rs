//! What a reduction gives: a column per answer, and the lanes that have something odd.

use super::Wanted;
use super::answers::{Answers, Floats};
use super::order::LaneOrder;
use super::work::Odd;
use crate::dtype::{Column, ColumnValue, Element};
use crate::kernel::Census;
use std::borrow::Cow;

/// A statistic with one value per lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// The variance.
    Var,
    /// The standard deviation.
    Std,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
}

/// The answers to what was wanted of a reduction, one per lane.
///
/// Lanes are numbered in C order of the axes that are left. The answers lie in the order in
/// which the array lies in memory, as those of NumPy do: [`Self::strides`] tells it. They
/// are put in C order where they are not, each time that they are looked at, by
/// [`Self::column`] and its like; [`Self::take_stored`] gives them as they lie.
#[derive(Clone, Debug)]
pub struct Reduction {
    order: LaneOrder,
    axes: Vec<usize>,
    per_lane: u64,
    /// In the order of [`Statistic`].
    columns: [Column; 5],
    /// By the position of their answers.
    odd: Odd,
}

impl Reduction {
    pub(super) fn new<T: Element>(
        order: LaneOrder,
        axes: Vec<usize>,
        per_lane: usize,
        mut answers: Answers<T>,
        odd: Odd,
        wanted: Wanted,
    ) -> Self {
        super::policy::apply(&mut answers, &odd, per_lane as u64, wanted);
        let floats = |floats: Option<Floats>| floats.map_or(Column::EMPTY, Floats::into_column);
        let ends = |ends: Option<Vec<T::Extremum>>| match ends {
            None => Column::EMPTY,
            // There is no integer that says that there is none.
            Some(ends) if per_lane == 0 => f64::column(vec![f64::NAN; ends.len()]),
            Some(ends) => T::Extremum::column(ends),
        };
        let Answers { mean, var, std, min, max } = answers;
        let columns = [floats(mean), floats(var), floats(std), ends(min), ends(max)];
        Self { order, axes, per_lane: per_lane as u64, columns, odd }
    }

    /// Lengths of the axes that are left.
    pub fn shape(&self) -> &[usize] {
        self.order.shape()
    }

    /// How many answers further the next index of each axis is, where they
    /// [lie as they were stored](Self::take_stored). Those of an axis of length 1 say
    /// nothing.
    pub fn strides(&self) -> &[isize] {
        self.order.strides()
    }

    /// The axes that were reduced.
    pub fn axes(&self) -> &[usize] {
        &self.axes
    }

    /// Number of lanes: the product of the [shape](Self::shape).
    pub fn lanes(&self) -> usize {
        self.order.lanes()
    }

    /// Elements per lane, finite or not.
    pub fn per_lane(&self) -> u64 {
        self.per_lane
    }

    /// A statistic per lane, in C order. Empty unless wanted.
    ///
    /// Cost: none if the answers lie in C order, else a copy.
    pub fn column(&self, statistic: Statistic) -> Cow<'_, Column> {
        let stored = &self.columns[statistic as usize];
        if stored.is_empty() || self.order.is_c() {
            Cow::Borrowed(stored)
        } else {
            Cow::Owned(stored.picked(self.order.positions()))
        }
    }

    /// Takes a statistic out, in C order. Empty unless wanted, and when it was taken.
    pub fn take(&mut self, statistic: Statistic) -> Column {
        match self.column(statistic) {
            Cow::Borrowed(_) => self.take_stored(statistic),
            Cow::Owned(arranged) => {
                self.take_stored(statistic);
                arranged
            }
        }
    }

    /// Takes a statistic out as it was stored, by the [strides](Self::strides). Empty
    /// unless wanted, and when it was taken.
    pub fn take_stored(&mut self, statistic: Statistic) -> Column {
        std::mem::replace(&mut self.columns[statistic as usize], Column::EMPTY)
    }

    /// The mean per lane: `Σx / n`; NaN where there is no value. See [`Self::column`].
    pub fn mean(&self) -> Cow<'_, Column> {
        self.column(Statistic::Mean)
    }

    /// The variance per lane, `Σ(x − mean)² / (n − ddof)`; see
    /// [`Moments::var`](crate::kernel::Moments::var) for what becomes of too few values,
    /// and [`Self::column`].
    ///
    /// NUMPY: an infinite value makes the variance NaN unless infinities are excluded;
    /// `nanvar` is NaN where `ddof` is not less than the count.
    pub fn var(&self) -> Cow<'_, Column> {
        self.column(Statistic::Var)
    }

    /// The standard deviation per lane: the square root of the variance. See
    /// [`Self::column`].
    pub fn std(&self) -> Cow<'_, Column> {
        self.column(Statistic::Std)
    }

    /// The smallest value per lane; NaN where there is none. See [`Self::column`].
    pub fn min(&self) -> Cow<'_, Column> {
        self.column(Statistic::Min)
    }

    /// The largest value per lane; NaN where there is none. See [`Self::column`].
    pub fn max(&self) -> Cow<'_, Column> {
        self.column(Statistic::Max)
    }

    /// The lanes with something that is not finite, and what; every other lane is finite.
    pub fn odd(&self) -> Cow<'_, [(usize, Census)]> {
        if self.order.is_c() {
            return Cow::Borrowed(&self.odd);
        }
        let lane = |(position, census): &(usize, Census)| (self.order.lane(*position), *census);
        let mut odd: Odd = self.odd.iter().map(lane).collect();
        odd.sort_unstable_by_key(|(lane, _)| *lane);
        Cow::Owned(odd)
    }

    /// [`Self::odd`] by the positions of their answers as they were stored, ascending.
    pub fn odd_stored(&self) -> &[(usize, Census)] {
        &self.odd
    }

    /// Counts of what is not finite in one lane.
    pub fn census(&self, lane: usize) -> Census {
        if self.odd.is_empty() {
            return Census::default();
        }
        let position = self.order.position(lane);
        self.odd
            .binary_search_by_key(&position, |(odd, _)| *odd)
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
        let mut counts = vec![usual; self.lanes()];
        for (position, census) in &self.odd {
            counts[self.order.lane(*position)] = odd(census);
        }
        counts
    }
}

/// Whether all answers are the same, however they lie.
impl PartialEq for Reduction {
    fn eq(&self, other: &Self) -> bool {
        let all = [Statistic::Mean, Statistic::Var, Statistic::Std, Statistic::Min, Statistic::Max];
        (self.shape(), &self.axes, self.per_lane) == (other.shape(), &other.axes, other.per_lane)
            && self.odd() == other.odd()
            && all.iter().all(|statistic| self.column(*statistic) == other.column(*statistic))
    }
}
