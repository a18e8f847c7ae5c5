//! `f32` and `f64` as types of the kernels.

use super::float::Float;
use super::moments::LARGE;
use super::native::careful;
use super::simd::{LANES, Simd};
use super::{Block, Census, Native, Number};

/// The largest difference of exponents at which a sum of 128 `f32` is exact in `f64`.
pub(super) const SPAN: u32 = 21;

/// The exponent of an `f32` as it is stored, from the bits without the sign; subnormal
/// numbers have the spacing of the smallest normal ones.
pub(super) fn exponent(magnitude: u32) -> u32 {
    (magnitude >> 23).max(1)
}

impl Float for f32 {
    type Vector<S: Simd> = S::F32;
    const MAY_BE_EXACT: bool = true;

    #[inline(always)]
    fn load<S: Simd>(simd: S, values: &[Self; LANES]) -> S::F32 {
        simd.load32(values)
    }

    #[inline(always)]
    fn splat<S: Simd>(simd: S, value: Self) -> S::F32 {
        simd.splat32(value)
    }

    #[inline(always)]
    fn store<S: Simd>(simd: S, values: S::F32) -> [Self; LANES] {
        simd.store32(values)
    }

    #[inline(always)]
    fn widen<S: Simd>(simd: S, values: S::F32) -> S::F64 {
        simd.widen(values)
    }

    #[inline(always)]
    fn min<S: Simd>(simd: S, a: S::F32, b: S::F32) -> S::F32 {
        simd.min32(a, b)
    }

    #[inline(always)]
    fn max<S: Simd>(simd: S, a: S::F32, b: S::F32) -> S::F32 {
        simd.max32(a, b)
    }

    #[inline(always)]
    fn magnitude<S: Simd>(simd: S, values: S::F32) -> S::U32 {
        simd.magnitude(values)
    }

    #[inline(always)]
    fn is_exact(min: Self, max: Self, finest: u32) -> bool {
        let largest = min.abs().max(max.abs()).to_bits();
        // Only zeros leave the largest of all, and their sum is exact. Beside NaN the
        // extrema may be anything: what is said of such a block does not matter.
        finest == u32::MAX || exponent(largest).saturating_sub(exponent(finest + 1)) <= SPAN
    }

    #[inline(always)]
    fn is_moderate(_: Self, _: Self) -> bool {
        true
    }
}

impl Float for f64 {
    type Vector<S: Simd> = S::F64;
    const MAY_BE_EXACT: bool = false;

    #[inline(always)]
    fn load<S: Simd>(simd: S, values: &[Self; LANES]) -> S::F64 {
        simd.load64(values)
    }

    #[inline(always)]
    fn splat<S: Simd>(simd: S, value: Self) -> S::F64 {
        simd.splat64(value)
    }

    #[inline(always)]
    fn store<S: Simd>(simd: S, values: S::F64) -> [Self; LANES] {
        simd.store64(values)
    }

    #[inline(always)]
    fn widen<S: Simd>(_: S, values: S::F64) -> S::F64 {
        values
    }

    #[inline(always)]
    fn min<S: Simd>(simd: S, a: S::F64, b: S::F64) -> S::F64 {
        simd.min64(a, b)
    }

    #[inline(always)]
    fn max<S: Simd>(simd: S, a: S::F64, b: S::F64) -> S::F64 {
        simd.max64(a, b)
    }

    #[inline(always)]
    fn magnitude<S: Simd>(simd: S, _: S::F64) -> S::U32 {
        simd.splat_bits(u32::MAX)
    }

    #[inline(always)]
    fn is_exact(_: Self, _: Self, _: u32) -> bool {
        false
    }

    #[inline(always)]
    fn is_moderate(min: Self, max: Self) -> bool {
        min > -LARGE && max < LARGE
    }
}

impl Native for f32 {
    const HIGHEST: Self = Self::INFINITY;
    const LOWEST: Self = Self::NEG_INFINITY;

    fn number(self) -> Number {
        Number::Float(self.into())
    }

    fn to_f64(self) -> f64 {
        self.into()
    }

    fn singles(values: &[Self]) -> Option<&[f32]> {
        Some(values)
    }

    #[expect(clippy::cast_possible_truncation, reason = "extrema are values, which were f32")]
    fn careful(values: &[Self]) -> (Block<Self>, Census) {
        let (block, census) = careful(values.iter().map(|value| f64::from(*value)));
        let (min, max) = (block.min as f32, block.max as f32);
        (Block { moments: block.moments, min, max }, census)
    }
}

impl Native for f64 {
    const HIGHEST: Self = Self::INFINITY;
    const LOWEST: Self = Self::NEG_INFINITY;

    fn number(self) -> Number {
        Number::Float(self)
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn careful(values: &[Self]) -> (Block<Self>, Census) {
        careful(values.iter().copied())
    }
}
