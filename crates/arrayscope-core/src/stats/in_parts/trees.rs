//! The trees of some lanes, which take in the states of subtrees as they come.

use super::super::Wanted;
use super::super::answers::Answers;
use super::super::lanes::{LaneAnswers, LaneState};
use super::super::threads;
use super::super::walk::Sink as _;
use super::super::work::Odd;
use crate::Result;
use crate::dtype::Element;
use crate::kernel::{BLOCK, Native, Tree};

/// Lanes that one thread takes in, where several do.
const LANES_AT_ONCE: usize = 1 << 12;

/// Bytes that the trees of so many lanes take, where a lane has so many elements and a state
/// so many bytes.
pub(super) fn nbytes(lanes: usize, per_lane: usize, state: usize) -> usize {
    let levels = 1 + per_lane.div_ceil(BLOCK).max(1).ilog2() as usize;
    // The room of a tree grows by doubling.
    let states = levels.next_power_of_two().max(4);
    lanes.saturating_mul(states).saturating_mul(state)
}

/// One tree per lane.
pub(super) struct Trees<N>(Vec<Tree<LaneState<N>>>);

impl<N> Default for Trees<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: Native> Trees<N> {
    /// Takes in the states of all lanes, of subtrees each with its level, on so many threads.
    pub(super) fn push(&mut self, subtrees: &[(u32, Vec<LaneState<N>>)], threads: usize) {
        let lanes = subtrees.first().map_or(0, |(_, lanes)| lanes.len());
        self.0.resize_with(lanes, Tree::default);
        let push = |first: usize, trees: &mut [Tree<LaneState<N>>]| {
            for (level, lanes) in subtrees {
                let states = &lanes[first..];
                trees.iter_mut().zip(states).for_each(|(tree, state)| tree.push(*level, *state));
            }
        };
        if threads < 2 || lanes <= LANES_AT_ONCE {
            push(0, &mut self.0);
            return;
        }
        threads::for_each(self.0.chunks_mut(LANES_AT_ONCE).collect(), |number, trees| {
            push(number * LANES_AT_ONCE, trees);
        });
    }

    /// The answers of the lanes, which are over; the trees are as new.
    pub(super) fn answers<T>(&mut self, wanted: Wanted) -> Result<(Answers<T>, Odd)>
    where
        T: Element<Native = N>,
    {
        let mut answers = Answers::<T>::new(self.0.len(), wanted)?;
        let mut odd = Odd::new();
        for mut part in answers.parts(self.0.len(), self.0.len().max(1)) {
            for (lane, tree) in self.0.iter_mut().enumerate() {
                let state = tree.fold(None).unwrap_or_else(LaneState::none);
                part.lane(lane, &state, &LaneAnswers::of(&state.moments, wanted));
            }
            odd.append(&mut part.odd);
        }
        Ok((answers, odd))
    }
}
