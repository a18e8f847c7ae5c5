//! The arithmetic: plain slices of native values in, mergeable partial states out.
//!
//! Kernels know nothing of layouts, dtypes or files. They see blocks of at most
//! [`BLOCK`] widened values; whoever calls them decides what a block is made of.

mod census;
mod extrema;
mod moments;
mod number;
mod sum;
mod wide;

pub use census::Census;
pub use extrema::Extrema;
pub use moments::Moments;
pub use number::Number;
pub use sum::{Compensated, Exact, Sum};
pub use wide::Wide;

/// The most elements that a kernel is handed at once.
pub const BLOCK: usize = 128;
