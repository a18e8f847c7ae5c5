//! The profiles along all axes, short enough to be drawn behind the sliders.

use arrayscope_core::stats::{Census, Reduction, Wanted, all_axes, axes_but, reduce};
use arrayscope_core::{Array, Layout};
use axum::extract::State;
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::extract::Requested;
use crate::json::{Json, number};
use crate::params::{Params, malformed};
use crate::state::AppState;

/// Bins per axis unless told otherwise, and the most.
const DEFAULT_BINS: usize = 512;
const MOST_BINS: usize = 4096;

/// Longer axes are reduced bin by bin: one result per index would take more memory than the
/// bins ever need.
const MOST_LANES: usize = 1 << 20;

/// What is drawn of a bin.
const WANTED: Wanted = Wanted { mean: true, ..Wanted::EXTREMA };

/// `GET /api/arrays/{id}/profiles?bins=512`.
pub(crate) async fn show(
    State(state): State<AppState>,
    Requested(entry): Requested,
    params: Params,
) -> Result<Json, ApiError> {
    params.only(&["bins"])?;
    let most = params.number("bins")?.unwrap_or(DEFAULT_BINS);
    if most == 0 || most > MOST_BINS {
        return Err(malformed("bins", &most.to_string(), &format!("1 to {MOST_BINS}")));
    }
    state
        .compute(move |state| {
            let array = state.whole(&entry)?;
            let axes = (0..array.shape().len())
                .map(|axis| along(&array, axis, most, MOST_LANES))
                .collect::<Result<Vec<_>, _>>()?;
            Json::of(&json!({ "axes": axes }))
        })
        .await
}

/// The statistics of what lies at one index, or at neighbouring ones.
#[derive(Clone, Copy, Debug)]
struct Bin {
    count: u64,
    mean: f64,
    min: f64,
    max: f64,
    census: Census,
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

/// The profile along one axis in at most `most` bins of equally many indices, the last of
/// which may have fewer.
fn along(array: &Array, axis: usize, most: usize, most_lanes: usize) -> Result<Value, ApiError> {
    let length = array.shape()[axis];
    let step = length.div_ceil(most).max(1);
    let bins = if length <= most_lanes {
        let lanes = reduce(&array.view(), &axes_but(array.shape().len(), axis), WANTED)?;
        let join = |bins: &[Bin]| bins.iter().fold(Bin::EMPTY, Bin::merged);
        Bin::of_lanes(&lanes).chunks(step).map(join).collect()
    } else {
        bin_by_bin(array, axis, step)?
    };
    let figures = |of: fn(&Bin) -> f64| bins.iter().map(|bin| number(of(bin))).collect::<Vec<_>>();
    let counts = |of: fn(&Bin) -> u64| bins.iter().map(of).collect::<Vec<_>>();
    Ok(json!({
        "axis": axis,
        "length": length,
        "step": step,
        "count": counts(|bin| bin.count),
        "mean": figures(|bin| bin.mean),
        "min": figures(|bin| bin.min),
        "max": figures(|bin| bin.max),
        "nan": counts(|bin| bin.census.nan),
        "pos_inf": counts(|bin| bin.census.pos_inf),
        "neg_inf": counts(|bin| bin.census.neg_inf),
    }))
}

/// Reduces the part of the array that belongs to each bin.
fn bin_by_bin(array: &Array, axis: usize, step: usize) -> Result<Vec<Bin>, ApiError> {
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

    /// A (7, 3) array with one of each that is not finite.
    fn spoiled() -> Array {
        let mut values: Vec<f32> = (0u8..21).map(f32::from).collect();
        (values[4], values[12], values[20]) = (f32::NAN, f32::INFINITY, f32::NEG_INFINITY);
        (values[15], values[16], values[17]) = (f32::NAN, f32::NAN, f32::NAN);
        Array::from_slice(&values, &[7, 3]).unwrap()
    }

    #[test]
    fn every_index_has_a_bin_while_there_is_room() {
        let told = along(&spoiled(), 0, 7, MOST_LANES).unwrap();
        assert_eq!(told["step"], 1);
        assert_eq!(told["mean"], json!([1.0, 4.0, 7.0, 10.0, 13.5, "NaN", 18.5]));
        assert_eq!(told["min"], json!([0.0, 3.0, 6.0, 9.0, 13.0, "NaN", 18.0]));
        assert_eq!(told["max"], json!([2.0, 5.0, 8.0, 11.0, 14.0, "NaN", 19.0]));
        assert_eq!(told["nan"], json!([0, 1, 0, 0, 0, 3, 0]));
        assert_eq!(told["pos_inf"], json!([0, 0, 0, 0, 1, 0, 0]));
        assert_eq!(told["neg_inf"], json!([0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(told["count"], json!([3, 2, 3, 3, 2, 0, 2]));
    }

    #[test]
    fn bins_of_several_indices_lose_no_extreme_and_no_mark() {
        for most_lanes in [MOST_LANES, 2] {
            let told = along(&spoiled(), 0, 3, most_lanes).unwrap();
            assert_eq!((&told["step"], &told["length"]), (&json!(3), &json!(7)));
            assert_eq!(told["min"], json!([0.0, 9.0, 18.0]));
            assert_eq!(told["max"], json!([8.0, 14.0, 19.0]));
            assert_eq!(told["nan"], json!([1, 3, 0]));
            assert_eq!(told["pos_inf"], json!([0, 1, 0]));
            assert_eq!(told["neg_inf"], json!([0, 0, 1]));
            let means: Vec<f64> = told["mean"]
                .as_array()
                .unwrap()
                .iter()
                .map(|mean| mean.as_f64().unwrap())
                .collect();
            for (mean, exact) in means.iter().zip([4.0, 11.4, 18.5]) {
                assert!((mean - exact).abs() < 1e-12, "{mean} {exact}");
            }
        }
    }

    #[test]
    fn an_axis_without_indices_has_no_bins() {
        let empty = Array::from_slice::<f32>(&[], &[0, 3]).unwrap();
        assert_eq!(along(&empty, 0, 512, MOST_LANES).unwrap()["mean"], json!([]));
        assert_eq!(along(&empty, 1, 512, MOST_LANES).unwrap()["count"], json!([0, 0, 0]));
        assert_eq!(along(&empty, 1, 2, 1).unwrap()["count"], json!([0, 0]));
    }
}
