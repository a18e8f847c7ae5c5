//! AVX-512: one register of `f32`, two of `f64`.

use super::{Kernel, LANES, Simd};
use std::arch::x86_64::{
    __m512, __m512d, __m512i, _MM_HINT_T0, _mm_prefetch, _mm512_add_epi32, _mm512_add_pd,
    _mm512_and_si512, _mm512_castps_si512, _mm512_castps512_ps256, _mm512_cvtps_pd,
    _mm512_extractf32x8_ps, _mm512_loadu_pd, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_max_epi32,
    _mm512_max_pd, _mm512_max_ps, _mm512_min_epu32, _mm512_min_pd, _mm512_min_ps, _mm512_mul_pd,
    _mm512_permutex2var_ps, _mm512_set1_epi32, _mm512_set1_pd, _mm512_set1_ps, _mm512_sub_pd,
};

/// A proof that the machine has AVX-512 F, BW, DQ, VL and CD: made only by [`run`].
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// Whether the machine has all of the instructions.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("fma")
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512cd")
}

/// Runs `kernel` with these instructions, which the machine must have.
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512cd")]
pub(super) fn run<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Avx512(()))
}

// SAFETY of every block below: a value of this type exists only inside `run`, so the
// machine has the instructions. Loads read an array of exactly sixteen values; a transmute
// turns registers into an array of the same size, in which any bits are valid.
#[expect(unsafe_code, reason = "instructions that not every machine has")]
#[expect(clippy::undocumented_unsafe_blocks, reason = "one reason for all of them, above")]
impl Simd for Avx512 {
    type F32 = __m512;
    type F64 = [__m512d; 2];
    type U32 = __m512i;

    #[inline(always)]
    fn load32(self, values: &[f32; LANES]) -> Self::F32 {
        unsafe { _mm512_loadu_ps(values.as_ptr()) }
    }

    #[inline(always)]
    fn splat32(self, value: f32) -> Self::F32 {
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    fn store32(self, values: Self::F32) -> [f32; LANES] {
        unsafe { std::mem::transmute(values) }
    }

    #[inline(always)]
    fn min32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        unsafe { _mm512_min_ps(a, b) }
    }

    #[inline(always)]
    fn max32(self, a: Self::F32, b: Self::F32) -> Self::F32 {
        unsafe { _mm512_max_ps(a, b) }
    }

    #[inline(always)]
    fn widen(self, values: Self::F32) -> Self::F64 {
        unsafe {
            [
                _mm512_cvtps_pd(_mm512_castps512_ps256(values)),
                _mm512_cvtps_pd(_mm512_extractf32x8_ps::<1>(values)),
            ]
        }
    }

    /// PERF: three permutations per row. The compiler inserts value by value: the means of the
    /// three channels of (256, 224, 224, 3) took 24.8 ms on two threads, and take 5.0.
    #[expect(clippy::cast_possible_truncation, reason = "a lane, a row: small numbers")]
    #[inline(always)]
    fn deinterleave<const ROWS: usize>(self, lanes: &[[f32; ROWS]; LANES]) -> [Self::F32; ROWS] {
        let (vectors, _) = lanes.as_flattened().as_chunks::<LANES>();
        let mut four = [self.splat32(0.0); 4];
        for (vector, values) in four.iter_mut().zip(vectors) {
            *vector = self.load32(values);
        }
        let mut rows = [four[0]; ROWS];
        for (row, values) in rows.iter_mut().enumerate() {
            // The place among the first 32 values or the others, and among which of them.
            let (mut place, mut half) = ([0; LANES], [0; LANES]);
            let mut all = row as u32;
            for lane in 0..LANES {
                place[lane] = all % 32;
                half[lane] = lane as u32 + all / 32 * 16;
                all += ROWS as u32;
            }
            let (place, half) = (self.load_bits(&place), self.load_bits(&half));
            unsafe {
                *values = _mm512_permutex2var_ps(four[0], place, four[1]);
                if ROWS > 2 {
                    let others = _mm512_permutex2var_ps(four[2], place, four[3]);
                    *values = _mm512_permutex2var_ps(*values, half, others);
                }
            }
        }
        rows
    }

    #[inline(always)]
    fn load64(self, values: &[f64; LANES]) -> Self::F64 {
        unsafe { [_mm512_loadu_pd(values.as_ptr()), _mm512_loadu_pd(values.as_ptr().add(8))] }
    }

    #[inline(always)]
    fn splat64(self, value: f64) -> Self::F64 {
        unsafe { [_mm512_set1_pd(value); 2] }
    }

    #[inline(always)]
    fn store64(self, values: Self::F64) -> [f64; LANES] {
        unsafe { std::mem::transmute(values) }
    }

    #[inline(always)]
    fn add(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe { [_mm512_add_pd(a[0], b[0]), _mm512_add_pd(a[1], b[1])] }
    }

    #[inline(always)]
    fn sub(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe { [_mm512_sub_pd(a[0], b[0]), _mm512_sub_pd(a[1], b[1])] }
    }

    #[inline(always)]
    fn mul(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe { [_mm512_mul_pd(a[0], b[0]), _mm512_mul_pd(a[1], b[1])] }
    }

    #[inline(always)]
    fn min64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe { [_mm512_min_pd(a[0], b[0]), _mm512_min_pd(a[1], b[1])] }
    }

    #[inline(always)]
    fn max64(self, a: Self::F64, b: Self::F64) -> Self::F64 {
        unsafe { [_mm512_max_pd(a[0], b[0]), _mm512_max_pd(a[1], b[1])] }
    }

    #[inline(always)]
    fn magnitude(self, values: Self::F32) -> Self::U32 {
        unsafe {
            let bits = _mm512_set1_epi32(0x7fff_ffff);
            let minus_one = _mm512_set1_epi32(-1);
            _mm512_add_epi32(_mm512_and_si512(_mm512_castps_si512(values), bits), minus_one)
        }
    }

    #[inline(always)]
    fn splat_bits(self, value: u32) -> Self::U32 {
        unsafe { _mm512_set1_epi32(value.cast_signed()) }
    }

    #[inline(always)]
    fn load_bits(self, values: &[u32; LANES]) -> Self::U32 {
        unsafe { _mm512_loadu_si512(values.as_ptr().cast()) }
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
        unsafe { _mm512_min_epu32(a, b) }
    }

    #[inline(always)]
    fn max_bits(self, a: Self::U32, b: Self::U32) -> Self::U32 {
        unsafe { _mm512_max_epi32(a, b) }
    }
}
