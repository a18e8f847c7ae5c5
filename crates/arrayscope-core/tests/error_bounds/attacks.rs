//! Data that attacks the one pass with shifted values, the merges and the mean.

use crate::{check, check_f32, noise};

const LENGTHS: [usize; 14] = [2, 3, 16, 17, 33, 127, 128, 129, 255, 257, 511, 1000, 2049, 4096];

/// Checks a family at every length, in both widths.
fn family(name: &str, value: impl Fn(usize, f64) -> f64) {
    for length in LENGTHS {
        let mut noise = noise(length as u64);
        let values: Vec<f64> = (0..length).map(|k| value(k, noise())).collect();
        check(name, &values);
        check_f32(name, &values);
    }
}

fn number(k: usize) -> f64 {
    f64::from(u32::try_from(k).expect("small"))
}

#[test]
fn noise_around_any_offset() {
    for power in [-30, 0, 4, 10, 20, 23, 30, 40, 50, 52] {
        family("offset", |_, noise| 2f64.powi(power) + noise);
    }
}

#[test]
fn a_first_value_that_is_an_outlier() {
    for distance in [2.0, 3.0, 3.7, 4.0, 4.3, 5.0, 10.0, 1e3, 1e6, 1e12] {
        family("outlier first", |k, noise| if k == 0 { distance } else { noise });
        // With a deviation that repeats, errors of rounding repeat as well.
        family("outlier before two values", |k, _| match k {
            0 => distance / 3.0,
            _ => [0.1, -0.2][k % 2],
        });
    }
}

#[test]
fn an_outlier_at_the_start_of_every_block() {
    for distance in [1.5, 3.0, 3.9, 4.1, 30.0, 1e5, 1e9] {
        family("outliers", |k, noise| if k % 128 == 0 { distance } else { noise });
        let sign = |k: usize| [1.0, -1.0][k / 128 % 2];
        family(
            "outliers of both signs",
            |k, noise| {
                if k % 128 == 0 { distance * sign(k) } else { noise }
            },
        );
    }
}

#[test]
fn an_outlier_in_one_strand() {
    for strand in [0, 1, 7, 15] {
        for distance in [10.0, 1e4, 1e8] {
            family(
                "one strand",
                |k, noise| if k % 16 == strand { distance + noise } else { noise },
            );
        }
    }
}

#[test]
fn alternating_signs_of_any_size() {
    for size in [1.0, 1e3, 1e8, 1e16, 1e30] {
        family("alternating", |k, noise| [size, -size][k % 2] + noise);
        family("alternating blocks", |k, noise| [size, -size][k / 128 % 2] + noise);
    }
}

#[test]
fn values_that_grow_or_shrink_exponentially() {
    for base in [0.999f64, 0.9, 0.5, 1.0001, 1.01, 1.05] {
        family("exponential", |k, _| base.powi(i32::try_from(k % 1700).expect("small")));
        family("with signs", |k, noise| {
            base.powi(i32::try_from(k % 1700).expect("small")) * noise.signum()
        });
    }
}

#[test]
fn sorted_values() {
    family("ascending", |k, _| number(k));
    family("descending from afar", |k, _| 1e9 - number(k));
    family("ascending in tenths", |k, _| 0.1 * number(k));
    family("squares", |k, _| number(k) * number(k) / 3.0);
    family("reciprocals", |k, _| 1.0 / number(k + 1));
}

#[test]
fn steps_between_blocks_and_constant_blocks() {
    family("steps", |k, _| number(k / 128) * 0.3);
    family("far steps", |k, _| 1e8 + number(k / 128) * 0.3);
    family("nearly constant", |k, _| if k == 77 { 1.0 + f64::EPSILON } else { 1.0 });
    family("one of many", |k, _| if k == 1 { 1e-8 } else { 0.0 });
    family("constant", |_, _| 0.1);
    family("sawtooth", |k, _| number(k % 128) / 7.0);
    family("sawtooth out of step", |k, _| number(k % 127) / 7.0);
}

#[test]
fn values_next_to_the_ends_of_the_range() {
    family("tiny", |_, noise| 1e-130 * noise);
    family("large", |_, noise| 1e37 * noise);
    family("powers", |k, noise| {
        noise * 2f64.powi(i32::try_from(k * 37 % 120).expect("small") - 60)
    });
}
