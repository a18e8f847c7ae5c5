//! A lane beside others gives the bits of the lane by itself, on every level.

use super::{LANES, Level, Random, block, group, lengths, levels};
use crate::kernel::{Block, Depth, Ends, Full, Kernels, Moments, Native, Sums};

fn bits(moments: &Moments) -> [u64; 5] {
    let Moments { count, high, low, m2, scale } = *moments;
    [count, high, low, m2, scale].map(f64::to_bits)
}

/// Whether two blocks have the same states. 0 and −0 are the same extremum.
pub(super) fn agree<N: Native>(left: &Block<N>, right: &Block<N>) -> bool {
    bits(&left.moments) == bits(&right.moments) && left.min == right.min && left.max == right.max
}

fn check<N: Kernels, D: Depth>(rows: &[[N; LANES]]) {
    let lanes: Vec<Vec<N>> =
        (0..LANES).map(|lane| rows.iter().map(|row| row[lane]).collect()).collect();
    let alone: Vec<(Block<N>, bool)> =
        lanes.iter().map(|lane| block::<N, D>(Level::Baseline, lane)).collect();
    for level in levels() {
        let together = group::<N, D>(level, rows);
        for (lane, alone) in alone.iter().enumerate() {
            let values = &lanes[lane];
            for got in [block::<N, D>(level, values), (together.lane(lane).0, together.holds[lane])]
            {
                // States that do not hold are not looked at.
                let fine = got.1 == alone.1 && (!got.1 || agree(&got.0, &alone.0));
                assert!(fine, "{level}: {got:?}\n{alone:?}\n{values:?}");
            }
        }
    }
}

fn check_all<N: Kernels>(mut value: impl FnMut(usize, usize) -> N) {
    for length in lengths() {
        let rows: Vec<[N; LANES]> =
            (0..length).map(|row| std::array::from_fn(|lane| value(row, lane))).collect();
        check::<N, Full>(&rows);
        check::<N, Sums>(&rows);
        check::<N, Ends>(&rows);
    }
}

#[test]
fn any_bits_of_floats_give_the_same_states_alone_and_beside_others() {
    let mut random = Random(1);
    check_all(|_, _| f64::from_bits(random.bits()));
    check_all(|_, _| f32::from_bits(u32::try_from(random.bits() >> 32).expect("32 bits")));
}

#[test]
fn any_bits_of_integers_give_the_same_states_alone_and_beside_others() {
    let mut random = Random(2);
    check_all(|_, _| random.bits());
    check_all(|_, _| random.bits().cast_signed());
    check_all(|_, lane| random.bits() >> (4 * lane));
    check_all(|_, lane| i64::MIN + (random.bits() >> (4 * lane + 1)).cast_signed());
}

/// Some lanes of each kind: around an offset, with a poor pivot, with so many exponents
/// that the sum has to be compensated, large, subnormal, zeros of both signs, not finite.
fn mixed(random: &mut Random, row: usize, lane: usize) -> f64 {
    let unit = random.unit();
    match lane {
        0 | 8 => 1e4 + unit,
        1 => unit + if row == 0 { 1e3 } else { 0.0 },
        2 => unit * 2f64.powi(random.below(40) as i32 - 20),
        3 => unit * 3e38,
        4 => unit * 1e-40,
        5 => [0.0, -0.0][row % 2],
        6 if row == 13 => f64::NAN,
        7 if row == 2 => f64::INFINITY,
        9 => 1.0 / 3.0,
        10 => unit * 2f64.powi(470),
        11 => unit * 1e-160,
        12 => [-0.0, 0.0][row % 2],
        13 => 1e16 * [1.0, -1.0][row % 2] + unit,
        _ => unit,
    }
}

#[test]
fn a_lane_takes_the_bits_of_no_other_kind_of_lane_beside_it() {
    let mut random = Random(3);
    check_all(|row, lane| mixed(&mut random, row, lane));
    check_all(|row, lane| mixed(&mut random, row, lane) as f32);
    // The same with only some of the kinds, so that the others can be exact.
    for kept in 0..16 {
        check_all(|row, lane| mixed(&mut random, row, if lane == 7 { kept } else { 0 }) as f32);
    }
}

#[test]
fn a_value_that_is_not_finite_makes_only_its_own_lane_not_hold() {
    let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -f32::NAN];
    for length in [1, 2, 16, 17, 33, 128] {
        for position in (0..length.min(34)).chain([length - 1]) {
            for (kind, odd) in odd.into_iter().enumerate() {
                let mut rows = vec![[2.5f32; LANES]; length];
                rows[position][5 + kind] = odd;
                check::<f32, Full>(&rows);
                check::<f32, Ends>(&rows);
                let wide: Vec<[f64; LANES]> = rows.iter().map(|row| row.map(f64::from)).collect();
                check::<f64, Sums>(&wide);
                for level in levels() {
                    let held = group::<f64, Full>(level, &wide).holds;
                    let also = group::<f32, Ends>(level, &rows).holds;
                    let expected: [bool; LANES] = std::array::from_fn(|lane| lane != 5 + kind);
                    assert_eq!((held, also), (expected, expected), "{odd} at {position}, {level}");
                }
            }
        }
    }
}
