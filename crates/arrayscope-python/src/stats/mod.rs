//! `axis_stats`, `profile`, `compute_axis_stats` and `summary`.

mod ask;
mod per_axis;
mod whole;

pub(crate) use arrayscope_core::stats::Statistic;
pub(crate) use ask::{Answers, Question, ask, ask_each_axis};
pub(crate) use per_axis::{AxisStats, axis_stats, compute_axis_stats, profile};
pub(crate) use whole::{Summary, summary};
