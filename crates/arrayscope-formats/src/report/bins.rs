//! The profile along an axis, short enough to be drawn.

use std::ops::Range;

use arrayscope_core::stats::{Census, Grain, InParts, Reduction, Wanted, all_axes, axes_but};
use arrayscope_core::view::Description;
use arrayscope_core::{Array, Error, Layout};

/// Longer axes are reduced bin by bin: one result per index would take more memory than the
/// bins ever need.
const MOST_LANES: usize = 1 << 20;

/// What is drawn of a bin.
const WANTED: Wanted = Wanted { mean: true, ..Wanted::EXTREMA };

/// The profile along one axis in bins of equally many indices, the last of which may have
/// fewer.
#[derive(Clone, Debug)]
pub struct Bins {
    /// The axis.
    pub axis: usize,
    /// Its length.
    pub length: usize,
    /// Indices per bin.
    pub step: usize,
    /// The bins in the order of the axis.
    pub bins: Vec<Bin>,
}

/// The statistics of what lies at one index, or at neighbouring ones.
#[derive(Clone, Copy, Debug)]
pub struct Bin {
    /// Finite values.
    pub count: u64,
    /// Their mean; NaN where there is none, as for the extremes.
    pub mean: f64,
    /// The smallest of them.
    pub min: f64,
    /// The largest of them.
    pub max: f64,
    /// The others.
    pub census: Census,
}

impl Bins {
    /// The profile along an axis in at most `most` bins.
    ///
    /// # Errors
    /// When there is no such axis, or the dtype has no statistics.
    ///
    /// ```
    /// use arrayscope_core::Array;
    /// use arrayscope_formats::report::Bins;
    /// let a = Array::from_slice(&[1.0, 2.0, 3.0, 40.0, 50.0, 60.0], &[3, 2])?;
    /// let rows = Bins::along(&a, 0, 2)?;
    /// assert_eq!((rows.step, rows.bins[0].max, rows.bins[1].mean), (2, 40.0, 55.0));
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn along(array: &Array, axis: usize, most: usize) -> Result<Self, Error> {
        let read = |ranges: &[Range<usize>]| array.region(ranges);
        let view = array.view();
        let (described, memory) = (&(&view).into(), array.layout().nbytes());
        let parts = InParts { described, grain: Grain::Bytes, memory, read: &read };
        Self::in_parts(&parts, axis, most)
    }

    /// The profile along an axis of an array that is read in parts, in at most `most` bins.
    ///
    /// # Errors
    /// As for [`Self::along`], and what reading gives.
    pub fn in_parts<E: From<Error> + Send>(
        parts: &InParts<'_, E>,
        axis: usize,
        most: usize,
    ) -> Result<Self, E> {
        Self::with_lanes(parts, axis, most, MOST_LANES)
    }

    fn with_lanes<E: From<Error> + Send>(
        parts: &InParts<'_, E>,
        axis: usize,
        most: usize,
        most_lanes: usize,
    ) -> Result<Self, E> {
        let layout = parts.described.layout;
        let axis = layout.axis(axis.cast_signed())?;
        let length = layout.shape()[axis];
        let step = length.div_ceil(most.max(1)).max(1);
        let bins = if length <= most_lanes {
            let lanes = parts.reduce(&axes_but(layout.ndim(), axis), WANTED, &|_| {})?;
            let join = |bins: &[Bin]| bins.iter().fold(Bin::EMPTY, Bin::merged);
            Bin::of_lanes(&lanes).chunks(step).map(join).collect()
        } else {
            bin_by_bin(parts, axis, step)?
        };
        Ok(Self { axis, length, step, bins })
    }
}

impl Bin {
    const EMPTY: Self = Self {
        count: 0,
        mean: f64::NAN,
        min: f64::NAN,
        max: f64::NAN,
        census: Census { nan: 0, pos_inf: 0, neg_inf: 0 },
    };

    /// One bin per lane.
    fn of_lanes(lanes: &Reduction) -> Vec<Self> {
        let [mean, min, max] = [lanes.mean(), lanes.min(), lanes.max()].map(|all| all.to_f64());
        let bin = |lane: usize| Self {
            count: lanes.count(lane),
            mean: mean[lane],
            min: min[lane],
            max: max[lane],
            census: lanes.census(lane),
        };
        (0..lanes.lanes()).map(bin).collect()
    }

    /// Both together; a bin without finite values changes counts only.
    fn merged(self, other: &Self) -> Self {
        let count = self.count + other.count;
        #[expect(clippy::cast_precision_loss, reason = "a weight, for drawing")]
        let weight = if count == 0 { 0.0 } else { other.count as f64 / count as f64 };
        let mean = match (self.count, other.count) {
            (0, _) => other.mean,
            (_, 0) => self.mean,
            _ => self.mean * (1.0 - weight) + other.mean * weight,
        };
        Self {
            count,
            mean,
            // `min` and `max` of a NaN and a number are the number.
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            census: Census {
                nan: self.census.nan + other.census.nan,
                pos_inf: self.census.pos_inf + other.census.pos_inf,
                neg_inf: self.census.neg_inf + other.census.neg_inf,
            },
        }
    }
}

/// Reduces the part of the array that belongs to each bin.
fn bin_by_bin<E: From<Error> + Send>(
    parts: &InParts<'_, E>,
    axis: usize,
    step: usize,
) -> Result<Vec<Bin>, E> {
    let (layout, length) = (parts.described.layout, parts.described.shape()[axis]);
    let mut shape = layout.shape().to_vec();
    let mut bins = Vec::new();
    for first in (0..length).step_by(step) {
        shape[axis] = step.min(length - first);
        // Only steps between elements matter: where the first one is, reading knows.
        let layout = Layout::try_new(&shape, layout.strides(), layout.offset(), layout.itemsize())?;
        let read = |ranges: &[Range<usize>]| {
            let mut ranges = ranges.to_vec();
            ranges[axis] = ranges[axis].start + first..ranges[axis].end + first;
            (parts.read)(&ranges)
        };
        let described = &Description { layout: &layout, ..*parts.described };
        let bin = InParts { described, read: &read, ..*parts };
        let whole = bin.reduce(&all_axes(layout.ndim()), WANTED, &|_| {})?;
        bins.extend(Bin::of_lanes(&whole));
    }
    Ok(bins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(array: &Array, axis: usize, most: usize, most_lanes: usize) -> Result<Bins, Error> {
        let read = |ranges: &[Range<usize>]| array.region(ranges);
        let view = array.view();
        let described = &(&view).into();
        let parts = InParts { described, grain: Grain::Bytes, memory: 1, read: &read };
        Bins::with_lanes(&parts, axis, most, most_lanes)
    }

    #[test]
    fn bins_of_several_indices_lose_no_extreme_and_no_mark() {
        let mut values: Vec<f32> = (0u8..21).map(f32::from).collect();
        (values[4], values[12], values[20]) = (f32::NAN, f32::INFINITY, f32::NEG_INFINITY);
        (values[15], values[16], values[17]) = (f32::NAN, f32::NAN, f32::NAN);
        let spoiled = Array::from_slice(&values, &[7, 3]).unwrap();
        for most_lanes in [MOST_LANES, 2] {
            let told = bins(&spoiled, 0, 3, most_lanes).unwrap();
            assert_eq!((told.step, told.length), (3, 7));
            let of = |of: fn(&Bin) -> f64| told.bins.iter().map(of).collect::<Vec<_>>();
            assert_eq!(of(|bin| bin.min), [0.0, 9.0, 18.0]);
            assert_eq!(of(|bin| bin.max), [8.0, 14.0, 19.0]);
            for (mean, exact) in of(|bin| bin.mean).iter().zip([4.0, 11.4, 18.5]) {
                assert!((mean - exact).abs() < 1e-12, "{mean} {exact}");
            }
            let nan: Vec<u64> = told.bins.iter().map(|bin| bin.census.nan).collect();
            assert_eq!(nan, [1, 3, 0]);
            let pos_inf: Vec<u64> = told.bins.iter().map(|bin| bin.census.pos_inf).collect();
            let neg_inf: Vec<u64> = told.bins.iter().map(|bin| bin.census.neg_inf).collect();
            assert_eq!((pos_inf, neg_inf), (vec![0, 1, 0], vec![0, 0, 1]));
        }
    }

    #[test]
    fn an_axis_without_indices_has_no_bins() {
        let empty = Array::from_slice::<f32>(&[], &[0, 3]).unwrap();
        assert!(Bins::along(&empty, 0, 512).unwrap().bins.is_empty());
        assert!(Bins::along(&empty, 2, 512).is_err());
        let counts = |most_lanes| bins(&empty, 1, 2, most_lanes).unwrap().bins;
        assert_eq!(counts(MOST_LANES).len(), 2);
        assert!(counts(1).iter().all(|bin| bin.count == 0));
    }
}
