//! All parts of an array, some at once, for the reduction over some axes.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::lanes::LaneState;
use super::super::plan::Plan;
use super::super::reduce::named;
use super::super::reduction::Reduction;
use super::super::threads;
use super::super::work::Odd;
use super::InParts;
use super::cut::Cutting;
use super::found::Found;
use super::part::{Ask, Part};
use super::trees::Trees;
use crate::Error;
use crate::dtype::{Element, Op};
use crate::layout::boxes;
use std::ops::Range;

/// The reduction for one type of elements.
pub(super) struct Run<'a, E> {
    pub(super) parts: &'a InParts<'a, E>,
    pub(super) reduced: Vec<bool>,
    pub(super) plan: Plan,
    pub(super) wanted: Wanted,
    pub(super) watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error> + Send> Op for Run<'_, E> {
    type Output = Result<Reduction, E>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { parts, plan, wanted, .. } = &self;
        let (slowest_first, reduced) = (plan.order.slowest_first(), named(&self.reduced));
        let left: Vec<usize> =
            (0..self.reduced.len()).filter(|axis| !self.reduced[*axis]).collect();
        let kept: Vec<usize> = slowest_first.iter().map(|k| left[*k]).collect();
        let (layout, grain) = (parts.described.layout, parts.grain);
        let state = size_of::<LaneState<T::Native>>();
        let cutting = Cutting { layout, grain, kept: &kept, reduced: &reduced, state };
        let (cut, at_once) = cutting.cut(parts.memory);
        // PERF: boxes of lanes do not wait for each other, and merge on all threads. All
        // statistics over axis 0 of a (1000, 1000, 1000) `f32` in the page cache, machine busy:
        // 1.06 s where stretches of one box are read side by side, 0.55 s where boxes are.
        let of_lanes = plan.lane_count.div_ceil(cut.lanes);
        let (boxes_at_once, stretches_at_once) = if of_lanes < threads::count() {
            (1, at_once.min(plan.per_lane.div_ceil(cut.elements)))
        } else {
            (at_once.min(of_lanes), 1)
        };
        let ask = Ask {
            parts,
            kept: &kept,
            reduced: &reduced,
            slowest_first: &slowest_first,
            per_lane: plan.per_lane,
            wanted: *wanted,
            threads: threads::sharing(boxes_at_once * stretches_at_once),
            watch: self.watch,
        };
        let in_stretches = Stretches { ask: &ask, each: cut.elements, at_once: stretches_at_once };

        let shape: Vec<usize> = kept.iter().map(|axis| layout.shape()[*axis]).collect();
        let mut all = boxes(&shape, cut.lanes);
        let mut found = Found::<T>::new(plan.lane_count, *wanted)?;
        loop {
            let some: Vec<_> = all.by_ref().take(boxes_at_once).collect();
            if some.is_empty() {
                break;
            }
            let answers = threads::map(&some, |lanes| in_stretches.answers::<T>(lanes));
            for (lanes, answers) in some.iter().zip(answers) {
                found.put(answers?, lanes.iter().map(ExactSizeIterator::len).product());
            }
        }
        let Plan { order, per_lane, .. } = self.plan;
        Ok(found.reduction(order, reduced, per_lane, self.wanted))
    }
}

/// How the elements of a lane are read: stretch by stretch, of whole blocks each.
struct Stretches<'a, E> {
    ask: &'a Ask<'a, E>,
    each: usize,
    at_once: usize,
}

impl<E: From<Error> + Send> Stretches<'_, E> {
    /// The answers of a box of lanes.
    fn answers<T: Element>(&self, lanes: &[Range<usize>]) -> Result<(Answers<T>, Odd), E> {
        let Self { ask, each, at_once } = *self;
        let mut all = (0..ask.per_lane).step_by(each);
        let mut trees = Trees::default();
        loop {
            let some: Vec<usize> = all.by_ref().take(at_once).collect();
            if some.is_empty() {
                return Ok(trees.answers(ask.wanted)?);
            }
            let part = |start: &usize| {
                ask.part(lanes, *start..ask.per_lane.min(start.saturating_add(each)))
            };
            for part in threads::map(&some, part) {
                match part? {
                    Part::Lanes(answers, odd) => return Ok((answers, odd)),
                    Part::Blocks(states) => trees.push(&states, 1),
                }
            }
        }
    }
}
