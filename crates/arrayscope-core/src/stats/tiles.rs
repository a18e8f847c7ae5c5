//! Native values for the kernels: where they lie, or copied next to each other.

use super::walk::LINE;
use crate::dtype::Element;
use crate::kernel::{Kernel, LANES, Level, Native, Simd, dispatch};
use crate::layout::Runs;
use crate::view::Source;

/// Sixteen values, one per lane, for each row of a block.
pub(super) type Tile<N> = [[N; LANES]];

/// The elements of an array as native values, whatever type they were.
pub(super) trait Tiles<N>: Sync {
    /// All values as a slice, and the position of index zero, if they need not be copied.
    fn native(&self) -> Option<(&[N], usize)>;

    /// Copies `values.len()` elements of a lane, from position `start` on.
    fn fill_block(&self, lane: isize, along: &Runs, start: usize, values: &mut [N]);

    /// Copies one element of each of sixteen lanes for each row.
    fn fill_tile(&self, lanes: &[isize; LANES], rows: &[isize], tile: &mut Tile<N>);
}

/// A [`Source`] whose conversions run on a level.
pub(super) struct OnLevel<'a, T: Element> {
    pub(super) source: Source<'a, T>,
    pub(super) level: Level,
}

impl<T: Element> Tiles<T::Native> for OnLevel<'_, T> {
    fn native(&self) -> Option<(&[T::Native], usize)> {
        self.source.native()
    }

    fn fill_block(&self, lane: isize, along: &Runs, start: usize, values: &mut [T::Native]) {
        dispatch(self.level, FillBlock { source: &self.source, lane, along, start, values });
    }

    fn fill_tile(&self, lanes: &[isize; LANES], rows: &[isize], tile: &mut Tile<T::Native>) {
        dispatch(self.level, FillTile { source: &self.source, lanes, rows, tile });
    }
}

struct FillBlock<'a, T: Element> {
    source: &'a Source<'a, T>,
    lane: isize,
    along: &'a Runs,
    start: usize,
    values: &'a mut [T::Native],
}

impl<T: Element> Kernel for FillBlock<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        let (stride, mut filled) = (self.along.stride(), 0);
        // PERF: what another function calls is not compiled for the level. The rows of a
        // (10000, 512) `f16` take 0.68 ms on two threads this way, and 1.26 the other.
        if let Some(step) = self.along.one_run(self.start, self.values.len()) {
            self.source.fill(self.lane.wrapping_add(step), stride, self.values);
            return;
        }
        self.along.for_each(self.start, self.values.len(), |step, length| {
            let values = &mut self.values[filled..filled + length];
            self.source.fill(self.lane.wrapping_add(step), stride, values);
            filled += length;
        });
    }
}

struct FillTile<'a, T: Element> {
    source: &'a Source<'a, T>,
    lanes: &'a [isize; LANES],
    rows: &'a [isize],
    tile: &'a mut Tile<T::Native>,
}

impl<T: Element> Kernel for FillTile<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let lane_stride = even_step(self.lanes);
        let row_stride = if self.rows.len() == 1 { Some(0) } else { even_step(self.rows) };
        let size = T::SIZE.cast_signed();
        if row_stride == Some(size)
            && lane_stride == Some(size * self.rows.len().cast_signed())
            && let Some(stored) = self.source.stored(self.lanes[0], LANES * self.rows.len())
        {
            return match self.rows.len() {
                2 => deinterleave::<S, T, 2>(simd, stored, self.tile),
                3 => deinterleave::<S, T, 3>(simd, stored, self.tile),
                4 => deinterleave::<S, T, 4>(simd, stored, self.tile),
                rows => {
                    for (lane, values) in stored.chunks_exact(rows).enumerate() {
                        for (row, raw) in self.tile.iter_mut().zip(values) {
                            row[lane] = T::native(*raw);
                        }
                    }
                }
            };
        }
        let nearer = |a: Option<isize>, b: Option<isize>| match (a, b) {
            (Some(a), Some(b)) => a.unsigned_abs() <= b.unsigned_abs(),
            _ => false,
        };
        if nearer(row_stride, lane_stride) && self.rows.len() > 1 {
            let mut values = [T::Native::default(); crate::kernel::BLOCK];
            let values = &mut values[..self.rows.len()];
            for (lane, step) in self.lanes.iter().enumerate() {
                self.source.gather(*step, self.rows, values);
                for (row, value) in self.tile.iter_mut().zip(&*values) {
                    row[lane] = *value;
                }
            }
        } else if lane_stride == Some(2 * size) && self.fill_every::<S, 2>(simd) {
        } else if let Some(stride) = lane_stride {
            // The first lanes of the next line, or of the one after it.
            let ahead = (2 * LINE).cast_signed().wrapping_mul(stride.signum());
            for (row, step) in self.tile.iter_mut().zip(self.rows) {
                let step = step.wrapping_add(self.lanes[0]);
                simd.prefetch(self.source.address(step.wrapping_add(ahead)));
                self.source.fill(step, stride, row);
            }
        } else {
            for (row, step) in self.tile.iter_mut().zip(self.rows) {
                self.source.gather(*step, self.lanes, row);
            }
        }
    }
}

/// The difference of neighbours, if it is the same everywhere.
fn even_step(steps: &[isize]) -> Option<isize> {
    let first = steps.get(1)?.wrapping_sub(steps[0]);
    steps.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == first).then_some(first)
}

impl<T: Element> FillTile<'_, T> {
    /// Fills the tile if lanes are `f32` as they lie, `STEP` elements from each other.
    ///
    /// PERF: rows lie far apart, so that those of the next groups are asked for, and one
    /// permutation takes every second element: `a[:, ::2]` of a (10000, 512) `f32` over axis
    /// 0 takes 0.66 ms on two threads instead of 1.15.
    #[inline(always)]
    fn fill_every<S: Simd, const STEP: usize>(&mut self, simd: S) -> bool {
        let Some((elements, zero)) = self.source.native() else { return false };
        let Some(singles) = T::Native::singles(elements) else { return false };
        let Ok(tile) = bytemuck::try_cast_slice_mut::<_, [f32; LANES]>(self.tile) else {
            return false;
        };
        let zero = zero.wrapping_add_signed(self.lanes[0] / 4);
        for (row, step) in tile.iter_mut().zip(self.rows) {
            let at = zero.wrapping_add_signed(step / 4);
            let next = singles.as_ptr().wrapping_add(at + 4 * LANES * STEP);
            for line in 0..STEP {
                simd.prefetch(next.wrapping_add(line * LANES));
            }
            let (lanes, _) = singles[at..].as_chunks::<STEP>();
            if let Some(lanes) = lanes.first_chunk::<LANES>() {
                *row = simd.store32(simd.deinterleave(lanes)[0]);
            } else {
                for (k, value) in row.iter_mut().enumerate() {
                    *value = singles[at + k * STEP];
                }
            }
        }
        true
    }
}

/// Sixteen short lanes that follow each other, as with the channels of a picture.
#[inline(always)]
fn deinterleave<S: Simd, T: Element, const ROWS: usize>(
    simd: S,
    stored: &[T::Raw],
    tile: &mut Tile<T::Native>,
) {
    if let Ok(natives) = bytemuck::try_cast_slice::<_, T::Native>(stored)
        && T::IS_NATIVE
        && let Some(singles) = T::Native::singles(natives)
        && let Some(lanes) = singles.as_chunks::<ROWS>().0.first_chunk::<LANES>()
        && let Ok(tile) = bytemuck::try_cast_slice_mut::<_, [f32; LANES]>(tile)
    {
        for (row, values) in tile.iter_mut().zip(simd.deinterleave(lanes)) {
            *row = simd.store32(values);
        }
        return;
    }
    let (lanes, _) = stored.as_chunks::<ROWS>();
    let (Some(lanes), Some(tile)) = (lanes.first_chunk::<LANES>(), tile.first_chunk_mut::<ROWS>())
    else {
        return;
    };
    for row in 0..ROWS {
        for lane in 0..LANES {
            tile[row][lane] = T::native(lanes[lane][row]);
        }
    }
}
