//! How many values are not finite, as a state that merges.

use super::Wide;
use serde::Serialize;

/// Counts of NaN, +Inf and −Inf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Census {
    /// Values that are not a number.
    pub nan: u64,
    /// Values of positive infinity.
    pub pos_inf: u64,
    /// Values of negative infinity.
    pub neg_inf: u64,
}

impl Census {
    /// The census of some values.
    pub fn of<W: Wide>(values: &[W]) -> Self {
        let mut census = Self::default();
        values
            .iter()
            .filter(|value| !value.is_finite())
            .for_each(|value| census.take_in(value.to_f64()));
        census
    }

    /// Counts a value that is not finite.
    pub(super) fn take_in(&mut self, value: f64) {
        if value.is_nan() {
            self.nan += 1;
        } else if value > 0.0 {
            self.pos_inf += 1;
        } else {
            self.neg_inf += 1;
        }
    }

    /// Takes in the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.nan += other.nan;
        self.pos_inf += other.pos_inf;
        self.neg_inf += other.neg_inf;
    }

    /// All values that are not finite.
    pub fn total(&self) -> u64 {
        self.nan + self.pos_inf + self.neg_inf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_kinds_are_told_apart() {
        let census = Census::of(&[f64::NAN, 1.0, f64::INFINITY, f64::NEG_INFINITY, -f64::NAN]);
        assert_eq!((census.nan, census.pos_inf, census.neg_inf, census.total()), (2, 1, 1, 4));
        assert_eq!(Census::of(&[i64::MAX, 0]), Census::default());
    }
}
