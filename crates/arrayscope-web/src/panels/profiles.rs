//! The profiles along all axes, short enough to be drawn behind the sliders.

use arrayscope_formats::report::{Bin, Bins};
use serde_json::{Value, json};

use crate::error::ApiError;
use crate::extract::Call;
use crate::json::{Json, number};
use crate::params::malformed;

/// Bins per axis unless told otherwise, and the most.
const DEFAULT_BINS: usize = 512;
const MOST_BINS: usize = 4096;

/// `GET /api/arrays/{id}/profiles?bins=512`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["bins"])?;
    let most = params.number("bins")?.unwrap_or(DEFAULT_BINS);
    if most == 0 || most > MOST_BINS {
        return Err(malformed("bins", &most.to_string(), &format!("1 to {MOST_BINS}")));
    }
    state
        .compute(move |state| {
            let of_axis =
                |axis| Ok(told(&state.in_parts(&entry, |all| Bins::in_parts(all, axis, most))?));
            let axes =
                (0..entry.layout.ndim()).map(of_axis).collect::<Result<Vec<_>, ApiError>>()?;
            Json::of(&json!({ "axes": axes }))
        })
        .await
}

/// The profile along one axis.
fn told(profile: &Bins) -> Value {
    let Bins { axis, length, step, bins } = profile;
    let figures = |of: fn(&Bin) -> f64| bins.iter().map(|bin| number(of(bin))).collect::<Vec<_>>();
    let counts = |of: fn(&Bin) -> u64| bins.iter().map(of).collect::<Vec<_>>();
    json!({
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrayscope_core::Array;

    fn along(array: &Array, axis: usize, most: usize) -> Value {
        told(&Bins::along(array, axis, most).unwrap())
    }

    /// A (7, 3) array with one of each that is not finite.
    fn spoiled() -> Array {
        let mut values: Vec<f32> = (0u8..21).map(f32::from).collect();
        (values[4], values[12], values[20]) = (f32::NAN, f32::INFINITY, f32::NEG_INFINITY);
        (values[15], values[16], values[17]) = (f32::NAN, f32::NAN, f32::NAN);
        Array::from_slice(&values, &[7, 3]).unwrap()
    }

    #[test]
    fn every_index_has_a_bin_while_there_is_room() {
        let told = along(&spoiled(), 0, 7);
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
    fn an_axis_without_indices_has_no_bins() {
        let empty = Array::from_slice::<f32>(&[], &[0, 3]).unwrap();
        assert_eq!(along(&empty, 0, 512)["mean"], json!([]));
        assert_eq!(along(&empty, 1, 512)["count"], json!([0, 0, 0]));
    }
}
