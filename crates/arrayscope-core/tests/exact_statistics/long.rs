//! Arrays long enough for errors to pile up, with answers known in closed form.
//!
//! NUMPY: of the first three 2.4 says 0.8389, 130.46 and 0.3276.

use crate::{EVERYTHING, bits, reduced, reduced_as};
use arrayscope_core::dtype::f16;
use arrayscope_core::stats::NonFinitePolicy::Ignore;
use arrayscope_core::{Array, Element};

/// `rows` rows of `columns` equal values, `value(row)`.
fn rows<T: Element>(rows: usize, columns: usize, value: impl Fn(usize) -> T) -> Array {
    let values: Vec<T> = (0..rows * columns).map(|k| value(k / columns)).collect();
    Array::from_slice(&values, &[rows, columns]).expect("the lengths agree")
}

#[test]
fn the_mean_of_many_float32_ones_is_one() {
    // From 2^24 ones on a float32 sum stands still. One element, stepped over by 0 bytes.
    let one = rows(1, 2, |_| 1f32);
    let layout = one.layout().broadcast(&[20_000_000, 1, 2]).expect("repeated");
    let ones = one.with_layout(layout).expect("the same bytes");
    assert_eq!(bits(&reduced(&ones, &[0, 1]).mean().to_f64()), bits(&[1.0; 2]));
}

#[test]
fn the_standard_deviation_around_ten_thousand_is_one() {
    let around = rows(1_000_000, 4, |row| if row % 2 == 0 { 9999f32 } else { 10001.0 });
    assert_eq!(bits(&reduced(&around, &[0]).mean().to_f64()), bits(&[10000.0; 4]));
    assert_eq!(bits(&reduced(&around, &[0]).std().to_f64()), bits(&[1.0; 4]));
}

#[test]
fn the_mean_of_many_float16_tens_is_ten() {
    let tens = rows(100_000, 2, |_| f16::from_f32(10.0));
    let ignoring = reduced_as(&tens, &[0], EVERYTHING.with_policy(Ignore));
    assert_eq!(bits(&ignoring.mean().to_f64()), bits(&[10.0; 2]));
}

#[test]
fn the_variance_of_a_long_float64_ramp_far_from_zero_is_that_of_the_ramp() {
    // Of 0, 1, …, n − 1 it is (n² − 1) / 12.
    let count = 1_000_000;
    let ramp = rows(count, 1, |row| 1e8 + f64::from(u32::try_from(row).unwrap_or(0)));
    let exact = (1e12 - 1.0) / 12.0;
    let var = reduced(&ramp, &[0]).var().to_f64()[0];
    assert!((var - exact).abs() <= 1e-14 * exact, "{var}");
}

#[test]
fn the_mean_of_many_extreme_integers_is_exact() {
    let ends = rows(300_000, 1, |row| if row % 3 == 0 { i64::MIN } else { i64::MAX });
    let mean = reduced(&ends, &[0]).mean().to_f64()[0];
    // (2 (2^63 − 1) − 2^63) / 3, rounded.
    assert_eq!(mean.to_bits(), 3_074_457_345_618_258_602f64.to_bits());
}
