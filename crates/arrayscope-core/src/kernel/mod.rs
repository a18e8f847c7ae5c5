//! The arithmetic: plain slices of native values in, mergeable partial states out.
//!
//! Kernels know nothing of layouts, dtypes or files. They see blocks of at most [`BLOCK`]
//! values of one of four [`Native`] types; whoever calls them decides what a block is made
//! of, and merges the states of blocks in the order of one tree.

mod census;
mod double;
mod float;
mod float_types;
mod group;
mod integer;
#[expect(clippy::needless_range_loop, reason = "several arrays of one length")]
mod lanes;
mod moments;
mod native;
mod number;
mod run;
mod simd;
mod sums;
#[cfg(test)]
mod tests;
mod tree;
mod wide;

pub use census::Census;
pub(crate) use lanes::LaneMoments;
pub use moments::Moments;
pub use native::{Block, Native};
#[doc(hidden)]
pub use native::{Depth, Group, Kernels};
pub(crate) use native::{Ends, Full, Sums};
pub use number::Number;
#[doc(hidden)]
pub use simd::Simd;
pub(crate) use simd::{Kernel, dispatch};
pub use simd::{LANES, Level};
pub(crate) use sums::QuickSums;
pub(crate) use tree::{Merge, Tree};
pub use wide::Wide;

/// The most elements of a lane that a kernel is handed at once.
pub const BLOCK: usize = 128;
