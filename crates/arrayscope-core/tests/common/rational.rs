//! Mean and variance of finite values in exact arithmetic, to measure errors against.

#![expect(clippy::cast_precision_loss, reason = "the size of an error needs few digits")]

use num_bigint::{BigInt, BigUint};

/// Exact sums of some values, all multiples of one power of two.
pub(crate) struct Exact {
    count: u64,
    sum: BigInt,
    absolute: BigUint,
    squares: BigInt,
    power: i64,
}

/// Mantissa and exponent: `value = mantissa · 2^exponent`. The mantissa is odd or 0, so
/// that numbers stay short.
fn parts(value: f64) -> (i64, i64) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff).cast_signed();
    let fraction = (bits & ((1 << 52) - 1)).cast_signed();
    let (mantissa, exponent) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    let zeros = if mantissa == 0 { 0 } else { mantissa.trailing_zeros() };
    let mantissa = mantissa >> zeros;
    (if value < 0.0 { -mantissa } else { mantissa }, exponent + i64::from(zeros))
}

/// `value` as a number of units of `2^power`, which must divide it.
fn units(value: f64, power: i64) -> BigInt {
    let (mantissa, exponent) = parts(value);
    if mantissa == 0 { BigInt::ZERO } else { BigInt::from(mantissa) << (exponent - power) }
}

/// `left / right` to about 60 bits, as a float.
fn ratio(left: &BigUint, right: &BigUint) -> f64 {
    if left.bits() == 0 || right.bits() == 0 {
        return if left.bits() == 0 { 0.0 } else { f64::INFINITY };
    }
    let shift = 62 + right.bits().cast_signed() - left.bits().cast_signed();
    let quotient = if shift >= 0 { (left << shift) / right } else { left / (right << -shift) };
    let digits = quotient.iter_u64_digits().next().unwrap_or(0);
    digits as f64 * 2f64.powi(i32::try_from(-shift).unwrap_or(i32::MIN))
}

/// The relative error of `got` as `numerator · 2^power / denominator`.
fn relative_error(got: f64, numerator: &BigInt, denominator: u64, power: i64) -> f64 {
    let unit = power.min(parts(got).1);
    let (got, exact) = (units(got, unit) * denominator, numerator << (power - unit));
    ratio((got - &exact).magnitude(), exact.magnitude())
}

impl Exact {
    /// The sums of finite floats.
    pub(crate) fn of(values: &[f64]) -> Self {
        let all = values.iter().filter(|value| **value != 0.0);
        let power = all.map(|value| parts(*value).1).min().unwrap_or(0);
        Self::sums(power, values.iter().map(|value| units(*value, power)))
    }

    /// The sums of integers.
    pub(crate) fn of_integers(values: impl Iterator<Item = i128>) -> Self {
        Self::sums(0, values.map(BigInt::from))
    }

    fn sums(power: i64, values: impl Iterator<Item = BigInt>) -> Self {
        let (mut count, mut sum, mut squares) = (0, BigInt::ZERO, BigInt::ZERO);
        let mut absolute = BigUint::ZERO;
        for value in values {
            count += 1;
            squares += &value * &value;
            absolute += value.magnitude();
            sum += value;
        }
        Self { count, sum, absolute, squares, power }
    }

    /// How far `got` is from the mean, in units of its last place.
    pub(crate) fn mean_error(&self, got: f64) -> f64 {
        let ulp = (got.abs().next_up() - got.abs()) / got.abs();
        relative_error(got, &self.sum, self.count, self.power) / ulp
    }

    /// How many times the mean of `|x|` is that of `x`: what cancels.
    pub(crate) fn cancellation(&self) -> f64 {
        ratio(&self.absolute, self.sum.magnitude())
    }

    /// Whether `high + low` is the sum.
    pub(crate) fn is_sum(&self, high: f64, low: f64) -> bool {
        let unit = self.power.min(parts(high).1).min(parts(low).1);
        units(high, unit) + units(low, unit) == &self.sum << (self.power - unit)
    }

    /// The relative error of `got` as the variance with divisor `n − ddof`.
    pub(crate) fn var_error(&self, got: f64, ddof: u64) -> f64 {
        let numerator = &self.squares * self.count - &self.sum * &self.sum;
        relative_error(got, &numerator, self.count * (self.count - ddof), 2 * self.power)
    }

    /// Whether all values are the same, so that the variance is 0.
    pub(crate) fn is_constant(&self) -> bool {
        &self.squares * self.count == &self.sum * &self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_measured_from_the_exact_answer() {
        let exact = Exact::of(&[1e16, 1.0, -1e16, 0.0]);
        assert_eq!((exact.mean_error(0.25), exact.is_sum(1.0, 0.0)), (0.0, true));
        assert!((exact.mean_error(0.25f64.next_up()) - 1.0).abs() < 1e-15);
        assert_eq!(exact.cancellation(), 2e16 + 1.0);
        let halves = Exact::of(&[0.5, 1.5]);
        assert_eq!((halves.var_error(0.25, 0), halves.var_error(1.0, 1)), (0.0, 1.0));
        assert!((halves.var_error(0.25 + 1e-10, 0) - 4e-10).abs() < 1e-16);
        let integers = Exact::of_integers([i128::from(u64::MAX), 1].into_iter());
        assert!(integers.is_sum(2f64.powi(64), 0.0) && !integers.is_constant());
    }
}
