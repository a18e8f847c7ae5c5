//! Arrays: shared bytes with a dtype, a byte order and a layout.

mod array;
mod bytes;
mod gather;
mod overlap;
mod source;
mod value;

pub use array::{Array, ArrayView};
pub use bytes::SharedBytes;
pub(crate) use gather::widened;
pub(crate) use source::Source;
pub use value::Value;
pub(crate) use value::digits;
