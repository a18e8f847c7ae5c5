//! Sixteen values at a time, on the widest registers of the machine.
//!
//! One file per instruction set, all with the same operations; [`Level`] says which of
//! them the machine has. Every operation is one of IEEE 754 per value, without fused
//! multiply-add, so that all levels give the same bits.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod level;
mod portable;

pub use level::Level;

/// How many values an operation takes at once, on every level.
pub const LANES: usize = 16;

/// The operations on sixteen values, for one instruction set.
///
/// `min` and `max` are `if a < b { a } else { b }` and `if a > b { a } else { b }`.
#[expect(missing_docs, reason = "the names of the operations are those of arithmetic")]
pub trait Simd: Copy {
    /// Sixteen `f32`.
    type F32: Copy;
    /// Sixteen `f64`.
    type F64: Copy;
    /// Sixteen `u32`.
    type U32: Copy;

    fn load32(self, values: &[f32; LANES]) -> Self::F32;
    fn splat32(self, value: f32) -> Self::F32;
    fn store32(self, values: Self::F32) -> [f32; LANES];
    fn min32(self, a: Self::F32, b: Self::F32) -> Self::F32;
    fn max32(self, a: Self::F32, b: Self::F32) -> Self::F32;
    /// Exactly the same values.
    fn widen(self, values: Self::F32) -> Self::F64;

    fn load64(self, values: &[f64; LANES]) -> Self::F64;
    fn splat64(self, value: f64) -> Self::F64;
    fn store64(self, values: Self::F64) -> [f64; LANES];
    fn add(self, a: Self::F64, b: Self::F64) -> Self::F64;
    fn sub(self, a: Self::F64, b: Self::F64) -> Self::F64;
    fn mul(self, a: Self::F64, b: Self::F64) -> Self::F64;
    fn min64(self, a: Self::F64, b: Self::F64) -> Self::F64;
    fn max64(self, a: Self::F64, b: Self::F64) -> Self::F64;

    /// The bits without the sign, less one: 0 becomes the largest of all.
    fn magnitude(self, values: Self::F32) -> Self::U32;
    fn splat_bits(self, value: u32) -> Self::U32;
    fn load_bits(self, values: &[u32; LANES]) -> Self::U32;
    fn store_bits(self, values: Self::U32) -> [u32; LANES];
    fn min_bits(self, a: Self::U32, b: Self::U32) -> Self::U32;
    /// The greater ones as signed numbers: the magnitude of 0 is less than all others.
    fn max_bits(self, a: Self::U32, b: Self::U32) -> Self::U32;

    /// Lanes that follow each other as rows: row `r` has value `r` of each lane.
    #[inline(always)]
    fn deinterleave<const ROWS: usize>(self, lanes: &[[f32; ROWS]; LANES]) -> [Self::F32; ROWS] {
        let mut rows = [self.splat32(0.0); ROWS];
        for (row, values) in rows.iter_mut().enumerate() {
            let mut all = [0.0; LANES];
            for lane in 0..LANES {
                all[lane] = lanes[lane][row];
            }
            *values = self.load32(&all);
        }
        rows
    }

    /// Asks for the cache line of an address, which need not exist.
    fn prefetch<T>(self, address: *const T);
}

/// Something that can be computed with any instruction set.
///
/// `run` is `#[inline(always)]`, so that all of it is compiled for the set it is run with.
pub(crate) trait Kernel {
    type Output;
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// Runs `kernel` on a level, or on the best below it that the machine has.
#[expect(unsafe_code, reason = "instructions that not every machine has")]
#[inline]
pub(crate) fn dispatch<K: Kernel>(level: Level, kernel: K) -> K::Output {
    match level.min(Level::detected()) {
        // SAFETY: the machine was found to have these instructions.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { avx512::run(kernel) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2::run(kernel) },
        _ => kernel.run(portable::Portable),
    }
}
