//! The states of lanes while they are being reduced.

use super::Wanted;
use crate::kernel::{Block, Census, Group, LANES, LaneMoments, Merge, Moments, Native, Tree};

/// The states of one lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LaneState<N> {
    pub(super) moments: Moments,
    pub(super) min: N,
    pub(super) max: N,
    pub(super) census: Census,
}

impl<N: Native> LaneState<N> {
    /// Of no values.
    pub(super) fn none() -> Self {
        let (moments, census) = (Moments::default(), Census::default());
        Self { moments, min: N::HIGHEST, max: N::LOWEST, census }
    }

    /// Of a block.
    pub(super) fn of((block, census): (Block<N>, Census)) -> Self {
        Self { moments: block.moments, min: block.min, max: block.max, census }
    }

    /// Takes in the extrema and the census of more values; moments go through a tree.
    fn take_ends(&mut self, min: N, max: N, census: &Census) {
        self.min = if min < self.min { min } else { self.min };
        self.max = if max > self.max { max } else { self.max };
        self.census.merge(census);
    }
}

impl<N: Native> Merge for LaneState<N> {
    fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
        self.take_ends(other.min, other.max, &other.census);
    }
}

/// What is asked of the moments of a lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneAnswers {
    pub(super) mean: f64,
    pub(super) var: f64,
    pub(super) std: f64,
}

impl LaneAnswers {
    #[inline(always)]
    pub(super) fn of(moments: &Moments, wanted: Wanted) -> Self {
        let mean = if wanted.mean { moments.mean() } else { 0.0 };
        let var = if wanted.var { moments.var(wanted.ddof) } else { 0.0 };
        let std = if wanted.std { moments.std(wanted.ddof) } else { 0.0 };
        Self { mean, var, std }
    }
}

/// What is asked of the moments of sixteen lanes.
#[derive(Clone, Debug)]
pub(super) struct GroupAnswers {
    pub(super) mean: [f64; LANES],
    pub(super) var: [f64; LANES],
    pub(super) std: [f64; LANES],
}

impl GroupAnswers {
    #[inline(always)]
    pub(super) fn of(moments: &LaneMoments, wanted: Wanted) -> Self {
        let mut answers = Self { mean: [0.0; LANES], var: [0.0; LANES], std: [0.0; LANES] };
        if !moments.is_plain() {
            for lane in 0..LANES {
                let one = LaneAnswers::of(&moments.lane(lane), wanted);
                answers.mean[lane] = one.mean;
                answers.var[lane] = one.var;
                answers.std[lane] = one.std;
            }
            return answers;
        }
        if wanted.mean {
            answers.mean = moments.mean();
        }
        if wanted.var || wanted.std {
            #[expect(clippy::cast_precision_loss, reason = "no count is near 2^53")]
            let vars = moments.var(wanted.ddof as f64);
            answers.var = vars;
            for lane in 0..LANES {
                answers.std[lane] = vars[lane].sqrt();
            }
        }
        answers
    }
}

/// One lane, block by block.
#[derive(Debug)]
pub(super) struct Lane<N> {
    ends: LaneState<N>,
    moments: Tree<Moments>,
}

impl<N: Native> Lane<N> {
    pub(super) fn new() -> Self {
        Self { ends: LaneState::none(), moments: Tree::default() }
    }

    /// Takes in the states of the next `2^level` blocks.
    #[inline(always)]
    pub(super) fn push(&mut self, level: u32, block: &Block<N>, census: &Census) {
        self.moments.push(level, block.moments);
        self.ends.take_ends(block.min, block.max, census);
    }

    /// The states of all that was pushed; the lane is as new.
    pub(super) fn finish(&mut self) -> LaneState<N> {
        let moments = self.moments.fold(None).unwrap_or_default();
        LaneState { moments, ..std::mem::replace(&mut self.ends, LaneState::none()) }
    }
}

/// Sixteen lanes, block by block.
#[derive(Debug)]
pub(super) struct Lanes<N> {
    moments: Tree<LaneMoments>,
    min: [N; LANES],
    max: [N; LANES],
    census: Option<Box<[Census; LANES]>>,
}

impl<N: Native> Lanes<N> {
    pub(super) fn new() -> Self {
        let (min, max) = ([N::HIGHEST; LANES], [N::LOWEST; LANES]);
        Self { moments: Tree::default(), min, max, census: None }
    }

    /// Takes in a block of each lane, whose states hold.
    #[inline(always)]
    pub(super) fn push(&mut self, group: Group<N>) {
        for lane in 0..LANES {
            let (min, max) = (group.min[lane], group.max[lane]);
            self.min[lane] = if min < self.min[lane] { min } else { self.min[lane] };
            self.max[lane] = if max > self.max[lane] { max } else { self.max[lane] };
        }
        if let Some(census) = &group.census {
            let ours = self.census.get_or_insert_default();
            ours.iter_mut().zip(&**census).for_each(|(ours, census)| ours.merge(census));
        }
        self.moments.push(0, group.moments);
    }

    /// The states of all that was pushed, if there was something; the lanes are as new.
    pub(super) fn finish(&mut self) -> Option<Group<N>> {
        let moments = self.moments.fold(None)?;
        let (min, max) = ([N::HIGHEST; LANES], [N::LOWEST; LANES]);
        Some(Group {
            moments,
            min: std::mem::replace(&mut self.min, min),
            max: std::mem::replace(&mut self.max, max),
            holds: [true; LANES],
            census: self.census.take(),
        })
    }
}
