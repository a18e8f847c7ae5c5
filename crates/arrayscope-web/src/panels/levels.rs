//! What colour limits are made of besides the extremes: percentiles, mean and standard deviation
//! of one cross-section.

use arrayscope_core::preview::preview;
use arrayscope_core::stats::{Wanted, all_axes, reduce};
use serde_json::{Value, json};

use super::measured::Measured;
use super::rectangle::Rectangle;
use super::selection;
use crate::error::ApiError;
use crate::extract::Call;
use crate::json::{Json, number};
use crate::params::{Params, malformed};

/// Percentiles unless told otherwise.
const DEFAULT_PERCENTILES: [f64; 2] = [2.0, 98.0];
/// The most percentiles of one answer.
const MOST_PERCENTILES: usize = 16;

/// `GET /api/arrays/{id}/levels?rows&columns&at&percentiles=2,98`.
pub(crate) async fn show(Call { state, entry, params }: Call) -> Result<Json, ApiError> {
    params.only(&["rows", "columns", "at", "percentiles", Measured::NAME])?;
    let percentiles = percentiles(&params)?;
    let measured = Measured::read(&entry, &params)?;
    let rectangle = Rectangle::read(&entry, &params)?;
    state
        .compute(move |state| {
            let slice = measured.of(rectangle.cut(state, &entry)?)?;
            let whole = reduce(
                &slice.view(),
                &all_axes(2),
                Wanted { mean: true, std: true, ..Wanted::CENSUS },
            )?;
            let first = |column: &arrayscope_core::stats::Column| {
                column.get(0).map_or(f64::NAN, arrayscope_core::stats::Number::to_f64)
            };
            let (mean, std) = (first(&whole.mean()), first(&whole.std()));
            let mut values = preview(&slice.view(), usize::MAX, usize::MAX)?.values;
            values.retain(|value| value.is_finite());
            values.sort_unstable_by(f64::total_cmp);
            let told: Vec<Value> = percentiles
                .iter()
                .map(|&percent| {
                    json!({ "percent": percent, "value": number(percentile(&values, percent)) })
                })
                .collect();
            Json::of(&json!({
                "numpy": measured.numpy(&selection::numpy(&rectangle.section)),
                "count": values.len(),
                "mean": number(mean),
                "std": number(std),
                "percentiles": told,
            }))
        })
        .await
}

/// The percentiles asked for, each from 0 to 100.
fn percentiles(params: &Params) -> Result<Vec<f64>, ApiError> {
    let name = "percentiles";
    let given: Vec<f64> = params.numbers(name)?.unwrap_or(DEFAULT_PERCENTILES.to_vec());
    let is_fine = given.iter().all(|percent| (0.0..=100.0).contains(percent));
    if is_fine && given.len() <= MOST_PERCENTILES {
        return Ok(given);
    }
    let expected = format!("up to {MOST_PERCENTILES} numbers from 0 to 100, as in 2,98");
    Err(malformed(name, params.text(name).unwrap_or_default(), &expected))
}

/// The percentile of sorted values, NaN of none.
///
/// NUMPY: `np.percentile` with its default method, "linear": between two values in proportion.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    #[expect(clippy::cast_precision_loss, reason = "fewer elements than 2^53 fit into memory")]
    let place = percent / 100.0 * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to the last position"
    )]
    let below = (place.floor() as usize).min(last);
    let share = place - place.floor();
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    // Not low + (high - low) × share: the difference may overflow where neither does.
    low * (1.0 - share) + high * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_numpy() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        let told = [0.0, 10.0, 25.0, 50.0, 98.0, 100.0].map(|percent| percentile(&values, percent));
        let expected = [1.0, 1.4, 2.0, 4.0, 15.36, 16.0];
        assert!(told.iter().zip(expected).all(|(told, wanted)| (told - wanted).abs() < 1e-12));
        assert!(percentile(&[], 50.0).is_nan());
        assert_eq!(percentile(&[-f64::MAX, f64::MAX], 50.0), 0.0);
    }
}
