//! Sums: exact where they claim to be, within the bound of compensation elsewhere.

use super::rational::Exact;
use super::{BLOCK, Random, block, lengths, levels, told};
use crate::kernel::float::Float;
use crate::kernel::{Full, Sums};

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|value| f64::from(*value)).collect()
}

/// `2^exponent` times an odd number of 24 bits, either sign.
fn full_mantissa(random: &mut Random, exponent: i32) -> f32 {
    let mantissa = 1 << 23 | u32::try_from(random.bits() >> 41).expect("23 bits") | 1;
    let sign = if random.below(2) == 0 { 1.0 } else { -1.0 };
    (sign * f64::from(mantissa) * 2f64.powi(exponent - 23)) as f32
}

/// Values whose exponents span exactly `span`, from `lowest` on.
fn spanning(random: &mut Random, length: usize, lowest: i32, span: i32) -> Vec<f32> {
    let mut values: Vec<f32> = (0..length)
        .map(|_| {
            let above = random.below(usize::try_from(span).expect("small") + 1);
            full_mantissa(random, lowest + i32::try_from(above).expect("small"))
        })
        .collect();
    values[length - 1] = full_mantissa(random, lowest);
    values[length / 2] = full_mantissa(random, lowest + span);
    values
}

#[test]
fn sums_of_f32_are_exact_around_the_limit_of_the_exponents() {
    let mut random = Random(4);
    for span in [0, 1, 5, 19, 20, 21, 22, 23, 24, 30, 45, 60] {
        for lowest in [-149 + 23, -60, 0, 127 - span] {
            for length in lengths().filter(|length| *length > 1) {
                let values = spanning(&mut random, length, lowest, span);
                let exact = Exact::of(&wide(&values));
                for level in levels() {
                    let (sum, holds) = block::<f32, Sums>(level, &values);
                    let (high, low) = (sum.moments.high, sum.moments.low);
                    assert!(holds && exact.is_sum(high, low), "{span} {lowest}: {values:?}");
                }
            }
        }
    }
}

#[test]
fn sums_of_f32_are_exact_where_no_bit_of_the_accumulator_is_left() {
    // 127 of the largest and one of the smallest that the limit admits: 53 bits.
    for (span, fits) in [(20, true), (21, true), (22, false), (23, false)] {
        for sign in [1.0, -1.0] {
            let (large, small) = ((2.0 - f32::EPSILON) * 2f32.powi(span), 1.0 + f32::EPSILON);
            for place in [0, 1, 77, BLOCK - 1] {
                let mut values = vec![large * sign; BLOCK];
                values[place] = small;
                let exact = Exact::of(&wide(&values));
                for level in levels() {
                    let (sum, _) = block::<f32, Sums>(level, &values);
                    assert!(exact.is_sum(sum.moments.high, sum.moments.low), "{span} {place}");
                    assert!(!fits || sum.moments.low == 0.0, "{span} {place}");
                }
            }
        }
    }
}

#[test]
fn the_limit_is_21_exponents_and_subnormals_count_as_the_smallest_normal_ones() {
    let finest = |value: f32| value.to_bits() - 1;
    let one = finest(1.0);
    let is_exact = |largest: f32, finest| {
        [(largest, 0.0), (-largest, largest), (-largest, -largest / 2.0)]
            .map(|(one, other)| f32::is_exact(one.min(other), one.max(other), finest))
    };
    assert_eq!(is_exact(2f32.powi(21), one), [true; 3]);
    assert_eq!(is_exact(2f32.powi(22).next_down(), one), [true; 3]);
    assert_eq!(is_exact(2f32.powi(22), one), [false; 3]);
    let smallest = finest(f32::from_bits(1));
    assert_eq!(is_exact(2f32.powi(-126 + 21), smallest), [true; 3]);
    assert_eq!(is_exact(2f32.powi(-126 + 22), smallest), [false; 3]);
    assert_eq!(is_exact(f32::MAX, smallest), [false; 3]);
    assert!(f32::is_exact(0.0, 0.0, u32::MAX) && f32::is_exact(-0.0, 0.0, u32::MAX));
}

#[test]
fn zeros_do_not_make_a_sum_inexact() {
    for zero in [0.0, -0.0] {
        let mut values = vec![zero; 100];
        values[7] = 3e38;
        for level in levels() {
            let (sum, _) = block::<f32, Full>(level, &values);
            assert_eq!((sum.moments.high, sum.moments.low), (f64::from(3e38f32), 0.0));
            let (none, holds) = block::<f32, Full>(level, &vec![zero; 100]);
            assert!(holds && none.moments.high.to_bits() == 0 && none.moments.m2 == 0.0);
        }
    }
}

/// `ε |s| + γ² Σ|x|`, proposition 4.5 of Ogita, Rump and Oishi, in units of the last place
/// of the mean, with one more for its own rounding.
fn bound(exact: &Exact, count: usize) -> f64 {
    let n_eps = f64::from(u32::try_from(count).expect("small")) * f64::EPSILON / 2.0;
    1.0 + n_eps * n_eps * exact.cancellation() / f64::EPSILON
}

#[test]
fn sums_of_f64_are_within_the_bound_of_compensation_for_any_exponents() {
    let mut random = Random(5);
    for span in [1, 10, 53, 60, 100, 300, 900] {
        for length in lengths() {
            let values: Vec<f64> = (0..length)
                .map(|_| {
                    let power = i32::try_from(random.below(span)).expect("small");
                    random.unit() * 2f64.powi(power - 450)
                })
                .collect();
            let (exact, level) = (Exact::of(&values), levels().last().expect("one at least"));
            let moments = told::<f64, Sums>(level, &values).0.moments;
            let error = exact.mean_error(moments.mean());
            assert!(error <= bound(&exact, length), "{error} ulp: {values:?}");
        }
    }
}

#[test]
fn what_cancels_leaves_the_digits_that_are_there() {
    for (values, sum) in [
        (vec![1e16, 1.0, -1e16], 1.0),
        (vec![1e16, 1.0, 1.0, -1e16], 2.0),
        ([1e16, 1.0, 1.0, -1e16].repeat(32), 64.0),
        (vec![1e100, 1.0, -1e100, 1e-3], 1.001),
        ([3e200, 7.0, -3e200].repeat(40), 280.0),
    ] {
        for level in levels() {
            // The last kind is beyond the bound where its pieces meet in different strands.
            let got = told::<f64, Sums>(level, &values).0.moments;
            if values.len() < 16 || sum == 64.0 {
                assert_eq!(got.high + got.low, sum, "{values:?}");
            }
            assert!((got.high + got.low - sum).abs() <= 1e-32 * 128.0 * 128.0 * 3e200);
        }
    }
}
