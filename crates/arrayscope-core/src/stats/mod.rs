//! Statistics of arrays: one reduction, and the questions that it answers.

mod axis_stats;
mod histogram;
mod locate;
mod plan;
mod reduce;
mod reduction;
mod states;
mod summary;

pub use crate::kernel::{Census, Extrema, Moments, Number};
pub use axis_stats::{AxisStats, axis_stats, compute_axis_stats, profile};
pub use histogram::{ChannelHistograms, Histogram, channel_histograms, histogram};
pub use locate::{NonFinitePlaces, Target, first_index, non_finite_places};
pub use reduce::{Wanted, all_axes, axes_but, reduce, reduce_watched};
pub use reduction::{NonFinitePolicy, Reduction};
pub use summary::{Summary, summary, summary_watched};
