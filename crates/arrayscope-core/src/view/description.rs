//! What an array is, without its values.

use crate::{ArrayView, ByteOrder, DType, Layout};

/// What an array is, without its values: whoever opens a file knows it before reading.
///
/// The layout may be that of the array in its file, while the values come from elsewhere: a
/// field of a structured array is read without its neighbours, and judged with them.
///
/// ```
/// use arrayscope_core::view::Description;
/// use arrayscope_core::{ByteOrder, DType, Layout};
/// let layout = Layout::c_order(&[32, 28, 28, 3], 4)?;
/// let batch = Description { dtype: &DType::F32, byte_order: ByteOrder::Little, layout: &layout };
/// assert_eq!(batch.layout.nbytes(), 301_056);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description<'a> {
    /// What an element is.
    pub dtype: &'a DType,
    /// The order of the bytes within an element.
    pub byte_order: ByteOrder,
    /// Where the elements are.
    pub layout: &'a Layout,
}

impl<'a> Description<'a> {
    /// Lengths per axis.
    pub fn shape(&self) -> &'a [usize] {
        self.layout.shape()
    }
}

impl<'a> From<&ArrayView<'a>> for Description<'a> {
    fn from(view: &ArrayView<'a>) -> Self {
        Self { dtype: view.dtype(), byte_order: view.byte_order(), layout: view.layout() }
    }
}
