//! Smallest and largest value, as a state that merges.

use super::Wide;

/// The smallest and the largest of some finite values, if there are any.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extrema<W> {
    ends: Option<(W, W)>,
}

impl<W: Wide> Extrema<W> {
    /// The extrema of a block of finite values.
    ///
    /// NaN must have been left out: it compares with nothing.
    pub fn of(block: &[W]) -> Self {
        let Some((&first, rest)) = block.split_first() else {
            return Self { ends: None };
        };
        let (mut min, mut max) = (first, first);
        for &value in rest {
            min = if value < min { value } else { min };
            max = if value > max { value } else { max };
        }
        Self { ends: Some((min, max)) }
    }

    /// Takes in the values of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.ends = match (self.ends, other.ends) {
            (Some((min, max)), Some((lower, higher))) => Some((
                if lower < min { lower } else { min },
                if higher > max { higher } else { max },
            )),
            (ours, theirs) => ours.or(theirs),
        };
    }

    /// The smallest value; `None` of no values.
    pub fn min(&self) -> Option<W> {
        self.ends.map(|(min, _)| min)
    }

    /// The largest value; `None` of no values.
    pub fn max(&self) -> Option<W> {
        self.ends.map(|(_, max)| max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_parts_are_the_ends_of_the_whole() {
        let mut left = Extrema::of(&[3i64, -1]);
        left.merge(&Extrema::of(&[7]));
        left.merge(&Extrema::of(&[]));
        assert_eq!((left.min(), left.max()), (Some(-1), Some(7)));
        assert_eq!(Extrema::<u64>::of(&[]).min(), None);
    }
}
