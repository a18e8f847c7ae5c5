//! Arrays: shared bytes with a dtype, a byte order and a layout.

mod array;
mod bytes;
mod gather;
mod overlap;
mod value;

pub use array::{Array, ArrayView};
pub use bytes::SharedBytes;
pub(crate) use gather::{Gather, widened};
pub use value::Value;
pub(crate) use value::digits;
