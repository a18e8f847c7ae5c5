//! Sums that merge: exact for integers, compensated for floats.

use super::Wide;
use std::fmt;
use std::marker::PhantomData;

/// A sum of widened values that keeps enough to give accurate means.
pub trait Sum: Copy + Default + Send + Sync + fmt::Debug + 'static {
    /// What is summed.
    type Value: Wide<Sum = Self>;

    /// The sum of a block of finite values.
    fn of(block: &[Self::Value]) -> Self;

    /// The sum of both.
    #[must_use]
    fn plus(self, other: Self) -> Self;

    /// The sum divided by `count`, which is not 0.
    fn mean(self, count: u64) -> f64;

    /// `other / other_count − self / count`, without cancelling what both have in common.
    fn mean_difference(self, count: u64, other: Self, other_count: u64) -> f64;

    /// `Σ (x − mean)²` of a block whose sum this is.
    fn squared_deviations(self, block: &[Self::Value]) -> f64;
}

/// An exact sum of integers. `i128` holds the sum of 2^63 values of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact<T> {
    total: i128,
    values: PhantomData<T>,
}

impl<T> Default for Exact<T> {
    fn default() -> Self {
        Self { total: 0, values: PhantomData }
    }
}

impl<T> Exact<T> {
    /// The sum.
    pub fn total(self) -> i128 {
        self.total
    }
}

impl<T: Wide<Sum = Self> + Into<i128>> Sum for Exact<T> {
    type Value = T;

    fn of(block: &[T]) -> Self {
        let total = block.iter().map(|&value| value.into()).sum();
        Self { total, values: PhantomData }
    }

    fn plus(self, other: Self) -> Self {
        Self { total: self.total + other.total, values: PhantomData }
    }

    fn mean(self, count: u64) -> f64 {
        let (whole, rest) = divide_exact(self.total, count);
        to_f64(whole) + rest
    }

    fn mean_difference(self, count: u64, other: Self, other_count: u64) -> f64 {
        let (whole, rest) = divide_exact(self.total, count);
        let (other_whole, other_rest) = divide_exact(other.total, other_count);
        to_f64(other_whole - whole) + (other_rest - rest)
    }

    /// Around an integer pivot next to the mean, so that each deviation is exact:
    /// `Σ (x − p)² − (Σ (x − p))² / n`.
    fn squared_deviations(self, block: &[T]) -> f64 {
        let count = block.len() as i128;
        let pivot = self.total.div_euclid(count);
        let squares: f64 = block
            .iter()
            .map(|&value| {
                let deviation = to_f64(value.into() - pivot);
                deviation * deviation
            })
            .sum();
        let sum = to_f64(self.total - count * pivot);
        (squares - sum * sum / to_f64(count)).max(0.0)
    }
}

/// Whole part and fraction of `total / count`, both with the sign of the total, so that
/// their sum cannot cancel.
fn divide_exact(total: i128, count: u64) -> (i128, f64) {
    let count = i128::from(count);
    (total / count, to_f64(total % count) / to_f64(count))
}

/// The nearest `f64`. Small values, which nearly all are, take the hardware's conversion.
#[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
fn to_f64(value: i128) -> f64 {
    i64::try_from(value).map_or(value as f64, |small| small as f64)
}

/// A sum of `f64` whose rounding errors are summed beside it, in a second `f64`.
///
/// Source: Ogita, Rump and Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26
/// (2005), algorithm 3.1 (`TwoSum`) and 4.4 (`Sum2`). By their proposition 4.5 the error
/// is at most `ε |s| + γ² Σ|x|` with `γ = (n − 1) ε / (1 − (n − 1) ε)`, `ε = 2⁻⁵³`.
///
/// Values of at least 2^960 are kept apart, scaled by 2^−100, so that the sum of 2^63
/// finite values cannot overflow where their mean does not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compensated {
    high: f64,
    low: f64,
    huge: f64,
    huge_low: f64,
}

const HUGE: f64 = f64::from_bits((1023 + 960) << 52);
const SHRINK: f64 = f64::from_bits((1023 - 100) << 52);
const GROW: f64 = f64::from_bits((1023 + 100) << 52);

/// `a + b` rounded, and what the rounding lost.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

impl Compensated {
    /// The sum, rounded once; infinite where it is too large for an `f64`.
    pub fn total(self) -> f64 {
        (self.high + self.low) + (self.huge + self.huge_low) * GROW
    }

    /// High and low part of the mean.
    fn mean_parts(self, count: f64) -> (f64, f64) {
        let (mean, rest) = divide(self.high, self.low, count);
        if !self.has_huge() {
            return (mean, rest);
        }
        let (huge, huge_rest) = divide(self.huge, self.huge_low, count);
        let (sum, error) = two_sum(mean, huge * GROW);
        (sum, error + (rest + huge_rest * GROW))
    }

    fn has_huge(self) -> bool {
        self.huge != 0.0 || self.huge_low != 0.0
    }
}

/// High and low part of `(high + low) / count`: the quotient, and what it is off by.
fn divide(high: f64, low: f64, count: f64) -> (f64, f64) {
    let (high, low) = two_sum(high, low);
    let quotient = high / count;
    (quotient, ((-quotient).mul_add(count, high) + low) / count)
}

impl Sum for Compensated {
    type Value = f64;

    /// Eight interleaved sums, merged in a fixed order: the additions of one do not wait
    /// for those of another, and the result does not depend on the instruction set.
    fn of(block: &[f64]) -> Self {
        let largest = block.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        if largest >= HUGE {
            return Self::of_huge(block);
        }
        let (mut highs, mut lows) = ([0.0; 8], [0.0; 8]);
        let (eights, rest) = block.as_chunks::<8>();
        for eight in eights {
            for lane in 0..8 {
                let (sum, error) = two_sum(highs[lane], eight[lane]);
                highs[lane] = sum;
                lows[lane] += error;
            }
        }
        for (lane, &value) in rest.iter().enumerate() {
            let (sum, error) = two_sum(highs[lane], value);
            highs[lane] = sum;
            lows[lane] += error;
        }
        let (mut high, mut low) = (highs[0], lows[0]);
        for lane in 1..block.len().min(8) {
            let (sum, error) = two_sum(high, highs[lane]);
            high = sum;
            low += lows[lane] + error;
        }
        Self { high, low, ..Self::default() }
    }

    fn plus(self, other: Self) -> Self {
        let (high, error) = two_sum(self.high, other.high);
        let (huge, huge_error) = two_sum(self.huge, other.huge);
        Self {
            high,
            low: self.low + other.low + error,
            huge,
            huge_low: self.huge_low + other.huge_low + huge_error,
        }
    }

    fn mean(self, count: u64) -> f64 {
        let (mean, rest) = self.mean_parts(count.to_f64());
        mean + rest
    }

    fn mean_difference(self, count: u64, other: Self, other_count: u64) -> f64 {
        let (mean, rest) = self.mean_parts(count.to_f64());
        let (other_mean, other_rest) = other.mean_parts(other_count.to_f64());
        (other_mean - mean) + (other_rest - rest)
    }

    /// The corrected two-pass algorithm: `Σ (x − m)² − (Σ (x − m))² / n`.
    ///
    /// Source: Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance",
    /// The American Statistician 37 (1983), equation 1.7.
    fn squared_deviations(self, block: &[f64]) -> f64 {
        let count = (block.len() as u64).to_f64();
        // The correction makes up for the rounding of this mean, so that one is enough.
        let mean = if self.has_huge() {
            self.mean(block.len() as u64)
        } else {
            (self.high + self.low) / count
        };
        let (mut squares, mut sums) = ([0.0; 8], [0.0; 8]);
        for values in block.chunks(8) {
            for (lane, value) in values.iter().enumerate() {
                let deviation = value - mean;
                squares[lane] += deviation * deviation;
                sums[lane] += deviation;
            }
        }
        let (squares, sum): (f64, f64) = (squares.iter().sum(), sums.iter().sum());
        // Deviations whose squares overflow make the variance infinite, not NaN.
        if squares == f64::INFINITY { squares } else { (squares - sum * sum / count).max(0.0) }
    }
}

impl Compensated {
    fn of_huge(block: &[f64]) -> Self {
        let (mut normal, mut huge) = (Self::default(), Self::default());
        for &value in block {
            if value.abs() >= HUGE {
                huge = huge.plus(Self { high: value * SHRINK, ..Self::default() });
            } else {
                normal = normal.plus(Self { high: value, ..Self::default() });
            }
        }
        Self { huge: huge.high, huge_low: huge.low, ..normal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_signs_leave_the_small_part() {
        let sum = Compensated::of(&[1e16, 1.0, -1e16]);
        assert_eq!(sum.mean(3), 1.0 / 3.0);
    }

    #[test]
    fn the_mean_of_the_largest_values_does_not_overflow() {
        let sum = Compensated::of(&[f64::MAX; 100]);
        assert_eq!(sum.mean(100), f64::MAX);
        assert_eq!(sum.total(), f64::INFINITY);
        let zero = sum.plus(Compensated::of(&[-f64::MAX; 100]));
        assert_eq!(zero.mean(200), 0.0);
    }

    #[test]
    fn huge_values_that_cancel_leave_what_is_left() {
        let (huge, less) = (2f64.powi(1023), 2f64.powi(960));
        assert_eq!(Compensated::of(&[huge, less, -huge]).mean(3), less / 3.0);
        let below = -less.next_down();
        assert_eq!(Compensated::of(&[less, below, 0.0]).mean(3), (less + below) / 3.0);
    }

    #[test]
    fn the_mean_of_a_constant_is_the_constant() {
        for length in 1..=128 {
            for constant in [0.1, 1.0 / 3.0, -1e-300, f64::MAX, f64::from_bits(1)] {
                let sum = Compensated::of(&vec![constant; length]);
                assert_eq!(sum.mean(length as u64), constant, "{length}");
            }
        }
    }

    #[test]
    fn integer_means_next_to_zero_keep_their_digits() {
        let mut values = vec![0i64; 7];
        values[0] = -1;
        assert_eq!(Exact::of(&values).mean(7), -1.0 / 7.0);
        values.resize(1_000_000, 0);
        assert_eq!(Exact::of(&values).mean(1_000_000), -1e-6);
    }

    #[test]
    fn subnormal_values_keep_their_bits() {
        let tiny = f64::from_bits(3);
        assert_eq!(Compensated::of(&[tiny; 7]).mean(7), tiny);
    }

    #[test]
    fn integer_sums_do_not_wrap() {
        let sum = Exact::<i64>::of(&[i64::MAX; 100]);
        assert_eq!(sum.total(), i128::from(i64::MAX) * 100);
        assert_eq!(sum.mean(100), 9_223_372_036_854_775_807.0);
        assert_eq!(
            Exact::<u64>::of(&[u64::MAX, u64::MAX - 2])
                .squared_deviations(&[u64::MAX, u64::MAX - 2]),
            2.0
        );
    }

    #[test]
    fn means_far_from_zero_are_compared_without_cancellation() {
        let a = Exact::<i64>::of(&[1 << 62, (1 << 62) + 1]);
        let b = Exact::<i64>::of(&[(1 << 62) + 2]);
        assert_eq!(a.mean_difference(2, b, 1), 1.5);
        let a = Compensated::of(&[1e15, 1e15 + 0.5]);
        let b = Compensated::of(&[1e15 + 1.0]);
        assert_eq!(a.mean_difference(2, b, 1), 0.75);
    }
}
