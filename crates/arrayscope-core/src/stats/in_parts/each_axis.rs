//! The reductions over every axis in turn, of an array that is read in parts.
//!
//! ```text
//! for each box, in the order of memory:                      } some at once
//!     read it; for each axis that shares it, reduce it       }
//! ```

use super::super::Wanted;
use super::super::lanes::LaneState;
use super::super::plan::Plan;
use super::super::reduction::Reduction;
use super::super::threads;
use super::InParts;
use super::found::Found;
use super::part::{Loaded, Part};
use super::sharing::Sharing;
use super::trees::Trees;
use crate::dtype::{Element, Op};
use crate::kernel::BLOCK;
use crate::layout::boxes;
use crate::{Error, Layout};
use std::ops::Range;

impl<E: From<Error> + Send> InParts<'_, E> {
    /// The reduction over each axis in turn, as [`Self::reduce`] gives it. None for a 0-D
    /// array.
    ///
    /// Cost: one read for all axes, or one for all but the slowest and one for that, where
    /// memory has room for what lies at one index of it, or else one for each axis. `watch`
    /// is told of every element once for each axis.
    ///
    /// # Errors
    /// As for [`Self::reduce`].
    pub fn reduce_each_axis(
        &self,
        wanted: Wanted,
        watch: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Reduction>, E> {
        let (dtype, layout) = (self.described.dtype, self.described.layout);
        let mut shared = if layout.size() == 0 {
            Vec::new()
        } else {
            dtype.dispatch(Shared { parts: self, wanted, watch })??
        };
        let mut all = Vec::with_capacity(layout.ndim());
        for axis in 0..layout.ndim() {
            let found = shared.iter().position(|reduction| reduction.axes() == [axis]);
            all.push(match found {
                Some(found) => shared.swap_remove(found),
                None => self.reduce(&[axis.cast_signed()], wanted, watch)?,
            });
        }
        Ok(all)
    }
}

/// The reductions over the axes that share boxes, for one type of elements: of none, where
/// none do.
struct Shared<'a, E> {
    parts: &'a InParts<'a, E>,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error> + Send> Op for Shared<'_, E> {
    type Output = Result<Vec<Reduction>, E>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { parts, wanted, watch } = self;
        let layout = parts.described.layout;
        let Some(sharing) = &Sharing::of(parts, size_of::<LaneState<T::Native>>()) else {
            return Ok(Vec::new());
        };
        let over = |axis: &usize| OverAxis::<T>::new(*axis, layout, sharing, wanted);
        let mut axes: Vec<_> = sharing.axes.iter().map(over).collect::<crate::Result<_>>()?;
        let ask = EachBox { parts, sharing, wanted, watch };
        let mut all = sharing.boxes(layout);
        loop {
            let some: Vec<_> = all.by_ref().take(sharing.at_once).collect();
            if some.is_empty() {
                return Ok(axes.into_iter().map(|over| over.reduction(wanted)).collect());
            }
            let answered = threads::map(&some, |ranges| ask.reduce::<T>(ranges, some.len()));
            for (ranges, answered) in some.iter().zip(answered) {
                for (over, part) in axes.iter_mut().zip(answered?) {
                    over.put(ranges, part, wanted)?;
                }
            }
        }
    }
}

/// The reduction over one axis, as its lanes come.
struct OverAxis<T: Element> {
    axis: usize,
    plan: Plan,
    found: Found<T>,
    /// Those of lanes that come in blocks.
    trees: Trees<T::Native>,
}

impl<T: Element> OverAxis<T> {
    fn new(axis: usize, layout: &Layout, sharing: &Sharing, wanted: Wanted) -> crate::Result<Self> {
        let plan = sharing.over(axis, layout)?;
        let found = Found::new(plan.lane_count, wanted)?;
        Ok(Self { axis, plan, found, trees: Trees::default() })
    }

    /// Takes in what the box of these ranges gave.
    fn put(&mut self, ranges: &[Range<usize>], part: Part<T>, wanted: Wanted) -> crate::Result<()> {
        let elements = &ranges[self.axis];
        let size: usize = ranges.iter().map(ExactSizeIterator::len).product();
        let answers = match part {
            Part::Lanes(answers, odd) => (answers, odd),
            Part::Blocks(states) => {
                self.trees.push(&states, threads::count());
                if elements.end < self.plan.per_lane {
                    return Ok(());
                }
                self.trees.answers(wanted)?
            }
        };
        self.found.put(answers, size / elements.len());
        Ok(())
    }

    fn reduction(self, wanted: Wanted) -> Reduction {
        self.found.reduction(self.plan.order, vec![self.axis], self.plan.per_lane, wanted)
    }
}

/// How a box is reduced.
struct EachBox<'a, E> {
    parts: &'a InParts<'a, E>,
    sharing: &'a Sharing,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error>> EachBox<'_, E> {
    /// What a box, one of some that are reduced at once, gives to each of the axes.
    fn reduce<T: Element>(
        &self,
        ranges: &[Range<usize>],
        at_once: usize,
    ) -> Result<Vec<Part<T>>, E> {
        let Self { parts, sharing, wanted, watch } = *self;
        let array = &parts.read_box(ranges)?;
        let threads = threads::sharing(at_once);
        let part = |&axis: &usize| {
            let plan = &sharing.over(axis, array.layout())?;
            let loaded = Loaded { array, plan, wanted, threads, watch };
            if array.shape()[axis] < parts.described.shape()[axis] {
                return Ok(loaded.blocks(ranges[axis].start / BLOCK));
            }
            Ok(loaded.lanes()?)
        };
        sharing.axes.iter().map(part).collect()
    }
}

impl Sharing {
    /// The boxes, in the order of memory: one range per axis.
    fn boxes(&self, layout: &Layout) -> impl Iterator<Item = Vec<Range<usize>>> {
        let shape: Vec<usize> = self.order.iter().map(|axis| layout.shape()[*axis]).collect();
        let slab: usize = shape[self.cut + 1..].iter().product();
        boxes(&shape, self.step * slab).map(|in_order| {
            let mut ranges = vec![0..0; in_order.len()];
            self.order.iter().zip(in_order).for_each(|(axis, range)| ranges[*axis] = range);
            ranges
        })
    }

    /// The reduction over one axis, with lanes in the order of the boxes.
    fn over(&self, axis: usize, layout: &Layout) -> Result<Plan, Error> {
        let reduced: Vec<bool> = (0..layout.ndim()).map(|other| other == axis).collect();
        // Numbered among those that are left.
        let left = self.order.iter().filter(|other| **other != axis);
        let slowest_first: Vec<usize> =
            left.map(|other| other - usize::from(*other > axis)).collect();
        Plan::in_order(layout, &reduced, &slowest_first)
    }
}
