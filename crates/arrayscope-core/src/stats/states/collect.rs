//! States of an array that is a part of another one: read in parts, and kept.

use super::super::Wanted;
use super::super::in_parts::{Ask, Cut, Cutting, InParts, subtrees};
use super::super::lanes::LaneState;
use super::super::plan::Plan;
use super::super::reduce::named;
use super::super::room::room;
use super::super::threads;
use super::super::tiles::{OnLevel, Tiles as _};
use super::super::work::Work;
use super::kept::{Kept, PerLane};
use super::stretches::Stretches;
use crate::Error;
use crate::dtype::{Element, Op};
use crate::kernel::{BLOCK, Level, Merge as _, Native};
use crate::layout::boxes;
use crate::view::Source;
use std::ops::Range;

/// The states of all lanes of one array, for one type of elements.
pub(super) struct Collect<'a, E> {
    pub(super) parts: &'a InParts<'a, E>,
    pub(super) reduced: Vec<bool>,
    pub(super) plan: Plan,
    pub(super) stretches: &'a Stretches,
    pub(super) watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error> + Send> Op for Collect<'_, E> {
    type Output = Result<Kept, E>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { parts, plan, stretches, .. } = &self;
        let (slowest_first, reduced) = (plan.order.slowest_first(), named(&self.reduced));
        let left = named(&self.reduced.iter().map(|is| !is).collect::<Vec<_>>());
        let kept: Vec<usize> = slowest_first.iter().map(|k| left[*k]).collect();
        let layout = parts.described.layout;
        let state = size_of::<LaneState<T::Native>>();
        let cutting = Cutting { layout, grain: parts.grain, kept: &kept, reduced: &reduced, state };
        let (cut, at_once) = cutting.cut(parts.memory);
        let ask = Ask {
            parts,
            kept: &kept,
            reduced: &reduced,
            slowest_first: &slowest_first,
            per_lane: plan.per_lane,
            wanted: Wanted::ALL,
            threads: threads::sharing(at_once),
            watch: self.watch,
        };

        let per_lane = PerLane::of(stretches);
        let mut states: Vec<LaneState<_>> = Vec::new();
        let slots = plan.lane_count.saturating_mul(per_lane.states);
        states.try_reserve_exact(slots).map_err(|_| super::too_large(slots))?;
        states.resize(slots, LaneState::none());
        let mut elements = room(plan.lane_count.saturating_mul(per_lane.elements))?;

        let shape: Vec<usize> = kept.iter().map(|axis| layout.shape()[*axis]).collect();
        let mut first = 0;
        for lanes in boxes(&shape, cut.lanes) {
            let count: usize = lanes.iter().map(ExactSizeIterator::len).product();
            let mut forest = Forest::default();
            let mut loose = 0;
            let mut reads = Reads::new(stretches, cut);
            loop {
                let some: Vec<Read> = reads.by_ref().take(at_once).collect();
                if some.is_empty() {
                    break;
                }
                for given in threads::map(&some, |read| ask.given::<T>(&lanes, read)) {
                    for given in given? {
                        match given {
                            Given::Blocks(at, subtrees) => forest.push_all(at, subtrees),
                            Given::Loose(values) => {
                                let length = values.len() / count;
                                for (lane, values) in values.chunks_exact(length).enumerate() {
                                    let lane = plan.order.lane(first + lane);
                                    let at = lane * per_lane.elements + loose;
                                    elements[at..at + length].copy_from_slice(values);
                                }
                                loose += length;
                            }
                        }
                    }
                }
            }
            for (number, (_, _, lanes)) in forest.0.into_iter().enumerate() {
                for (lane, state) in lanes.into_iter().enumerate() {
                    let lane = plan.order.lane(first + lane);
                    states[lane * per_lane.states + number] = state;
                }
            }
            first += count;
        }
        Ok(Kept::new(&states, elements))
    }
}

/// Some elements of each lane, counted in the lanes of the array itself.
struct Read {
    elements: Range<usize>,
    units: Vec<Unit>,
}

/// What is read at once is made of these, one behind the other.
enum Unit {
    /// So many elements that are in no whole block.
    Loose(usize),
    /// So many elements, and the number of their first block in the lane of the whole array.
    Blocks(usize, usize),
}

/// What a unit gives, for each of some lanes.
enum Given<N> {
    /// Elements, lane by lane.
    Loose(Vec<N>),
    /// The number of the first block, and the states of subtrees with their levels.
    Blocks(usize, Vec<(u32, Vec<LaneState<N>>)>),
}

/// All units, in reads of about as many elements as a part has.
struct Reads<'a> {
    units: std::iter::Peekable<Box<dyn Iterator<Item = Unit> + 'a>>,
    at: usize,
    most: usize,
}

impl<'a> Reads<'a> {
    fn new(stretches: &'a Stretches, cut: Cut) -> Self {
        let (most, per_lane) = ((cut.elements / BLOCK).max(1), stretches.per_lane);
        let units = stretches.units().flat_map(move |units| {
            let blocks = units.blocks.clone().step_by(most).map(move |first| {
                let end = units.blocks.end.min(first + most) * BLOCK;
                Unit::Blocks(end.min(per_lane) - first * BLOCK, first)
            });
            let loose = |length: usize| (length > 0).then_some(Unit::Loose(length));
            loose(units.head.len()).into_iter().chain(blocks).chain(loose(units.tail.len()))
        });
        let units: Box<dyn Iterator<Item = Unit> + 'a> = Box::new(units);
        Self { units: units.peekable(), at: 0, most: most * BLOCK }
    }
}

impl Iterator for Reads<'_> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        let (start, mut units) = (self.at, Vec::new());
        while let Some(unit) = self.units.next_if(|unit| {
            start == self.at || unit.length() <= self.most.saturating_sub(self.at - start)
        }) {
            self.at += unit.length();
            units.push(unit);
        }
        (!units.is_empty()).then_some(Read { elements: start..self.at, units })
    }
}

impl Unit {
    fn length(&self) -> usize {
        let (Self::Loose(length) | Self::Blocks(length, _)) = *self;
        length
    }
}

impl<E: From<Error>> Ask<'_, E> {
    /// Reads some elements of a box of lanes, and reduces what are whole blocks.
    fn given<T: Element>(
        &self,
        lanes: &[Range<usize>],
        read: &Read,
    ) -> Result<Vec<Given<T::Native>>, E> {
        let (array, reduced) = self.read(lanes, read.elements.clone())?;
        let view = array.view();
        let plan = Plan::in_order(view.layout(), &reduced, self.slowest_first)?;
        let level = Level::chosen();
        let tiles = &OnLevel { source: Source::<T>::new(&view), level };
        let Self { wanted, watch, .. } = *self;
        let mut at = 0;
        let given = read.units.iter().map(|unit| {
            let elements = at..at + unit.length();
            at = elements.end;
            match *unit {
                Unit::Loose(length) => {
                    let mut values = vec![T::Native::default(); plan.lane_count * length];
                    let mut bases = Vec::new();
                    plan.lanes.steps(0, plan.lane_count, &mut bases);
                    for (base, values) in bases.iter().zip(values.chunks_exact_mut(length)) {
                        tiles.fill_block(*base, &plan.along, elements.start, values);
                    }
                    watch(values.len());
                    Given::Loose(values)
                }
                Unit::Blocks(_, first) => {
                    let plan = &plan.stretch(elements);
                    let work = Work { level, plan, tiles, wanted, watch };
                    Given::Blocks(first, subtrees::states(&work, first, self.threads))
                }
            }
        });
        Ok(given.collect())
    }
}

/// Subtrees that do not overlap, in the order of their lanes: two that make up a larger one
/// are merged.
struct Forest<N>(Vec<(usize, u32, Vec<LaneState<N>>)>);

impl<N> Default for Forest<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: Native> Forest<N> {
    /// Takes in subtrees that follow each other from block `at` on.
    fn push_all(&mut self, mut at: usize, subtrees: Vec<(u32, Vec<LaneState<N>>)>) {
        for (level, lanes) in subtrees {
            self.push(at, level, lanes);
            at += 1 << level;
        }
    }

    fn push(&mut self, mut at: usize, mut level: u32, mut lanes: Vec<LaneState<N>>) {
        while let Some((start, _, left)) = self.0.pop_if(|(start, left, _)| {
            *left == level && *start + (1 << level) == at && start.is_multiple_of(2 << level)
        }) {
            let mut merged = left;
            merged.iter_mut().zip(&lanes).for_each(|(left, right)| left.merge(right));
            (at, level, lanes) = (start, level + 1, merged);
        }
        self.0.push((at, level, lanes));
    }
}
