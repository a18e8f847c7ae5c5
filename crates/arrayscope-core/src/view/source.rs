//! From bytes with any layout to native values, in place where that is possible.

use super::ArrayView;
use crate::dtype::{ByteOrder, Element};

/// The elements of a view as native values.
///
/// Steps are byte steps from index zero, as an [odometer](crate::layout::Offsets) gives
/// them; those of an index inside the shape lie inside the bytes (A1).
pub(crate) struct Source<'a, T: Element> {
    bytes: &'a [u8],
    order: ByteOrder,
    offset: usize,
    /// The elements as a slice, and the position of index zero, if all are aligned and in
    /// the byte order of the machine.
    typed: Option<(&'a [T::Raw], usize)>,
}

impl<'a, T: Element> Source<'a, T> {
    /// The elements of `view`, whose dtype must be that of `T`.
    pub(crate) fn new(view: &ArrayView<'a>) -> Self {
        debug_assert_eq!(*view.dtype(), T::DTYPE, "dispatch chose the type");
        let (bytes, layout) = (view.bytes(), view.layout());
        let order = view.byte_order();
        let is_native = order == ByteOrder::NATIVE || order == ByteOrder::NotApplicable;
        let extent = layout.extent();
        let mut taken = layout.shape().iter().zip(layout.strides()).filter(|(n, _)| **n > 1);
        let in_steps = taken.all(|(_, stride)| stride.unsigned_abs().is_multiple_of(T::SIZE));
        let typed = (is_native && in_steps)
            .then(|| bytemuck::try_cast_slice(&bytes[extent.clone()]).ok())
            .flatten()
            .map(|elements| (elements, (layout.offset() - extent.start) / T::SIZE));
        Self { bytes, order, offset: layout.offset(), typed }
    }

    /// All elements and the position of index zero, where they are native values as they
    /// lie.
    pub(crate) fn native(&self) -> Option<(&'a [T::Native], usize)> {
        let (elements, zero) = self.typed.filter(|_| T::IS_NATIVE)?;
        Some((bytemuck::try_cast_slice(elements).ok()?, zero))
    }

    /// The value at `steps`.
    pub(crate) fn at(&self, steps: isize) -> T::Native {
        let at = self.offset.wrapping_add_signed(steps);
        T::native(T::raw(&self.bytes[at..at + T::SIZE], self.order)) // inside: A1
    }

    /// Writes the values at `steps`, `steps + stride` and so on.
    #[inline(always)]
    pub(crate) fn fill(&self, steps: isize, stride: isize, values: &mut [T::Native]) {
        let Some((elements, zero)) = self.typed else {
            let mut at = self.offset.wrapping_add_signed(steps);
            for value in values {
                *value = T::native(T::raw(&self.bytes[at..at + T::SIZE], self.order)); // inside: A1
                at = at.wrapping_add_signed(stride);
            }
            return;
        };
        let first = zero.wrapping_add_signed(steps / Self::SIZE);
        let stride = stride / Self::SIZE;
        if stride == 1 {
            for (value, raw) in values.iter_mut().zip(&elements[first..]) {
                *value = T::native(*raw);
            }
        } else if let Ok(stride @ 2..) = usize::try_from(stride) {
            for (value, raw) in values.iter_mut().zip(elements[first..].iter().step_by(stride)) {
                *value = T::native(*raw);
            }
        } else {
            let mut at = first;
            for value in values {
                *value = T::native(elements[at]);
                at = at.wrapping_add_signed(stride);
            }
        }
    }

    /// Writes one value for each of `steps`, `base` further on.
    #[inline(always)]
    pub(crate) fn gather(&self, base: isize, steps: &[isize], values: &mut [T::Native]) {
        if let Some((elements, zero)) = self.typed {
            let zero = zero.wrapping_add_signed(base / Self::SIZE);
            for (value, step) in values.iter_mut().zip(steps) {
                *value = T::native(elements[zero.wrapping_add_signed(step / Self::SIZE)]);
            }
        } else {
            for (value, step) in values.iter_mut().zip(steps) {
                let at = self.offset.wrapping_add_signed(base.wrapping_add(*step));
                *value = T::native(T::raw(&self.bytes[at..at + T::SIZE], self.order)); // A1
            }
        }
    }

    /// The elements from `steps` on, which lie one after the other, as they are stored.
    #[inline]
    pub(crate) fn stored(&self, steps: isize, length: usize) -> Option<&'a [T::Raw]> {
        let (elements, zero) = self.typed?;
        let first = zero.wrapping_add_signed(steps / Self::SIZE);
        elements.get(first..first + length)
    }

    const SIZE: isize = T::SIZE.cast_signed();
}
