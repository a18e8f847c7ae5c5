//! The states of some blocks of all lanes, as subtrees of the one tree.

use super::super::lanes::LaneState;
use super::super::threads::{self, Pieces};
use super::super::work::Work;
use crate::kernel::Kernels;
use std::ops::Range;

/// The states of the subtrees that the blocks of `work` make up, where the first of them has
/// the number `first` in its lane: each with its level, in order. On so many threads.
pub(in crate::stats) fn states<N: Kernels>(
    work: &Work<'_, N>,
    first: usize,
    threads: usize,
) -> Vec<(u32, Vec<LaneState<N>>)> {
    let (lanes, blocks) = (work.plan.lane_count, work.plan.blocks());
    let pieces = Pieces::of(work.plan, threads);
    let highest = if let Pieces::Blocks(level) = pieces { level } else { usize::BITS - 1 };
    let size = pieces.lanes(lanes);
    let subtrees = subtrees(first..first + blocks, highest);
    let tasks: Vec<Task<N>> = subtrees
        .iter()
        .flat_map(|(_, blocks)| {
            let local = blocks.start - first..blocks.end - first;
            (0..lanes).step_by(size).map(move |from| Task {
                lanes: from..lanes.min(from + size),
                blocks: local.clone(),
                states: Vec::new(),
            })
        })
        .collect();
    let walk = |task: &mut Task<N>| {
        work.walk(task.lanes.clone(), task.blocks.clone(), &mut task.states);
    };
    let mut tasks = if pieces == Pieces::One {
        let mut tasks = tasks;
        tasks.iter_mut().for_each(walk);
        tasks
    } else {
        threads::for_each(tasks, |_, task| walk(task))
    }
    .into_iter();
    let pieces = lanes.div_ceil(size);
    subtrees
        .into_iter()
        .map(|(level, _)| {
            (level, tasks.by_ref().take(pieces).flat_map(|task| task.states).collect())
        })
        .collect()
}

/// Some lanes of a subtree.
struct Task<N> {
    lanes: Range<usize>,
    blocks: Range<usize>,
    states: Vec<LaneState<N>>,
}

/// The largest subtrees that some blocks make up: their levels, at most `highest`, and their
/// blocks.
pub(in crate::stats) fn subtrees(blocks: Range<usize>, highest: u32) -> Vec<(u32, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = blocks.start;
    while let Some(fits) = (blocks.end - at).checked_ilog2() {
        let level = fits.min(at.trailing_zeros()).min(highest);
        found.push((level, at..at + (1 << level)));
        at += 1 << level;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtrees_begin_at_multiples_of_their_size() {
        for (start, end) in (0..70).flat_map(|s| (s..70).map(move |e| (s, e))) {
            for highest in [0, 2, 63] {
                let found = subtrees(start..end, highest);
                let blocks: Vec<usize> =
                    found.iter().flat_map(|(_, range)| range.clone()).collect();
                assert!(blocks.into_iter().eq(start..end));
                assert!(found.iter().all(|(level, range)| {
                    *level <= highest
                        && range.len() == 1 << level
                        && range.start.is_multiple_of(1 << level)
                }));
            }
        }
        assert_eq!(subtrees(4..21, 63), [(2, 4..8), (3, 8..16), (2, 16..20), (0, 20..21)]);
    }
}
