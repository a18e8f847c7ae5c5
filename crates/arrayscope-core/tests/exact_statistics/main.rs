//! Statistics of hostile arrays agree with exact arithmetic, with NumPy, and with each other.

mod agreement;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod exact;
mod histograms;
mod long;
mod policies;

use arrayscope_core::Array;
use arrayscope_core::stats::{Reduction, Wanted, reduce};

/// Everything that there is.
const EVERYTHING: Wanted = Wanted { var: true, ..Wanted::ALL };

/// Everything that there is, over these axes.
fn reduced(array: &Array, axes: &[isize]) -> Reduction {
    reduced_as(array, axes, EVERYTHING)
}

fn reduced_as(array: &Array, axes: &[isize], wanted: Wanted) -> Reduction {
    reduce(&array.view(), axes, wanted).expect("the axes exist")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}
