//! The reduction of an array that is read in parts.
//!
//! ```text
//! for each box of lanes, in the order of memory:            } some of the one or of the
//!     for each stretch of whole blocks along them:          } other at once, on all threads
//!         read it, reduce it to states of subtrees
//!     push the states into the tree of each lane, and ask it when the lane is over
//! ```

mod cut;
mod each_axis;
mod found;
mod part;
mod run;
mod sharing;
pub(super) mod subtrees;
mod trees;

use super::plan::Plan;
use super::reduce::{check_empty, marked};
use super::reduction::Reduction;
use super::{Summary, Wanted, all_axes, reduce_watched};
use crate::layout::boxes;
use crate::view::Description;
use crate::{Array, ArrayView, Error, Layout};
use cut::SMALL;
pub(super) use cut::{Cut, Cutting};
pub(super) use part::Ask;
use run::Run;
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
                Layout::c_order(layout.shape(), layout.itemsize())?,
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
