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
    /// The census of a block.
    pub fn of<W: Wide>(block: &[W]) -> Self {
        let mut census = Self::default();
        for value in block.iter().filter(|value| !value.is_finite()) {
            let value = value.to_f64();
            if value.is_nan() {
                census.nan += 1;
            } else if value > 0.0 {
                census.pos_inf += 1;
            } else {
                census.neg_inf += 1;
            }
        }
        census
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
