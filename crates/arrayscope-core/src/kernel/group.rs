//! The kernel of sixteen lanes of floats, one row of a value each after the other.
//!
//! The states are those of [float](super::float), lane by lane: rows that are sixteen apart
//! belong to one strand, and each strand is taken by itself, so that its sums stay in
//! registers.

use super::double::{normalize, pairwise};
use super::float::{Float, Strands, around_mean, two_sum};
use super::native::Depth;
use super::simd::{LANES, Simd};
use super::{Group, LaneMoments};
use std::ops::Range;

/// How many pairs of strands there are: strand `k` with strand `k + 8`.
const PAIRS: usize = LANES / 2;

impl<S: Simd, N: Float> Strands<S, N> {
    /// Takes in every sixteenth row of the range. The sums before are forgotten, except exact
    /// ones, which go on.
    #[inline(always)]
    fn strand<'a, D: Depth, const EXACT: bool>(
        &mut self,
        simd: S,
        rows: Range<usize>,
        row: &impl Fn(usize) -> &'a [N; LANES],
        pivot: S::F64,
    ) where
        N: 'a,
    {
        let zero = simd.splat64(0.0);
        let values = N::load(simd, row(rows.start));
        let wide = N::widen(simd, values);
        self.squares = zero;
        if EXACT {
            self.add::<D, EXACT>(simd, wide);
        } else {
            // What adding it to nothing gives.
            (self.high, self.low) = (simd.add(zero, wide), zero);
        }
        self.deviate::<D>(simd, wide, pivot);
        self.look::<D, EXACT>(simd, values);
        // A `step_by` would divide to find its end.
        let mut index = rows.start + LANES;
        while index < rows.end {
            let values = N::load(simd, row(index));
            let wide = N::widen(simd, values);
            self.add::<D, EXACT>(simd, wide);
            self.deviate::<D>(simd, wide, pivot);
            self.look::<D, EXACT>(simd, values);
            index += LANES;
        }
    }
}

/// The sum of two compensated sums.
#[inline(always)]
fn plus<S: Simd>(simd: S, a: (S::F64, S::F64), b: (S::F64, S::F64)) -> (S::F64, S::F64) {
    let (sum, error) = two_sum(simd, a.0, b.0);
    (sum, simd.add(simd.add(a.1, b.1), error))
}

/// The states of sixteen lanes, and whether all that hold have exact sums.
#[inline(always)]
pub(super) fn group<'a, S: Simd, N: Float + 'a, D: Depth, const EXACT: bool>(
    simd: S,
    rows: usize,
    row: &impl Fn(usize) -> &'a [N; LANES],
) -> (Group<N>, bool) {
    #[expect(clippy::cast_precision_loss, reason = "at most 128")]
    let count = rows as f64;
    let first = N::load(simd, row(0));
    let pivot = N::widen(simd, first);
    let zero = simd.splat64(0.0);
    let mut all = Strands::<S, N>::new(simd, first);
    if D::SQUARES || (D::SUMS && !EXACT) {
        // Strands whose sums are added first follow each other: half as many are kept.
        let (mut squares, mut highs, mut lows) = ([zero; PAIRS], [zero; PAIRS], [zero; PAIRS]);
        for k in 0..rows.min(PAIRS) {
            all.strand::<D, EXACT>(simd, k..rows, row, pivot);
            squares[k] = all.squares;
            if !EXACT {
                (highs[k], lows[k]) = (all.high, all.low);
            }
            if k + PAIRS < rows {
                all.strand::<D, EXACT>(simd, k + PAIRS..rows, row, pivot);
                squares[k] = simd.add(squares[k], all.squares);
                if !EXACT {
                    let left = (highs[k], lows[k]);
                    (highs[k], lows[k]) = plus(simd, left, (all.high, all.low));
                }
            }
        }
        pairwise!(from 4, |k, other| {
            if other < rows {
                squares[k] = simd.add(squares[k], squares[other]);
                if !EXACT {
                    (highs[k], lows[k]) = plus(simd, (highs[k], lows[k]), (highs[other], lows[other]));
                }
            }
        });
        all.squares = squares[0];
        if !EXACT {
            (all.high, all.low) = (highs[0], lows[0]);
        }
    } else {
        // Exact sums and extrema do not depend on the order.
        for index in 0..rows {
            let values = N::load(simd, row(index));
            all.add::<D, EXACT>(simd, N::widen(simd, values));
            all.look::<D, EXACT>(simd, values);
        }
    }
    let (mut high, mut low) = (simd.store64(all.high), [0.0; LANES]);
    if !EXACT {
        low = simd.store64(all.low);
        for k in 0..LANES {
            (high[k], low[k]) = normalize(high[k], low[k]);
        }
    }
    let (min, max) = (N::store(simd, all.min), N::store(simd, all.max));
    let mut holds = [true; LANES];
    for k in 0..LANES {
        holds[k] = high[k].is_finite() && low[k].is_finite();
        holds[k] &= N::is_moderate(min[k], max[k]);
    }
    let mut exact = true;
    if EXACT {
        let finest = simd.store_bits(all.finest);
        for k in 0..LANES {
            // What does not hold is not helped by a compensated sum.
            exact &= !holds[k] | N::is_exact(min[k], max[k], finest[k]);
        }
    }
    let mut m2 = [0.0; LANES];
    if D::SQUARES {
        let (squares, pivot) = (simd.store64(all.squares), simd.store64(pivot));
        for k in 0..LANES {
            let good;
            (m2[k], good) = around_mean(squares[k], high[k], low[k], pivot[k], count);
            holds[k] &= good;
        }
    }
    let moments = LaneMoments::new(count, high, low, m2);
    (Group { moments, min, max, holds, census: None }, exact)
}
