//! The array and its borrowed view.

use super::{SharedBytes, Value, overlap};
use crate::dtype::{ByteOrder, DType, Element};
use crate::layout::{Layout, Offsets, Reshape, merge_axes, shape_text};
use crate::slicing::{Index, IndexExpression, Slice};
use crate::{Error, ErrorKind, Result};
use std::ops::Range;

/// An N-D array: shared bytes, and what they mean.
///
/// Invariant **A1**: the extent of the layout lies inside the bytes, and the layout's
/// itemsize is the dtype's. Cloning and every view share the bytes; nothing is copied
/// unless a method says so.
///
/// ```
/// use arrayscope_core::Array;
/// let a = Array::from_slice(&[1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0], &[2, 3])?;
/// let column = a.index(&":, 1".parse()?)?;
/// assert_eq!(column.value(&[1])?.to_string(), "5.0");
/// assert!(column.shares_memory(&a));
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Array {
    bytes: SharedBytes,
    dtype: DType,
    byte_order: ByteOrder,
    layout: Layout,
}

impl Array {
    /// An array over `bytes`. A dtype whose bytes have an order is in the machine's unless
    /// `byte_order` tells it.
    ///
    /// # Errors
    /// When the layout reaches beyond the bytes or has another itemsize than the dtype.
    pub fn try_new(
        bytes: SharedBytes,
        dtype: DType,
        byte_order: ByteOrder,
        layout: Layout,
    ) -> Result<Self> {
        if layout.itemsize() != dtype.itemsize() {
            return Err(Error::new(
                ErrorKind::DType,
                format!(
                    "a layout of {} bytes per element cannot hold {dtype}, which has {}",
                    layout.itemsize(),
                    dtype.itemsize()
                ),
            ));
        }
        let extent = layout.extent();
        if extent.end > bytes.len() && layout.size() > 0 {
            return Err(Error::new(
                ErrorKind::Bounds,
                format!(
                    "an array of shape {} reaches to byte {}, but there are {} bytes",
                    shape_text(layout.shape()),
                    extent.end,
                    bytes.len()
                ),
            ));
        }
        let byte_order = match (dtype.has_byte_order(), byte_order) {
            (false, _) => ByteOrder::NotApplicable,
            (true, ByteOrder::NotApplicable) => ByteOrder::NATIVE,
            (true, told) => told,
        };
        Ok(Self { bytes, dtype, byte_order, layout })
    }

    /// A C-ordered array with a copy of `elements`.
    ///
    /// # Errors
    /// When their number is not that of the shape.
    pub fn from_slice<T: Element>(elements: &[T], shape: &[usize]) -> Result<Self> {
        let layout = Layout::c_order(shape, T::SIZE)?;
        if layout.size() != elements.len() {
            return Err(Error::new(
                ErrorKind::Shape,
                format!(
                    "{} elements cannot fill {}: it needs {}",
                    elements.len(),
                    shape_text(shape),
                    layout.size()
                ),
            ));
        }
        let mut bytes = Vec::with_capacity(layout.nbytes());
        for element in elements {
            element.store(&mut bytes);
        }
        Self::try_new(bytes.into(), T::DTYPE, ByteOrder::NATIVE, layout)
    }

    /// What one element is.
    pub fn dtype(&self) -> &DType {
        &self.dtype
    }

    /// The order of the bytes within one element.
    pub fn byte_order(&self) -> ByteOrder {
        self.byte_order
    }

    /// Where the elements are.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Lengths per axis.
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// The bytes that the layout counts in; another handle to them.
    pub(super) fn shared_bytes(&self) -> SharedBytes {
        self.bytes.clone()
    }

    /// The array, borrowed.
    pub fn view(&self) -> ArrayView<'_> {
        ArrayView {
            bytes: &self.bytes,
            dtype: &self.dtype,
            byte_order: self.byte_order,
            layout: &self.layout,
        }
    }

    /// Other elements of the same bytes: a view.
    ///
    /// # Errors
    /// When `layout` reaches beyond the bytes or has another itemsize.
    pub fn with_layout(&self, layout: Layout) -> Result<Self> {
        Self::try_new(self.bytes.clone(), self.dtype.clone(), self.byte_order, layout)
    }

    /// The part that a NumPy index expression selects: a view.
    ///
    /// # Errors
    /// When the expression does not fit the shape.
    pub fn index(&self, expression: &IndexExpression) -> Result<Self> {
        self.with_layout(expression.apply(&self.layout)?)
    }

    /// One range of indices per axis: a view of as many axes.
    ///
    /// # Errors
    /// When there is not one range per axis, or one does not lie inside.
    ///
    /// ```
    /// use arrayscope_core::Array;
    /// let a = Array::from_slice(&[1u8, 2, 3, 4, 5, 6], &[2, 3])?;
    /// assert_eq!(a.region(&[1..2, 0..2])?.value(&[0, 1])?.to_string(), "5");
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn region(&self, ranges: &[Range<usize>]) -> Result<Self> {
        let bound = |at: usize| Some(isize::try_from(at).unwrap_or(isize::MAX));
        let fits = ranges.len() == self.shape().len()
            && ranges
                .iter()
                .zip(self.shape())
                .all(|(range, length)| range.start <= range.end && range.end <= *length);
        if !fits {
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!(
                    "the ranges {ranges:?} do not lie inside shape {}",
                    shape_text(self.shape())
                ),
            ));
        }
        let slice = |range: &Range<usize>| {
            Index::Slice(Slice { start: bound(range.start), stop: bound(range.end), step: None })
        };
        self.index(&IndexExpression::new(ranges.iter().map(slice).collect())?)
    }

    /// The array with another shape: a view where the strides allow, else a copy, as
    /// [`Layout::reshape`] decides.
    ///
    /// # Errors
    /// When the number of elements differs.
    pub fn reshape(&self, shape: &[isize]) -> Result<Self> {
        match self.layout.reshape(shape)? {
            Reshape::View(layout) => self.with_layout(layout),
            Reshape::Copy { layout, .. } => {
                let moved = self.to_c_order()?;
                moved.with_layout(layout)
            }
        }
    }

    /// One field of a structured array: a view with the same strides. The axes of a
    /// subarray come last.
    ///
    /// # Errors
    /// When the dtype has no fields, or none of this name.
    pub fn field(&self, name: &str) -> Result<Self> {
        let DType::Structured(structure) = &self.dtype else {
            return Err(Error::new(
                ErrorKind::DType,
                format!("there is no field {name:?}: an array of {} has none", self.dtype),
            ));
        };
        let field = structure.field(name)?;
        let whole = Layout::c_order(&field.shape, field.dtype.itemsize())?;
        let outer = self.layout.field(field.byte_offset, whole.nbytes())?;
        let shape = [outer.shape(), whole.shape()].concat();
        let strides = [outer.strides(), whole.strides()].concat();
        let layout = Layout::try_new(&shape, &strides, outer.offset(), whole.itemsize())?;
        Self::try_new(self.bytes.clone(), field.dtype.clone(), field.byte_order, layout)
    }

    /// A copy in C order without gaps; the byte order stays.
    ///
    /// # Errors
    /// When a broadcast array is too large to be written out.
    pub fn to_c_order(&self) -> Result<Self> {
        let layout = Layout::c_order(self.shape(), self.layout.itemsize())?;
        let mut bytes: Vec<u8> = Vec::new();
        bytes.try_reserve_exact(layout.nbytes()).map_err(|_| {
            Error::new(
                ErrorKind::Overflow,
                format!("there is not enough memory for a copy of {} bytes", layout.nbytes()),
            )
        })?;
        self.view().runs().for_each(|run| bytes.extend_from_slice(run));
        Self::try_new(bytes.into(), self.dtype.clone(), self.byte_order, layout)
    }

    /// Whether an element of one and an element of the other have a byte in common:
    /// NumPy's exact `np.shares_memory`.
    ///
    /// Costs up to one look at each distinct element of the smaller array where bounds do
    /// not decide. A look is short for layouts whose axes nest, as those of slices and
    /// transposes do; for overlapping windows it can take long, because the general
    /// question is as hard as solving linear equations in bounded integers.
    pub fn shares_memory(&self, other: &Self) -> bool {
        overlap::overlap(
            (self.bytes.as_ptr().addr(), &self.layout),
            (other.bytes.as_ptr().addr(), &other.layout),
        )
    }

    /// The element at `index`.
    ///
    /// # Errors
    /// When `index` lies outside of the shape.
    pub fn value(&self, index: &[usize]) -> Result<Value> {
        self.view().value(index)
    }
}

/// An array whose bytes are borrowed.
#[derive(Clone, Copy, Debug)]
pub struct ArrayView<'a> {
    bytes: &'a [u8],
    dtype: &'a DType,
    byte_order: ByteOrder,
    layout: &'a Layout,
}

impl<'a> ArrayView<'a> {
    /// What one element is.
    pub fn dtype(&self) -> &'a DType {
        self.dtype
    }

    /// The order of the bytes within one element.
    pub fn byte_order(&self) -> ByteOrder {
        self.byte_order
    }

    /// Where the elements are.
    pub fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// Lengths per axis.
    pub fn shape(&self) -> &'a [usize] {
        self.layout.shape()
    }

    /// Other elements of the same bytes.
    ///
    /// # Errors
    /// When `layout` reaches beyond the bytes or has another itemsize.
    pub(crate) fn with_layout<'b>(&self, layout: &'b Layout) -> Result<ArrayView<'b>>
    where
        'a: 'b,
    {
        self.read_as(self.dtype, layout)
    }

    /// Other elements of the same bytes, of another dtype.
    ///
    /// # Errors
    /// When `layout` reaches beyond the bytes or has another itemsize than `dtype`.
    pub(crate) fn read_as<'b>(&self, dtype: &'b DType, layout: &'b Layout) -> Result<ArrayView<'b>>
    where
        'a: 'b,
    {
        let fits = layout.size() == 0 || layout.extent().end <= self.bytes.len();
        if fits && layout.itemsize() == dtype.itemsize() {
            return Ok(ArrayView { dtype, layout, ..*self });
        }
        let (shape, len) = (shape_text(layout.shape()), self.bytes.len());
        let itemsize = layout.itemsize();
        let message =
            format!("shape {shape} of {itemsize} bytes each does not fit {len} bytes of {dtype}");
        Err(Error::new(ErrorKind::Bounds, message))
    }

    /// The bytes that the layout counts in.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes of each element, in C order.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> + 'a {
        let (bytes, itemsize) = (self.bytes, self.layout.itemsize());
        self.layout.byte_offsets().map(move |at| &bytes[at..at + itemsize]) // inside: A1
    }

    /// The bytes of all elements in C order, in runs that are as long as the layout lets
    /// them be: one run if it is contiguous.
    fn runs(&self) -> impl Iterator<Item = &'a [u8]> + 'a {
        let layout = self.layout;
        let axes = layout.shape().iter().copied().zip(layout.strides().iter().copied());
        let (mut shape, mut strides) = merge_axes(axes);
        let mut length = layout.itemsize();
        // An empty axis stays, so that there is no run at all (L4).
        if strides.last() == Some(&length.cast_signed()) && shape.last() != Some(&0) {
            length *= shape.pop().unwrap_or(1); // fits: L2
            strides.pop();
        }
        let bytes = self.bytes;
        Offsets::new(&shape, &strides).map(move |steps| {
            let at = layout.offset().wrapping_add_signed(steps);
            &bytes[at..at + length] // inside: A1
        })
    }

    /// The element at `index`.
    ///
    /// # Errors
    /// When `index` lies outside of the shape.
    pub fn value(&self, index: &[usize]) -> Result<Value> {
        let at = self.layout.byte_offset(index)?;
        let bytes = &self.bytes[at..at + self.layout.itemsize()]; // inside: A1
        Ok(Value::of(self.dtype, self.byte_order, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::{Field, Structure};
    use std::sync::Arc;

    #[test]
    fn a_layout_beyond_the_bytes_is_refused_a1() {
        let layout = Layout::c_order(&[3], 8).expect("small");
        let bytes = SharedBytes::from(vec![0; 23]);
        let error = Array::try_new(bytes, DType::F64, ByteOrder::NATIVE, layout);
        assert_eq!(error.expect_err("one byte short").kind(), ErrorKind::Bounds);
    }

    #[test]
    fn reshaping_a_transpose_moves_the_elements() {
        let a = Array::from_slice(&[1i32, 2, 3, 4, 5, 6], &[2, 3]).expect("fits");
        let transposed = a.with_layout(a.layout().transpose()).expect("same bytes");
        let flat = transposed.reshape(&[6]).expect("a copy");
        let values: Vec<String> =
            (0..6).map(|k| flat.value(&[k]).expect("inside").to_string()).collect();
        assert_eq!(values, ["1", "4", "2", "5", "3", "6"]);
        assert!(!flat.shares_memory(&a));
        assert!(a.reshape(&[3, 2]).expect("a view").shares_memory(&a));
    }

    #[test]
    fn a_field_with_a_subarray_gets_its_axes_last() {
        let structure = Structure {
            itemsize: 9,
            fields: vec![
                Field {
                    name: "id".into(),
                    dtype: DType::U8,
                    byte_order: ByteOrder::NotApplicable,
                    byte_offset: 0,
                    shape: vec![],
                },
                Field {
                    name: "xy".into(),
                    dtype: DType::F32,
                    byte_order: ByteOrder::Little,
                    byte_offset: 1,
                    shape: vec![2],
                },
            ],
        };
        let mut bytes = Vec::new();
        for id in 0..3u8 {
            bytes.push(id);
            bytes.extend_from_slice(&f32::from(id).to_le_bytes());
            bytes.extend_from_slice(&0.5f32.to_le_bytes());
        }
        let dtype = DType::Structured(Arc::new(structure));
        let layout = Layout::c_order(&[3], 9).expect("small");
        let a = Array::try_new(bytes.into(), dtype, ByteOrder::NATIVE, layout).expect("fits");
        let xy = a.field("xy").expect("a field");
        assert_eq!((xy.shape(), xy.layout().strides()), (&[3, 2][..], &[9, 4][..]));
        assert_eq!(xy.value(&[2, 0]).expect("inside").to_string(), "2.0");
        assert!(a.field("z").expect_err("no such").to_string().contains("id, xy"));
        assert!(xy.field("x").is_err());
    }
}
