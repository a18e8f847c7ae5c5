//! The answers of lanes whose states are kept: every stretch in the order of the lane, blocks
//! that are in several boxes put together from their elements.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::lanes::{LaneAnswers, LaneState};
use super::super::order::LaneOrder;
use super::super::reduction::Reduction;
use super::super::threads;
use super::super::unravel;
use super::super::walk::Sink as _;
use super::kept::{PerLane, Typed};
use super::stretches::Stretches;
use super::{Covered, States, subtrees};
use crate::Result;
use crate::dtype::{ColumnValue, Element, Op};
use crate::kernel::{BLOCK, Census, Full, Kernel, Kernels, Level, Simd, Tree, dispatch};
use std::collections::HashMap;
use std::ops::Range;

/// Lanes that one thread finishes at a time.
const TOGETHER: usize = 1 << 12;

/// The answers of all lanes, for one type of elements.
pub(super) struct Fold<'a> {
    pub(super) states: &'a States,
    pub(super) wanted: Wanted,
}

impl Op for Fold<'_> {
    type Output = Result<Reduction>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { states, wanted } = self;
        let boxes: Vec<Lanes<'_, T::Native>> = states
            .covered
            .iter()
            .map(|covered| Lanes::of(states, covered))
            .collect::<Result<_>>()?;
        let order = LaneOrder::c(&states.shape())?;
        let (lane_count, per_lane) = (order.lanes(), states.per_lane());
        let mut answers = Answers::<T>::new(lane_count, wanted)?;
        let parts = answers.parts(lane_count, TOGETHER);
        let parts = threads::for_each(parts, |part, answers| {
            let first = part * TOGETHER;
            let mut lane = Lane::new(per_lane);
            let mut ways = HashMap::new();
            for number in first..lane_count.min(first + TOGETHER) {
                lane.walk(&unravel(number, order.shape()), &boxes, &mut ways);
                let state = lane.finish();
                answers.lane(number, &state, &LaneAnswers::of(&state.moments, wanted));
            }
        });
        let odd = parts.into_iter().flat_map(|part| part.odd).collect();
        Ok(Reduction::new(order, states.axes(), per_lane, answers, odd, wanted))
    }
}

/// What one box has of its lanes.
struct Lanes<'a, N> {
    /// Which lanes: ranges along the axes that are left.
    ranges: Vec<Range<usize>>,
    kept: Typed<'a, N>,
    per_lane: PerLane,
    stretches: Stretches,
    /// For each stretch where it begins in the lane, and how many states and elements of
    /// other stretches are before it.
    starts: Vec<(usize, PerLane)>,
}

impl<'a, N: Kernels + ColumnValue> Lanes<'a, N> {
    fn of(states: &States, covered: &'a Covered) -> Result<Self> {
        let stretches = states.stretches(&covered.ranges);
        let mut so_far = PerLane::default();
        let starts = stretches.units().map(|units| {
            let start = (units.head.start.min(units.blocks.start * BLOCK), so_far);
            so_far.states += subtrees(units.blocks.clone(), u32::MAX).len();
            so_far.elements += units.loose();
            start
        });
        let starts: Vec<(usize, PerLane)> = starts.collect();
        Ok(Self {
            ranges: states.kept_ranges(&covered.ranges),
            kept: covered.kept.typed()?,
            per_lane: so_far,
            stretches,
            starts,
        })
    }

    fn has(&self, index: &[usize]) -> bool {
        self.ranges.iter().zip(index).all(|(range, at)| range.contains(at))
    }

    /// The number of a lane among those of the box.
    fn number(&self, index: &[usize]) -> usize {
        let axes = self.ranges.iter().zip(index);
        axes.fold(0, |number, (range, at)| number * range.len() + (at - range.start))
    }
}

/// The way along a lane: which stretch of which box comes after which.
type Way = Vec<(usize, usize)>;

/// One lane, while its stretches come.
struct Lane<N> {
    length: usize,
    tree: Tree<LaneState<N>>,
    /// The elements so far of a block that is in several boxes.
    loose: Vec<N>,
    /// Elements that came.
    at: usize,
}

impl<N: Kernels + ColumnValue> Lane<N> {
    fn new(length: usize) -> Self {
        Self { length, tree: Tree::default(), loose: Vec::with_capacity(BLOCK), at: 0 }
    }

    fn walk(
        &mut self,
        index: &[usize],
        boxes: &[Lanes<'_, N>],
        ways: &mut HashMap<Vec<usize>, Way>,
    ) {
        let through: Vec<usize> = (0..boxes.len()).filter(|&k| boxes[k].has(index)).collect();
        let numbers: HashMap<usize, usize> =
            through.iter().map(|&k| (k, boxes[k].number(index))).collect();
        let way = ways.entry(through).or_insert_with_key(|through| {
            let mut way: Way = through
                .iter()
                .flat_map(|&k| (0..boxes[k].starts.len()).map(move |stretch| (k, stretch)))
                .collect();
            way.sort_by_key(|(k, stretch)| boxes[*k].starts[*stretch].0);
            way
        });
        for (k, stretch) in way {
            let (of_box, lane) = (&boxes[*k], numbers[k]);
            let (_, before) = of_box.starts[*stretch];
            let units = of_box.stretches.units_of(*stretch);
            let states = lane * of_box.per_lane.states + before.states..;
            let element = lane * of_box.per_lane.elements + before.elements;
            let elements = &of_box.kept.elements()[element..element + units.loose()];
            let (head, tail) = elements.split_at(units.head.len());
            self.take_elements(head);
            for (state, (level, blocks)) in states.zip(subtrees(units.blocks.clone(), u32::MAX)) {
                self.tree.push(level, of_box.kept.state(state));
                self.at = (blocks.end * BLOCK).min(self.length);
            }
            self.take_elements(tail);
        }
    }

    fn take_elements(&mut self, elements: &[N]) {
        for &element in elements {
            self.loose.push(element);
            self.at += 1;
            if self.at.is_multiple_of(BLOCK) || self.at == self.length {
                let state = dispatch(Level::chosen(), OneBlock(&self.loose));
                self.tree.push(0, state);
                self.loose.clear();
            }
        }
    }

    /// The state of the whole lane; it is as new.
    fn finish(&mut self) -> LaneState<N> {
        self.at = 0;
        self.tree.fold(None).unwrap_or_else(LaneState::none)
    }
}

/// The state of a block.
struct OneBlock<'a, N>(&'a [N]);

impl<N: Kernels> Kernel for OneBlock<'_, N> {
    type Output = LaneState<N>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> LaneState<N> {
        let (block, holds) = N::block::<S, Full>(simd, self.0);
        LaneState::of(if holds { (block, Census::default()) } else { N::careful(self.0) })
    }
}
