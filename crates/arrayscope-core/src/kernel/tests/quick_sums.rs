//! Sums of rows in one `f64` per lane: exact, or not told.

use super::rational::Exact;
use super::{Random, levels};
use crate::kernel::{Kernel, LANES, Level, QuickSums, Simd, dispatch};

struct OfRows<'a>(&'a [[f32; LANES]]);

impl Kernel for OfRows<'_> {
    type Output = QuickSums;

    #[expect(clippy::inline_always, reason = "compiled for the instruction set")]
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> QuickSums {
        let mut sums = QuickSums::NONE;
        let (together, rest) = self.0.as_chunks::<2>();
        for [one, other] in together {
            sums.add(simd, [simd.load32(one), simd.load32(other)]);
        }
        for row in rest {
            sums.add(simd, [simd.load32(row)]);
        }
        sums
    }
}

fn sums(level: Level, rows: &[[f32; LANES]]) -> Option<[f64; LANES]> {
    dispatch(level, OfRows(rows)).exact().copied()
}

#[test]
fn a_sum_that_is_told_is_exact() {
    let mut random = Random(8);
    let mut told = 0;
    for span in [0u8, 1, 10, 19, 20, 21, 22, 23, 30] {
        for lowest in [-149, -130, 0, 126 - i32::from(span)] {
            for count in [1, 2, 3, 16, 127, 128] {
                let mut value = || {
                    let above = i32::try_from(random.below(usize::from(span) + 1)).expect("small");
                    (random.unit() * 2f64.powi(lowest + above)) as f32
                };
                let rows: Vec<[f32; LANES]> =
                    (0..count).map(|_| std::array::from_fn(|_| value())).collect();
                for level in levels() {
                    let Some(sums) = sums(level, &rows) else { continue };
                    told += 1;
                    for lane in 0..LANES {
                        let values: Vec<f64> = rows.iter().map(|row| row[lane].into()).collect();
                        assert!(Exact::of(&values).is_sum(sums[lane], 0.0), "{span} {lowest}");
                    }
                }
            }
        }
    }
    assert!(told > 100, "only {told} were told");
}

#[test]
fn the_limit_is_21_exponents_in_every_lane_and_zeros_do_not_count() {
    for level in levels() {
        for lane in 0..LANES {
            let with = |value: f32, other: f32| {
                let mut rows = [[1.0; LANES], [0.0; LANES], [-0.0; LANES], [1.0; LANES]];
                (rows[0][lane], rows[3][lane]) = (value, other);
                sums(level, &rows).map(|sums| sums[lane])
            };
            assert_eq!(with(2f32.powi(21), 1.0), Some(2_097_153.0));
            assert_eq!(with(1.0, -(2f32.powi(22))), None);
            assert_eq!(with(f32::from_bits(1), f32::from_bits(3)), Some(2f64.powi(-147)));
            assert_eq!(with(f32::MAX, 1.0), None);
            assert_eq!(with(f32::MAX, f32::MAX), Some(2.0 * f64::from(f32::MAX)));
            assert_eq!(with(0.0, -0.0).map(f64::to_bits), Some(0));
            for other in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                assert_eq!(with(other, other), None);
                assert_eq!(with(f32::MAX, other), None);
                assert_eq!(with(0.0, other), None);
            }
        }
    }
}

struct Rows<'a, const ROWS: usize>(&'a [[f32; ROWS]; LANES]);

impl<const ROWS: usize> Kernel for Rows<'_, ROWS> {
    type Output = [[f32; LANES]; ROWS];

    #[expect(clippy::inline_always, reason = "compiled for the instruction set")]
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        simd.deinterleave(self.0).map(|row| simd.store32(row))
    }
}

fn lanes_come_out_as_rows<const ROWS: usize>() {
    let lanes: [[f32; ROWS]; LANES] =
        std::array::from_fn(|lane| std::array::from_fn(|row| (lane * ROWS + row) as f32));
    for level in levels() {
        for (row, values) in dispatch(level, Rows(&lanes)).iter().enumerate() {
            assert_eq!(*values, std::array::from_fn(|lane| lanes[lane][row]), "{level} {row}");
        }
    }
}

#[test]
fn two_to_four_values_of_each_lane_come_out_as_rows() {
    lanes_come_out_as_rows::<2>();
    lanes_come_out_as_rows::<3>();
    lanes_come_out_as_rows::<4>();
}
