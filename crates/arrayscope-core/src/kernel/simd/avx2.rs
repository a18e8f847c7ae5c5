//! AVX2: two registers of `f32`, four of `f64`.

use super::{Kernel, LANES, Simd};
use std::arch::x86_64::{
    __m256, __m256d, __m256i, _MM_HINT_T0, _mm_prefetch, _mm256_add_epi32, _mm256_add_pd,
    _mm256_and_si256, _mm256_castps_si256, _mm256_castps256_ps128, _mm256_cvtps_pd,
    _mm256_extractf128_ps, _mm256_loadu_pd, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_max_epi32,
    _mm256_max_pd, _mm256_max_ps, _mm256_min_epu32, _mm256_min_pd, _mm256_min_ps, _mm256_mul_pd,
    _mm256_set1_epi32, _mm256_set1_pd, _mm256_set1_ps, _mm256_sub_pd,
};

/// A proof that the machine has AVX2 and FMA: made only by [`run`].
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// Whether the machine has all of the instructions.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// Runs `kernel` with these instructions, which the machine must have.
#[target_feature(enable = "avx2,fma")]
pub(super) fn run<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx2(()))
}

// SAFETY of every block below: a value of this type exists only inside `run`, so the
// machine has the instructions. Loads read an array of exactly sixteen values; a transmute
// turns registers into an array of the same size, in which any bits are valid.
#[expect(unsafe_code, reason = "instructions that not every machine has")]
#[expect(clippy::undocumented_unsafe_blocks, reason = "one reason for all of them, above")]
impl Simd for Avx2 {
    type F32 = [__m256; 2];
    type F64 = [__m256d; 4];
    type U32 = [__m256i; 2];

    #[inline(always)]
    fn load32(self, values: &[f32; LANES]) -> Self::F32 {
        unsafe { [_mm256_loadu_ps(values.as_ptr()), _mm256_loadu_ps(values.as_ptr().add(8))] }
    }

    #[inline(always)]
    fn splat32(self, value: f32) -> Self::F32 {
        unsafe { [_mm256_set1_ps(value); 2] }
    }

    #[inline(always)]
    fn store32(self, values: Self::F32) -> [f32; LANES] {
        unsafe { std::mem::transmute(values) }
    }

    #[inline(always)]
    fn min32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        unsafe { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn max32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn widen(self, values: Self::F32) -> Self::F64 {
        unsafe {
            let [a, b] = values;
            [
                _mm256_cvtps_pd(_mm256_castps256_ps128(a)),
                _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(a)),
                _mm256_cvtps_pd(_mm256_castps256_ps128(b)),
                _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(b)),
            ]
        }
    }

    #[inline(always)]
    fn load64(self, values: &[f64; LANES]) -> Self::F64 {
        unsafe {
            [
                _mm256_loadu_pd(values.as_ptr()),
                _mm256_loadu_pd(values.as_ptr().add(4)),
                _mm256_loadu_pd(values.as_ptr().add(8)),
                _mm256_loadu_pd(values.as_ptr().add(12)),
            ]
        }
    }

    #[inline(always)]
    fn splat64(self, value: f64) -> Self::F64 {
        unsafe { [_mm256_set1_pd(value); 4] }
    }

    #[inline(always)]
    fn store64(self, values: Self::F64) -> [f64; LANES] {
        unsafe { std::mem::transmute(values) }
    }

    #[inline(always)]
    fn add(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe {
            [
                _mm256_add_pd(a[0], b[0]),
                _mm256_add_pd(a[1], b[1]),
                _mm256_add_pd(a[2], b[2]),
                _mm256_add_pd(a[3], b[3]),
            ]
        }
    }

    #[inline(always)]
    fn sub(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe {
            [
                _mm256_sub_pd(a[0], b[0]),
                _mm256_sub_pd(a[1], b[1]),
                _mm256_sub_pd(a[2], b[2]),
                _mm256_sub_pd(a[3], b[3]),
            ]
        }
    }

    #[inline(always)]
    fn mul(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe {
            [
                _mm256_mul_pd(a[0], b[0]),
                _mm256_mul_pd(a[1], b[1]),
                _mm256_mul_pd(a[2], b[2]),
                _mm256_mul_pd(a[3], b[3]),
            ]
        }
    }

    #[inline(always)]
    fn min64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe {
            [
                _mm256_min_pd(a[0], b[0]),
                _mm256_min_pd(a[1], b[1]),
                _mm256_min_pd(a[2], b[2]),
                _mm256_min_pd(a[3], b[3]),
            ]
        }
    }

    #[inline(always)]
    fn max64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe {
            [
                _mm256_max_pd(a[0], b[0]),
                _mm256_max_pd(a[1], b[1]),
                _mm256_max_pd(a[2], b[2]),
                _mm256_max_pd(a[3], b[3]),
            ]
        }
    }

    #[inline(always)]
    fn magnitude(self, values: Self::F32) -> Self::U32 {
        unsafe {
            let bits = _mm256_set1_epi32(0x7fff_ffff);
            let minus_one = _mm256_set1_epi32(-1);
            [
                _mm256_add_epi32(_mm256_and_si256(_mm256_castps_si256(values[0]), bits), minus_one),
                _mm256_add_epi32(_mm256_and_si256(_mm256_castps_si256(values[1]), bits), minus_one),
            ]
        }
    }

    #[inline(always)]
    fn splat_bits(self, value: u32) -> Self::U32 {
        unsafe { [_mm256_set1_epi32(value.cast_signed()); 2] }
    }

    #[inline(always)]
    fn load_bits(self, values: &[u32; LANES]) -> Self::U32 {
        unsafe {
            [
                _mm256_loadu_si256(values.as_ptr().cast()),
                _mm256_loadu_si256(values.as_ptr().add(8).cast()),
            ]
        }
    }

    #[inline(always)]
    fn store_bits(self, values: Self::U32) -> [u32; LANES] {
        unsafe { std::mem::transmute(values) }
    }

    #[inline(always)]
    fn prefetch<T>(self, address: *const T) {
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) }
    }

    #[inline(always)]
    fn min_bits(self, a: Self::U32, b: Self::U32) -> Self::U32 {
        unsafe { [_mm256_min_epu32(a[0], b[0]), _mm256_min_epu32(a[1], b[1])] }
    }

    #[inline(always)]
    fn max_bits(self, a: Self::U32, b: Self::U32) -> Self::U32 {
        unsafe { [_mm256_max_epi32(a[0], b[0]), _mm256_max_epi32(a[1], b[1])] }
    }
}
