//! The loops of a reduction, for one native type and one depth.

use super::Wanted;
use super::lanes::{GroupAnswers, Lane, LaneAnswers, LaneState, Lanes};
use super::plan::{Loops, Plan};
use super::tiles::Tiles;
use crate::kernel::{BLOCK, Census, Depth, Group, Kernel, Kernels, LANES, Simd};
use std::marker::PhantomData;
use std::ops::Range;

/// Where finished lanes go.
///
/// Answers come beside the states because they are computed here, with the instructions of
/// the level.
pub(super) trait Sink<N> {
    /// Takes one lane.
    fn lane(&mut self, lane: usize, state: &LaneState<N>, answers: &LaneAnswers);

    /// Takes `count` lanes from `first` on; those beyond are not lanes.
    fn group(&mut self, first: usize, count: usize, group: &Group<N>, answers: &GroupAnswers);

    /// The same where only means are wanted, of `rows` finite values with exact sums.
    fn sums(
        &mut self,
        first: usize,
        count: usize,
        rows: usize,
        sums: &[f64; LANES],
        means: &[f64; LANES],
    );
}

/// A part of a reduction: some blocks of some lanes.
pub(super) struct Walk<'a, N, D> {
    pub(super) plan: &'a Plan,
    pub(super) tiles: &'a dyn Tiles<N>,
    /// Which answers are computed.
    pub(super) wanted: Wanted,
    pub(super) watch: &'a (dyn Fn(usize) + Sync),
    pub(super) lanes: Range<usize>,
    pub(super) blocks: Range<usize>,
    pub(super) sink: &'a mut dyn Sink<N>,
    pub(super) depth: PhantomData<D>,
}

/// The most lanes that are reduced together: their rows are read in long stretches, and
/// their states stay in the second cache.
pub(super) const TOGETHER: usize = 512;

/// How many elements ahead of a group its rows are asked for.
///
/// PERF: the rows of a block lie far apart, and a group takes one cache line of each, or two.
/// Asking for those four groups ahead takes all statistics of a (10000, 512) `f32` over axis 0
/// from 0.86 to 0.79 ms on one thread, and those of a (32, 8, 512, 512) `f64` over axes 0 and 1
/// from 70 and 65 to 35 and 41 ms on two.
const AHEAD: usize = 4 * LANES;

/// Bytes of a cache line.
pub(super) const LINE: usize = 64;

/// Elements between two calls of the watch: a millisecond's work or less.
const WATCHED: usize = 1 << 18;

impl<N: Kernels, D: Depth> Kernel for Walk<'_, N, D> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        match self.plan.loops {
            Loops::Rows => self.rows(simd),
            Loops::Columns if self.has_sums() => self.sums(simd),
            Loops::Columns => match self.channels() {
                Some(2) => self.channel_sums::<S, 2>(simd),
                Some(3) => self.channel_sums::<S, 3>(simd),
                Some(4) => self.channel_sums::<S, 4>(simd),
                _ => self.columns(simd),
            },
        }
    }
}

impl<N: Kernels, D: Depth> Walk<'_, N, D> {
    #[inline(always)]
    fn rows<S: Simd>(self, simd: S) {
        let (plan, tiles, wanted) = (self.plan, self.tiles, self.wanted);
        let size = size_of::<N>().cast_signed();
        let native = tiles.native().filter(|_| plan.is_dense(size));
        let is_single = self.blocks.len() == 1;
        let (mut lane, mut single) = (Lane::new(), LaneState::none());
        let mut scratch = [N::default(); BLOCK << 4];
        let (mut offsets, mut unwatched) = (Vec::new(), 0);
        for first in self.lanes.clone().step_by(TOGETHER) {
            plan.lanes.steps(first, TOGETHER.min(self.lanes.end - first), &mut offsets);
            for (number, &base) in offsets.iter().enumerate() {
                let mut block = self.blocks.start;
                while block < self.blocks.end {
                    let ((start, rest), level) = (plan.block(block), self.level_of(block));
                    let count = if level == 0 { rest } else { BLOCK << level };
                    let values = if let Some((elements, zero)) = native {
                        let at = zero.wrapping_add_signed(base / size) + start;
                        &elements[at..at + count]
                    } else {
                        tiles.fill_block(base, &plan.along, start, &mut scratch[..count]);
                        &scratch[..count]
                    };
                    let run = match level {
                        4 => N::run::<S, D, 16>(simd, values),
                        2 => N::run::<S, D, 4>(simd, values),
                        _ => None,
                    };
                    if let Some(run) = run {
                        lane.push(level, &run, &Census::default());
                    } else {
                        for values in values.chunks(BLOCK) {
                            let (mut block, holds) = N::block::<S, D>(simd, values);
                            let mut census = Census::default();
                            if !holds {
                                (block, census) = N::careful(values);
                            }
                            if is_single {
                                single = LaneState::of((block, census));
                            } else {
                                lane.push(0, &block, &census);
                            }
                        }
                    }
                    block += 1 << level;
                    unwatched += count;
                    if unwatched >= WATCHED {
                        (self.watch)(std::mem::take(&mut unwatched));
                    }
                }
                let state = if is_single { single } else { lane.finish() };
                self.sink.lane(first + number, &state, &LaneAnswers::of(&state.moments, wanted));
            }
        }
        (self.watch)(unwatched);
    }

    /// How many blocks from this one on are taken at once, as a power of two: full ones only.
    #[inline(always)]
    fn level_of(&self, block: usize) -> u32 {
        match self.blocks.end.min(self.plan.per_lane / BLOCK).saturating_sub(block) {
            16.. => 4,
            4.. => 2,
            _ => 0,
        }
    }

    #[inline(always)]
    fn columns<S: Simd>(mut self, simd: S) {
        let (plan, tiles) = (self.plan, self.tiles);
        let is_single = self.blocks.len() == 1;
        let size = const { size_of::<N>().cast_signed() };
        let native = tiles.native();
        let nothing = &[N::HIGHEST; LANES];
        let mut lanes: Vec<Lanes<N>> = Vec::new();
        let (mut offsets, mut rows, mut in_elements) = (Vec::new(), Vec::new(), Vec::new());
        let mut tile = [[N::default(); LANES]; BLOCK];
        for first in self.lanes.clone().step_by(TOGETHER) {
            let count = TOGETHER.min(self.lanes.end - first);
            plan.lanes.steps(first, count, &mut offsets);
            if let Some(&last) = offsets.last() {
                offsets.resize(count.next_multiple_of(LANES), last); // computed, then left out
            }
            let (groups, _) = offsets.as_chunks::<LANES>();
            if !is_single {
                lanes.resize_with(groups.len().max(lanes.len()), Lanes::new);
            }
            for block in self.blocks.clone() {
                let (start, length) = plan.block(block);
                plan.along.steps(start, length, &mut rows);
                // Divided here, and not once per row of every group.
                in_elements.clear();
                in_elements.extend(rows.iter().map(|step| step / size));
                for (k, group) in groups.iter().enumerate() {
                    let mut states;
                    let step = group[1] - group[0];
                    let even = (2..LANES).all(|k| group[k] - group[k - 1] == step);
                    let adjacent = even && step.abs() == size;
                    if let Some((elements, zero)) = native.filter(|_| adjacent) {
                        // Lanes side by side are read as memory has them, from either end.
                        let (first, ahead) = if step == size {
                            (group[0], AHEAD.cast_signed())
                        } else {
                            (group[LANES - 1], -AHEAD.cast_signed())
                        };
                        let zero = zero.wrapping_add_signed(first / size);
                        let row = |index: usize| -> &[N; LANES] {
                            let at = zero.wrapping_add_signed(in_elements[index]);
                            let next = elements.as_ptr().wrapping_add(at).wrapping_offset(ahead);
                            for line in 0..size_of::<[N; LANES]>() / LINE {
                                simd.prefetch(next.cast::<u8>().wrapping_add(line * LINE));
                            }
                            elements[at..].first_chunk().unwrap_or(nothing) // inside: A1
                        };
                        states = N::group::<S, D>(simd, length, row);
                        states.mend(length, row);
                        if step < 0 {
                            states.reverse();
                        }
                    } else {
                        tiles.fill_tile(group, &rows, &mut tile[..length]);
                        let row = |index: usize| &tile[index];
                        states = N::group::<S, D>(simd, length, row);
                        states.mend(length, row);
                    }
                    if is_single {
                        let used = LANES.min(count - k * LANES);
                        self.finish(first + k * LANES, used, &states);
                    } else {
                        lanes[k].push(states);
                    }
                }
                (self.watch)(length * count);
            }
            for (k, lanes) in lanes.iter_mut().take(groups.len()).enumerate() {
                if let Some(group) = lanes.finish() {
                    self.finish(first + k * LANES, LANES.min(count - k * LANES), &group);
                }
            }
        }
    }

    #[inline(always)]
    pub(super) fn finish(&mut self, first: usize, count: usize, group: &Group<N>) {
        let answers = GroupAnswers::of(&group.moments, self.wanted);
        self.sink.group(first, count, group, &answers);
    }
}
