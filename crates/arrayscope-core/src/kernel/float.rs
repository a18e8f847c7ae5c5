//! The kernels of `f32` and `f64`.
//!
//! Value `k` of a block belongs to strand `k mod 16`, pivot `p` is its first value:
//!
//! ```text
//! S = Σ x                    per strand, then pairwise over the strands
//! Q = Σ (x − p)²             likewise
//! D = S − n p                exactly
//! m2 = Q − D² / n
//! ```
//!
//! One pass, the shifted-data algorithm of Chan, Golub and `LeVeque` (1983), section 3.
//! Departures:
//!
//! - The subtraction in `m2` loses up to `log2(1 + n (p − mean)² / m2)` bits. Where that is
//!   more than four, the block is not accepted, and the careful way takes the mean as pivot.
//! - `S` of `f32` is exact in `f64` as long as the exponents of a block span at most 21:
//!   24 bits each, 7 for the number of values and one for `n p − S` fit in 53. Only where
//!   they span more is the sum compensated, as it always is for `f64`.
//! - A sum that is not finite tells that a value is not, so that nothing else has to look.

use super::double::{fold, fold_plain, minus_product, pairwise};
use super::group::group;
use super::native::{Depth, Kernels};
use super::run::run;
use super::simd::{LANES, Simd};
use super::{Block, Group, Moments, Native};

/// What differs between the two types.
pub(super) trait Float: Native {
    type Vector<S: Simd>: Copy;
    /// Whether sums can be exact without compensation, and have to be tried so first.
    const MAY_BE_EXACT: bool;

    fn load<S: Simd>(simd: S, values: &[Self; LANES]) -> Self::Vector<S>;
    fn splat<S: Simd>(simd: S, value: Self) -> Self::Vector<S>;
    fn store<S: Simd>(simd: S, values: Self::Vector<S>) -> [Self; LANES];
    fn widen<S: Simd>(simd: S, values: Self::Vector<S>) -> S::F64;
    fn min<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn max<S: Simd>(simd: S, a: Self::Vector<S>, b: Self::Vector<S>) -> Self::Vector<S>;
    fn magnitude<S: Simd>(simd: S, values: Self::Vector<S>) -> S::U32;
    /// Whether a sum of at most 128 values is exact, given the extrema and the smallest
    /// magnitude other than zero, less one.
    fn is_exact(min: Self, max: Self, finest: u32) -> bool;
    /// Whether squares of deviations cannot overflow.
    fn is_moderate(min: Self, max: Self) -> bool;
}

/// How much larger the sum of squares around the pivot may be than that around the mean.
const POOR_PIVOT: f64 = 16.0;

/// The value that comes out on top of each pair.
macro_rules! best {
    ($values:expr, $better:tt) => {{
        let mut values = $values;
        pairwise!(|k, other| {
            values[k] = if values[other] $better values[k] { values[other] } else { values[k] }
        });
        values[0]
    }};
}
pub(super) use best;

/// What is added up while rows go by.
#[derive(Clone, Copy)]
pub(super) struct Strands<S: Simd, N: Float> {
    pub(super) high: S::F64,
    pub(super) low: S::F64,
    pub(super) squares: S::F64,
    pub(super) min: N::Vector<S>,
    pub(super) max: N::Vector<S>,
    pub(super) finest: S::U32,
}

impl<S: Simd, N: Float> Strands<S, N> {
    #[inline(always)]
    pub(super) fn new(simd: S, first: N::Vector<S>) -> Self {
        let zero = simd.splat64(0.0);
        let finest = simd.splat_bits(u32::MAX);
        Self { high: zero, low: zero, squares: zero, min: first, max: first, finest }
    }

    /// Forgets the sums, but not the extrema.
    #[inline(always)]
    pub(super) fn start_block(&mut self, simd: S) {
        let zero = simd.splat64(0.0);
        (self.high, self.low, self.squares) = (zero, zero, zero);
    }

    /// Takes in the sum of a row.
    #[inline(always)]
    pub(super) fn add<D: Depth, const EXACT: bool>(&mut self, simd: S, wide: S::F64) {
        if !D::SUMS {
            self.high = simd.add(self.high, simd.sub(wide, wide)); // NaN if it is not finite
        } else if EXACT {
            self.high = simd.add(self.high, wide);
        } else {
            let sum = two_sum(simd, self.high, wide);
            self.high = sum.0;
            self.low = simd.add(self.low, sum.1);
        }
    }

    /// Takes in the squared deviations of a row.
    #[inline(always)]
    pub(super) fn deviate<D: Depth>(&mut self, simd: S, wide: S::F64, pivot: S::F64) {
        if D::SQUARES {
            let deviation = simd.sub(wide, pivot);
            self.squares = simd.add(self.squares, simd.mul(deviation, deviation));
        }
    }

    /// Takes in what of a row does not depend on strands.
    #[inline(always)]
    pub(super) fn look<D: Depth, const EXACT: bool>(&mut self, simd: S, values: N::Vector<S>) {
        self.min = N::min(simd, self.min, values);
        self.max = N::max(simd, self.max, values);
        if D::SUMS && EXACT {
            self.finest = simd.min_bits(self.finest, N::magnitude(simd, values));
        }
    }
}

#[inline(always)]
pub(super) fn two_sum<S: Simd>(simd: S, a: S::F64, b: S::F64) -> (S::F64, S::F64) {
    let sum = simd.add(a, b);
    let of_b = simd.sub(sum, a);
    (sum, simd.add(simd.sub(a, simd.sub(sum, of_b)), simd.sub(b, of_b)))
}

/// `m2` of a block, and whether the pivot was good enough for it.
#[inline(always)]
pub(super) fn around_mean(
    squares: f64,
    high: f64,
    low: f64,
    pivot: f64,
    count: f64,
) -> (f64, bool) {
    let deviation = minus_product(high, low, pivot, count);
    let m2 = squares - deviation * (deviation / count);
    // NaN and infinity are not good enough either.
    (m2, m2 * POOR_PIVOT >= squares && squares < f64::MAX)
}

impl<N: Float> Kernels for N {
    #[inline(always)]
    fn block<S: Simd, D: Depth>(simd: S, values: &[Self]) -> (Block<Self>, bool) {
        if N::MAY_BE_EXACT && D::SUMS {
            let (quick, holds, exact) = block::<S, N, D, true>(simd, values);
            if exact {
                return (quick, holds);
            }
        }
        let (block, holds, _) = block::<S, N, D, false>(simd, values);
        (block, holds)
    }

    #[inline(always)]
    fn run<S: Simd, D: Depth, const BLOCKS: usize>(
        simd: S,
        values: &[Self],
    ) -> Option<Block<Self>> {
        if N::MAY_BE_EXACT && D::SUMS {
            return run::<S, N, D, true, BLOCKS>(simd, values);
        }
        run::<S, N, D, false, BLOCKS>(simd, values)
    }

    #[inline(always)]
    fn group<'a, S: Simd, D: Depth>(
        simd: S,
        rows: usize,
        row: impl Fn(usize) -> &'a [Self; LANES],
    ) -> Group<Self>
    where
        Self: 'a,
    {
        if N::MAY_BE_EXACT && D::SUMS {
            let (group, exact) = group::<S, N, D, true>(simd, rows, &row);
            if exact {
                return group;
            }
        }
        group::<S, N, D, false>(simd, rows, &row).0
    }
}

/// The states of a block, whether they hold, and whether the sum is exact if they do.
#[inline(always)]
fn block<S: Simd, N: Float, D: Depth, const EXACT: bool>(
    simd: S,
    values: &[N],
) -> (Block<N>, bool, bool) {
    let first = values.first().copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "at most 128")]
    let count = values.len() as f64;
    let splat = N::splat(simd, first);
    let pivot = N::widen(simd, splat);
    let mut strands = Strands::<S, N>::new(simd, splat);
    let (rows, rest) = values.as_chunks::<LANES>();
    for row in rows {
        let values = N::load(simd, row);
        let wide = N::widen(simd, values);
        strands.add::<D, EXACT>(simd, wide);
        strands.deviate::<D>(simd, wide, pivot);
        strands.look::<D, EXACT>(simd, values);
    }
    if !rest.is_empty() {
        // Zeros add nothing to the sum; more of the first value change nothing else.
        let (mut padded, mut repeated) = ([N::default(); LANES], [first; LANES]);
        padded[..rest.len()].copy_from_slice(rest);
        repeated[..rest.len()].copy_from_slice(rest);
        strands.add::<D, EXACT>(simd, N::widen(simd, N::load(simd, &padded)));
        let values = N::load(simd, &repeated);
        strands.deviate::<D>(simd, N::widen(simd, values), pivot);
        strands.look::<D, EXACT>(simd, values);
    }
    let min = best!(N::store(simd, strands.min), <);
    let max = best!(N::store(simd, strands.max), >);
    let (high, low) = if EXACT {
        (fold_plain(simd.store64(strands.high)), 0.0)
    } else {
        fold(simd.store64(strands.high), simd.store64(strands.low))
    };
    let mut holds = high.is_finite() && low.is_finite() && N::is_moderate(min, max);
    // What does not hold is not helped by a compensated sum.
    let exact =
        EXACT && (!holds || N::is_exact(min, max, best!(simd.store_bits(strands.finest), <)));
    let mut moments = Moments { count, ..Moments::default() };
    if D::SUMS {
        (moments.high, moments.low) = (high, low);
    }
    if D::SQUARES {
        let squares = fold_plain(simd.store64(strands.squares));
        let good;
        (moments.m2, good) = around_mean(squares, high, low, first.to_f64(), count);
        holds &= good;
    }
    (Block { moments, min, max }, holds, exact)
}
