//! The states of two halves merge into the state of the whole.

#![expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]

use arrayscope_core::kernel::{Census, Extrema, Moments, Wide};
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

fn merged<W: Wide>(left: &[W], right: &[W]) -> (Moments<W>, Moments<W>) {
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
            let m2 = (halves.m2(), whole.m2());
            prop_assert!(near_m2(m2.0, m2.1), "{:?}", m2);
        }
    }

    #[test]
    fn integer_sums_of_halves_are_exactly_those_of_the_whole(
        left in vec(any::<i64>(), 0..100),
        right in vec(prop_oneof![any::<i64>(), Just(i64::MAX), Just(i64::MIN)], 1..100),
    ) {
        let (halves, whole) = merged(&left, &right);
        let sum: i128 = left.iter().chain(&right).map(|&x| i128::from(x)).sum();
        prop_assert_eq!(halves.sum().total(), sum);
        prop_assert_eq!(halves.mean().to_bits(), whole.mean().to_bits());
        prop_assert!(near_m2(halves.m2(), whole.m2()));
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
        let (mean, ends) = (Moments::of(&values).mean(), Extrema::of(&values));
        prop_assert!(ends.min().unwrap() <= mean && mean <= ends.max().unwrap());
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

        let kept = |values: &[f64]| values.iter().copied().filter(|x| x.is_finite()).collect::<Vec<_>>();
        let mut extrema = Extrema::of(&kept(&left));
        extrema.merge(&Extrema::of(&kept(&right)));
        prop_assert_eq!(extrema, Extrema::of(&kept(&whole)));
        prop_assert_eq!(extrema.min(), kept(&whole).into_iter().reduce(f64::min));
        prop_assert_eq!(extrema.max(), kept(&whole).into_iter().reduce(f64::max));
    }
}

/// `Sum::mean` is public through `Moments::sum`: both must tell the same.
#[test]
fn the_sum_inside_of_moments_is_that_of_the_values() {
    assert_eq!(Moments::of(&[1.0, 2.0, 4.5]).sum().total(), 7.5);
    assert_eq!(Moments::of(&[u64::MAX, 1]).sum().total(), 1 << 64);
}
