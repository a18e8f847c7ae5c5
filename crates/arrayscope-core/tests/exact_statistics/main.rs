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

/// Everything that there is, over these axes.
fn reduced(array: &Array, axes: &[isize]) -> Reduction {
    reduce(&array.view(), axes, Wanted::ALL).expect("the axes exist")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}
