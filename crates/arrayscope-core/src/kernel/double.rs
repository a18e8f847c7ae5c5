//! Sums of `f64` with what their rounding lost: two `f64` for one number.
//!
//! Sources: Ogita, Rump and Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26
//! (2005), algorithms 3.1 (`TwoSum`), 3.3 (`Split`) and 4.4 (`Sum2`).

/// `a + b` rounded, and what the rounding lost (algorithm 3.1).
#[inline(always)]
pub(super) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

/// The same number with the high part nearest to it.
#[inline(always)]
pub(super) fn normalize(high: f64, low: f64) -> (f64, f64) {
    let sum = high + low;
    (sum, low - (sum - high))
}

/// High and low part of `(high + low) / count`: the quotient, and what it is off by.
#[inline(always)]
pub(super) fn divide(high: f64, low: f64, count: f64) -> (f64, f64) {
    let quotient = high / count;
    (quotient, ((-quotient).mul_add(count, high) + low) / count)
}

/// `(high + low) − pivot · count` for a `count` of at most 128, without rounding the
/// product: the pivot is split in two parts, each of which has an exact one.
#[inline(always)]
pub(super) fn minus_product(high: f64, low: f64, pivot: f64, count: f64) -> f64 {
    let upper = f64::from_bits(pivot.to_bits() & !0xff_ffff);
    let lower = pivot - upper;
    ((high - upper * count) - lower * count) + low
}

/// The sum of `values` in sixteen strands, value `k` in strand `k mod 16`, whose sums are
/// added pairwise.
pub(super) fn sum(values: &[f64]) -> (f64, f64) {
    let (mut highs, mut lows) = ([0.0; 16], [0.0; 16]);
    for row in values.chunks(16) {
        for (k, &value) in row.iter().enumerate() {
            let (sum, error) = two_sum(highs[k], value);
            highs[k] = sum;
            lows[k] += error;
        }
    }
    fold(highs, lows)
}

/// Runs a body for each pair of strands: `k` with `k + 8`, then with `k + 4`, and so on;
/// `from 4` where the first of these are done.
///
/// PERF: with the steps as constants every level is one operation on registers; a loop over the
/// steps goes through memory, value by value.
macro_rules! pairwise {
    (|$left:ident, $right:ident| $body:expr) => {
        pairwise!(@ 8, $left, $right, $body);
        pairwise!(from 4, |$left, $right| $body);
    };
    (from 4, |$left:ident, $right:ident| $body:expr) => {
        pairwise!(@ 4, $left, $right, $body);
        pairwise!(@ 2, $left, $right, $body);
        pairwise!(@ 1, $left, $right, $body);
    };
    (@ $step:literal, $left:ident, $right:ident, $body:expr) => {
        for $left in 0..$step {
            let $right = $left + $step;
            $body;
        }
    };
}
pub(super) use pairwise;

/// The sum of sixteen sums, added pairwise.
#[inline(always)]
pub(super) fn fold(mut highs: [f64; 16], mut lows: [f64; 16]) -> (f64, f64) {
    pairwise!(|k, other| {
        let (sum, error) = two_sum(highs[k], highs[other]);
        highs[k] = sum;
        lows[k] = (lows[k] + lows[other]) + error;
    });
    normalize(highs[0], lows[0])
}

/// The sum of sixteen values, added pairwise.
#[inline(always)]
pub(super) fn fold_plain(mut values: [f64; 16]) -> f64 {
    pairwise!(|k, other| values[k] += values[other]);
    values[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_signs_leave_the_small_part() {
        assert_eq!(sum(&[1e16, 1.0, -1e16]), (1.0, 0.0));
    }

    #[test]
    fn the_product_with_a_count_is_not_rounded() {
        for pivot in [0.1f64, 1.0 / 3.0, -1e300, 5e-324, 123_456_789.012_345_67] {
            for count in 1..=128u8 {
                let count = f64::from(count);
                let exact = pivot.mul_add(-count, pivot * count);
                assert_eq!(minus_product(pivot * count, 0.0, pivot, count), exact);
            }
        }
    }

    #[test]
    fn a_quotient_keeps_its_remainder() {
        let (quotient, rest) = divide(1.0, 0.0, 3.0);
        assert_eq!(quotient, 1.0 / 3.0);
        assert!(rest > 0.0 && rest < quotient * f64::EPSILON);
    }
}
