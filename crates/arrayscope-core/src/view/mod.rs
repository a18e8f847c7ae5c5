//! Arrays: shared bytes with a dtype, a byte order and a layout.

mod array;
mod bits;
mod bytes;
mod complex_part;
mod description;
mod overlap;
mod source;
mod value;

pub use array::{Array, ArrayView};
pub use bytes::SharedBytes;
pub use complex_part::ComplexPart;
pub(crate) use complex_part::half;
pub use description::Description;
pub(crate) use source::{Source, try_for_each};
pub use value::Value;
pub(crate) use value::digits;
