//! Two arrays of one shape: what is left of one when the other is subtracted, and how much that
//! is.
//!
//! Integers are subtracted exactly. Everything else is widened to `f64` first, which holds every
//! value but those of 64-bit integers beyond ±2^53; the difference is rounded once. Complex
//! numbers are subtracted part by part, and measured by the magnitude of what is left.

mod comparing;
mod comparison;
mod difference;
mod elements;
mod pairs;

pub use comparing::Comparing;
pub use comparison::{Comparison, Found, compare};
pub use difference::{difference, difference_dtype};
