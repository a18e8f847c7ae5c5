//! The four types that kernels compute with, and what they give for a block.

use super::double;
use super::moments::{LARGE, SHRINK};
use super::simd::{LANES, Simd};
use super::{BLOCK, Census, LaneMoments, Moments, Number};
use std::fmt;

/// What is computed of a block; less is faster.
pub trait Depth: Copy {
    /// Counts and sums, or only whether everything is finite.
    const SUMS: bool;
    /// Sums of squared deviations.
    const SQUARES: bool;
}

/// Moments and extrema.
#[derive(Clone, Copy)]
pub(crate) struct Full;
/// Sums and extrema.
#[derive(Clone, Copy)]
pub(crate) struct Sums;
/// Extrema.
#[derive(Clone, Copy)]
pub(crate) struct Ends;

impl Depth for Full {
    const SUMS: bool = true;
    const SQUARES: bool = true;
}

impl Depth for Sums {
    const SUMS: bool = true;
    const SQUARES: bool = false;
}

impl Depth for Ends {
    const SUMS: bool = false;
    const SQUARES: bool = false;
}

/// A type that kernels compute with: `f32`, `f64`, `i64` or `u64`. Everything else is
/// converted to one of them without loss.
pub trait Native:
    Copy + PartialOrd + Default + Send + Sync + fmt::Debug + bytemuck::Pod + private::Sealed
{
    /// Greater than or equal to every finite value: the minimum of none.
    const HIGHEST: Self;
    /// Less than or equal to every finite value: the maximum of none.
    const LOWEST: Self;

    /// The value with its type told at run time.
    fn number(self) -> Number;

    /// The nearest `f64`.
    fn to_f64(self) -> f64;

    /// The same values, if they are of type `f32`.
    #[doc(hidden)]
    fn singles(_: &[Self]) -> Option<&[f32]> {
        None
    }

    #[doc(hidden)]
    fn careful(values: &[Self]) -> (Block<Self>, Census);
}

mod private {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
    impl Sealed for i64 {}
    impl Sealed for u64 {}
}

/// The kernels of a native type.
pub trait Kernels: Native {
    /// The block of one lane, at most [`BLOCK`] values.
    ///
    /// And whether its states hold: they do not where something is not finite, or where the
    /// quick way is not accurate. Then [`Native::careful`] is.
    fn block<S: Simd, D: Depth>(simd: S, values: &[Self]) -> (Block<Self>, bool);

    /// `BLOCKS` full blocks of one lane, 4 or 16, merged as the tree does; `None` where they
    /// have to be looked at one by one.
    fn run<S: Simd, D: Depth, const BLOCKS: usize>(simd: S, values: &[Self])
    -> Option<Block<Self>>;

    /// One block each of sixteen lanes: `rows` rows of one value per lane, at least one.
    /// The same bits as [`block`](Self::block) of each lane.
    fn group<'a, S: Simd, D: Depth>(
        simd: S,
        rows: usize,
        row: impl Fn(usize) -> &'a [Self; LANES],
    ) -> Group<Self>
    where
        Self: 'a;
}

/// The states of a block of values of one lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block<N> {
    pub(crate) moments: Moments,
    pub(crate) min: N,
    pub(crate) max: N,
}

/// The states of values of each of sixteen lanes.
#[derive(Clone, Debug)]
pub struct Group<N> {
    pub(crate) moments: LaneMoments,
    pub(crate) min: [N; LANES],
    pub(crate) max: [N; LANES],
    /// Whether the states of a lane hold; else [`Native::careful`] has to tell them.
    pub(crate) holds: [bool; LANES],
    /// What is not finite, if something is.
    pub(crate) census: Option<Box<[Census; LANES]>>,
}

impl<N: Native> Group<N> {
    /// Exact sums of `rows` finite values per lane; the extrema are not told.
    #[inline(always)]
    pub(crate) fn of_sums(rows: usize, sums: &[f64; LANES]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "at most 128")]
        let count = rows as f64;
        let moments = LaneMoments::new(count, *sums, [0.0; LANES], [0.0; LANES]);
        let (min, max) = ([N::HIGHEST; LANES], [N::LOWEST; LANES]);
        Self { moments, min, max, holds: [true; LANES], census: None }
    }

    /// The lanes in the opposite order.
    #[inline(always)]
    pub(crate) fn reverse(&mut self) {
        self.moments.reverse();
        self.min.reverse();
        self.max.reverse();
        self.holds.reverse();
        if let Some(census) = &mut self.census {
            census.reverse();
        }
    }

    /// The states of one lane.
    pub(crate) fn lane(&self, lane: usize) -> (Block<N>, Census) {
        let (min, max) = (self.min[lane], self.max[lane]);
        let block = Block { moments: self.moments.lane(lane), min, max };
        (block, self.census.as_ref().map_or_else(Census::default, |census| census[lane]))
    }

    /// Replaces the states that do not hold by those that the careful way tells.
    #[inline(always)]
    pub(crate) fn mend<'a>(&mut self, rows: usize, row: impl Fn(usize) -> &'a [N; LANES])
    where
        N: 'a,
    {
        if self.holds != [true; LANES] {
            self.mend_lanes(rows, &row);
        }
    }

    #[cold]
    fn mend_lanes<'a>(&mut self, rows: usize, row: &dyn Fn(usize) -> &'a [N; LANES])
    where
        N: 'a,
    {
        let mut values = [N::default(); BLOCK];
        for lane in (0..LANES).filter(|lane| !self.holds[*lane]) {
            for (index, value) in values[..rows].iter_mut().enumerate() {
                *value = row(index)[lane];
            }
            let (block, census) = N::careful(&values[..rows]);
            self.moments.set_lane(lane, &block.moments);
            (self.min[lane], self.max[lane]) = (block.min, block.max);
            if census.total() > 0 {
                self.census.get_or_insert_default()[lane].merge(&census);
            }
        }
        self.holds = [true; LANES];
    }
}

/// The careful way for floats: non-finite values counted and left out, large ones scaled,
/// the sum compensated, deviations taken from the mean.
///
/// Variance by the corrected two-pass algorithm, `Σ (x − m)² − (Σ (x − m))² / n`: Chan,
/// Golub and `LeVeque` (1983), equation 1.7.
pub(super) fn careful(values: impl Iterator<Item = f64>) -> (Block<f64>, Census) {
    let (mut kept, mut count, mut census) = ([0.0; BLOCK], 0, Census::default());
    let (mut min, mut max, mut largest) = (f64::INFINITY, f64::NEG_INFINITY, 0.0f64);
    for value in values {
        if value.is_finite() {
            kept[count] = value;
            count += 1;
            min = if value < min { value } else { min };
            max = if value > max { value } else { max };
            largest = largest.max(value.abs());
        } else {
            census.take_in(value);
        }
    }
    let kept = &mut kept[..count];
    let scale = if largest >= LARGE { SHRINK } else { 1.0 };
    if scale == SHRINK {
        for value in &mut *kept {
            *value *= SHRINK;
        }
    }
    let (high, low) = double::sum(kept);
    #[expect(clippy::cast_precision_loss, reason = "at most 128")]
    let count = count as f64;
    // The correction makes up for the rounding of this mean, so that one is enough.
    let mean = high / count;
    let (mut squares, mut sums) = ([0.0; LANES], [0.0; LANES]);
    for row in kept.chunks(LANES) {
        for (k, value) in row.iter().enumerate() {
            let deviation = value - mean;
            squares[k] += deviation * deviation;
            sums[k] += deviation;
        }
    }
    let (squares, sum) = (double::fold_plain(squares), double::fold_plain(sums));
    let m2 = if count > 0.0 { (squares - sum * (sum / count)).max(0.0) } else { 0.0 };
    let moments = Moments { count, high, low, m2, scale };
    (Block { moments, min, max }, census)
}
