//! States of a reduction that are kept and merged: of shards, wherever they were computed.
//!
//! ```text
//! box of the whole ─ stretches of its lanes ─▶ subtrees of whole blocks: states
//!                                          └─▶ blocks that the box has a part of: elements
//! boxes that make up the whole ─ stretches in order ─▶ the one tree ─▶ the same bits
//! ```

mod collect;
mod columns;
mod fold;
mod kept;
mod stretches;

pub use columns::STATE_COLUMNS;

use super::Wanted;
use super::in_parts::subtrees::subtrees;
use super::in_parts::{Grain, InParts};
use super::plan::Plan;
use super::reduce::{check_empty, marked, named};
use super::reduction::Reduction;
use crate::dtype::DType;
use crate::layout::{box_text, have_common, left_over, shape_text};
use crate::{Array, Error, ErrorKind, Layout, Result};
use collect::Collect;
use fold::Fold;
use kept::Kept;
use std::ops::Range;
use stretches::Stretches;

/// Where an array lies in the whole that it is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within<'a> {
    /// The shape of the whole.
    pub whole: &'a [usize],
    /// The index that the first element of the part has in it.
    pub start: &'a [usize],
}

/// The states of the lanes of an array, or of some boxes of it, before any answer is asked
/// of them.
///
/// States of boxes merge, in any order, into those of the whole, and what is then asked of
/// them is what [`reduce`](super::reduce) gives of the whole array, bit by bit: of every
/// aligned run of blocks there is one state, and the elements of blocks that a box has only
/// a part of are kept as they are until their neighbours come.
///
/// Memory: less than 100 bytes per state, of which a lane has one where the box has the whole
/// of it, and else at most two for each power of two of its blocks; and at most 254 elements
/// per lane and stretch of neighbours. A box that is cut along the last of the reduced axes
/// has many short stretches, and may keep as much as its elements.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    whole: Vec<usize>,
    dtype: DType,
    reduced: Vec<bool>,
    covered: Vec<Covered>,
}

/// A box, and what is kept of it.
#[derive(Clone, Debug, PartialEq)]
struct Covered {
    ranges: Vec<Range<usize>>,
    kept: Kept,
}

impl States {
    /// The states of an array in memory that is the part `within` of a larger one, reduced
    /// over `axes`.
    ///
    /// Dtype and NaN as for [`reduce`](super::reduce). Cost: one read of the bytes.
    ///
    /// # Errors
    /// When an axis does not exist or is named twice, the dtype has no statistics, the part
    /// does not lie inside the whole, or there is no memory for the states.
    ///
    /// ```
    /// use arrayscope_core::{Array, stats::{States, Wanted, Within}};
    /// let (a, b) = (Array::from_slice(&[1.0, 2.0], &[2])?, Array::from_slice(&[6.0], &[1])?);
    /// let states = |part: &Array, start: usize| {
    ///     States::of(part, &[0], Within { whole: &[3], start: &[start] })
    /// };
    /// let mut all = states(&b, 2)?;
    /// assert_eq!(all.missing(), Some(vec![0..2]));
    /// all.merge(states(&a, 0)?)?;
    /// assert_eq!(all.finish(Wanted::MEAN)?.mean().to_f64(), [3.0]);
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn of(array: &Array, axes: &[isize], within: Within<'_>) -> Result<Self> {
        let read = |ranges: &[Range<usize>]| array.region(ranges);
        let described = &(&array.view()).into();
        let memory = array.layout().nbytes();
        InParts { described, grain: Grain::Bytes, memory, read: &read }.states(
            axes,
            within,
            &|_| {},
        )
    }

    /// The shape of the whole array.
    pub fn whole(&self) -> &[usize] {
        &self.whole
    }

    /// The dtype of the array.
    pub fn dtype(&self) -> &DType {
        &self.dtype
    }

    /// The axes that are reduced.
    pub fn axes(&self) -> Vec<usize> {
        named(&self.reduced)
    }

    /// The boxes that the states are of.
    pub fn covered(&self) -> impl Iterator<Item = &[Range<usize>]> {
        self.covered.iter().map(|covered| covered.ranges.as_slice())
    }

    /// A box of the whole that no states are of, if there is one.
    pub fn missing(&self) -> Option<Vec<Range<usize>>> {
        let taken: Vec<_> = self.covered().map(<[Range<usize>]>::to_vec).collect();
        left_over(&self.whole, &taken).into_iter().next()
    }

    /// Takes in the states of other parts of the same array.
    ///
    /// # Errors
    /// When shapes, reduced axes or dtypes differ, and when a part is in both. The states are
    /// then what they were.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        if (&self.whole, &self.reduced) != (&other.whole, &other.reduced) {
            let told = |states: &Self| {
                format!("shape {} over axes {:?}", shape_text(&states.whole), states.axes())
            };
            let message =
                format!("states of {} cannot be merged with those of {}", told(self), told(&other));
            return Err(Error::new(ErrorKind::Shape, message));
        }
        if self.dtype != other.dtype {
            let message =
                format!("states of {} cannot be merged with those of {}", self.dtype, other.dtype);
            return Err(Error::new(ErrorKind::DType, message));
        }
        for ours in self.covered() {
            if let Some(theirs) = other.covered().find(|theirs| have_common(ours, theirs)) {
                let message = format!(
                    "the parts {} and {} overlap: elements would be counted twice",
                    box_text(ours),
                    box_text(theirs)
                );
                return Err(Error::new(ErrorKind::Argument, message));
            }
        }
        self.covered.extend(other.covered);
        Ok(())
    }

    /// The answers of the whole array.
    ///
    /// # Errors
    /// When a part is [missing](Self::missing), and when there is not enough memory.
    pub fn finish(&self, wanted: Wanted) -> Result<Reduction> {
        if let Some(missing) = self.missing() {
            let message = format!(
                "the states are not of the whole of shape {}: {} is missing",
                shape_text(&self.whole),
                box_text(&missing)
            );
            return Err(Error::new(ErrorKind::Argument, message));
        }
        self.dtype.dispatch(Fold { states: self, wanted })?
    }

    /// Lengths of the axes that are left.
    fn shape(&self) -> Vec<usize> {
        self.whole.iter().zip(&self.reduced).filter(|(_, is)| !**is).map(|(n, _)| *n).collect()
    }

    /// Elements per lane of the whole.
    fn per_lane(&self) -> usize {
        let reduced = self.whole.iter().zip(&self.reduced).filter(|(_, is)| **is);
        reduced.map(|(length, _)| *length).product()
    }

    fn kept_ranges(&self, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        ranges.iter().zip(&self.reduced).filter(|(_, is)| !**is).map(|(r, _)| r.clone()).collect()
    }

    fn stretches(&self, ranges: &[Range<usize>]) -> Stretches {
        let axes = || self.reduced.iter().enumerate().filter(|(_, is)| **is).map(|(axis, _)| axis);
        let whole = axes().map(|axis| self.whole[axis]).collect();
        Stretches::new(whole, axes().map(|axis| ranges[axis].clone()).collect())
    }

    /// States of nothing yet.
    fn none(whole: &[usize], dtype: &DType, axes: &[isize]) -> Result<Self> {
        let reduced = marked(axes, whole.len())?;
        if let Some(why) = dtype.why_no_statistics() {
            return Err(Error::new(ErrorKind::DType, why));
        }
        let layout = Layout::c_order(whole, dtype.itemsize())?;
        let states =
            Self { whole: whole.to_vec(), dtype: dtype.clone(), reduced, covered: Vec::new() };
        check_empty(&layout, states.shape().iter().product(), axes)?;
        Ok(states)
    }
}

impl<E: From<Error> + Send> InParts<'_, E> {
    /// The [states](States) of the array, which is the part `within` of a larger one.
    ///
    /// Memory: that of the states, and what [`Self::memory`] says.
    ///
    /// # Errors
    /// As for [`States::of`], what `read` gives, and when it gives something that was not
    /// asked for.
    pub fn states(
        &self,
        axes: &[isize],
        within: Within<'_>,
        watch: &(dyn Fn(usize) + Sync),
    ) -> std::result::Result<States, E> {
        let layout = self.described.layout;
        let mut states = States::none(within.whole, self.described.dtype, axes)?;
        let ranges = placed(layout.shape(), within)?;
        if layout.size() == 0 {
            return Ok(states);
        }
        let (reduced, stretches) = (states.reduced.clone(), &states.stretches(&ranges));
        let plan = Plan::new(layout, &reduced)?;
        let collect = Collect { parts: self, reduced, plan, stretches, watch };
        let kept = self.described.dtype.dispatch(collect)??;
        states.covered.push(Covered { ranges, kept });
        Ok(states)
    }
}

/// The ranges of the whole that a part of this shape has.
fn placed(shape: &[usize], within: Within<'_>) -> Result<Vec<Range<usize>>> {
    let Within { whole, start } = within;
    let range = |((&length, &start), &whole): ((&usize, &usize), &usize)| {
        start.checked_add(length).filter(|end| *end <= whole).map(|end| start..end)
    };
    let ranges: Option<Vec<_>> = shape.iter().zip(start).zip(whole).map(range).collect();
    ranges.filter(|_| shape.len() == start.len() && shape.len() == whole.len()).ok_or_else(|| {
        let message = format!(
            "a part of shape {} at index {} does not lie inside shape {}",
            shape_text(shape),
            shape_text(start),
            shape_text(whole)
        );
        Error::new(ErrorKind::OutOfRange, message)
    })
}

fn too_large(states: usize) -> Error {
    Error::new(
        ErrorKind::Overflow,
        format!("there is not enough memory for {states} states; reduce over more axes"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(array: &Array, start: usize) -> States {
        States::of(array, &[0], Within { whole: &[300], start: &[start] }).expect("inside")
    }

    fn counting(length: u16) -> Array {
        let values: Vec<f32> = (0..length).map(f32::from).collect();
        Array::from_slice(&values, &[length.into()]).expect("fits")
    }

    #[test]
    fn what_does_not_belong_together_is_not_merged() {
        let mut all = of(&counting(100), 0);
        let before = all.clone();
        let refused =
            |all: &mut States, other: States| all.merge(other).expect_err("refused").to_string();
        assert!(refused(&mut all, of(&counting(10), 95)).contains("[0:100] and [95:105] overlap"));
        let integers = Array::from_slice(&[1_i32, 2], &[2]).expect("fits");
        assert!(refused(&mut all, of(&integers, 100)).contains("float32"));
        let other = States::of(&counting(3), &[0], Within { whole: &[4], start: &[0] });
        assert!(refused(&mut all, other.expect("inside")).contains("shape (4,) over axes [0]"));
        assert_eq!(all, before);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut all = of(&counting(100), 0);
        all.merge(of(&counting(50), 250)).expect("apart");
        let error = all.finish(Wanted::ALL).expect_err("a gap").to_string();
        assert!(error.contains("[100:250] is missing"), "{error}");
    }

    #[test]
    fn a_part_lies_inside_of_the_whole() {
        for start in [201, usize::MAX] {
            let within = Within { whole: &[300], start: &[start] };
            assert!(States::of(&counting(100), &[0], within).is_err());
        }
        assert!(States::of(&counting(1), &[0], Within { whole: &[3, 1], start: &[0, 0] }).is_err());
    }

    #[test]
    fn an_array_without_elements_is_covered_by_nothing() {
        let empty = Array::from_slice::<f32>(&[], &[0, 3]).expect("fits");
        let states = States::of(&empty, &[0], Within { whole: &[0, 3], start: &[0, 0] });
        let states = states.expect("inside");
        assert_eq!(states.missing(), None);
        assert_eq!(states.finish(Wanted::ALL).expect("three lanes").counts(), [0, 0, 0]);
    }
}
