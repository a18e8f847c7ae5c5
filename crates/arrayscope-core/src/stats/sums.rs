//! The loop for means of many adjacent lanes of `f32`, and nothing else.
//!
//! Their sums are exact wherever exponents allow, so that the order of the additions does
//! not matter: rows are read in long stretches, a few of them at once, as memory has them.
//! Where a sum is not exact, the group is done again as in every other reduction.

use super::lanes::Lanes;
use super::walk::{TOGETHER, Walk};
use crate::kernel::{BLOCK, Depth, Group, Kernels, LANES, QuickSums, Simd, Sums};

/// How many rows are read at once: their sums stay in registers meanwhile.
const ROWS: usize = 4;

impl<N: Kernels, D: Depth> Walk<'_, N, D> {
    /// The elements and the position of index zero, if they are `f32` and nothing but means
    /// is wanted of them.
    pub(super) fn only_means(&self) -> Option<(&[f32], usize)> {
        let wanted = self.wanted;
        if !wanted.mean || wanted.var || wanted.std || wanted.min || wanted.max {
            return None;
        }
        let (elements, zero) = self.tiles.native()?;
        Some((N::singles(elements)?, zero))
    }

    /// Whether [`sums`](Self::sums) can do the work: means of adjacent lanes of `f32`.
    pub(super) fn has_sums(&self) -> bool {
        let lanes = &self.plan.lanes;
        let is_adjacent = lanes.stride() == size_of::<f32>().cast_signed();
        is_adjacent && lanes.run_length() >= LANES && self.only_means().is_some()
    }

    #[inline(always)]
    pub(super) fn sums<S: Simd>(mut self, simd: S) {
        let (plan, tiles, is_single) = (self.plan, self.tiles, self.blocks.len() == 1);
        let Some((elements, zero)) = tiles.native() else { return };
        let Some(singles) = N::singles(elements) else { return };
        let mut sums = [QuickSums::NONE; TOGETHER / LANES];
        let mut lanes: Vec<Lanes<N>> = Vec::new();
        let (mut steps, mut rows) = (Vec::new(), Vec::new());
        let mut first = self.lanes.start;
        for (zero, count) in self.stretches(zero, TOGETHER) {
            let groups = count.div_ceil(LANES);
            if !is_single {
                lanes.resize_with(groups.max(lanes.len()), Lanes::new);
            }
            for block in self.blocks.clone() {
                let (start, length) = plan.block(block);
                plan.along.steps(start, length, &mut steps);
                rows.clear();
                rows.extend(steps.iter().map(|step| position(zero, *step)));
                let sums = &mut sums[..groups];
                sums.fill(QuickSums::NONE);
                add_rows(simd, sums, singles, &rows, count);
                for (k, sums) in sums.iter().enumerate() {
                    let (lane, used) = (k * LANES, LANES.min(count - k * LANES));
                    let group = match sums.exact() {
                        Some(sums) if is_single => {
                            self.finish_sums(first + lane, used, length, sums);
                            continue;
                        }
                        Some(sums) => Group::of_sums(length, sums),
                        None => {
                            let mut tile = [[N::default(); LANES]; BLOCK];
                            for (values, at) in tile.iter_mut().zip(&rows) {
                                values[..used].copy_from_slice(&elements[at + lane..][..used]);
                            }
                            inexact(simd, &tile[..length])
                        }
                    };
                    if is_single {
                        self.finish(first + lane, used, &group);
                    } else {
                        lanes[k].push(group);
                    }
                }
                (self.watch)(length * count);
            }
            for (k, lanes) in lanes.iter_mut().take(groups).enumerate() {
                if let Some(group) = lanes.finish() {
                    self.finish(first + k * LANES, LANES.min(count - k * LANES), &group);
                }
            }
            first += count;
        }
    }

    /// The lanes in stretches of evenly spaced ones: the position of the first one, and how
    /// many there are.
    pub(super) fn stretches(&self, zero: usize, most: usize) -> Vec<(usize, usize)> {
        let (mut stretches, between) = (Vec::new(), self.plan.lanes.stride());
        self.plan.lanes.for_each(self.lanes.start, self.lanes.len(), |step, length| {
            for first in (0..length).step_by(most) {
                let step = step.wrapping_add(between.wrapping_mul(first.cast_signed()));
                stretches.push((position(zero, step), most.min(length - first)));
            }
        });
        stretches
    }

    /// Hands over the means of lanes of `rows` values, whose sums are exact.
    #[inline(always)]
    pub(super) fn finish_sums(
        &mut self,
        first: usize,
        count: usize,
        rows: usize,
        sums: &[f64; LANES],
    ) {
        #[expect(clippy::cast_precision_loss, reason = "at most 128")]
        let divisor = rows as f64;
        let mut means = [0.0; LANES];
        for lane in 0..LANES {
            means[lane] = sums[lane] / divisor + 0.0;
        }
        self.sink.sums(first, count, rows, sums, &means);
    }
}

/// The position of the element some bytes from `zero`.
fn position(zero: usize, step: isize) -> usize {
    zero.wrapping_add_signed(step / size_of::<f32>().cast_signed())
}

/// Takes in the rows of `count` lanes that begin at these positions.
#[inline(always)]
fn add_rows<S: Simd>(
    simd: S,
    sums: &mut [QuickSums],
    elements: &[f32],
    rows: &[usize],
    count: usize,
) {
    // What follows the last lanes is read with them, where there is something: whatever it
    // is, it only makes sums that nobody asks for.
    let (full, last) = (sums.len() * LANES, rows.iter().max().copied().unwrap_or(0));
    let width = if last + full <= elements.len() { full } else { count };
    let row = |at: usize| &elements[at..at + width]; // inside: A1
    let (together, rest) = rows.as_chunks::<ROWS>();
    for (number, four) in together.iter().enumerate() {
        let next = together.get(number + 1).unwrap_or(four);
        let rows = [row(four[0]), row(four[1]), row(four[2]), row(four[3])];
        let ahead = [row(next[0]), row(next[1]), row(next[2]), row(next[3])];
        add(simd, sums, rows, ahead);
    }
    for at in rest {
        add(simd, sums, [row(*at)], [row(*at)]);
    }
}

/// Takes in a few rows, and asks for those that come next.
///
/// PERF: without asking, the means over axis 0 of (256, 224, 224, 3) take 9.9 ms on one
/// thread instead of 7.5: each row is a jump, and its first lines are waited for.
#[inline(always)]
fn add<S: Simd, const ROWS: usize>(
    simd: S,
    sums: &mut [QuickSums],
    rows: [&[f32]; ROWS],
    ahead: [&[f32]; ROWS],
) {
    let full = rows[0].len() / LANES;
    for (k, sums) in sums.iter_mut().take(full).enumerate() {
        let mut values = [simd.splat32(0.0); ROWS];
        for (values, (row, ahead)) in values.iter_mut().zip(rows.iter().zip(&ahead)) {
            simd.prefetch(ahead.as_ptr().wrapping_add(k * LANES));
            if let Some(row) = row[k * LANES..].first_chunk() {
                *values = simd.load32(row);
            }
        }
        sums.add(simd, values);
    }
    if let Some(sums) = sums.get_mut(full) {
        for row in rows {
            let (rest, mut padded) = (&row[full * LANES..], [0.0; LANES]);
            padded[..rest.len()].copy_from_slice(rest);
            sums.add(simd, [simd.load32(&padded)]);
        }
    }
}

/// The sums of a block of sixteen lanes as every other reduction finds them.
#[inline(always)]
pub(super) fn inexact<S: Simd, N: Kernels>(simd: S, tile: &[[N; LANES]]) -> Group<N> {
    let row = |index: usize| &tile[index];
    let mut group = N::group::<S, Sums>(simd, tile.len(), row);
    group.mend(tile.len(), row);
    group
}
