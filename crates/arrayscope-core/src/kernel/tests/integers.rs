//! Integers that no float holds: sums and extrema are exact, deviations nearly so.

use super::rational::Exact;
use super::{Random, block, lengths, levels, told};
use crate::kernel::{Block, Census, Full, Kernels, Moments};

fn check<N: Kernels + Into<i128> + Ord>(values: &[N]) {
    let exact = Exact::of_integers(values.iter().map(|value| (*value).into()));
    for level in levels() {
        let (Block { moments, min, max, .. }, census) = told::<N, Full>(level, values);
        assert_eq!(census, Census::default());
        assert!(exact.is_sum(moments.high, moments.low), "{values:?}");
        assert_eq!((Some(&min), Some(&max)), (values.iter().min(), values.iter().max()));
        assert!(exact.mean_error(moments.mean()) <= 1.0, "{values:?}");
        let error = exact.var_error(moments.var(0), 0);
        assert!(error <= 1e-14, "{error:e} {values:?}");
        assert!(!exact.is_constant() || moments.m2 == 0.0, "{values:?}");
    }
}

#[test]
fn integers_next_to_the_ends_of_their_range_keep_every_digit() {
    let mut random = Random(6);
    for length in lengths() {
        for spread in [1, 2, 3, 20, 44, 45, 46, 47, 53, 60, 63, 64] {
            let mut next = || random.bits() >> (64 - spread);
            let low: Vec<u64> = (0..length).map(|_| next()).collect();
            check(&low);
            check(&low.iter().map(|value| u64::MAX - value).collect::<Vec<_>>());
            check(&low.iter().map(|value| (value ^ 1 << 63).cast_signed()).collect::<Vec<_>>());
            check(
                &low.iter().map(|value| i64::MAX.wrapping_sub_unsigned(*value)).collect::<Vec<_>>(),
            );
            check(&low.iter().map(|value| value.cast_signed()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn ends_of_the_range_beside_each_other_do_not_wrap() {
    for length in lengths() {
        for ends in [[i64::MIN, i64::MAX], [i64::MAX, i64::MIN], [-1, i64::MIN], [i64::MAX, 0]] {
            let values: Vec<i64> = ends.iter().copied().cycle().take(length).collect();
            check(&values);
            let mut one = vec![ends[0]; length];
            one[length / 2] = ends[1];
            check(&one);
        }
        let values: Vec<u64> = [0, u64::MAX].iter().copied().cycle().take(length).collect();
        check(&values);
    }
}

#[test]
fn the_quick_way_holds_for_small_differences_and_for_no_others() {
    for level in levels() {
        for offset in [i64::MIN, -(1 << 60), 0, i64::MAX - (1 << 46)] {
            let holds = |difference: i64| {
                block::<i64, Full>(level, &[offset, offset + difference, offset + 3]).1
            };
            assert!(holds((1 << 45) - 1) && !holds(1 << 45), "{offset}");
        }
        // A first value far from the others is no pivot.
        let mut values = vec![5u64; 128];
        values[0] = 1_000_000;
        values[1] = 6;
        values.iter_mut().skip(2).enumerate().for_each(|(k, value)| *value += k as u64 % 2);
        assert!(!block::<u64, Full>(level, &values).1);
        check(&values);
    }
}

#[test]
fn merged_sums_of_millions_of_the_largest_integers_are_exact() {
    let (mut all, mut sum) = (Moments::default(), 0i128);
    for (value, times) in [(u64::MAX, 1000), (0, 7), (u64::MAX - 1, 501)] {
        let part = Moments::of(&vec![value; 128]);
        for _ in 0..times {
            all.merge(&part);
            sum += i128::from(value) * 128;
        }
    }
    assert_eq!(all.high as i128 + all.low as i128, sum);
    assert_eq!(all.count(), 128 * 1508);
}
