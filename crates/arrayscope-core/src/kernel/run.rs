//! Several full blocks of one lane at once, for floats.
//!
//! The same states as those of the blocks one by one, merged in the order of the
//! [tree](super::tree): only extrema and the test for exact sums are taken of all blocks
//! together, and the merges of a level are made side by side.

use super::double::{fold, fold_plain, pairwise};
use super::float::{Float, Strands, around_mean, best};
use super::moments::{merged_m2_of_equals, plus};
use super::native::Depth;
use super::simd::{LANES, Simd};
use super::{BLOCK, Block, Moments};

/// Where each of sixteen blocks stands, so that those that are merged first are eight
/// places apart, then four, and so on: its number with the bits reversed.
const PLACES: [usize; 16] = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

/// The states of `BLOCKS` blocks, if the quick way is accurate for all of them.
#[inline(always)]
pub(super) fn run<S: Simd, N: Float, D: Depth, const EXACT: bool, const BLOCKS: usize>(
    simd: S,
    values: &[N],
) -> Option<Block<N>> {
    let (blocks, _) = values.as_chunks::<BLOCK>();
    let blocks: &[[N; BLOCK]; BLOCKS] = blocks.first_chunk()?;
    let (mut high, mut low) = ([0.0; BLOCKS], [0.0; BLOCKS]);
    let (mut squares, mut pivots) = ([0.0; BLOCKS], [0.0; BLOCKS]);
    let mut strands = Strands::<S, N>::new(simd, N::splat(simd, blocks[0][0]));
    for (number, block) in blocks.iter().enumerate() {
        let place = PLACES[number] / (PLACES.len() / BLOCKS);
        let pivot = N::widen(simd, N::splat(simd, block[0]));
        strands.start_block(simd);
        let (rows, _) = block.as_chunks::<LANES>();
        for row in rows {
            let values = N::load(simd, row);
            let wide = N::widen(simd, values);
            strands.add::<D, EXACT>(simd, wide);
            strands.deviate::<D>(simd, wide, pivot);
            strands.look::<D, EXACT>(simd, values);
        }
        pivots[place] = block[0].to_f64();
        if EXACT {
            high[place] = fold_plain(simd.store64(strands.high));
        } else {
            (high[place], low[place]) = fold(simd.store64(strands.high), simd.store64(strands.low));
        }
        if D::SQUARES {
            squares[place] = fold_plain(simd.store64(strands.squares));
        }
    }
    let min = best!(N::store(simd, strands.min), <);
    let max = best!(N::store(simd, strands.max), >);
    let mut holds = N::is_moderate(min, max);
    for k in 0..BLOCKS {
        holds &= high[k].is_finite() & low[k].is_finite();
    }
    if EXACT {
        holds = holds && N::is_exact(min, max, best!(simd.store_bits(strands.finest), <));
    }
    let mut count = 128.0;
    let mut m2 = [0.0; BLOCKS];
    if D::SQUARES {
        for k in 0..BLOCKS {
            let good;
            (m2[k], good) = around_mean(squares[k], high[k], low[k], pivots[k], count);
            holds &= good;
        }
    }
    if !holds {
        return None;
    }
    let mut step = BLOCKS / 2;
    while step > 0 {
        for k in 0..step {
            let (ours, theirs) = ((high[k], low[k]), (high[k + step], low[k + step]));
            if D::SQUARES {
                m2[k] = (m2[k] + m2[k + step]) + merged_m2_of_equals(count, ours, theirs);
            }
            if D::SUMS {
                (high[k], low[k]) = plus(ours, theirs);
            }
        }
        count += count;
        step /= 2;
    }
    let moments = Moments { count, high: high[0], low: low[0], m2: m2[0], scale: 1.0 };
    Some(Block { moments, min, max })
}
