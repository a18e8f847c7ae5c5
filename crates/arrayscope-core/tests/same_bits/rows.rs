//! One lane, sixteen elements of it at a time.

use crate::answer::{WANTED, answer, expected, levels};
use crate::data::{DTYPES, Values, elements, float_dtypes, odd_values, placed, plain, put};
use arrayscope_core::DType;

/// Every length below two and a half rows of sixteen, around the ends of blocks, and of runs
/// of four and of sixteen blocks.
fn lengths() -> impl Iterator<Item = usize> {
    (0..=40).chain([127, 128, 129, 255, 256, 257, 511, 512, 1000, 2047, 2048, 2049, 2700, 5000])
}

#[test]
fn every_dtype_length_address_and_byte_order_gives_the_bits_of_a_plain_lane() {
    for dtype in DTYPES {
        for length in lengths() {
            let values = if length % 2 == 0 { Values::Wild } else { Values::Tame };
            let bytes = elements(&dtype, values, length, length as u64);
            let lane = plain(&dtype, &bytes, &[length]);
            for wanted in WANTED {
                let expected = expected(&dtype, [bytes.clone()], wanted);
                for lead in (0..=dtype.itemsize()).step_by(if length > 40 { 3 } else { 1 }) {
                    let swap = lead == dtype.itemsize();
                    let moved = placed(&lane, lead, swap, &[0], &[1]);
                    for level in levels() {
                        assert_eq!(
                            answer(level, &moved, &[0], wanted),
                            expected,
                            "{length} {dtype} from byte {lead} on, {level}, {wanted:?}"
                        );
                    }
                }
            }
        }
    }
}

/// The first and the last position, every strand, and some in later rows and blocks.
fn positions(length: usize) -> impl Iterator<Item = usize> {
    let all = (0..16)
        .chain([17, 31, 100, 127, 128, 130, 255, 700, 2047, 2048])
        .chain(length.checked_sub(1));
    let mut all: Vec<usize> = all.filter(|position| *position < length).collect();
    all.dedup();
    all.into_iter()
}

fn with_odd_value(dtype: &DType, length: usize, position: usize, odd: f64) -> Vec<u8> {
    let mut bytes = elements(dtype, Values::Tame, length, 7);
    put(&mut bytes, dtype, position, odd);
    bytes
}

#[test]
fn a_value_that_is_not_finite_is_found_at_every_position_of_a_lane() {
    for dtype in float_dtypes() {
        for length in [1, 2, 15, 16, 17, 33, 128, 129, 257, 2600] {
            for position in positions(length) {
                for &odd in odd_values(&dtype) {
                    let bytes = with_odd_value(&dtype, length, position, odd);
                    let lane = plain(&dtype, &bytes, &[length]);
                    for wanted in WANTED {
                        let expected = expected(&dtype, [bytes.clone()], wanted);
                        for level in levels() {
                            assert_eq!(
                                answer(level, &lane, &[0], wanted),
                                expected,
                                "{odd} at {position} of {length} {dtype}, {level}, {wanted:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_not_finite_changes_no_answer_of_the_others_but_the_counts() {
    for dtype in float_dtypes() {
        for length in [2, 16, 17, 33, 128] {
            for position in positions(length) {
                let bytes = with_odd_value(&dtype, length, position, f64::NAN);
                let lane = plain(&dtype, &bytes, &[length]);
                let got = arrayscope_core::stats::summary(&lane.view()).expect("floats");
                assert_eq!((got.nan, got.count), (1, length as u64 - 1), "{dtype} {position}");
                // By the definition, without kernels: mean |x| is below 150 everywhere.
                let kept: Vec<f64> = (0..length)
                    .map(|index| lane.value(&[index]).expect("inside").to_f64())
                    .filter(|value| value.is_finite())
                    .collect();
                let n = f64::from(u32::try_from(kept.len()).expect("small"));
                let mean = kept.iter().sum::<f64>() / n;
                let m2: f64 = kept.iter().map(|value| (value - mean).powi(2)).sum();
                assert!((got.mean.to_f64() - mean).abs() < 1e-12, "{dtype} {length} {position}");
                assert!((got.std.to_f64() - (m2 / n).sqrt()).abs() < 1e-12, "{dtype} {length}");
                assert_eq!(Some(got.min.to_f64()), kept.iter().copied().reduce(f64::min));
                assert_eq!(Some(got.max.to_f64()), kept.iter().copied().reduce(f64::max));
            }
        }
    }
}
