//! One handler file per panel of the page.

pub(crate) mod arrays;
pub(crate) mod benchmark;
pub(crate) mod compare;
pub(crate) mod elements;
pub(crate) mod export;
mod flip;
pub(crate) mod geometry;
pub(crate) mod histograms;
pub(crate) mod levels;
pub(crate) mod line;
mod measured;
pub(crate) mod place;
pub(crate) mod profiles;
pub(crate) mod rectangle;
pub(crate) mod region;
pub(crate) mod report;
pub(crate) mod reshape;
pub(crate) mod rgb;
mod seen;
pub(crate) mod selection;
pub(crate) mod signals;
pub(crate) mod slice;
pub(crate) mod stats;
pub(crate) mod stats_files;
pub(crate) mod summary;
pub(crate) mod uploads;
pub(crate) mod value;
