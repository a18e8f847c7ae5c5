//! Errors do not grow with the number of values.

use crate::{check, noise};

/// Values of each kind, a million of them.
fn check_many(name: &str, mut value: impl FnMut(f64) -> f64) {
    let mut last = 0.0;
    for count in [1 << 10, 1 << 15, 1_000_000] {
        let values: Vec<f64> = (0..count).map(|k| value(f64::from(k))).collect();
        last = check(name, &values);
    }
    // Far less than a bound that grows as n / 128 would grant.
    assert!(last <= 3e-15, "{name}: {last:e}");
}

#[test]
fn a_million_values_have_the_error_of_a_thousand() {
    let mut noise = noise(1);
    check_many("ramp far from zero", |k| 1e8 + k);
    check_many("noise far from zero", |_| 1e8 + noise());
    check_many("drift", |k| 0.1 * k + noise());
    check_many("two values", |k| 1e15 + k % 2.0);
    check_many("seventh roots", |k| k.powf(1.0 / 7.0));
}
