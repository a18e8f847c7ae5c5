//! Count, mean and second central moment, as a state that merges.

use super::{Sum, Wide};

/// Count, mean and sum of squared deviations (`m2`) of finite values.
///
/// States of parts merge into the state of the whole.
///
/// Source: Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", The
/// American Statistician 37 (1983), equations 2.1a and 2.1b. The mean is kept as a sum
/// with its rounding error (floats) or exactly (integers), so that cancelling does not
/// spoil it.
///
/// ```
/// use arrayscope_core::kernel::Moments;
/// let mut left = Moments::of(&[1.0, 2.0]);
/// left.merge(&Moments::of(&[6.0]));
/// assert_eq!((left.count(), left.mean(), left.var(0)), (3, 3.0, 14.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments<W: Wide> {
    count: u64,
    sum: W::Sum,
    m2: f64,
}

impl<W: Wide> Default for Moments<W> {
    fn default() -> Self {
        Self { count: 0, sum: W::Sum::default(), m2: 0.0 }
    }
}

impl<W: Wide> Moments<W> {
    /// The moments of a block of finite values.
    ///
    /// Non-finite values must have been left out: they would make the result NaN.
    pub fn of(block: &[W]) -> Self {
        if block.is_empty() {
            return Self::default();
        }
        let sum = W::Sum::of(block);
        Self { count: block.len() as u64, sum, m2: sum.squared_deviations(block) }
    }

    /// Takes in the values of `other`.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let delta = self.sum.mean_difference(self.count, other.sum, other.count);
        let (ours, theirs) = (self.count.to_f64(), other.count.to_f64());
        // delta · (ours / n) first: ours · theirs could lose bits, delta² overflow.
        self.m2 += other.m2 + delta * (ours / (ours + theirs) * theirs) * delta;
        self.sum = self.sum.plus(other.sum);
        self.count += other.count;
    }

    /// Number of values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The sum that the mean is made of.
    pub fn sum(&self) -> W::Sum {
        self.sum
    }

    /// The mean; NaN of no values.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.sum.mean(self.count) }
    }

    /// `Σ (x − mean)²`.
    pub fn m2(&self) -> f64 {
        self.m2
    }

    /// `m2 / (count − ddof)`.
    ///
    /// NUMPY: where `ddof` is not less than the count the divisor is 0, which gives NaN
    /// for `m2` of 0 and infinity otherwise. NaN of no values.
    pub fn var(&self, ddof: u64) -> f64 {
        let divisor = self.count.saturating_sub(ddof);
        // The sign of 0 / 0 differs between machines, that of this NaN does not.
        if self.count == 0 || (divisor == 0 && self.m2 == 0.0) {
            return f64::NAN;
        }
        self.m2 / divisor.to_f64()
    }

    /// The square root of the variance.
    pub fn std(&self, ddof: u64) -> f64 {
        self.var(ddof).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_of_1e8_does_not_spoil_the_variance() {
        let values: Vec<f64> = (0..1000).map(|k| 1e8 + f64::from(k % 10)).collect();
        let mut moments = Moments::default();
        for block in values.chunks(128) {
            moments.merge(&Moments::of(block));
        }
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
        let none = Moments::<f64>::of(&[]);
        assert!(none.mean().is_nan() && none.var(0).is_nan() && none.std(0).is_nan());
    }

    #[test]
    fn ddof_beyond_the_count_is_as_in_numpy() {
        assert!(Moments::of(&[5.0]).var(1).is_nan());
        assert_eq!(Moments::of(&[5.0, 7.0]).var(2), f64::INFINITY);
        assert_eq!(Moments::of(&[5i64, 7]).var(1), 2.0);
    }
}
