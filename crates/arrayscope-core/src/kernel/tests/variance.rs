//! Sums of squared deviations of one block against exact arithmetic.

use super::rational::Exact;
use super::{BLOCK, Level, Random, block, lengths, told};
use crate::kernel::{Full, Kernels};

/// The relative error of `m2` of a block, whichever way it is told.
fn error<N: Kernels>(values: &[N]) -> f64 {
    let wide: Vec<f64> = values.iter().map(|value| value.to_f64()).collect();
    let moments = told::<N, Full>(Level::detected(), values).0.moments;
    Exact::of(&wide).var_error(moments.var(0), 0)
}

/// Asserts what the documentation promises.
fn check<N: Kernels>(values: &[N]) {
    let error = error(values);
    assert!(error <= 1e-14, "{error:e}: {values:?}");
}

#[test]
fn a_pivot_far_from_the_mean_is_not_used() {
    let mut random = Random(9);
    for length in lengths().filter(|length| *length > 2) {
        for distance in [0.0, 1.0, 2.0, 3.0, 3.8, 3.9, 4.0, 4.5, 10.0, 1e3, 1e8, 1e15] {
            for _ in 0..4 {
                let mut values: Vec<f64> = (0..length).map(|_| random.unit()).collect();
                values[0] = distance;
                check(&values);
                check(&values.iter().map(|value| *value as f32).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn the_quick_way_gives_up_where_four_bits_would_be_lost() {
    // ±1 around 0 with the pivot first: Σ(x − p)² is 1 + p² times m2, roughly.
    let holds = |pivot: f64| {
        let mut values: Vec<f64> = (0..BLOCK).map(|k| [1.0, -1.0][k % 2]).collect();
        values[0] = pivot;
        block::<f64, Full>(Level::detected(), &values).1
    };
    assert!(holds(3.5) && !holds(4.5));
}

/// What can be proved of a block: of the squares around the pivot, `x − p` and its square are
/// off by 3 ε, the sums of eight by 7 ε and those of sixteen by 4 ε, and the squares are at
/// most 16 times `m2`; 6 ε for the 15 times `m2` that are subtracted, and one for that.
const PROVED: f64 = ((3 + 7 + 4) * 16 + 6 * 15 + 1) as f64 * f64::EPSILON / 2.0;

#[test]
fn deviations_that_all_round_the_same_way_stay_within_what_can_be_proved() {
    // Found by trying millions: the largest error that is known.
    let mut values = vec![0.380_564_239_214_298_7; BLOCK];
    values[0] = -1.933_106_861_128_111_3;
    values[95..].fill(-0.751_340_013_188_407_5);
    assert!(error(&values) <= PROVED, "{:e}", error(&values));
    // The others at two places, so that every square has the same error.
    let mut random = Random(10);
    let mut worst: (f64, Vec<f64>) = (0.0, Vec::new());
    for _ in 0..1000 {
        let (left, right) = (random.unit(), random.unit());
        let mean = f64::midpoint(left, right);
        let distance = (left - right).abs() / 2.0 * (3.0 + random.unit());
        let mut values: Vec<f64> = (0..BLOCK).map(|k| [left, right][k % 2]).collect();
        values[0] = mean + distance;
        let error = error(&values);
        if error > worst.0 {
            worst = (error, values);
        }
    }
    assert!(worst.0 <= PROVED, "{:e}: {:?}", worst.0, worst.1);
}

#[test]
fn an_offset_takes_no_digit_of_the_variance() {
    let mut random = Random(11);
    for power in [0, 10, 20, 30, 40, 48] {
        for length in lengths() {
            let offset = 2f64.powi(power);
            let values: Vec<f64> = (0..length).map(|_| offset + random.unit()).collect();
            check(&values);
            if power <= 20 {
                check(&values.iter().map(|value| *value as f32).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn values_of_any_size_beside_each_other_stay_within_the_bound() {
    let mut random = Random(12);
    for span in [2, 8, 30, 60, 200] {
        for length in lengths() {
            let mut sized = |span: usize| {
                let power = i32::try_from(random.below(span)).expect("small");
                random.unit() * 2f64.powi(power - 60)
            };
            check(&(0..length).map(|_| sized(span)).collect::<Vec<_>>());
            check(&(0..length).map(|_| sized(span.min(60)) as f32).collect::<Vec<_>>());
        }
    }
}

#[test]
fn constants_have_no_variance() {
    for constant in [0.1f64, -1.0 / 3.0, 1e300, 5e-324, 0.0, f64::MAX, 1e16 + 2.0] {
        for length in lengths() {
            let (block, _) = told::<f64, Full>(Level::detected(), &vec![constant; length]);
            assert_eq!((block.moments.m2, block.moments.mean()), (0.0, constant), "{length}");
            let (block, _) = told::<f32, Full>(Level::detected(), &vec![constant as f32; length]);
            assert!(block.moments.m2 == 0.0 || !(constant as f32).is_finite());
        }
    }
}
