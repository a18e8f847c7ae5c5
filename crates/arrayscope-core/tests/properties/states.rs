//! The states of two halves merge into the state of the whole.

#![expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]

use arrayscope_core::Array;
use arrayscope_core::kernel::{Census, Moments, Native};
use arrayscope_core::stats::{Wanted, reduce};
use proptest::collection::vec;
use proptest::prelude::*;

/// Finite values of wildly different size; squares of their sums stay finite.
fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e3..1e3,
        (-1e3..1e3).prop_map(|x: f64| 1e8 + x),
        (-100i32..100, -1.0..1.0).prop_map(|(power, x): (i32, f64)| x * 2f64.powi(power)),
        Just(0.1),
        any::<f64>().prop_map(|x| if x.abs() < 1e-300 { x } else { 0.0 }),
    ]
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![8 => finite(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(f64::NEG_INFINITY)]
}

fn merged<N: Native>(left: &[N], right: &[N]) -> (Moments, Moments) {
    let mut halves = Moments::of(left);
    halves.merge(&Moments::of(right));
    (halves, Moments::of(&[left, right].concat()))
}

/// Both are within 1 ulp of the exact mean, but for `(n ε)² mean|x|` of the sum.
fn near_means(halves: f64, whole: f64, scale: f64, count: usize) -> bool {
    let n_eps = count as f64 * f64::EPSILON;
    (halves - whole).abs()
        <= 2.0 * f64::EPSILON * whole.abs() + n_eps * n_eps * scale + f64::from_bits(2)
}

/// Sums of squares of `n` terms, each right to a few ε: relative, because nothing cancels.
fn near_m2(halves: f64, whole: f64) -> bool {
    (halves - whole).abs() <= 1e-13 * whole + f64::MIN_POSITIVE
}

fn m2(moments: &Moments) -> f64 {
    if moments.count() == 0 { 0.0 } else { moments.var(0) * moments.count() as f64 }
}

/// `sum / count`, correctly rounded.
fn nearest_quotient(sum: i128, count: usize) -> f64 {
    let shift = sum.unsigned_abs().leading_zeros().saturating_sub(2).min(120);
    let (scaled, count) = (sum.unsigned_abs() << shift, count as u128);
    // A last bit that stands for the remainder lets the conversion round the right way.
    let quotient = (scaled / count) | u128::from(scaled % count != 0);
    quotient as f64 * 2f64.powi(-shift.cast_signed()) * if sum < 0 { -1.0 } else { 1.0 }
}

/// Minimum and maximum as `reduce` tells them; NaN of nothing.
fn ends(values: &[f64]) -> [f64; 2] {
    let array = Array::from_slice(values, &[values.len()]).expect("fits");
    let ends = reduce(&array.view(), &[0], Wanted::EXTREMA).expect("one axis");
    [ends.min(), ends.max()].map(|column| column.to_f64()[0])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn moments_of_halves_merge_into_those_of_the_whole(
        left in vec(finite(), 0..200),
        right in vec(finite(), 0..200),
    ) {
        let (halves, whole) = merged(&left, &right);
        let count = left.len() + right.len();
        prop_assert_eq!(halves.count(), count as u64);
        prop_assert_eq!(whole.count(), count as u64);
        if count > 0 {
            let scale = left.iter().chain(&right).map(|x| x.abs()).sum::<f64>() / count as f64;
            let means = (halves.mean(), whole.mean());
            prop_assert!(near_means(means.0, means.1, scale, count), "{:?}", means);
            let m2 = (m2(&halves), m2(&whole));
            prop_assert!(near_m2(m2.0, m2.1), "{:?}", m2);
        }
    }

    #[test]
    fn integer_means_of_halves_are_those_of_the_exact_sum(
        left in vec(any::<i64>(), 0..100),
        right in vec(prop_oneof![any::<i64>(), Just(i64::MAX), Just(i64::MIN)], 1..100),
    ) {
        let (halves, whole) = merged(&left, &right);
        let sum: i128 = left.iter().chain(&right).map(|&x| i128::from(x)).sum();
        let exact = nearest_quotient(sum, left.len() + right.len());
        let ulp = exact.abs().next_up() - exact.abs();
        prop_assert!((whole.mean() - exact).abs() <= ulp, "{} {exact}", whole.mean());
        prop_assert_eq!(halves.mean().to_bits(), whole.mean().to_bits());
        prop_assert!(near_m2(m2(&halves), m2(&whole)));
    }

    #[test]
    fn merging_with_nothing_changes_no_bit(values in vec(finite(), 0..50)) {
        let (left, _) = merged(&values, &[]);
        let (right, _) = merged(&[], &values);
        prop_assert_eq!(left, Moments::of(&values));
        prop_assert_eq!(right, Moments::of(&values));
    }

    #[test]
    fn the_mean_lies_between_the_extrema(values in vec(finite(), 1..200)) {
        let (mean, [min, max]) = (Moments::of(&values).mean(), ends(&values));
        prop_assert!(min <= mean && mean <= max);
    }

    #[test]
    fn extrema_and_census_of_halves_are_exactly_those_of_the_whole(
        left in vec(any_value(), 0..200),
        right in vec(any_value(), 0..200),
    ) {
        let whole = [left.as_slice(), &right].concat();
        let mut census = Census::of(&left);
        census.merge(&Census::of(&right));
        prop_assert_eq!(census, Census::of(&whole));
        prop_assert_eq!(census.total(), whole.iter().filter(|x| !x.is_finite()).count() as u64);

        let [left, right, both] = [&left, &right, &whole].map(|values| ends(values));
        let kept: Vec<f64> = whole.into_iter().filter(|x| x.is_finite()).collect();
        if kept.is_empty() {
            prop_assert!(both.iter().all(|end| end.is_nan()));
        } else {
            // `f64::min` prefers a number to NaN, which is the answer of no values.
            prop_assert_eq!(both, [left[0].min(right[0]), left[1].max(right[1])]);
            prop_assert_eq!(Some(both[0]), kept.iter().copied().reduce(f64::min));
            prop_assert_eq!(Some(both[1]), kept.into_iter().reduce(f64::max));
        }
    }
}
