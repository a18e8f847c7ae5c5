//! What is kept of the lanes of one box.

use super::super::lanes::LaneState;
use super::stretches::Stretches;
use super::subtrees;
use crate::dtype::{Column, ColumnValue};
use crate::kernel::{Census, Moments, Native};
use crate::{Error, ErrorKind, Result};
use std::fmt;

/// How many states and elements are kept of each lane of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PerLane {
    /// States of subtrees.
    pub(super) states: usize,
    /// Elements that are in no whole block.
    pub(super) elements: usize,
}

impl PerLane {
    pub(super) fn of(stretches: &Stretches) -> Self {
        stretches.units().fold(Self::default(), |sum, units| Self {
            states: sum.states + subtrees(units.blocks.clone(), u32::MAX).len(),
            elements: sum.elements + units.loose(),
        })
    }
}

/// States and elements, lane by lane in C order, and in each lane in the order of its
/// elements.
#[derive(Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) moments: Vec<Moments>,
    pub(super) census: Vec<Census>,
    pub(super) min: Column,
    pub(super) max: Column,
    /// Of the type that kernels compute with.
    pub(super) elements: Column,
}

/// The same while the type is known.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a, N> {
    kept: &'a Kept,
    min: &'a [N],
    max: &'a [N],
    elements: &'a [N],
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} states, {} elements", self.moments.len(), self.elements.len())
    }
}

impl Kept {
    pub(super) fn new<N: Native + ColumnValue>(states: &[LaneState<N>], elements: Vec<N>) -> Self {
        Self {
            moments: states.iter().map(|state| state.moments).collect(),
            census: states.iter().map(|state| state.census).collect(),
            min: N::column(states.iter().map(|state| state.min).collect()),
            max: N::column(states.iter().map(|state| state.max).collect()),
            elements: N::column(elements),
        }
    }

    /// # Errors
    /// When the states are not of this type.
    pub(super) fn typed<N: Native + ColumnValue>(&self) -> Result<Typed<'_, N>> {
        let column = |column| {
            N::values(column).ok_or_else(|| {
                Error::new(ErrorKind::DType, "the states are of another dtype than their array")
            })
        };
        let (min, max) = (column(&self.min)?, column(&self.max)?);
        Ok(Typed { kept: self, min, max, elements: column(&self.elements)? })
    }
}

impl<'a, N: Native> Typed<'a, N> {
    pub(super) fn state(&self, number: usize) -> LaneState<N> {
        LaneState {
            moments: self.kept.moments[number],
            census: self.kept.census[number],
            min: self.min[number],
            max: self.max[number],
        }
    }

    pub(super) fn elements(&self) -> &'a [N] {
        self.elements
    }
}
