//! The loop for means of many lanes of two to four `f32` that follow each other: the
//! channels of pictures, the last axis of points.

use super::plan::Plan;
use super::sums::inexact;
use super::walk::Walk;
use crate::kernel::{Depth, Kernels, LANES, QuickSums, Simd};

/// Lanes between two calls of the watch.
const STRETCH: usize = 1 << 14;

impl<N: Kernels, D: Depth> Walk<'_, N, D> {
    /// The number of channels, if [`channel_sums`](Self::channel_sums) can do the work.
    pub(super) fn channels(&self) -> Option<usize> {
        let Plan { lanes, per_lane, .. } = self.plan;
        let size = size_of::<f32>().cast_signed();
        // In shorter runs most of a group would be padding.
        let is_adjacent =
            lanes.stride() == size * per_lane.cast_signed() && lanes.run_length() >= LANES;
        let is_few = (2..=4).contains(per_lane) && self.only_means().is_some();
        (is_few && self.plan.is_dense(size) && is_adjacent).then_some(*per_lane)
    }

    #[inline(always)]
    pub(super) fn channel_sums<S: Simd, const CHANNELS: usize>(mut self, simd: S) {
        let tiles = self.tiles;
        let Some((elements, zero)) = tiles.native() else { return };
        let Some(singles) = N::singles(elements) else { return };
        let mut first = self.lanes.start;
        for (at, count) in self.stretches(zero, STRETCH) {
            let stored = at..at + count * CHANNELS; // inside: A1
            let natives = &elements[stored.clone()].as_chunks::<CHANNELS>().0;
            let (groups, rest) = singles[stored].as_chunks::<CHANNELS>().0.as_chunks::<LANES>();
            let mut padded = [[0.0; CHANNELS]; LANES];
            padded[..rest.len()].copy_from_slice(rest);
            let last = (!rest.is_empty()).then_some(&padded);
            for (k, group) in groups.iter().chain(last).enumerate() {
                let used = LANES.min(count - k * LANES);
                let mut sums = QuickSums::NONE;
                sums.add(simd, simd.deinterleave(group));
                if let Some(sums) = sums.exact() {
                    self.finish_sums(first + k * LANES, used, CHANNELS, sums);
                    continue;
                }
                let mut tile = [[N::default(); LANES]; CHANNELS];
                for (lane, values) in natives[k * LANES..][..used].iter().enumerate() {
                    for (row, value) in tile.iter_mut().zip(values) {
                        row[lane] = *value;
                    }
                }
                self.finish(first + k * LANES, used, &inexact(simd, &tile));
            }
            first += count;
            (self.watch)(count * CHANNELS);
        }
    }
}
