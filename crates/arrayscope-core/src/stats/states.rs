//! The states of all lanes, whichever type their values were widened to.

use super::Wanted;
use crate::kernel::{Census, Extrema, Moments, Number, Wide};
use crate::{Error, ErrorKind, Result};
use std::any::Any;
use std::fmt;

/// What can be asked of the states of all lanes without knowing their type.
///
/// Every answer has one value per lane, or none where it was not wanted.
pub(super) trait States: Any + fmt::Debug + Send + Sync {
    fn count(&self) -> Vec<u64>;
    fn mean(&self) -> Vec<f64>;
    fn var(&self, ddof: u64) -> Vec<f64>;
    fn min(&self) -> Vec<Number>;
    fn max(&self) -> Vec<Number>;
    fn census(&self) -> &[Census];
    /// Takes in the states of other lanes of the same type; `false` if they are not.
    fn merge(&mut self, other: &dyn States) -> bool;
}

/// States of values widened to `W`, one per lane.
#[derive(Debug)]
pub(super) struct Partials<W: Wide> {
    pub(super) moments: Option<Vec<Moments<W>>>,
    pub(super) extrema: Option<Vec<Extrema<W>>>,
    pub(super) census: Option<Vec<Census>>,
    lanes: usize,
}

impl<W: Wide> Partials<W> {
    /// No lanes yet, but room for `capacity` of them.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub(super) fn with_capacity(capacity: usize, wanted: Wanted) -> Result<Self> {
        Ok(Self {
            moments: wanted.moments.then(|| room(capacity)).transpose()?,
            extrema: wanted.extrema.then(|| room(capacity)).transpose()?,
            census: wanted.census.then(|| room(capacity)).transpose()?,
            lanes: 0,
        })
    }

    /// Appends `count` empty lanes and gives the position of the first.
    pub(super) fn add_lanes(&mut self, count: usize) -> usize {
        let first = self.lanes;
        self.lanes += count;
        grow(&mut self.moments, self.lanes);
        grow(&mut self.extrema, self.lanes);
        grow(&mut self.census, self.lanes);
        first
    }

    fn ends(&self, end: impl Fn(&Extrema<W>) -> Option<W>) -> Vec<Number> {
        let number = |extrema| end(extrema).map_or(Number::NAN, Wide::number);
        self.extrema.iter().flatten().map(number).collect()
    }
}

fn room<T>(lanes: usize) -> Result<Vec<T>> {
    let mut states = Vec::new();
    states.try_reserve_exact(lanes).map_err(|_| {
        Error::new(
            ErrorKind::Overflow,
            format!("there is not enough memory for {lanes} results; reduce over more axes"),
        )
    })?;
    Ok(states)
}

fn grow<T: Default + Clone>(states: &mut Option<Vec<T>>, lanes: usize) {
    if let Some(states) = states {
        states.resize(lanes, T::default());
    }
}

impl<W: Wide> States for Partials<W> {
    fn count(&self) -> Vec<u64> {
        self.moments.iter().flatten().map(Moments::count).collect()
    }

    fn mean(&self) -> Vec<f64> {
        self.moments.iter().flatten().map(Moments::mean).collect()
    }

    fn var(&self, ddof: u64) -> Vec<f64> {
        self.moments.iter().flatten().map(|moments| moments.var(ddof)).collect()
    }

    fn min(&self) -> Vec<Number> {
        self.ends(Extrema::min)
    }

    fn max(&self) -> Vec<Number> {
        self.ends(Extrema::max)
    }

    fn census(&self) -> &[Census] {
        self.census.as_deref().unwrap_or_default()
    }

    fn merge(&mut self, other: &dyn States) -> bool {
        let other: &dyn Any = other;
        let Some(other) = other.downcast_ref::<Self>() else {
            return false;
        };
        let wanted = |states: &Self| {
            (states.moments.is_some(), states.extrema.is_some(), states.census.is_some())
        };
        if wanted(self) != wanted(other) || self.lanes != other.lanes {
            return false;
        }
        pairs(self.moments.as_mut(), other.moments.as_ref())
            .for_each(|(ours, theirs)| ours.merge(theirs));
        pairs(self.extrema.as_mut(), other.extrema.as_ref())
            .for_each(|(ours, theirs)| ours.merge(theirs));
        pairs(self.census.as_mut(), other.census.as_ref())
            .for_each(|(ours, theirs)| ours.merge(theirs));
        true
    }
}

fn pairs<'a, T>(
    ours: Option<&'a mut Vec<T>>,
    theirs: Option<&'a Vec<T>>,
) -> impl Iterator<Item = (&'a mut T, &'a T)> {
    ours.into_iter().flatten().zip(theirs.into_iter().flatten())
}
