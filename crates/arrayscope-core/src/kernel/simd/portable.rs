//! Plain arrays: what every machine can run, and what the other files must agree with.

use super::{LANES, Simd};
use std::array::from_fn;

#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Simd for Portable {
    type F32 = [f32; LANES];
    type F64 = [f64; LANES];
    type U32 = [u32; LANES];

    #[inline(always)]
    fn load32(self, values: &[f32; LANES]) -> Self::F32 {
        *values
    }

    #[inline(always)]
    fn splat32(self, value: f32) -> Self::F32 {
        [value; LANES]
    }

    #[inline(always)]
    fn store32(self, values: Self::F32) -> [f32; LANES] {
        values
    }

    #[inline(always)]
    fn min32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        from_fn(|k| if a[k] < b[k] { a[k] } else { b[k] })
    }

    #[inline(always)]
    fn max32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        from_fn(|k| if a[k] > b[k] { a[k] } else { b[k] })
    }

    #[inline(always)]
    fn widen(self, values: Self::F32) -> Self::F64 {
        values.map(f64::from)
    }

    #[inline(always)]
    fn load64(self, values: &[f64; LANES]) -> Self::F64 {
        *values
    }

    #[inline(always)]
    fn splat64(self, value: f64) -> Self::F64 {
        [value; LANES]
    }

    #[inline(always)]
    fn store64(self, values: Self::F64) -> [f64; LANES] {
        values
    }

    #[inline(always)]
    fn add(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        from_fn(|k| a[k] + b[k])
    }

    #[inline(always)]
    fn sub(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        from_fn(|k| a[k] - b[k])
    }

    #[inline(always)]
    fn mul(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        from_fn(|k| a[k] * b[k])
    }

    #[inline(always)]
    fn min64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        from_fn(|k| if a[k] < b[k] { a[k] } else { b[k] })
    }

    #[inline(always)]
    fn max64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        from_fn(|k| if a[k] > b[k] { a[k] } else { b[k] })
    }

    #[inline(always)]
    fn magnitude(self, values: Self::F32) -> Self::U32 {
        values.map(|value| (value.to_bits() & 0x7fff_ffff).wrapping_sub(1))
    }

    #[inline(always)]
    fn splat_bits(self, value: u32) -> Self::U32 {
        [value; LANES]
    }

    #[inline(always)]
    fn load_bits(self, values: &[u32; LANES]) -> Self::U32 {
        *values
    }

    #[inline(always)]
    fn store_bits(self, values: Self::U32) -> [u32; LANES] {
        values
    }

    #[inline(always)]
    fn prefetch<T>(self, _: *const T) {}

    #[inline(always)]
    fn min_bits(self, a: Self::U32, b: Self::U32) -> Self::U32 {
        from_fn(|k| a[k].min(b[k]))
    }

    #[inline(always)]
    fn max_bits(self, a: Self::U32, b: Self::U32) -> Self::U32 {
        from_fn(|k| a[k].cast_signed().max(b[k].cast_signed()).cast_unsigned())
    }
}
