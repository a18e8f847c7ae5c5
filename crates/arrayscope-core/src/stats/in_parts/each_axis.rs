//! The reductions over every axis in turn, of an array that is read in parts.
//!
//! ```text
//! for each box, in the order of memory:                      } some at once
//!     read it; for each axis that shares it, reduce it       }
//! ```

use super::super::Wanted;
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
        let sharing = if layout.size() == 0 { None } else { Sharing::of(self) };
        let mut shared = match &sharing {
            Some(sharing) => dtype.dispatch(Shared { parts: self, sharing, wanted, watch })??,
            None => Vec::new(),
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

/// The reductions over the axes that share boxes, for one type of elements.
struct Shared<'a, E> {
    parts: &'a InParts<'a, E>,
    sharing: &'a Sharing,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl<E: From<Error> + Send> Op for Shared<'_, E> {
    type Output = Result<Vec<Reduction>, E>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { parts, sharing, wanted, .. } = self;
        let layout = parts.described.layout;
        let mut axes = Vec::with_capacity(sharing.axes.len());
        for &axis in &sharing.axes {
            let plan = over(axis, layout, sharing)?;
            let found = Found::<T>::new(plan.lane_count, wanted)?;
            axes.push((axis, plan, found));
        }
        let cut = sharing.order[sharing.cut];
        let mut all = sharing.boxes(layout);
        let mut trees = Trees::default();
        loop {
            let some: Vec<_> = all.by_ref().take(sharing.at_once).collect();
            if some.is_empty() {
                break;
            }
            let answered = threads::map(&some, |ranges| self.reduce::<T>(ranges, some.len()));
            for (ranges, answered) in some.iter().zip(answered) {
                for ((axis, plan, found), part) in axes.iter_mut().zip(answered?) {
                    let size: usize = ranges.iter().map(ExactSizeIterator::len).product();
                    let count = size / ranges[*axis].len();
                    match part {
                        Part::Lanes(answers, odd) => found.put((answers, odd), count),
                        Part::Blocks(states) => {
                            trees.push(&states, threads::count());
                            if ranges[cut].end == plan.per_lane {
                                found.put(trees.answers(wanted)?, count);
                            }
                        }
                    }
                }
            }
        }
        let reduction = |(axis, plan, found): (usize, Plan, Found<T>)| {
            found.reduction(plan.order, vec![axis], plan.per_lane, wanted)
        };
        Ok(axes.into_iter().map(reduction).collect())
    }
}

impl<E: From<Error>> Shared<'_, E> {
    /// What a box, one of some that are reduced at once, gives to each of the axes.
    fn reduce<T: Element>(
        &self,
        ranges: &[Range<usize>],
        at_once: usize,
    ) -> Result<Vec<Part<T>>, E> {
        let Self { parts, sharing, wanted, watch } = *self;
        let array = &parts.read_box(ranges)?;
        let part = |&axis: &usize| {
            let plan = &over(axis, array.layout(), sharing)?;
            let threads = threads::sharing(at_once);
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
}

/// The reduction over one axis, with lanes in the order of the boxes.
fn over(axis: usize, layout: &Layout, sharing: &Sharing) -> Result<Plan, Error> {
    let reduced: Vec<bool> = (0..layout.ndim()).map(|other| other == axis).collect();
    // Numbered among those that are left.
    let left = sharing.order.iter().filter(|other| **other != axis);
    let slowest_first: Vec<usize> = left.map(|other| other - usize::from(*other > axis)).collect();
    Plan::in_order(layout, &reduced, &slowest_first)
}
