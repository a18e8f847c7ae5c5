//! All parts of an array, some at once, and the trees that they go into.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::lanes::{LaneAnswers, LaneState};
use super::super::plan::Plan;
use super::super::reduce::named;
use super::super::reduction::Reduction;
use super::super::threads;
use super::super::walk::Sink as _;
use super::super::work::Odd;
use super::InParts;
use super::cut::Cutting;
use super::part::{Ask, Part};
use crate::Error;
use crate::dtype::{Element, Op};
use crate::kernel::{Native, Tree};
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
        let cutting = Cutting { layout, grain, kept: &kept, reduced: &reduced };
        let (cut, at_once) = cutting.cut(parts.memory);
        let ask = Ask {
            parts,
            kept: &kept,
            reduced: &reduced,
            slowest_first: &slowest_first,
            per_lane: plan.per_lane,
            wanted: *wanted,
            threads: threads::sharing(at_once),
            watch: self.watch,
        };

        let shape: Vec<usize> = kept.iter().map(|axis| layout.shape()[*axis]).collect();
        let stretches = || (0..plan.per_lane).step_by(cut.elements);
        let mut all = boxes(&shape, cut.lanes).flat_map(|lanes| {
            let of_lanes = move |start: usize| {
                (lanes.clone(), start..plan.per_lane.min(start.saturating_add(cut.elements)))
            };
            stretches().map(of_lanes)
        });
        let mut answers = Answers::<T>::new(plan.lane_count, *wanted)?;
        let (mut odd, mut first, mut trees) = (Odd::new(), 0, Vec::new());
        loop {
            let some: Vec<Asked<T, E>> = all.by_ref().take(at_once).map(Asked::new).collect();
            if some.is_empty() {
                break;
            }
            for Asked { lanes, elements, part } in answered(some, &ask) {
                let Some(part) = part else { continue };
                let (ours, mut of_part) = match part? {
                    Part::Lanes(ours, odd) => (ours, odd),
                    Part::Blocks(states) => {
                        push(&mut trees, states);
                        if elements.end < plan.per_lane {
                            continue;
                        }
                        asked(&mut trees, *wanted)?
                    }
                };
                for (lane, _) in &mut of_part {
                    *lane += first;
                }
                odd.append(&mut of_part);
                let count = lanes.iter().map(ExactSizeIterator::len).product();
                answers.put(first, ours, count);
                first += count;
            }
        }
        let order = self.plan.order;
        Ok(Reduction::new(order, reduced, self.plan.per_lane, answers, odd, self.wanted))
    }
}

/// A part that was asked for.
struct Asked<T: Element, E> {
    lanes: Vec<Range<usize>>,
    elements: Range<usize>,
    part: Option<Result<Part<T>, E>>,
}

impl<T: Element, E> Asked<T, E> {
    fn new((lanes, elements): (Vec<Range<usize>>, Range<usize>)) -> Self {
        Self { lanes, elements, part: None }
    }
}

/// Reads and reduces some parts, on as many threads as there are.
fn answered<T: Element, E: From<Error> + Send>(
    mut some: Vec<Asked<T, E>>,
    ask: &Ask<'_, E>,
) -> Vec<Asked<T, E>> {
    let answer = |asked: &mut Asked<T, E>| {
        asked.part = Some(ask.part(&asked.lanes, asked.elements.clone()));
    };
    // One alone is shared by the threads while it is reduced.
    if let [only] = some.as_mut_slice() {
        answer(only);
        return some;
    }
    threads::for_each(some, |_, asked| answer(asked))
}

/// Takes in the states of subtrees, each with its level.
fn push<N: Native>(trees: &mut Vec<Tree<LaneState<N>>>, states: Vec<(u32, Vec<LaneState<N>>)>) {
    for (level, lanes) in states {
        trees.resize_with(lanes.len(), Tree::default);
        trees.iter_mut().zip(lanes).for_each(|(tree, state)| tree.push(level, state));
    }
}

/// The answers of lanes that are over; the trees are as new.
fn asked<T: Element>(
    trees: &mut Vec<Tree<LaneState<T::Native>>>,
    wanted: Wanted,
) -> Result<(Answers<T>, Odd), Error> {
    let states: Vec<LaneState<T::Native>> =
        trees.iter_mut().map(|tree| tree.fold(None).unwrap_or_else(LaneState::none)).collect();
    trees.clear();
    let mut answers = Answers::<T>::new(states.len(), wanted)?;
    let mut odd = Odd::new();
    for mut part in answers.parts(states.len(), states.len().max(1)) {
        for (lane, state) in states.iter().enumerate() {
            part.lane(lane, state, &LaneAnswers::of(&state.moments, wanted));
        }
        odd.append(&mut part.odd);
    }
    Ok((answers, odd))
}
