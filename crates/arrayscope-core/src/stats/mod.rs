//! Statistics of arrays: one reduction, and the questions that it answers.
//!
//! [`reduce`] makes a plan (which loops, over which runs), cuts the work into pieces for
//! the threads, walks each piece with the kernels, and puts what comes out into columns.

mod answers;
mod axis_stats;
mod channels;
mod each_axis;
mod histogram;
mod in_parts;
#[expect(clippy::needless_range_loop, reason = "several arrays of one length")]
mod lanes;
mod locate;
mod order;
mod plan;
mod policy;
mod reduce;
mod reduction;
mod room;
mod states;
mod summary;
mod sums;
mod threads;
mod tiles;
mod walk;
mod wanted;
mod work;

pub use crate::dtype::Column;
pub use crate::kernel::{Census, Level, Moments, Number};
pub use axis_stats::{AxisStats, axis_stats, compute_axis_stats, profile};
pub use each_axis::{reduce_each_axis, reduce_each_axis_watched};
pub use histogram::{ChannelHistograms, Histogram, channel_histograms, histogram};
pub use in_parts::{Grain, InParts, ReadPart, TakePart};
pub(crate) use locate::unravel;
pub use locate::{NonFinitePlaces, Target, first_index, non_finite_places};
pub use reduce::{all_axes, axes_but, reduce, reduce_on, reduce_watched};
pub use reduction::{Reduction, Statistic};
pub use states::{STATE_COLUMNS, States, Within};
pub use summary::{Summary, summary, summary_watched};
pub use wanted::{FloatWidth, NonFinitePolicy, Wanted};
