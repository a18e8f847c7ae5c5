//! Layout, views, statistics and readiness signals of N-D arrays.
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
