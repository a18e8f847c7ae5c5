//! Layout, views, statistics and readiness signals of N-D arrays.
//!
//! ```
//! use arrayscope_core::{Array, stats::{axis_stats, summary}};
//!
//! // Two batches of three channels, as NumPy would lay them out.
//! let batch = Array::from_slice(&[0.0f32, 0.5, 1.0, 1.0, 0.5, f32::NAN], &[2, 3])?;
//! assert_eq!(batch.layout().strides(), [12, 4]);
//!
//! let all = summary(&batch.view())?;
//! assert_eq!((all.count, all.nan, all.mean.to_f64()), (5, 1, 0.6));
//!
//! let channels = axis_stats(&batch.view(), 0)?;
//! assert_eq!(channels.lanes.counts(), [2, 2, 1]);
//!
//! let last = batch.index(&"..., -1".parse()?)?; // a view: no byte is copied
//! assert!(last.shares_memory(&batch));
//! # Ok::<(), arrayscope_core::Error>(())
//! ```
//!
//! # The words
//!
//! - A [`Layout`] is shape, **byte** strides and offset. Slicing, transposing and reshaping
//!   are functions from layout to layout.
//! - An [`Array`] is shared bytes with a [`DType`], a [`ByteOrder`] and a layout; an
//!   [`ArrayView`] borrows all of these.
//! - To *reduce over* axes makes them disappear, as in `a.mean(axis=k)`; the *profile
//!   along* an axis reduces everything else.
//! - Moments, extrema and census are the states of a reduction. States of parts
//!   [merge](stats::States::merge) into the state of the whole.
//! - A [signal](signal::Signal) is one of six measures of readiness, with a verdict.
//!
//! # What is where
//!
//! [`layout`] and [`kernel`] know nothing of the other modules but the error type.
//! [`dtype`] turns a dtype into a type parameter, once. [`view`] puts bytes, dtype and
//! layout together, [`slicing`] selects, [`stats`] computes, [`signal`] judges, [`report`]
//! is what printers and servers show. Nothing here opens a file or writes to a terminal;
//! large reductions share their work among rayon's threads.

pub mod compare;
pub mod dtype;
mod error;
pub mod kernel;
pub mod layout;
pub mod preview;
pub mod report;
pub mod sample;
pub mod signal;
pub mod slicing;
pub mod stats;
pub mod view;

pub use dtype::{ByteOrder, DType, Element};
pub use error::{Error, ErrorKind, Result};
pub use layout::Layout;
pub use view::{Array, ArrayView, SharedBytes, Value};
