//! Counts per lane: one number until something is not finite.

use crate::stats::Answers;
use arrayscope_core::stats::Census;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Finite,
    Nan,
    PosInf,
    NegInf,
    NonFinite,
}

impl Counted {
    /// How many of a lane of so many elements.
    pub(crate) fn of(self, census: &Census, per_lane: u64) -> u64 {
        match self {
            Self::Finite => per_lane.saturating_sub(census.total()),
            Self::Nan => census.nan,
            Self::PosInf => census.pos_inf,
            Self::NegInf => census.neg_inf,
            Self::NonFinite => census.total(),
        }
    }

    /// The count of a lane where everything is finite.
    pub(crate) fn usual(self, answers: &Answers) -> i64 {
        self.of(&Census::default(), answers.per_lane()).cast_signed()
    }

    /// The counts of every lane, in the order of the other results; `None` where all are the usual one.
    pub(crate) fn dense(self, answers: &Answers) -> Option<Vec<i64>> {
        let usual = self.usual(answers);
        let unusual = |(_, census): &(usize, Census)| {
            self.of(census, answers.per_lane()).cast_signed() != usual
        };
        if !answers.odd().iter().any(unusual) {
            return None;
        }
        let mut counts = vec![usual; answers.lanes()];
        for (place, census) in answers.odd() {
            counts[*place] = self.of(census, answers.per_lane()).cast_signed();
        }
        Some(counts)
    }
}
