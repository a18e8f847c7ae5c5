//! Count, mean and second central moment, as a state that merges.

use super::Native;
use super::double::{divide, normalize, two_sum};

/// Count, sum and sum of squared deviations (`m2`) of finite values.
///
/// States of parts merge into the state of the whole.
///
/// Source: Chan, Golub and `LeVeque`, "Algorithms for Computing the Sample Variance", The
/// American Statistician 37 (1983), equations 2.1a and 2.1b. The sum is kept with what its
/// rounding lost, so that cancelling does not spoil the mean; sums of integers are exact.
///
/// ```
/// use arrayscope_core::kernel::Moments;
/// let mut left = Moments::of(&[1.0, 2.0]);
/// left.merge(&Moments::of(&[6.0]));
/// assert_eq!((left.count(), left.mean(), left.var(0)), (3, 3.0, 14.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    pub(super) count: f64,
    pub(super) high: f64,
    pub(super) low: f64,
    pub(super) m2: f64,
    /// What the values were multiplied by first: 1, or [`SHRINK`] so that no square of a
    /// deviation overflows.
    pub(super) scale: f64,
}

impl Default for Moments {
    /// Of no values.
    fn default() -> Self {
        Self { count: 0.0, high: 0.0, low: 0.0, m2: 0.0, scale: 1.0 }
    }
}

/// Magnitude from which values are scaled: below it `2^63` squared deviations have a
/// finite sum.
pub(super) const LARGE: f64 = f64::from_bits((1023 + 470) << 52);
/// What large values are multiplied by: 2^−600. Only values below 2^−422 lose bits by it,
/// and only beside one of at least 2^470.
pub(super) const SHRINK: f64 = f64::from_bits((1023 - 600) << 52);
const GROW: f64 = f64::from_bits((1023 + 600) << 52);

impl Moments {
    /// The moments of a block of finite values.
    ///
    /// What is not finite is left out.
    pub fn of<N: Native>(block: &[N]) -> Self {
        let mut all = Self::default();
        for block in block.chunks(super::BLOCK) {
            all.merge(&N::careful(block).0.moments);
        }
        all
    }

    /// Takes in the values of `other`.
    #[inline(always)]
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0.0 {
            return;
        }
        if self.count == 0.0 {
            *self = *other;
            return;
        }
        if self.scale == other.scale {
            merge_one(self, other);
        } else {
            self.merge_shrunk(other);
        }
    }

    #[cold]
    fn merge_shrunk(&mut self, other: &Self) {
        *self = self.shrunk();
        merge_one(self, &other.shrunk());
    }

    fn shrunk(&self) -> Self {
        if self.scale == SHRINK {
            return *self;
        }
        Self {
            count: self.count,
            high: self.high * SHRINK,
            low: self.low * SHRINK,
            m2: self.m2 * SHRINK * SHRINK,
            scale: SHRINK,
        }
    }

    /// Count, sum, what its rounding lost, `m2`, and the scale of all but the first: what a
    /// state consists of.
    pub(crate) fn parts(&self) -> [f64; 5] {
        [self.count, self.high, self.low, self.m2, self.scale]
    }

    /// The moments that consist of a count, and of the other [parts](Self::parts); `None` of
    /// a scale that there is not.
    #[expect(clippy::cast_precision_loss, reason = "no count is near 2^53")]
    pub(crate) fn from_parts(count: u64, [high, low, m2, scale]: [f64; 4]) -> Option<Self> {
        let is_known = scale == 1.0 || scale == SHRINK;
        is_known.then_some(Self { count: count as f64, high, low, m2, scale })
    }

    /// Number of values.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    pub fn count(&self) -> u64 {
        self.count as u64
    }

    /// The mean; NaN of no values.
    pub fn mean(&self) -> f64 {
        if self.count == 0.0 {
            return f64::NAN;
        }
        let mean = mean_of(self.count, self.high, self.low);
        self.grown(mean)
    }

    /// `m2 / (count − ddof)`.
    ///
    /// NUMPY: where `ddof` is not less than the count the divisor is 0, which gives NaN
    /// for `m2` of 0 and infinity otherwise. NaN of no values.
    pub fn var(&self, ddof: u64) -> f64 {
        let var = self.scaled_var(ddof);
        self.grown(self.grown(var))
    }

    /// The square root of the variance; finite wherever it can be, even if the variance
    /// itself is too large for an `f64`.
    pub fn std(&self, ddof: u64) -> f64 {
        let std = self.scaled_var(ddof).sqrt();
        self.grown(std)
    }

    fn grown(&self, value: f64) -> f64 {
        if self.scale == SHRINK { value * GROW } else { value }
    }

    fn scaled_var(&self, ddof: u64) -> f64 {
        if self.count == 0.0 {
            return f64::NAN;
        }
        var_of(self.m2, (self.count - Native::to_f64(ddof)).max(0.0))
    }
}

/// The mean from the parts of a sum.
#[inline(always)]
pub(super) fn mean_of(count: f64, high: f64, low: f64) -> f64 {
    let (mean, rest) = divide(high, low, count);
    let mean = if low == 0.0 { mean } else { mean + rest };
    mean + 0.0 // −0 becomes 0, whatever the order of the values was
}

/// The variance; where the divisor is 0, NaN for `m2` of 0 and infinity otherwise.
#[inline(always)]
pub(super) fn var_of(m2: f64, divisor: f64) -> f64 {
    // The sign of 0 / 0 differs between machines, that of this NaN does not.
    if divisor == 0.0 && m2 == 0.0 { f64::NAN } else { m2 / divisor }
}

#[inline(always)]
fn merge_one(ours: &mut Moments, theirs: &Moments) {
    let m2 = if ours.count == theirs.count {
        merged_m2_of_equals(ours.count, (ours.high, ours.low), (theirs.high, theirs.low))
    } else {
        merged_m2((ours.count, ours.high, ours.low), (theirs.count, theirs.high, theirs.low))
    };
    ours.m2 = (ours.m2 + theirs.m2) + m2;
    (ours.high, ours.low) = plus((ours.high, ours.low), (theirs.high, theirs.low));
    ours.count += theirs.count;
}

/// What merging two parts of the same count adds to `m2`: `δ² n / 2` with `δ = (b − a) / n`.
///
/// The sums are subtracted before anything is rounded, so that a common offset cancels.
#[inline(always)]
pub(super) fn merged_m2_of_equals(count: f64, a: (f64, f64), b: (f64, f64)) -> f64 {
    let difference = (b.0 - a.0) + (b.1 - a.1);
    difference * (difference / (count + count))
}

/// What merging parts of different counts adds to `m2`: `δ² nₐ nᵦ / (nₐ + nᵦ)`, where `δ`
/// is the difference of the means, taken with their low parts.
#[inline(always)]
pub(super) fn merged_m2(a: (f64, f64, f64), b: (f64, f64, f64)) -> f64 {
    let (mean_a, rest_a) = divide(a.1, a.2, a.0);
    let (mean_b, rest_b) = divide(b.1, b.2, b.0);
    let delta = (mean_b - mean_a) + (rest_b - rest_a);
    // delta · (nₐ / n) first: the product of the counts could lose bits, delta² overflow.
    delta * (a.0 / (a.0 + b.0) * b.0) * delta
}

/// The sum of two sums.
#[inline(always)]
pub(super) fn plus(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    let (sum, error) = two_sum(a.0, b.0);
    normalize(sum, (a.1 + b.1) + error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_of_1e8_does_not_spoil_the_variance() {
        let values: Vec<f64> = (0..1000).map(|k| 1e8 + f64::from(k % 10)).collect();
        let moments = Moments::of(&values);
        assert_eq!(moments.mean(), 1e8 + 4.5);
        assert!((moments.var(0) - 8.25).abs() < 1e-13, "{}", moments.var(0));
    }

    #[test]
    fn nothing_merged_changes_nothing() {
        let some = Moments::of(&[1.0, 2.0]);
        let mut left = some;
        left.merge(&Moments::default());
        let mut right = Moments::default();
        right.merge(&some);
        assert_eq!((left, right), (some, some));
    }

    #[test]
    fn of_no_values_mean_and_variance_are_nan() {
        let none = Moments::of::<f64>(&[]);
        assert!(none.mean().is_nan() && none.var(0).is_nan() && none.std(0).is_nan());
    }

    #[test]
    fn ddof_beyond_the_count_is_as_in_numpy() {
        assert!(Moments::of(&[5.0]).var(1).is_nan());
        assert_eq!(Moments::of(&[5.0, 7.0]).var(2), f64::INFINITY);
        assert_eq!(Moments::of(&[5i64, 7]).var(1), 2.0);
    }

    #[test]
    fn means_and_deviations_of_the_largest_values_do_not_overflow() {
        let all = Moments::of(&[f64::MAX; 100]);
        assert_eq!((all.mean(), all.std(0)), (f64::MAX, 0.0));
        let mut both = all;
        both.merge(&Moments::of(&[-f64::MAX; 100]));
        assert_eq!(both.mean(), 0.0);
        assert!((both.std(0) / f64::MAX - 1.0).abs() < 1e-14);
        assert_eq!(both.var(0), f64::INFINITY);
        let mut beside = Moments::of(&[1.0, 2.0]);
        beside.merge(&Moments::of(&[2f64.powi(1000)]));
        assert_eq!(beside.mean(), 2f64.powi(1000) / 3.0);
    }

    #[test]
    fn the_mean_of_a_constant_is_the_constant() {
        for length in 1..=300 {
            for constant in [0.1, 1.0 / 3.0, -1e-300, f64::MAX, f64::from_bits(1)] {
                assert_eq!(Moments::of(&vec![constant; length]).mean(), constant, "{length}");
            }
        }
    }

    #[test]
    fn integer_means_next_to_zero_keep_their_digits() {
        let mut values = vec![0i64; 1_000_000];
        values[0] = -1;
        assert_eq!(Moments::of(&values).mean(), -1e-6);
        assert_eq!(Moments::of(&values[..7]).mean(), -1.0 / 7.0);
    }

    #[test]
    fn integer_sums_do_not_wrap_and_keep_their_deviations() {
        assert_eq!(Moments::of(&[i64::MAX; 100]).mean(), 9_223_372_036_854_775_807.0);
        assert_eq!(Moments::of(&[u64::MAX, u64::MAX - 2]).var(0), 1.0);
        assert_eq!(Moments::of(&[i64::MAX, i64::MIN]).mean(), -0.5);
    }
}
