//! The bounds of `docs/numerics.md`, for data that attacks them, against exact arithmetic.
//!
//! - mean: 1 ulp, and `γ² mean|x|` where nearly everything cancels;
//! - variance: 1e-14 of itself, whatever the offset, the order and the number of values.

mod attacks;
mod growth;
mod means;
#[path = "../common/rational.rs"]
mod rational;

use arrayscope_core::Array;
use arrayscope_core::stats::{Wanted, reduce};
use rational::Exact;

/// The bound of the relative error of a variance.
const VARIANCE: f64 = 1e-14;

/// Mean and variance of each lane over the first axis.
fn moments(array: &Array) -> Vec<(f64, f64)> {
    let wanted = Wanted { mean: true, var: true, ..Wanted::CENSUS };
    let result = reduce(&array.view(), &[0], wanted).expect("one axis at least");
    result.mean().to_f64().into_iter().zip(result.var().to_f64()).collect()
}

/// How far mean and variance are off: in ulps, and relatively.
///
/// The mean of what cancels is told to `γ² mean|x|`; only what is beyond that is counted.
fn errors(values: &[f64], (mean, var): (f64, f64)) -> (f64, f64) {
    let exact = Exact::of(values);
    let n_eps = f64::from(u32::try_from(values.len()).expect("small")) * f64::EPSILON / 2.0;
    let cancelled = n_eps * n_eps * exact.cancellation() / (f64::EPSILON / 2.0);
    let of_mean = if mean == 0.0 && exact.cancellation().is_infinite() {
        0.0
    } else {
        exact.mean_error(mean) - cancelled
    };
    let of_var = if exact.is_constant() { var } else { exact.var_error(var, 0) };
    (of_mean, of_var)
}

/// Asserts the bounds for one lane along memory, and for seventeen side by side, of which
/// each starts at another value.
fn check(name: &str, values: &[f64]) -> f64 {
    let count = values.len();
    let row = Array::from_slice(values, &[count]).expect("fits");
    let mut worst = assert_bounds(name, values, moments(&row)[0]);
    if count <= 4096 {
        let turned = |lane: usize| (0..count).map(move |k| values[(k + 5 * lane) % count]);
        let lanes: Vec<Vec<f64>> = (0..17).map(|lane| turned(lane).collect()).collect();
        let columns: Vec<f64> =
            (0..count).flat_map(|k| lanes.iter().map(move |lane| lane[k])).collect();
        let columns = Array::from_slice(&columns, &[count, 17]).expect("fits");
        for (lane, got) in moments(&columns).into_iter().enumerate().step_by(8) {
            worst = worst.max(assert_bounds(name, &lanes[lane], got));
        }
    }
    worst
}

fn assert_bounds(name: &str, values: &[f64], got: (f64, f64)) -> f64 {
    let (of_mean, of_var) = errors(values, got);
    let count = values.len();
    assert!(of_mean <= 1.0, "{name}, {count} values: mean {} is off by {of_mean} ulp", got.0);
    assert!(of_var <= VARIANCE, "{name}, {count} values: var {} is off by {of_var:e}", got.1);
    of_var
}

/// The same values rounded to `f32`, as an array of `f32`.
fn check_f32(name: &str, values: &[f64]) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "rounding is what is asked for")]
    let narrow: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    let wide: Vec<f64> = narrow.iter().map(|value| f64::from(*value)).collect();
    let row = Array::from_slice(&narrow, &[narrow.len()]).expect("fits");
    assert_bounds(name, &wide, moments(&row)[0])
}

/// Numbers from −1 to 1, of Knuth's MMIX generator.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        let next = state.wrapping_mul(6_364_136_223_846_793_005);
        state = next.wrapping_add(1_442_695_040_888_963_407);
        let upper = u32::try_from(state >> 32).expect("32 bits");
        f64::from(upper) / 2f64.powi(31) - 1.0 + f64::from(upper.swap_bytes()) / 2f64.powi(64)
    }
}
