//! Many lanes side by side: sixteen at a time, or whatever the planner makes of them.

use crate::answer::{WANTED, answer, expected, levels};
use crate::data::{DTYPES, Values, elements, float_dtypes, odd_values, placed, plain, put};
use arrayscope_core::DType;

/// The bytes of each column of `rows` rows.
fn columns(dtype: &DType, bytes: &[u8], lanes: usize) -> Vec<Vec<u8>> {
    let size = dtype.itemsize();
    let column =
        |lane| bytes.chunks(lanes * size).flat_map(move |row| &row[lane * size..][..size]).copied();
    (0..lanes).map(|lane| column(lane).collect()).collect()
}

/// Compares on every level, in C order, side by side in memory at an odd address, and with
/// the lanes themselves in one piece.
fn check(dtype: &DType, bytes: &[u8], [rows, lanes]: [usize; 2], what: &str) {
    let array = plain(dtype, bytes, &[rows, lanes]);
    let lead = (rows + lanes) % (dtype.itemsize() + 1);
    let moved = placed(&array, lead, lanes.is_multiple_of(2), &[0, 1], &[1, 1]);
    let along = placed(&array, 0, false, &[1, 0], &[1, 1]);
    for wanted in WANTED {
        let expected = expected(dtype, columns(dtype, bytes, lanes), wanted);
        for level in levels() {
            for (place, array) in [("plain", &array), ("moved", &moved), ("along", &along)] {
                let got = answer(level, array, &[0], wanted);
                let case = || format!("{what}: {rows} × {lanes} {dtype}, {place}, {level}");
                assert_eq!(got, expected, "{}, {wanted:?}", case());
            }
        }
    }
}

#[test]
fn lanes_side_by_side_give_the_bits_of_each_lane_by_itself() {
    for dtype in DTYPES {
        for lanes in [1, 7, 8, 15, 16, 17, 33] {
            for rows in [0, 1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 32, 33, 40, 127, 128, 129, 257] {
                let values = if rows % 2 == 0 { Values::Tame } else { Values::Wild };
                let bytes = elements(&dtype, values, rows * lanes, (rows * lanes) as u64);
                check(&dtype, &bytes, [rows, lanes], "any values");
            }
        }
    }
}

#[test]
fn more_lanes_than_are_reduced_together_give_the_same_bits() {
    for dtype in [DType::F32, DType::F64, DType::I64, DType::U8, DType::F16, DType::Complex64] {
        for [rows, lanes] in [[3, 1041], [130, 545], [1000, 33]] {
            for values in [Values::Tame, Values::Wild] {
                let bytes = elements(&dtype, values, rows * lanes, 3);
                check(&dtype, &bytes, [rows, lanes], "many lanes");
            }
        }
    }
}

#[test]
fn a_value_that_is_not_finite_is_found_at_every_row_of_every_lane() {
    for dtype in float_dtypes() {
        let size = dtype.itemsize();
        for [rows, lanes] in [[1, 16], [3, 17], [16, 8], [17, 33], [33, 16], [129, 15], [257, 17]] {
            let tame = elements(&dtype, Values::Tame, rows * lanes, 11);
            for row in (0..rows.min(17)).chain((17..rows).step_by(37)).chain([rows - 1]) {
                let mut bytes = tame.clone();
                // Another kind in each lane, and some lanes without.
                for lane in (0..lanes).filter(|lane| (lane + row) % 4 != 3) {
                    let odd = odd_values(&dtype);
                    put(&mut bytes, &dtype, row * lanes + lane, odd[(lane + row) % odd.len()]);
                }
                assert_eq!(bytes.len(), rows * lanes * size);
                check(&dtype, &bytes, [rows, lanes], &format!("odd values in row {row}"));
            }
        }
    }
}

#[test]
fn one_odd_lane_leaves_its_neighbours_alone() {
    let (rows, lanes) = (40, 16);
    let tame = elements(&DType::F32, Values::Tame, rows * lanes, 5);
    for lane in 0..lanes {
        // Of these, the last are finite, but need the careful way or a compensated sum.
        for odd in [f64::NAN, f64::INFINITY, -3e38, 1e-40, 1e12] {
            let mut bytes = tame.clone();
            put(&mut bytes, &DType::F32, 9 * lanes + lane, odd);
            check(&DType::F32, &bytes, [rows, lanes], &format!("{odd} in lane {lane}"));
        }
    }
}
