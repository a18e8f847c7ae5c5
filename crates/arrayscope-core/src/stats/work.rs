//! A reduction of values of one native type, shared among threads.

use super::Wanted;
use super::lanes::{GroupAnswers, LaneAnswers, LaneState};
use super::plan::Plan;
use super::threads::{self, Pieces};
use super::tiles::Tiles;
use super::walk::{Sink, Walk};
use crate::kernel::{
    Census, Depth, Ends, Full, Group, Kernels, LANES, Level, Native, Sums, Tree, dispatch,
};
use std::marker::PhantomData;
use std::ops::Range;

/// Lanes with something that is not finite, in ascending order.
pub(super) type Odd = Vec<(usize, Census)>;

/// Everything that the pieces of a reduction have in common.
pub(super) struct Work<'a, N> {
    pub(super) level: Level,
    pub(super) plan: &'a Plan,
    pub(super) tiles: &'a dyn Tiles<N>,
    pub(super) wanted: Wanted,
    pub(super) watch: &'a (dyn Fn(usize) + Sync),
}

impl<N: Kernels> Work<'_, N> {
    /// Walks all lanes. There is one sink for all of them, or one for each piece where the
    /// pieces are some lanes each.
    pub(super) fn run(&self, pieces: Pieces, sinks: Vec<&mut (dyn Sink<N> + Send)>) {
        let (lanes, blocks) = (self.plan.lane_count, self.plan.blocks());
        match pieces {
            Pieces::One => {
                for sink in sinks {
                    self.walk(0..lanes, 0..blocks, sink);
                }
            }
            Pieces::Lanes(size) => {
                threads::for_each(sinks, |piece, sink| {
                    let first = piece * size;
                    self.walk(first..lanes.min(first + size), 0..blocks, *sink);
                });
            }
            Pieces::Blocks(level) => {
                let states = self.merged(level);
                for sink in sinks {
                    for (lane, state) in states.iter().enumerate() {
                        sink.lane(lane, state, &LaneAnswers::of(&state.moments, self.wanted));
                    }
                }
            }
        }
    }

    /// The states of all lanes, from pieces of `2^level` blocks merged in the order of the
    /// one tree that all ways of cutting share.
    fn merged(&self, level: u32) -> Vec<LaneState<N>> {
        let (lanes, blocks) = (self.plan.lane_count, self.plan.blocks());
        let size = 1 << level;
        let pieces = threads::for_each(vec![Vec::new(); blocks.div_ceil(size)], |piece, states| {
            let first = piece * size;
            self.walk(0..lanes, first..blocks.min(first + size), states);
        });
        let Some((last, pieces)) = pieces.split_last() else {
            return vec![LaneState::none(); lanes];
        };
        (0..lanes)
            .map(|lane| {
                let mut tree = Tree::default();
                for piece in pieces {
                    tree.push(level, piece[lane]);
                }
                tree.fold(Some(last[lane])).unwrap_or_else(LaneState::none)
            })
            .collect()
    }

    /// Walks some blocks of some lanes, on this thread.
    pub(super) fn walk(&self, lanes: Range<usize>, blocks: Range<usize>, sink: &mut dyn Sink<N>) {
        if self.wanted.var || self.wanted.std {
            self.walk_to::<Full>(lanes, blocks, sink);
        } else if self.wanted.mean {
            self.walk_to::<Sums>(lanes, blocks, sink);
        } else {
            self.walk_to::<Ends>(lanes, blocks, sink);
        }
    }

    fn walk_to<D: Depth>(&self, lanes: Range<usize>, blocks: Range<usize>, sink: &mut dyn Sink<N>) {
        let Self { plan, tiles, wanted, watch, .. } = *self;
        let depth = PhantomData::<D>;
        dispatch(self.level, Walk { plan, tiles, wanted, watch, lanes, blocks, sink, depth });
    }
}

/// States as they come, in the order of the lanes.
impl<N: Native> Sink<N> for Vec<LaneState<N>> {
    fn lane(&mut self, _: usize, state: &LaneState<N>, _: &LaneAnswers) {
        self.push(*state);
    }

    fn group(&mut self, _: usize, count: usize, group: &Group<N>, _: &GroupAnswers) {
        self.extend((0..count).map(|lane| LaneState::of(group.lane(lane))));
    }

    fn sums(&mut self, _: usize, count: usize, rows: usize, sums: &[f64; LANES], _: &[f64; LANES]) {
        let group = Group::of_sums(rows, sums);
        self.extend((0..count).map(|lane| LaneState::of(group.lane(lane))));
    }
}
