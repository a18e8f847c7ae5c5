//! Every kernel on every level: block against group and run, and all against exact
//! arithmetic.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "values of tests"
)]

mod agreement;
mod extremes;
mod integers;
mod quick_sums;
#[path = "../../../tests/common/rational.rs"]
mod rational;
mod runs;
mod sums;
mod variance;

use super::{
    BLOCK, Block, Census, Depth, Group, Kernel, Kernels, LANES, Level, Native, Simd, dispatch,
};
use std::marker::PhantomData;

fn levels() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::detected())
}

struct OneBlock<'a, N, D>(&'a [N], PhantomData<D>);

impl<N: Kernels, D: Depth> Kernel for OneBlock<'_, N, D> {
    type Output = (Block<N>, bool);

    #[expect(clippy::inline_always, reason = "compiled for the instruction set")]
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> (Block<N>, bool) {
        N::block::<S, D>(simd, self.0)
    }
}

/// The quick block of a lane, and whether it holds.
fn block<N: Kernels, D: Depth>(level: Level, values: &[N]) -> (Block<N>, bool) {
    dispatch(level, OneBlock(values, PhantomData::<D>))
}

struct OneGroup<'a, N, D>(&'a [[N; LANES]], PhantomData<D>);

impl<N: Kernels, D: Depth> Kernel for OneGroup<'_, N, D> {
    type Output = Group<N>;

    #[expect(clippy::inline_always, reason = "compiled for the instruction set")]
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Group<N> {
        N::group::<S, D>(simd, self.0.len(), |row| &self.0[row])
    }
}

struct OneRun<'a, N, D, const BLOCKS: usize>(&'a [N], PhantomData<D>);

impl<N: Kernels, D: Depth, const BLOCKS: usize> Kernel for OneRun<'_, N, D, BLOCKS> {
    type Output = Option<Block<N>>;

    #[expect(clippy::inline_always, reason = "compiled for the instruction set")]
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Option<Block<N>> {
        N::run::<S, D, BLOCKS>(simd, self.0)
    }
}

/// Several blocks of a lane at once.
fn run<N: Kernels, D: Depth, const BLOCKS: usize>(level: Level, values: &[N]) -> Option<Block<N>> {
    dispatch(level, OneRun::<N, D, BLOCKS>(values, PhantomData))
}

/// The quick blocks of sixteen lanes.
fn group<N: Kernels, D: Depth>(level: Level, rows: &[[N; LANES]]) -> Group<N> {
    dispatch(level, OneGroup(rows, PhantomData::<D>))
}

/// The block of a lane, the careful way if the quick one does not hold.
fn told<N: Kernels, D: Depth>(level: Level, values: &[N]) -> (Block<N>, Census) {
    let (quick, holds) = block::<N, D>(level, values);
    if holds { (quick, Census::default()) } else { N::careful(values) }
}

/// Numbers of Knuth's MMIX generator.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        self.0.rotate_left(32)
    }

    /// Below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64).try_into().expect("below a usize")
    }

    /// From −1 to 1, with 53 bits.
    fn unit(&mut self) -> f64 {
        (self.bits() >> 10).to_f64() / 2f64.powi(53) - 1.0
    }
}

/// Lengths of blocks with every number of elements in the last row, and whole ones.
fn lengths() -> impl Iterator<Item = usize> {
    (1..=34).chain([47, 48, 63, 64, 65, 100, 112, 126, 127, BLOCK])
}
