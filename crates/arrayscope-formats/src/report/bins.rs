//! The profile along an axis, short enough to be drawn.

use arrayscope_core::stats::{Census, Reduction, Wanted, all_axes, axes_but, reduce};
use arrayscope_core::{Array, Layout, Result};

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
    pub fn along(array: &Array, axis: usize, most: usize) -> Result<Self> {
        Self::with_lanes(array, axis, most, MOST_LANES)
    }

    fn with_lanes(array: &Array, axis: usize, most: usize, most_lanes: usize) -> Result<Self> {
        let axis = array.layout().axis(axis.cast_signed())?;
        let length = array.shape()[axis];
        let step = length.div_ceil(most.max(1)).max(1);
        let bins = if length <= most_lanes {
            let lanes = reduce(&array.view(), &axes_but(array.shape().len(), axis), WANTED)?;
            let join = |bins: &[Bin]| bins.iter().fold(Bin::EMPTY, Bin::merged);
            Bin::of_lanes(&lanes).chunks(step).map(join).collect()
        } else {
            bin_by_bin(array, axis, step)?
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
fn bin_by_bin(array: &Array, axis: usize, step: usize) -> Result<Vec<Bin>> {
    let layout = array.layout();
    let (mut start, mut shape) = (vec![0; layout.ndim()], layout.shape().to_vec());
    let mut bins = Vec::new();
    for first in (0..layout.shape()[axis]).step_by(step) {
        start[axis] = first;
        shape[axis] = step.min(layout.shape()[axis] - first);
        let offset =
            if shape.contains(&0) { layout.offset() } else { layout.byte_offset(&start)? };
        let part = Layout::try_new(&shape, layout.strides(), offset, layout.itemsize())?;
        let part = array.with_layout(part)?;
        let whole = reduce(&part.view(), &all_axes(layout.ndim()), WANTED)?;
        bins.extend(Bin::of_lanes(&whole));
    }
    Ok(bins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_of_several_indices_lose_no_extreme_and_no_mark() {
        let mut values: Vec<f32> = (0u8..21).map(f32::from).collect();
        (values[4], values[12], values[20]) = (f32::NAN, f32::INFINITY, f32::NEG_INFINITY);
        (values[15], values[16], values[17]) = (f32::NAN, f32::NAN, f32::NAN);
        let spoiled = Array::from_slice(&values, &[7, 3]).unwrap();
        for most_lanes in [MOST_LANES, 2] {
            let told = Bins::with_lanes(&spoiled, 0, 3, most_lanes).unwrap();
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
        let counts = |most_lanes| Bins::with_lanes(&empty, 1, 2, most_lanes).unwrap().bins;
        assert_eq!(counts(MOST_LANES).len(), 2);
        assert!(counts(1).iter().all(|bin| bin.count == 0));
    }
}
