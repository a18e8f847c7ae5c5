//! The ends of the range of floats: subnormal, next to overflow, and around the bound from
//! which values are scaled.

use super::rational::Exact;
use super::{Random, lengths, levels, told};
use crate::kernel::{Full, Kernels, Moments};

/// The relative error of the standard deviation, which there is even if the variance
/// overflows; the values are scaled by an exact power of two to be judged.
fn check<N: Kernels>(values: &[N], down: f64, bound: f64) {
    let scaled: Vec<f64> = values.iter().map(|value| value.to_f64() * down).collect();
    let exact = Exact::of(&scaled);
    for level in levels() {
        let moments = told::<N, Full>(level, values).0.moments;
        let error = exact.mean_error(moments.mean() * down);
        let few = exact.cancellation() > 1e9 || error <= 1.0;
        assert!(few, "{level}: mean off by {error} ulp, {values:?}");
        let std = moments.std(0) * down;
        if exact.is_constant() {
            assert_eq!(std, 0.0, "{level}: {values:?}");
        } else {
            let error = exact.var_error(std * std, 0);
            assert!(error <= bound, "{level}: variance off by {error:e}, {values:?}");
        }
    }
}

#[test]
fn values_around_the_bound_from_which_they_are_scaled() {
    let mut random = Random(7);
    for power in [468, 469, 470, 471, 505, 509, 511, 512, 514, 600, 959, 960, 961, 1022] {
        for length in lengths() {
            let scale = 2f64.powi(power);
            let around: Vec<f64> =
                (0..length).map(|_| scale * (1.0 + random.unit() / 8.0)).collect();
            check(&around, 2f64.powi(-power), 1e-14);
            let signs: Vec<f64> = (0..length).map(|_| scale * random.unit()).collect();
            check(&signs, 2f64.powi(-power), 1e-14);
        }
    }
}

#[test]
fn one_large_value_beside_ordinary_ones() {
    for power in [469, 470, 471, 960, 1023] {
        for place in [0, 1, 15, 16, 127] {
            let mut values = vec![1.5f64; 128];
            values[place] = 2f64.powi(power);
            check(&values, 2f64.powi(-power), 1e-14);
            values[(place + 1) % 128] = -2f64.powi(power);
            check(&values, 2f64.powi(-power), 1e-14);
        }
    }
}

#[test]
fn the_largest_values_of_either_type_and_their_neighbours() {
    for length in lengths() {
        let of_f32: Vec<f32> = (0..length)
            .map(|k| [f32::MAX, -f32::MAX, f32::MAX.next_down(), f32::MIN_POSITIVE][k * k % 4])
            .collect();
        check(&of_f32, 1.0, 1e-14);
        check(&vec![f32::MAX; length], 1.0, 0.0);
        let of_f64: Vec<f64> = (0..length)
            .map(|k| [f64::MAX, -f64::MAX, f64::MAX.next_down(), 1.0][k * k % 4])
            .collect();
        check(&of_f64, 2f64.powi(-600), 1e-14);
        check(&vec![-f64::MAX; length], 2f64.powi(-600), 0.0);
    }
}

#[test]
fn subnormal_values_have_means_to_the_last_bit_and_f32_ones_variances_too() {
    let mut random = Random(8);
    for length in lengths() {
        let of_f32: Vec<f32> = (0..length)
            .map(|_| f32::from_bits(u32::try_from(random.below(1 << 23)).expect("23 bits")))
            .collect();
        check(&of_f32, 1.0, 1e-14);
        let of_f64: Vec<f64> = (0..length)
            .map(|_| f64::from_bits(random.bits() >> 12) * [1.0, -1.0][random.below(2)])
            .collect();
        for level in levels() {
            let moments = told::<f64, Full>(level, &of_f64).0.moments;
            let exact = Exact::of(&of_f64);
            let far = exact.mean_error(moments.mean());
            assert!(far <= 1.0, "{far} ulp: {of_f64:?}");
            assert_eq!(moments.var(0), 0.0, "squares underflow, as documented");
        }
    }
}

#[test]
fn scaled_and_plain_states_merge_in_either_order() {
    let large: Vec<f64> = (0..100).map(|k| 1e300 + f64::from(k) * 1e297).collect();
    let plain: Vec<f64> = (0..50).map(|k| f64::from(k) * 1e100).collect();
    let exact = Exact::of(&[large.as_slice(), &plain].concat().map_down());
    for (first, second) in [(&large, &plain), (&plain, &large)] {
        let mut both = Moments::of(first);
        both.merge(&Moments::of(second));
        let std = both.std(0) * 2f64.powi(-900);
        assert!(exact.var_error(std * std, 0) < 1e-14);
        assert!(exact.mean_error(both.mean() * 2f64.powi(-900)) <= 1.0);
    }
}

/// The values made small enough for their variance to be a float.
trait Down {
    fn map_down(self) -> Vec<f64>;
}

impl Down for Vec<f64> {
    fn map_down(self) -> Vec<f64> {
        self.into_iter().map(|value| value * 2f64.powi(-900)).collect()
    }
}
