//! The reduction of an array that is read in parts.
//!
//! ```text
//! for each box of lanes, in the order of memory:
//!     for each stretch of whole blocks along them:      } some at once, on all threads
//!         read it, reduce it to states of subtrees      }
//!     push the states into the tree of each lane, and ask it when the lane is over
//! ```

mod cut;
mod part;
mod subtrees;

use super::answers::Answers;
use super::lanes::{LaneAnswers, LaneState};
use super::plan::Plan;
use super::reduce::{check_empty, marked, named};
use super::reduction::Reduction;
use super::threads;
use super::walk::Sink as _;
use super::work::Odd;
use super::{Summary, Wanted, all_axes, reduce_watched};
use crate::dtype::{Element, Op};
use crate::kernel::Tree;
use crate::layout::boxes;
use crate::view::Description;
use crate::{Array, ArrayView, Error};
use cut::{Cut, Cutting, SMALL};
use part::{Ask, Part};
use std::ops::Range;

/// Reads one range of indices per axis.
pub type ReadPart<'a, E> = dyn Fn(&[Range<usize>]) -> Result<Array, E> + Sync + 'a;

/// Takes one part of an array, and the index of its first element.
pub type TakePart<'a> = dyn FnMut(&ArrayView<'_>, &[usize]) -> Result<(), Error> + 'a;

/// What costs nothing more once some bytes of an array are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain<'a> {
    /// The bytes that follow in memory, as the layout tells.
    Bytes,
    /// The rest of the chunk, of so many indices per axis.
    Chunks(&'a [usize]),
    /// Everything: the array is read at once if memory allows it.
    Whole,
}

/// An array that is not in memory, and how parts of it are read.
///
/// Results are the same, bit by bit, as those of [`reduce`](super::reduce) of the whole
/// array: blocks are made of the same elements, and merged in the same tree.
///
/// ```
/// use arrayscope_core::stats::{Grain, InParts, Wanted, reduce};
/// use arrayscope_core::{Array, Error};
/// let a = Array::from_slice(&[1.0f32, 2.0, f32::NAN, 4.0, 5.0, 6.0], &[3, 2])?;
/// let read = |ranges: &[std::ops::Range<usize>]| a.region(ranges);
/// let described = &(&a.view()).into();
/// let parts = InParts { described, grain: Grain::Bytes, memory: 1 << 20, read: &read };
/// let columns = parts.reduce(&[0], Wanted::ALL, &|_| {})?;
/// assert_eq!(columns, reduce(&a.view(), &[0], Wanted::ALL)?);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct InParts<'a, E> {
    /// What the array is. Its layout is that of the file: it tells what lies together.
    pub described: &'a Description<'a>,
    /// What is read at once in any case.
    pub grain: Grain<'a>,
    /// Bytes that parts may take together. Less than a block of a lane, 128 elements, is
    /// taken as that.
    pub memory: usize,
    /// Reads a part: an array of the shape of the ranges, and of the dtype described. Called
    /// from several threads.
    pub read: &'a ReadPart<'a, E>,
}

impl<E: From<Error> + Send> InParts<'_, E> {
    /// [`reduce_watched`](super::reduce_watched) of the whole array.
    ///
    /// Memory: that of the results, and what [`Self::memory`] says.
    ///
    /// # Errors
    /// As for [`reduce`](super::reduce), what `read` gives, and when it gives something that
    /// was not asked for.
    pub fn reduce(
        &self,
        axes: &[isize],
        wanted: Wanted,
        watch: &(dyn Fn(usize) + Sync),
    ) -> Result<Reduction, E> {
        let layout = self.described.layout;
        let reduced = marked(axes, layout.ndim())?;
        let plan = Plan::new(layout, &reduced)?;
        check_empty(layout, plan.lane_count, axes)?;
        if layout.size() == 0 {
            let empty = Array::try_new(
                Vec::new().into(),
                self.described.dtype.clone(),
                self.described.byte_order,
                crate::Layout::c_order(layout.shape(), layout.itemsize())?,
            )?;
            return Ok(reduce_watched(&empty.view(), axes, wanted, watch)?);
        }
        self.described.dtype.dispatch(Run { parts: self, reduced, plan, wanted, watch })?
    }

    /// The array as ranges that may be read one after the other, in the order of the file.
    pub fn ranges(&self) -> impl Iterator<Item = Vec<Range<usize>>> + use<E> {
        let layout = self.described.layout;
        let mut axes: Vec<usize> = (0..layout.ndim()).collect();
        axes.sort_by_key(|axis| std::cmp::Reverse(layout.strides()[*axis].unsigned_abs()));
        let shape: Vec<usize> = axes.iter().map(|axis| layout.shape()[*axis]).collect();
        let most = match self.grain {
            Grain::Bytes => self.memory.min(SMALL),
            Grain::Chunks(_) | Grain::Whole => self.memory,
        };
        let ndim = layout.ndim();
        boxes(&shape, most / layout.itemsize()).map(move |part| {
            let mut ranges = vec![0..0; ndim];
            axes.iter().zip(part).for_each(|(axis, range)| ranges[*axis] = range);
            ranges
        })
    }

    /// Hands all [ranges](Self::ranges) to `take`, with the index of their first element.
    ///
    /// # Errors
    /// What `read` and `take` give.
    pub fn each(&self, take: &mut TakePart<'_>) -> Result<(), E> {
        for ranges in self.ranges() {
            let start: Vec<usize> = ranges.iter().map(|range| range.start).collect();
            take(&(self.read)(&ranges)?.view(), &start)?;
        }
        Ok(())
    }

    /// [`summary_watched`](super::summary_watched) of the whole array.
    ///
    /// # Errors
    /// As for [`Self::reduce`].
    pub fn summary(&self, watch: &(dyn Fn(usize) + Sync)) -> Result<Summary, E> {
        let axes = all_axes(self.described.shape().len());
        Ok(Summary::of(&self.reduce(&axes, Wanted::ALL, watch)?))
    }
}

/// The reduction for one type of elements.
struct Run<'a, E> {
    parts: &'a InParts<'a, E>,
    reduced: Vec<bool>,
    plan: Plan,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
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
        let (cut, at_once) = self.cut(&cutting);
        let ask = Ask {
            parts,
            kept: &kept,
            reduced: &reduced,
            slowest_first: &slowest_first,
            per_lane: plan.per_lane,
            wanted: *wanted,
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

impl<E> Run<'_, E> {
    /// The parts, and how many of them are in memory at once.
    fn cut(&self, cutting: &Cutting<'_>) -> (Cut, usize) {
        let memory = self.parts.memory;
        let cut = cutting.best(memory);
        let nbytes =
            cut.lanes.saturating_mul(cut.elements).saturating_mul(cutting.layout.itemsize());
        let threads = threads::count();
        let most = if threads > 1 { 4 * threads } else { 1 };
        (cut, (memory / nbytes.max(1)).clamp(1, most))
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

type States<T> = Vec<LaneState<<T as Element>::Native>>;

/// Takes in the states of subtrees, each with its level.
fn push<N>(trees: &mut Vec<Tree<LaneState<N>>>, states: Vec<(u32, Vec<LaneState<N>>)>)
where
    N: crate::kernel::Native,
{
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
    let states: States<T> =
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
