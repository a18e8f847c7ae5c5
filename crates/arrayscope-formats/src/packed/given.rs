//! What the attributes of a file say of its numbers, whatever the format of the file.

use arrayscope_core::dtype::{ByteOrder, Class, DType, Element, Op};
use arrayscope_core::kernel::Wide as _;

/// The numbers of an attribute, as they are stored.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) dtype: DType,
    pub(crate) byte_order: ByteOrder,
    pub(crate) bytes: Vec<u8>,
}

/// The attributes that say what stored numbers mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// `_Unsigned`.
    pub(crate) unsigned: Option<String>,
    /// `scale_factor`.
    pub(crate) scale: Option<Numbers>,
    /// `add_offset`.
    pub(crate) offset: Option<Numbers>,
    /// `_FillValue` and `missing_value`, in this order.
    pub(crate) fills: Vec<Numbers>,
}

impl Numbers {
    /// Their values; none where they are no real numbers.
    pub(crate) fn values(&self) -> Vec<f64> {
        struct Values<'a>(&'a [u8], ByteOrder);
        impl Op for Values<'_> {
            type Output = Vec<f64>;

            fn run<T: Element>(self) -> Vec<f64> {
                let elements = self.0.chunks_exact(T::SIZE);
                elements.map(|element| T::load(element, self.1).widen().to_f64()).collect()
            }
        }
        if !matches!(self.dtype.class(), Class::Signed | Class::Unsigned | Class::Float) {
            return Vec::new();
        }
        self.dtype.dispatch(Values(&self.bytes, self.byte_order)).unwrap_or_default()
    }
}
