//! The answers of all lanes, as those of some after the other are found.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::order::LaneOrder;
use super::super::reduction::Reduction;
use super::super::work::Odd;
use crate::Result;
use crate::dtype::Element;

/// Answers of lanes, in the order of memory.
pub(super) struct Found<T: Element> {
    answers: Answers<T>,
    odd: Odd,
    /// The first lane that is not answered.
    next: usize,
}

impl<T: Element> Found<T> {
    /// Room for the answers of `lanes` lanes.
    ///
    /// # Errors
    /// When there is not enough memory.
    pub(super) fn new(lanes: usize, wanted: Wanted) -> Result<Self> {
        Ok(Self { answers: Answers::new(lanes, wanted)?, odd: Odd::new(), next: 0 })
    }

    /// Takes in the answers of the next `count` lanes, and those of them with something odd.
    pub(super) fn put(&mut self, (some, odd): (Answers<T>, Odd), count: usize) {
        let first = self.next;
        self.odd.extend(odd.into_iter().map(|(lane, census)| (first + lane, census)));
        self.answers.put(first, some, count);
        self.next += count;
    }

    /// The reduction over `axes`, when all lanes are answered.
    pub(super) fn reduction(
        self,
        order: LaneOrder,
        axes: Vec<usize>,
        per_lane: usize,
        wanted: Wanted,
    ) -> Reduction {
        Reduction::new(order, axes, per_lane, self.answers, self.odd, wanted)
    }
}
