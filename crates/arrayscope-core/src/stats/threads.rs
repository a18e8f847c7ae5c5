//! When work is shared among threads, and in which pieces.

use super::plan::{Loops, Plan};
use crate::kernel::{BLOCK, LANES};
use rayon::prelude::*;
use std::sync::OnceLock;

/// Fewer elements than this are reduced on the thread that asks.
///
/// PERF: all statistics of lanes of 512 `f32` on one thread and on two: 26 and 30 µs for
/// 153,600 elements, 35 and 30 for 204,800.
const ALONE: usize = 3 << 16;

/// Elements of one piece of work, at least.
const PIECE: usize = 1 << 17;

/// How a reduction is cut into pieces. The pieces do not change the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pieces {
    /// All at once.
    One,
    /// So many lanes each.
    Lanes(usize),
    /// `2^k` blocks of all lanes each.
    Blocks(u32),
}

impl Pieces {
    pub(super) fn of(plan: &Plan, threads: usize) -> Self {
        let size = plan.lane_count * plan.per_lane;
        if threads < 2 || size < ALONE {
            return Self::One;
        }
        let per_piece = (size / (4 * threads)).max(PIECE);
        let lanes = per_piece.div_ceil(plan.per_lane.max(1));
        let lanes = match plan.loops {
            Loops::Rows => lanes,
            // Rows of fewer lanes than that are read in short pieces.
            Loops::Columns => lanes.next_multiple_of(LANES).max(16 * LANES),
        };
        if lanes.saturating_mul(threads) <= plan.lane_count {
            return Self::Lanes(lanes);
        }
        let blocks = per_piece.div_ceil(BLOCK * plan.lane_count).next_power_of_two();
        if blocks < plan.blocks() {
            Self::Blocks(blocks.trailing_zeros())
        } else if lanes < plan.lane_count {
            Self::Lanes(lanes)
        } else {
            Self::One
        }
    }

    /// Lanes per piece.
    pub(super) fn lanes(self, all: usize) -> usize {
        if let Self::Lanes(lanes) = self { lanes } else { all.max(1) }
    }
}

/// Does something with each of the pieces, on as many threads as there are, and gives them
/// back.
pub(super) fn for_each<P: Send>(
    mut pieces: Vec<P>,
    work: impl Fn(usize, &mut P) + Sync + Send,
) -> Vec<P> {
    pieces.par_iter_mut().enumerate().for_each(|(number, piece)| work(number, piece));
    pieces
}

/// What `work` gives for each of the pieces, on as many threads as there are.
///
/// One alone is done on this thread, and can be shared by all.
pub(super) fn map<P: Sync, R: Send>(pieces: &[P], work: impl Fn(&P) -> R + Sync + Send) -> Vec<R> {
    match pieces {
        [only] => vec![work(only)],
        _ => pieces.par_iter().map(work).collect(),
    }
}

/// How many threads share one of several pieces of work that are done side by side.
pub(super) fn sharing(pieces: usize) -> usize {
    if pieces > 1 { 1 } else { count() }
}

/// How many threads there are to share work among.
///
/// A process that was forked has none of its parent's threads: it works alone.
pub(super) fn count() -> usize {
    static OWNER: OnceLock<u32> = OnceLock::new();
    if *OWNER.get_or_init(std::process::id) == std::process::id() {
        rayon::current_num_threads()
    } else {
        1
    }
}
