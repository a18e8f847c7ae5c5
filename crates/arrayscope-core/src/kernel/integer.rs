//! The kernels of `i64` and `u64`, for integers that no float holds exactly.
//!
//! Sums are exact. A block is first tried with its first value as pivot, from which most
//! integers deviate by little; else around an integer next to the mean, so that every
//! deviation is exact: `m2 = Σ (x − p)² − (Σ (x − p))² / n`.

use super::double::fold_plain;
use super::native::{Depth, Kernels};
use super::simd::{LANES, Simd};
use super::{BLOCK, Block, Census, Group, LaneMoments, Moments, Native, Number};

/// Deviations below this have an exact sum of 128, and are exact as `f64`.
const SMALL: u64 = 1 << 45;

/// What differs between the two types.
trait Integer: Native + Into<i128> {
    /// `self − pivot`, which fits.
    fn deviation(self, pivot: Self) -> i64;
    /// `self − least`, where `least` is not greater.
    fn distance(self, least: Self) -> u64;
}

impl Integer for i64 {
    fn deviation(self, pivot: Self) -> i64 {
        self.wrapping_sub(pivot)
    }

    fn distance(self, least: Self) -> u64 {
        self.wrapping_sub(least).cast_unsigned()
    }
}

impl Integer for u64 {
    fn deviation(self, pivot: Self) -> i64 {
        self.wrapping_sub(pivot).cast_signed()
    }

    fn distance(self, least: Self) -> u64 {
        self.wrapping_sub(least)
    }
}

/// High and low part of an integer below 2^106, exactly.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "in two parts")]
fn two_parts(value: i128) -> (f64, f64) {
    let high = value as f64;
    (high, (value - high as i128) as f64)
}

#[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
fn to_f64(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_precision_loss, reason = "at most 128")]
fn block_count<N>(values: &[N]) -> f64 {
    values.len() as f64
}

/// The extrema of at least one value.
fn ends<N: Integer>(values: &[N]) -> (N, N) {
    values.iter().fold((N::HIGHEST, N::LOWEST), |(min, max), &value| {
        (if value < min { value } else { min }, if value > max { value } else { max })
    })
}

/// Sixteen strands of `Σ (x − p)²`, and `Σ (x − p)`, which is exact.
fn deviations<N: Integer>(values: &[N], pivot: N) -> (f64, i64) {
    let (mut squares, mut sum) = ([0.0; LANES], 0);
    let (rows, rest) = values.as_chunks::<LANES>();
    for row in rows {
        for k in 0..LANES {
            let deviation = row[k].deviation(pivot);
            sum += deviation;
            squares[k] += to_f64(deviation) * to_f64(deviation);
        }
    }
    for (square, value) in squares.iter_mut().zip(rest) {
        let deviation = value.deviation(pivot);
        sum += deviation;
        *square += to_f64(deviation) * to_f64(deviation);
    }
    (fold_plain(squares), sum)
}

/// The quick way, if the values differ by little.
fn quick<N: Integer>(values: &[N]) -> Option<Block<N>> {
    let &pivot = values.first()?;
    let (min, max) = ends(values);
    if max.distance(min) >= SMALL {
        return None;
    }
    let (squares, sum) = deviations(values, pivot);
    let count = block_count(values);
    let m2 = squares - to_f64(sum) * (to_f64(sum) / count);
    if m2 * 16.0 < squares {
        return None;
    }
    let total = pivot.into() * values.len() as i128 + i128::from(sum);
    let (high, low) = two_parts(total);
    let moments = Moments { count, high, low, m2, scale: 1.0 };
    Some(Block { moments, min, max })
}

/// The careful way.
#[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
fn around_mean<N: Integer>(values: &[N]) -> Block<N> {
    let (min, max) = ends(values);
    let count = block_count(values);
    let total: i128 = values.iter().map(|&value| value.into()).sum();
    let length = values.len().max(1) as i128;
    let pivot = total.div_euclid(length);
    let mut squares = [0.0; LANES];
    for row in values.chunks(LANES) {
        for (square, &value) in squares.iter_mut().zip(row) {
            let deviation = (value.into() - pivot) as f64;
            *square += deviation * deviation;
        }
    }
    let rest = (total - length * pivot) as f64;
    let m2 = (fold_plain(squares) - rest * (rest / count.max(1.0))).max(0.0);
    let (high, low) = two_parts(total);
    let moments = Moments { count, high, low, m2, scale: 1.0 };
    Block { moments, min, max }
}

/// Implements the kernels for an integer type; every value of it is finite.
macro_rules! integer {
    ($type:ty) => {
        impl Native for $type {
            const HIGHEST: Self = Self::MAX;
            const LOWEST: Self = Self::MIN;

            fn number(self) -> Number {
                Number::Integer(self.into())
            }

            #[expect(clippy::cast_precision_loss, reason = "the nearest f64 is asked for")]
            fn to_f64(self) -> f64 {
                self as f64
            }

            fn careful(values: &[Self]) -> (Block<Self>, Census) {
                (around_mean(values), Census::default())
            }
        }

        impl Kernels for $type {
            #[inline(always)]
            fn block<S: Simd, D: Depth>(_: S, values: &[Self]) -> (Block<Self>, bool) {
                if D::SUMS
                    && let Some(block) = quick(values)
                {
                    return (block, true);
                }
                let (min, max) = ends(values);
                let moments = Moments { count: block_count(values), ..Moments::default() };
                (Block { moments, min, max }, !D::SUMS)
            }

            fn run<S: Simd, D: Depth, const BLOCKS: usize>(
                _: S,
                _: &[Self],
            ) -> Option<Block<Self>> {
                None
            }

            #[inline(always)]
            fn group<'a, S: Simd, D: Depth>(
                simd: S,
                rows: usize,
                row: impl Fn(usize) -> &'a [Self; LANES],
            ) -> Group<Self> {
                let zeros = [0.0; LANES];
                let mut group = Group {
                    moments: LaneMoments::new(0.0, zeros, zeros, zeros),
                    min: [0; LANES],
                    max: [0; LANES],
                    holds: [false; LANES],
                    census: None,
                };
                let mut lane = [0; BLOCK];
                for k in 0..LANES {
                    (0..rows).for_each(|index| lane[index] = row(index)[k]);
                    let (block, holds) = Self::block::<S, D>(simd, &lane[..rows]);
                    group.moments.set_lane(k, &block.moments);
                    (group.min[k], group.max[k]) = (block.min, block.max);
                    group.holds[k] = holds;
                }
                group
            }
        }
    };
}

integer!(i64);
integer!(u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree_on_what_both_can_do() {
        for offset in [0i64, -5_000_000_000, i64::MAX - 200] {
            let values: Vec<i64> = (0..100).map(|k| offset + k * k % 89).collect();
            let (quick, slow) = (quick(&values).expect("small"), around_mean(&values));
            assert_eq!((quick.min, quick.max), (slow.min, slow.max));
            assert_eq!(quick.moments.mean(), slow.moments.mean());
            let (one, two) = (quick.moments.m2, slow.moments.m2);
            assert!((one - two).abs() <= 1e-14 * two, "{one} {two}");
        }
    }

    #[test]
    fn sums_of_the_largest_integers_are_exact_in_two_parts() {
        for value in [i128::from(u64::MAX) << 40, -(1 << 100) + 1, 0, (1 << 105) - 1] {
            let (high, low) = two_parts(value);
            let exact = |part: f64| format!("{part:.0}").parse::<i128>().expect("an integer");
            assert_eq!(exact(high) + exact(low), value);
        }
    }

    #[test]
    fn a_wide_range_is_left_to_the_careful_way() {
        assert!(quick(&[i64::MIN, i64::MAX]).is_none());
        assert!(quick(&[0u64, 1 << 46]).is_none());
        assert_eq!(around_mean(&[i64::MIN, i64::MAX]).moments.mean(), -0.5);
    }
}
