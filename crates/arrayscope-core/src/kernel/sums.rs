//! Sums of sixteen lanes of `f32` in one `f64` each, and what tells whether they are exact.
//!
//! An exact sum does not depend on the order of its values: rows can be taken as memory
//! has them, and nothing else has to be known of the values. The test is that of
//! [float](super::float): 24 bits per value and 7 for their number fit in 53 as long as
//! the exponents span at most 21.

use super::float_types::SPAN;
use super::simd::{LANES, Simd};

const LARGEST_FINITE: u32 = f32::MAX.to_bits();

/// Sums of at most 128 values of each of sixteen lanes.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct QuickSums {
    sum: [f64; LANES],
    /// The largest magnitudes, as [`Simd::magnitude`] tells them.
    largest: [u32; LANES],
    /// The smallest ones other than zero.
    finest: [u32; LANES],
}

impl QuickSums {
    /// Of no values.
    pub(crate) const NONE: Self =
        Self { sum: [0.0; LANES], largest: [u32::MAX; LANES], finest: [u32::MAX; LANES] };

    /// Takes in rows of one value per lane.
    #[inline(always)]
    pub(crate) fn add<S: Simd, const ROWS: usize>(&mut self, simd: S, rows: [S::F32; ROWS]) {
        let mut sum = simd.load64(&self.sum);
        let mut largest = simd.load_bits(&self.largest);
        let mut finest = simd.load_bits(&self.finest);
        for values in rows {
            let magnitude = simd.magnitude(values);
            sum = simd.add(sum, simd.widen(values));
            largest = simd.max_bits(largest, magnitude);
            finest = simd.min_bits(finest, magnitude);
        }
        self.sum = simd.store64(sum);
        self.largest = simd.store_bits(largest);
        self.finest = simd.store_bits(finest);
    }

    /// The sums, if every value is finite and every sum is exact.
    #[inline(always)]
    pub(crate) fn exact(&self) -> Option<&[f64; LANES]> {
        // PERF: the sign of a difference instead of comparisons, which become one branch each.
        let mut wrong = 0;
        for lane in 0..LANES {
            let (largest, finest) = (self.largest[lane], self.finest[lane]);
            wrong |= (SPAN << 23).wrapping_sub(largest.wrapping_sub(finest));
            wrong |= LARGEST_FINITE.wrapping_sub(largest.wrapping_add(1));
        }
        (wrong >> 31 == 0).then_some(&self.sum)
    }
}
