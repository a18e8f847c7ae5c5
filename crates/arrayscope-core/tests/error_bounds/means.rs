//! Means of sums that cancel, and of integers.

use crate::rational::Exact;
use crate::{errors, moments, noise};
use arrayscope_core::{Array, Element};

#[test]
fn a_mean_is_within_an_ulp_unless_nearly_everything_cancels() {
    for length in [3, 128, 129, 1000, 10_000] {
        for size in [1e3, 1e8, 1e15, 1e22] {
            let mut noise = noise(length);
            let mut values: Vec<f64> = (0..length).map(|_| size * noise()).collect();
            // What is left of the large ones: their negatives in another order, and a bit.
            values.extend(values.clone().into_iter().rev().map(|value| -value));
            values.push(0.37);
            let array = Array::from_slice(&values, &[values.len()]).expect("fits");
            let (of_mean, _) = errors(&values, moments(&array)[0]);
            assert!(of_mean <= 1.0, "{length} of {size:e}: {of_mean} ulp beyond what cancels");
        }
    }
}

#[test]
fn sums_that_fit_in_two_floats_cancel_exactly() {
    for values in [vec![1e16, 1.0, -1e16], [1e16, 1.0, 1.0, -1e16].repeat(1000)] {
        let array = Array::from_slice(&values, &[values.len()]).expect("fits");
        let exact = Exact::of(&values);
        assert!(exact.mean_error(moments(&array)[0].0) <= 0.5 + 1e-9);
    }
}

/// Integers of `f64` width and of 64 bits, in both shapes of loop.
fn check_integers<T: Element + Into<i128>>(values: &[T]) {
    for lanes in [1, 17] {
        let repeated: Vec<T> = values.iter().flat_map(|value| vec![*value; lanes]).collect();
        let array = Array::from_slice(&repeated, &[values.len(), lanes]).expect("fits");
        let exact = Exact::of_integers(values.iter().map(|value| (*value).into()));
        for (mean, var) in moments(&array) {
            assert!(exact.mean_error(mean) <= 1.0, "{} {} values", T::DTYPE, values.len());
            assert!(exact.var_error(var, 0) <= crate::VARIANCE, "{} {var}", T::DTYPE);
        }
    }
}

#[test]
fn integers_of_every_width_have_means_within_an_ulp() {
    for length in [2usize, 127, 128, 129, 1000, 5000] {
        let mixed = |k: usize| (k as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17);
        let all = || (0..length).map(mixed);
        check_integers(&all().collect::<Vec<u64>>());
        check_integers(&all().map(u64::cast_signed).collect::<Vec<i64>>());
        check_integers(&all().map(|x| i64::MAX - (x % 1000).cast_signed()).collect::<Vec<i64>>());
        check_integers(&all().map(|x| (x >> 32) as u32).collect::<Vec<u32>>());
        check_integers(&all().map(|x| ((x >> 32) as u32).cast_signed()).collect::<Vec<i32>>());
        check_integers(&all().map(|x| x.to_le_bytes()[1]).collect::<Vec<u8>>());
        check_integers(&all().map(|x| ((x >> 48) as u16).cast_signed()).collect::<Vec<i16>>());
    }
}
