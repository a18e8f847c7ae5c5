//! One part: read, and reduced to answers or to states.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::lanes::LaneState;
use super::super::plan::Plan;
use super::super::threads::Pieces;
use super::super::tiles::OnLevel;
use super::super::walk::Sink;
use super::super::work::{Odd, Work};
use super::{InParts, subtrees};
use crate::dtype::Element;
use crate::kernel::{BLOCK, Level};
use crate::layout::{shape_text, stretch};
use crate::view::Source;
use crate::{Array, Error, ErrorKind, Layout};
use std::ops::Range;

/// What a part gives.
pub(super) enum Part<T: Element> {
    /// The answers of lanes that it has as a whole, and those of them with something odd.
    Lanes(Answers<T>, Odd),
    /// The states of subtrees of its lanes, with their levels.
    Blocks(Vec<(u32, Vec<LaneState<T::Native>>)>),
}

/// What all parts have in common.
pub(in crate::stats) struct Ask<'a, E> {
    pub(in crate::stats) parts: &'a InParts<'a, E>,
    /// The axes that are left, from the slowest to the fastest in memory.
    pub(in crate::stats) kept: &'a [usize],
    /// The axes that are reduced, in order.
    pub(in crate::stats) reduced: &'a [usize],
    /// The positions of `kept` among the axes that are left, in order.
    pub(in crate::stats) slowest_first: &'a [usize],
    pub(in crate::stats) per_lane: usize,
    pub(in crate::stats) wanted: Wanted,
    /// Threads that share a part: one where parts are reduced side by side.
    pub(in crate::stats) threads: usize,
    pub(in crate::stats) watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error>> Ask<'_, E> {
    /// Reads a box of lanes, and of each of them these elements, and reduces it.
    pub(super) fn part<T: Element>(
        &self,
        lanes: &[Range<usize>],
        elements: Range<usize>,
    ) -> Result<Part<T>, E> {
        let (array, reduced) = self.read(lanes, elements.clone())?;
        let plan = Plan::in_order(array.layout(), &reduced, self.slowest_first)?;
        let Self { wanted, watch, threads, .. } = *self;
        let loaded = Loaded { array: &array, plan: &plan, wanted, threads, watch };
        if elements.len() < self.per_lane {
            return Ok(loaded.blocks(elements.start / BLOCK));
        }
        Ok(loaded.lanes()?)
    }

    /// The elements, and which axes are reduced: those of the array where one read gives
    /// them, or else one axis before those that are left.
    pub(in crate::stats) fn read(
        &self,
        lanes: &[Range<usize>],
        elements: Range<usize>,
    ) -> Result<(Array, Vec<bool>), E> {
        let described = self.parts.described;
        let shape: Vec<usize> = self.reduced.iter().map(|axis| described.shape()[*axis]).collect();
        let mut ranges = vec![0..0; described.shape().len()];
        self.kept.iter().zip(lanes).for_each(|(axis, range)| ranges[*axis] = range.clone());
        let found = stretch(&shape, elements.clone());
        if let [only] = found.as_slice() {
            self.reduced.iter().zip(only).for_each(|(axis, range)| ranges[*axis] = range.clone());
            let marks = (0..ranges.len()).map(|axis| self.reduced.contains(&axis)).collect();
            return Ok((self.parts.read_box(&ranges)?, marks));
        }
        let left: Vec<usize> =
            (0..ranges.len()).filter(|axis| !self.reduced.contains(axis)).collect();
        let elements_first: Vec<isize> =
            self.reduced.iter().chain(&left).map(|axis| axis.cast_signed()).collect();
        let mut shape = vec![elements.len()];
        shape.extend(left.iter().map(|axis| ranges[*axis].len()));
        let layout = Layout::c_order(&shape, described.layout.itemsize())?;
        let (mut bytes, mut byte_order) = (Vec::with_capacity(layout.nbytes()), None);
        for part in found {
            self.reduced.iter().zip(part).for_each(|(axis, range)| ranges[*axis] = range);
            let read = self.parts.read_box(&ranges)?;
            let turned = read.with_layout(read.layout().permute(&elements_first)?)?;
            bytes.extend_from_slice(turned.to_c_order()?.view().bytes());
            byte_order = Some(read.byte_order());
        }
        let byte_order = byte_order.unwrap_or(described.byte_order);
        let array = Array::try_new(bytes.into(), described.dtype.clone(), byte_order, layout)?;
        Ok((array, (0..shape.len()).map(|axis| axis == 0).collect()))
    }
}

impl<E: From<Error>> InParts<'_, E> {
    /// Reads a part, which is what was asked for.
    pub(super) fn read_box(&self, ranges: &[Range<usize>]) -> Result<Array, E> {
        let array = (self.read)(ranges)?;
        let asked: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        let dtype = self.described.dtype;
        if array.shape() == asked && array.dtype() == dtype {
            return Ok(array);
        }
        let (asked, found) = (shape_text(&asked), shape_text(array.shape()));
        let message = format!(
            "a part of {asked} and {dtype} was asked for, and one of {found} and {} was read",
            array.dtype()
        );
        Err(Error::new(ErrorKind::Shape, message).into())
    }
}

/// A part that is in memory, and how it is reduced.
pub(super) struct Loaded<'a> {
    pub(super) array: &'a Array,
    pub(super) plan: &'a Plan,
    pub(super) wanted: Wanted,
    pub(super) threads: usize,
    pub(super) watch: &'a (dyn Fn(usize) + Sync),
}

impl Loaded<'_> {
    /// The answers of its lanes, which are whole.
    pub(super) fn lanes<T: Element>(&self) -> Result<Part<T>, Error> {
        let mut answers = Answers::<T>::new(self.plan.lane_count, self.wanted)?;
        let pieces = Pieces::of(self.plan, self.threads);
        let lanes = self.plan.lane_count;
        let mut parts = answers.parts(lanes, pieces.lanes(lanes));
        let sinks = parts.iter_mut().map(|part| part as &mut (dyn Sink<T::Native> + Send));
        self.work::<T, _>(|work| work.run(pieces, sinks.collect()));
        let odd = parts.into_iter().flat_map(|part| part.odd).collect();
        Ok(Part::Lanes(answers, odd))
    }

    /// The states of its blocks, of which the first has the number `first` in its lane.
    pub(super) fn blocks<T: Element>(&self, first: usize) -> Part<T> {
        Part::Blocks(self.work::<T, _>(|work| subtrees::states(work, first, self.threads)))
    }

    fn work<T: Element, R>(&self, run: impl FnOnce(&Work<'_, T::Native>) -> R) -> R {
        let (view, level) = (self.array.view(), Level::chosen());
        let tiles = &OnLevel { source: Source::<T>::new(&view), level };
        let Self { plan, wanted, watch, .. } = *self;
        run(&Work { level, plan, tiles, wanted, watch })
    }
}
