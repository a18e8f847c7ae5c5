//! Every reduction agrees with exact rational arithmetic.
//!
//! Bounds, with ε = 2⁻⁵³ and n finite values:
//! - counts, minimum and maximum: exact;
//! - mean: 1 ulp + (n ε)² mean|x|. A compensated sum is off by ε|s| + γ²Σ|x| with γ ≈ n ε
//!   (Ogita, Rump and Oishi 2005, proposition 4.5); the rest is the final rounding.
//!   Integer sums are exact, so that only the final rounding is left;
//! - variance: 1e-14 of itself, whatever the offset of the values. `docs/numerics.md` has
//!   what can be proved; merges add a few ε per level of the tree, and nothing cancels.
//!   Below the normal range of float64 squares lose bits: there the smallest normal is
//!   granted.

use crate::cases::{Bits, Case, Line, float_of_bits};
use crate::common::{Report, read};
use crate::{EVERYTHING, reduced, reduced_as};
use arrayscope_core::stats::{Column, Number, Reduction};

const EPSILON: f64 = f64::EPSILON / 2.0;

/// Distance from `x` to its neighbour towards zero.
fn ulp(x: f64) -> f64 {
    x.abs() - x.abs().next_down()
}

/// Whether `got` is NaN where nothing is expected, else within `slack`.
fn near(got: f64, expected: Option<Bits>, slack: impl Fn(f64) -> f64) -> bool {
    match expected {
        None => got.is_nan(),
        Some(Bits(exact)) if exact.is_infinite() => got.to_bits() == exact.to_bits(),
        Some(Bits(exact)) => (got - exact).abs() <= slack(exact),
    }
}

fn is_extremum(got: Number, expected: Option<&str>) -> bool {
    match (got, expected) {
        (Number::Integer(value), Some(text)) => value.to_string() == text,
        (Number::Float(value), Some(digits)) => Some(value) == float_of_bits(digits),
        (got, None) => got.to_f64().is_nan(),
    }
}

/// Calls `problem` with what differs in each kept element.
fn compare(case: &Case, got: &Reduction, sample_var: &Column) -> Option<String> {
    if got.shape() != case.shape {
        return Some(format!("shape {:?}, not {:?}", got.shape(), case.shape));
    }
    let counts = (got.counts(), got.nan(), got.pos_inf(), got.neg_inf());
    let expected = (&case.count, &case.nan, &case.pos_inf, &case.neg_inf);
    if (&counts.0, &counts.1, &counts.2, &counts.3) != expected {
        return Some(format!("counts {counts:?}, not {expected:?}"));
    }
    let (min, max): (Vec<_>, Vec<_>) = (got.min().iter().collect(), got.max().iter().collect());
    let [mean, var, sample_var] = [&*got.mean(), &*got.var(), sample_var].map(Column::to_f64);
    if [min.len(), max.len(), mean.len(), var.len(), sample_var.len()] != [case.count.len(); 5] {
        return Some("not one answer per kept element".to_owned());
    }
    (0..case.count.len()).find_map(|k| {
        let n_eps = f64::from(u32::try_from(case.count[k]).unwrap_or(u32::MAX)) * EPSILON;
        let scale = case.mean_abs[k].map_or(0.0, |Bits(scale)| scale);
        let mean_slack = |mean| ulp(mean) + n_eps * n_eps * scale;
        let var_slack = |var| 1e-14 * var + f64::MIN_POSITIVE;
        let told = |what, got: String, expected: Option<f64>| {
            Some(format!("{what} of kept element {k}: {got}, exactly {expected:?}"))
        };
        let exact = |bits: Option<Bits>| bits.map(|Bits(value)| value);
        if !is_extremum(min[k], case.min[k].as_deref()) {
            return told("min", min[k].to_string(), None);
        }
        if !is_extremum(max[k], case.max[k].as_deref()) {
            return told("max", max[k].to_string(), None);
        }
        if !near(mean[k], case.mean[k], mean_slack) {
            return told("mean", format!("{:e}", mean[k]), exact(case.mean[k]));
        }
        if !near(var[k], case.var[k], var_slack) {
            return told("var", format!("{:e}", var[k]), exact(case.var[k]));
        }
        // NUMPY: with one value and ddof 1 the quotient is 0 / 0.
        if !near(sample_var[k], case.sample_var[k], var_slack) {
            return told("sample var", format!("{:e}", sample_var[k]), exact(case.sample_var[k]));
        }
        None
    })
}

#[test]
fn every_reduction_agrees_with_exact_arithmetic() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        for case in &line.cases {
            let sample = reduced_as(&array, &case.axes, EVERYTHING.with_ddof(1));
            let problem = compare(case, &reduced(&array, &case.axes), &sample.var());
            report.case(format!("{} over axes {:?}", line.title(), case.axes), problem);
        }
    }
    report.finish(2_000);
}
