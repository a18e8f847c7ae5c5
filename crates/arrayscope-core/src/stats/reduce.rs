//! The one reduction that every statistic comes from.

use super::plan::Plan;
use super::reduction::Reduction;
use super::states::{Partials, States};
use crate::dtype::{Element, Op};
use crate::kernel::{BLOCK, Census, Extrema, Moments, Wide};
use crate::layout::{normalize_axis, shape_text};
use crate::view::Gather;
use crate::{ArrayView, Error, ErrorKind, Result};

/// What a reduction computes. Only this is computed and stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Count, mean, variance and standard deviation.
    pub moments: bool,
    /// Minimum and maximum.
    pub extrema: bool,
    /// Counts of NaN, +Inf and −Inf.
    pub census: bool,
}

impl Wanted {
    /// Moments, extrema and census.
    pub const ALL: Self = Self { moments: true, extrema: true, census: true };
    /// Counts of non-finite values only.
    pub const CENSUS: Self = Self { moments: false, extrema: false, census: true };
}

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
/// NaN and infinity: counted, and left out of moments and extrema; what NumPy's `mean`
/// and `nanmean` would say is derived from the same states with a
/// [`NonFinitePolicy`](super::NonFinitePolicy).
///
/// Precision: see `docs/numerics.md`. The result depends on the values and their indices
/// only, not on strides or byte order. Cost: one read of the bytes.
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
/// assert_eq!(columns.mean(NonFinitePolicy::Exclude), [3.0, 4.0]);
/// assert!(columns.mean(NonFinitePolicy::Propagate)[0].is_nan());
/// assert_eq!(columns.nan(), [1, 0]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn reduce(view: &ArrayView<'_>, axes: &[isize], wanted: Wanted) -> Result<Reduction> {
    reduce_watched(view, axes, wanted, &|_| {})
}

/// [`reduce`], telling `watch` now and then how many more elements have been read, for a
/// progress bar. All calls together add up to the size of the array.
///
/// # Errors
/// As for [`reduce`].
pub fn reduce_watched(
    view: &ArrayView<'_>,
    axes: &[isize],
    wanted: Wanted,
    watch: &dyn Fn(usize),
) -> Result<Reduction> {
    let ndim = view.shape().len();
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
    let plan = Plan::new(view.layout(), &reduced);
    if view.layout().size() == 0 && plan.lanes() > MAX_EMPTY_LANES {
        return Err(Error::new(
            ErrorKind::Overflow,
            format!(
                "reducing shape {} over axes {axes:?} gives {} results of no values (at most {MAX_EMPTY_LANES})",
                shape_text(view.shape()),
                plan.lanes()
            ),
        ));
    }
    let states = view.dtype().dispatch(Run { view: *view, plan, wanted, watch })??;
    Ok(Reduction::new(view.shape(), &reduced, states))
}

/// The reduction for one type of elements.
struct Run<'a> {
    view: ArrayView<'a>,
    plan: Plan,
    wanted: Wanted,
    watch: &'a dyn Fn(usize),
}

/// Elements between two calls of the watch: a millisecond's work or less.
const WATCHED: usize = 1 << 16;

impl Op for Run<'_> {
    type Output = Result<Box<dyn States>>;

    fn run<T: Element>(self) -> Self::Output {
        let gather = Gather::<T>::new(self.view);
        let mut partials = Partials::<T::Wide>::with_capacity(self.plan.lanes(), self.wanted)?;
        let mut scratch = Vec::new();
        let mut unwatched = 0;
        self.plan.for_each_tile(|lanes| {
            let first = partials.add_lanes(lanes.len());
            self.plan.for_each_block(|steps| {
                scratch.resize(lanes.len() * steps.len(), T::Wide::default());
                fill(&gather, lanes, steps, self.plan.lanes_are_closer(), &mut scratch);
                for (lane, block) in scratch.chunks_exact(steps.len()).enumerate() {
                    partials.take_in(first + lane, block);
                }
                unwatched += scratch.len();
                if unwatched >= WATCHED {
                    (self.watch)(std::mem::take(&mut unwatched));
                }
            });
        });
        (self.watch)(unwatched);
        Ok(Box::new(partials))
    }
}

/// Gathers a tile, one lane after the other, reading in the order of memory.
fn fill<T: Element>(
    gather: &Gather<'_, T>,
    lanes: &[isize],
    steps: &[isize],
    lanes_are_closer: bool,
    tile: &mut [T::Wide],
) {
    if lanes_are_closer {
        for (position, step) in steps.iter().enumerate() {
            let column = tile[position..].iter_mut().step_by(steps.len());
            for (value, lane) in column.zip(lanes) {
                *value = gather.at(lane.wrapping_add(*step));
            }
        }
    } else {
        for (block, lane) in tile.chunks_exact_mut(steps.len()).zip(lanes) {
            for (value, step) in block.iter_mut().zip(steps) {
                *value = gather.at(lane.wrapping_add(*step));
            }
        }
    }
}

impl<W: Wide> Partials<W> {
    /// Takes a block of at most [`BLOCK`] values into the states of one lane.
    fn take_in(&mut self, lane: usize, block: &[W]) {
        let census = Census::of(block);
        if let Some(counts) = self.census.as_mut() {
            counts[lane].merge(&census);
        }
        if census.total() == 0 {
            self.take_in_finite(lane, block);
            return;
        }
        let mut finite = [W::default(); BLOCK];
        let mut kept = 0;
        for &value in block.iter().filter(|value| value.is_finite()) {
            finite[kept] = value;
            kept += 1;
        }
        self.take_in_finite(lane, &finite[..kept]);
    }

    fn take_in_finite(&mut self, lane: usize, block: &[W]) {
        if let Some(moments) = self.moments.as_mut() {
            moments[lane].merge(&Moments::of(block));
        }
        if let Some(extrema) = self.extrema.as_mut() {
            extrema[lane].merge(&Extrema::of(block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::NonFinitePolicy::Exclude;
    use super::*;
    use crate::Array;

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
            assert_eq!(result.mean(Exclude), means, "{axes:?}");
        }
    }

    #[test]
    fn the_same_elements_give_the_same_bits_in_every_layout() {
        let values: Vec<f64> = (0..600).map(|k| f64::from(k * k % 97).sqrt() * 1e3).collect();
        let a = Array::from_slice(&values, &[5, 40, 3]).expect("fits");
        let moved = a.with_layout(a.layout().permute(&[2, 0, 1]).expect("axes")).expect("same");
        let copied = moved.to_c_order().expect("small");
        for axes in [&[0][..], &[1], &[2], &[0, 2], &[0, 1, 2]] {
            let one = reduce(&moved.view(), axes, Wanted::ALL).expect("axes exist");
            let two = reduce(&copied.view(), axes, Wanted::ALL).expect("axes exist");
            assert_eq!(one.mean(Exclude), two.mean(Exclude), "{axes:?}");
            assert_eq!(one.var(0, Exclude), two.var(0, Exclude), "{axes:?}");
        }
    }

    #[test]
    fn the_watch_is_told_of_every_element_once() {
        let a = counting(&[70, 1000, 3]);
        for axes in [&[0][..], &[1], &[2], &[0, 1, 2], &[]] {
            let (seen, calls) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
            let watch = |elements| {
                seen.set(seen.get() + elements);
                calls.set(calls.get() + 1);
            };
            reduce_watched(&a.view(), axes, Wanted::CENSUS, &watch).expect("axes exist");
            assert_eq!(seen.get(), 210_000, "{axes:?}");
            assert!((2..10).contains(&calls.get()), "{axes:?}: {}", calls.get());
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
        assert_eq!((columns.shape(), columns.count()), (&[3][..], vec![0, 0, 0]));
        assert!(columns.mean(Exclude).iter().all(|mean| mean.is_nan()));
        let rows = reduce(&a.view(), &[1], Wanted::ALL).expect("axes exist");
        assert_eq!((rows.shape(), rows.count().len()), (&[0][..], 0));
    }
}
