//! The one reduction that every statistic comes from.

use super::Wanted;
use super::answers::Answers;
use super::plan::Plan;
use super::reduction::Reduction;
use super::threads::{self, Pieces};
use super::tiles::OnLevel;
use super::walk::Sink;
use super::work::Work;
use crate::dtype::{Element, Op};
use crate::kernel::Level;
use crate::layout::{normalize_axis, shape_text};
use crate::view::Source;
use crate::{ArrayView, Error, ErrorKind, Layout, Result};

/// The most results of an array without elements: a few bytes of a file may claim lengths
/// that no memory holds.
const MAX_EMPTY_LANES: usize = 1 << 20;

/// All axes of an array of `ndim` axes, for [`reduce`].
pub fn all_axes(ndim: usize) -> Vec<isize> {
    (0..ndim.cast_signed()).collect()
}

/// All axes but one, for the profile along it.
pub fn axes_but(ndim: usize, axis: usize) -> Vec<isize> {
    (0..ndim).filter(|other| *other != axis).map(usize::cast_signed).collect()
}

/// Reduces `view` over `axes`, which disappear; the other axes keep their order.
///
/// Shape: the lengths of the axes that are left; without axes to reduce over every
/// element is a lane of its own. Dtype: anything that
/// [has statistics](crate::DType::has_statistics); integers and bools are summed exactly,
/// floats in compensated `f64`, complex numbers by their magnitude.
///
/// NaN and infinity: counted, and treated as the [policy](super::NonFinitePolicy) of what
/// is wanted says.
///
/// Precision: see `docs/numerics.md`. The result depends on the values and their indices
/// only: not on strides, byte order, threads or the instructions of the machine. Cost: one
/// read of the bytes; memory for the results and less than 1 MiB per thread.
///
/// # Errors
/// When an axis does not exist or is named twice, the dtype has no statistics, or there is
/// no memory for the results.
///
/// ```
/// use arrayscope_core::{Array, stats::{NonFinitePolicy, Wanted, reduce}};
/// let a = Array::from_slice(&[1.0f32, 2.0, f32::NAN, 4.0, 5.0, 6.0], &[3, 2])?;
/// let columns = reduce(&a.view(), &[0], Wanted::ALL)?;
/// assert_eq!(columns.shape(), [2]);
/// assert_eq!(columns.mean().to_f64(), [3.0, 4.0]);
/// assert_eq!(columns.nan(), [1, 0]);
/// let propagating = Wanted::MEAN.with_policy(NonFinitePolicy::Propagate);
/// assert!(reduce(&a.view(), &[0], propagating)?.mean().to_f64()[0].is_nan());
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn reduce(view: &ArrayView<'_>, axes: &[isize], wanted: Wanted) -> Result<Reduction> {
    reduce_watched(view, axes, wanted, &|_| {})
}

/// [`reduce`], telling `watch` now and then how many more elements have been read, for a
/// progress bar. All calls together add up to the size of the array; they may come from
/// several threads.
///
/// # Errors
/// As for [`reduce`].
pub fn reduce_watched(
    view: &ArrayView<'_>,
    axes: &[isize],
    wanted: Wanted,
    watch: &(dyn Fn(usize) + Sync),
) -> Result<Reduction> {
    reduce_on(Level::chosen(), view, axes, wanted, watch)
}

/// [`reduce_watched`] with the instructions of a level, to compare levels. The result is
/// the same, bit by bit.
///
/// # Errors
/// As for [`reduce`].
pub fn reduce_on(
    level: Level,
    view: &ArrayView<'_>,
    axes: &[isize],
    wanted: Wanted,
    watch: &(dyn Fn(usize) + Sync),
) -> Result<Reduction> {
    let reduced = marked(axes, view.shape().len())?;
    let plan = Plan::new(view.layout(), &reduced)?;
    check_empty(view.layout(), plan.lane_count, axes)?;
    view.dtype().dispatch(Run { level, view: *view, reduced, plan, wanted, watch })?
}

/// Refuses results of no values that no memory holds.
pub(super) fn check_empty(layout: &Layout, lane_count: usize, axes: &[isize]) -> Result<()> {
    if layout.size() > 0 || lane_count <= MAX_EMPTY_LANES {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Overflow,
        format!(
            "reducing shape {} over axes {axes:?} gives {lane_count} results of no values (at most {MAX_EMPTY_LANES})",
            shape_text(layout.shape()),
        ),
    ))
}

/// The axes that are marked.
pub(super) fn named(marks: &[bool]) -> Vec<usize> {
    (0..marks.len()).filter(|axis| marks[*axis]).collect()
}

/// Which axes are named.
pub(super) fn marked(axes: &[isize], ndim: usize) -> Result<Vec<bool>> {
    let mut reduced = vec![false; ndim];
    for &axis in axes {
        let named = normalize_axis(axis, ndim)?;
        if std::mem::replace(&mut reduced[named], true) {
            return Err(Error::new(
                ErrorKind::Argument,
                format!("axis {axis} is named twice in {axes:?}: an axis disappears only once"),
            ));
        }
    }
    Ok(reduced)
}

/// The reduction for one type of elements.
struct Run<'a> {
    level: Level,
    view: ArrayView<'a>,
    reduced: Vec<bool>,
    plan: Plan,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl Op for Run<'_> {
    type Output = Result<Reduction>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { level, plan, wanted, watch, .. } = self;
        let mut answers = Answers::<T>::new(plan.lane_count, wanted)?;
        let pieces = Pieces::of(&plan, threads::count());
        let mut parts = answers.parts(plan.lane_count, pieces.lanes(plan.lane_count));
        let sinks = parts.iter_mut().map(|part| part as &mut (dyn Sink<T::Native> + Send));
        let tiles = &OnLevel { source: Source::<T>::new(&self.view), level };
        Work { level, plan: &plan, tiles, wanted, watch }.run(pieces, sinks.collect());
        let odd = parts.into_iter().flat_map(|part| part.odd).collect();
        let axes = named(&self.reduced);
        Ok(Reduction::new(plan.order, axes, plan.per_lane, answers, odd, wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;
    use crate::kernel::Wide;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn counting(shape: &[usize]) -> Array {
        let size = shape.iter().product();
        let values: Vec<f64> = (0..size).map(|k: usize| (k as u64).to_f64()).collect();
        Array::from_slice(&values, shape).expect("fits")
    }

    #[test]
    fn every_subset_of_axes_gives_the_sums_of_its_lanes() {
        let a = counting(&[2, 3, 4]);
        for subset in 0..8usize {
            let axes: Vec<isize> = (0..3).filter(|k| subset >> k & 1 == 1).collect();
            let result = reduce(&a.view(), &axes, Wanted::ALL).expect("axes exist");
            let kept: Vec<usize> = (0..3).filter(|k| subset >> k & 1 == 0).collect();
            let mut lanes = std::collections::BTreeMap::<Vec<usize>, Vec<f64>>::new();
            for (i, j, k) in (0..24).map(|n| (n / 12, n / 4 % 3, n % 4)) {
                let index = [i, j, k];
                let lane = lanes.entry(kept.iter().map(|axis| index[*axis]).collect()).or_default();
                lane.push(a.value(&index).expect("inside").to_f64());
            }
            let means: Vec<f64> = lanes
                .values()
                .map(|lane| lane.iter().sum::<f64>() / (lane.len() as u64).to_f64())
                .collect();
            assert_eq!(result.mean().to_f64(), means, "{axes:?}");
        }
    }

    #[test]
    fn the_watch_is_told_of_every_element_once() {
        let a = counting(&[70, 1000, 30]);
        for axes in [&[0][..], &[1], &[2], &[0, 1, 2], &[]] {
            let seen = AtomicUsize::new(0);
            let watch = |elements| {
                seen.fetch_add(elements, Ordering::Relaxed);
            };
            reduce_watched(&a.view(), axes, Wanted::CENSUS, &watch).expect("axes exist");
            assert_eq!(seen.into_inner(), 2_100_000, "{axes:?}");
        }
    }

    #[test]
    fn an_axis_that_is_missing_or_named_twice_is_refused() {
        let a = counting(&[2, 3]);
        assert!(reduce(&a.view(), &[2], Wanted::ALL).is_err());
        assert!(reduce(&a.view(), &[1, -1], Wanted::ALL).is_err());
    }

    #[test]
    fn an_empty_array_cannot_ask_for_endless_results() {
        let a = Array::from_slice::<f32>(&[], &[0, 1 << 40]).expect("no byte");
        let error = reduce(&a.view(), &[0], Wanted::ALL).expect_err("a terabyte of nothing");
        assert_eq!(error.kind(), ErrorKind::Overflow);
        assert!(reduce(&a.view(), &[0, 1], Wanted::ALL).is_ok());
    }

    #[test]
    fn reducing_an_empty_axis_gives_lanes_without_values() {
        let a = counting(&[0, 3]);
        let columns = reduce(&a.view(), &[0], Wanted::ALL).expect("axes exist");
        assert_eq!((columns.shape(), columns.counts()), (&[3][..], vec![0, 0, 0]));
        assert!(columns.mean().iter().all(|mean| mean.to_f64().is_nan()));
        assert!(columns.min().iter().all(|min| min.to_f64().is_nan()));
        let rows = reduce(&a.view(), &[1], Wanted::ALL).expect("axes exist");
        assert_eq!((rows.shape(), rows.counts().len()), (&[0][..], 0));
    }
}
