//! Histograms, of an array and of each of its channels.

use super::{Column, Number, Wanted, all_axes, reduce};
use crate::dtype::{Element, Op};
use crate::kernel::{self, Census, Wide};
use crate::view::try_for_each;
use crate::{Array, ArrayView, Error, ErrorKind, Result};
use serde::Serialize;
use std::ops::ControlFlow;

/// The most bins that a histogram can have.
const MAX_BINS: usize = 1 << 16;

/// The most counts that histograms of channels can have altogether.
const MAX_COUNTS: usize = 1 << 22;

/// How many finite values lie in each of some equally wide bins.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Histogram {
    /// Bounds of the bins: one more than there are bins. NUMPY: a bin holds its lower
    /// bound but not its upper one, except for the last, which holds both.
    pub edges: Vec<f64>,
    /// Values per bin.
    pub counts: Vec<u64>,
    /// Finite values below the first edge.
    pub below: u64,
    /// Finite values above the last edge.
    pub above: u64,
    /// Values that are not finite.
    #[serde(flatten)]
    pub census: Census,
}

/// Histograms of each channel of an array, over the same bins.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelHistograms {
    /// The axis whose indices are the channels; `None` if the array is one channel.
    pub channel_axis: Option<usize>,
    /// One histogram per channel.
    pub channels: Vec<Histogram>,
}

/// The histogram of all elements: `np.histogram(a, bins, range)`.
///
/// Without a range it is that of the finite values; if they are all equal, half a unit to
/// each side, as in NumPy. Complex numbers are counted by their magnitude.
///
/// # Errors
/// When there is no bin or more than 65536, the range is not finite or runs backwards, or
/// the dtype has no statistics.
///
/// ```
/// use arrayscope_core::{Array, stats::histogram};
/// let a = Array::from_slice(&[0.0, 0.1, 0.9, 1.0, f64::NAN], &[5])?;
/// let result = histogram(&a.view(), 2, None)?;
/// assert_eq!((result.edges, result.counts), (vec![0.0, 0.5, 1.0], vec![2, 2]));
/// assert_eq!(result.census.nan, 1);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn histogram(
    view: &ArrayView<'_>,
    bins: usize,
    range: Option<(f64, f64)>,
) -> Result<Histogram> {
    if bins == 0 || bins > MAX_BINS {
        return Err(Error::new(
            ErrorKind::Argument,
            format!("a histogram cannot have {bins} bins (valid: 1 to {MAX_BINS})"),
        ));
    }
    let (low, high) = match range {
        Some((low, high)) if low <= high && low.is_finite() && high.is_finite() => (low, high),
        Some((low, high)) => {
            return Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "a histogram cannot range from {low} to {high} (valid: two finite numbers, the lower first)"
                ),
            ));
        }
        None => finite_range(view)?,
    };
    view.dtype().dispatch(Count { view: *view, edges: edges(low, high, bins) })
}

/// The histogram of each channel: of each index along `channel_axis`, or of the whole.
///
/// All share the bins of the range of the whole array, so that they can be compared. Shape
/// and dtype are any, what is not finite is counted apart; as for [`histogram`].
///
/// Cost: two reads of the array.
///
/// # Errors
/// As for [`histogram`], and when there is no such axis or more than 2²² counts altogether.
pub fn channel_histograms(
    array: &Array,
    channel_axis: Option<isize>,
    bins: usize,
) -> Result<ChannelHistograms> {
    let whole = array.view();
    let channels = channel_axis.map(|axis| Ok(array.shape()[array.layout().axis(axis)?]));
    let channels = channels.transpose()?.unwrap_or(1);
    if channels.saturating_mul(bins) > MAX_COUNTS {
        return Err(Error::new(
            ErrorKind::Argument,
            format!("{channels} channels of {bins} bins are more than {MAX_COUNTS} counts"),
        ));
    }
    let range = finite_range(&whole)?;
    let Some(axis) = channel_axis else {
        let channels = vec![histogram(&whole, bins, Some(range))?];
        return Ok(ChannelHistograms { channel_axis: None, channels });
    };
    let axis = array.layout().axis(axis)?;
    let channels: Result<Vec<Histogram>> = (0..array.shape()[axis])
        .map(|channel| {
            let one = array.layout().select(axis, channel)?;
            histogram(&array.with_layout(one)?.view(), bins, Some(range))
        })
        .collect();
    Ok(ChannelHistograms { channel_axis: Some(axis), channels: channels? })
}

/// Smallest and largest finite value; 0 and 1 where there is none, as in NumPy.
fn finite_range(view: &ArrayView<'_>) -> Result<(f64, f64)> {
    let whole = reduce(view, &all_axes(view.shape().len()), Wanted::EXTREMA)?;
    let end = |ends: &Column| ends.get(0).map_or(f64::NAN, Number::to_f64);
    let (low, high) = (end(&whole.min()), end(&whole.max()));
    Ok(if low.is_nan() { (0.0, 1.0) } else { (low, high) })
}

/// Edges of equally wide bins; an empty range is widened by half a unit to each side.
fn edges(low: f64, high: f64, bins: usize) -> Vec<f64> {
    let (low, high) = if low == high { (low - 0.5, high + 0.5) } else { (low, high) };
    let count = (bins as u64).to_f64();
    let step = (high - low) / count;
    let inner = (0..bins).map(|k| (k as u64).to_f64()).map(|k| {
        if step.is_finite() {
            k * step + low // NUMPY: rounded as in `np.linspace`
        } else {
            high * (k / count) + low * (1.0 - k / count)
        }
    });
    inner.chain([high]).collect()
}

struct Count<'a> {
    view: ArrayView<'a>,
    edges: Vec<f64>,
}

impl Op for Count<'_> {
    type Output = Histogram;

    fn run<T: Element>(self) -> Histogram {
        let bins = self.edges.len() - 1;
        let (low, high) = (self.edges[0], self.edges[bins]);
        let scale = (bins as u64).to_f64() / (high - low);
        let mut result = Histogram {
            counts: vec![0; bins],
            below: 0,
            above: 0,
            census: Census::default(),
            edges: self.edges,
        };
        let mut count = |x: f64| {
            if !x.is_finite() {
                result.census.merge(&Census::of(&[x]));
            } else if x < low {
                result.below += 1;
            } else if x > high {
                result.above += 1;
            } else {
                result.counts[bin(x, low, scale, &result.edges)] += 1;
            }
        };
        let _all: ControlFlow<()> = try_for_each::<T, _>(&self.view, |values| {
            for value in values {
                count(kernel::Native::to_f64(*value));
            }
            ControlFlow::Continue(())
        });
        result
    }
}

/// The bin of `x`, which lies within the edges: estimated, then corrected by the edges
/// themselves, so that what is counted agrees with what is shown.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the bins right after; NaN becomes 0"
)]
fn bin(x: f64, low: f64, scale: f64, edges: &[f64]) -> usize {
    let last = edges.len() - 2;
    let estimate = (((x - low) * scale) as usize).min(last);
    if edges[estimate] <= x && (estimate == last || x < edges[estimate + 1]) {
        return estimate;
    }
    edges[1..=last].partition_point(|edge| *edge <= x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_counted_exactly_once() {
        let values: Vec<f32> = (0u16..1000).map(|k| f32::from(k * 7 % 101) / 10.0).collect();
        let a = Array::from_slice(&values, &[10, 100]).expect("fits");
        for (bins, range) in [(1, None), (7, None), (64, Some((2.0, 5.0))), (10, Some((3.0, 3.0)))]
        {
            let result = histogram(&a.view(), bins, range).expect("valid");
            let all: u64 = result.counts.iter().sum::<u64>() + result.below + result.above;
            assert_eq!(all, 1000, "{bins} {range:?}");
        }
    }

    #[test]
    fn values_on_an_edge_fall_where_numpy_puts_them() {
        let a = Array::from_slice(&[0u8, 1, 2, 3, 4], &[5]).expect("fits");
        let result = histogram(&a.view(), 4, None).expect("valid");
        assert_eq!(result.counts, [1, 1, 1, 2]);
    }

    #[test]
    fn extreme_ranges_do_not_overflow() {
        let a = Array::from_slice(&[-f64::MAX, 0.0, f64::MAX], &[3]).expect("fits");
        let result = histogram(&a.view(), 3, None).expect("valid");
        assert_eq!(result.counts, [1, 1, 1]);
        assert!(result.edges.iter().all(|edge| edge.is_finite()));
    }

    #[test]
    fn channels_share_their_bins() {
        let a = Array::from_slice(&[0.0, 10.0, 1.0, 11.0, 2.0, 12.0], &[3, 2]).expect("fits");
        let both = channel_histograms(&a, Some(-1), 12).expect("an axis");
        assert_eq!((both.channel_axis, both.channels.len()), (Some(1), 2));
        assert_eq!(both.channels[0].edges, both.channels[1].edges);
        assert_eq!(both.channels[1].counts[10..], [1, 2]);
        let one = channel_histograms(&a, None, 12).expect("a whole");
        assert_eq!((one.channel_axis, one.channels.len()), (None, 1));
    }

    #[test]
    fn an_impossible_histogram_is_refused() {
        let a = Array::from_slice(&[1.0], &[1]).expect("fits");
        assert!(histogram(&a.view(), 0, None).is_err());
        assert!(histogram(&a.view(), usize::MAX, None).is_err());
        assert!(histogram(&a.view(), 3, Some((2.0, 1.0))).is_err());
        assert!(histogram(&a.view(), 3, Some((f64::NAN, 1.0))).is_err());
    }
}
