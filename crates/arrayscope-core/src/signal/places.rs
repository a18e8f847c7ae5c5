//! Where the first offenders are: of each kind, the first in C order.

use super::search::{Search, first_beyond, moved};
use super::{Contract, Measures};
use crate::kernel::Number;
use crate::stats::{Target, non_finite_places};
use crate::{ArrayView, Result};
use std::ops::ControlFlow;

/// The longest axis along which values that are not finite are counted.
const LONGEST: usize = 1 << 20;

/// The places of what signals object to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    /// The index of the first NaN.
    pub(super) nan: Option<Vec<usize>>,
    /// The index of the first +Inf.
    pub(super) pos_inf: Option<Vec<usize>>,
    /// The index of the first −Inf.
    pub(super) neg_inf: Option<Vec<usize>>,
    /// Per axis, how many values are not finite at each index; empty of a long axis.
    /// Counted only if there are any.
    pub(super) counts: Option<Vec<Vec<u64>>>,
    /// The first value below the bounds, and the first above.
    pub(super) below: Beyond,
    pub(super) above: Beyond,
}

/// The first value beyond a bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Beyond {
    /// Searched only if there is such a value.
    bound: Option<f64>,
    pub(super) found: Option<Found>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) index: Vec<usize>,
    /// In the digits of its dtype.
    pub(super) text: String,
    pub(super) value: Option<Number>,
}

impl Places {
    /// What is looked for in an array with these measures, nothing found yet; `None` if
    /// nothing offends.
    pub(super) fn wanted(shape: &[usize], of: &Measures, contract: &Contract) -> Option<Self> {
        let (low, high) = contract.bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let low = Some(low).filter(|low| of.min.is_below(*low));
        let high = Some(high).filter(|high| of.max.is_above(*high));
        let is_counted = of.census.total() > 0;
        if !is_counted && low.is_none() && high.is_none() {
            return None;
        }
        let room = |length: &usize| if *length <= LONGEST { vec![0; *length] } else { vec![] };
        Some(Self {
            nan: None,
            pos_inf: None,
            neg_inf: None,
            counts: is_counted.then(|| shape.iter().map(room).collect()),
            below: Beyond { bound: low, found: None },
            above: Beyond { bound: high, found: None },
        })
    }

    /// Looks into a part whose first element has the index `start`.
    pub(super) fn take_in(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
        self.count(part, start)?;
        self.below.look_into(part, start, Target::Below)?;
        self.above.look_into(part, start, Target::Above)
    }

    fn count(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
        let Some(counts) = &mut self.counts else { return Ok(()) };
        let mut firsts = [&mut self.nan, &mut self.pos_inf, &mut self.neg_inf];
        let mut visit = |part: &ArrayView<'_>, inner: &[usize]| {
            let start = moved(inner.to_vec(), start);
            let found = non_finite_places(part, LONGEST)?;
            let kinds = [found.nan, found.pos_inf, found.neg_inf];
            for (first, found) in firsts.iter_mut().zip(kinds) {
                let found = found.map(|index| moved(index, &start));
                // `None` is less than any index.
                if found.is_some() && (first.is_none() || found < **first) {
                    **first = found;
                }
            }
            for ((all, more), first) in counts.iter_mut().zip(found.counts).zip(&start) {
                let from = all.get_mut(*first..).unwrap_or_default();
                from.iter_mut().zip(more).for_each(|(count, more)| *count += more);
            }
            Ok(ControlFlow::Continue(()))
        };
        Search::ODD.visit(part, &mut visit)
    }
}

impl Beyond {
    fn look_into(
        &mut self,
        part: &ArrayView<'_>,
        start: &[usize],
        target: fn(f64) -> Target,
    ) -> Result<()> {
        let Some(bound) = self.bound else { return Ok(()) };
        let Some(inside) = first_beyond(part, target(bound))? else { return Ok(()) };
        let value = part.value(&inside)?;
        let index = moved(inside, start);
        if self.found.as_ref().is_none_or(|found| index < found.index) {
            self.found = Some(Found { index, text: value.to_string(), value: value.number() });
        }
        Ok(())
    }
}
