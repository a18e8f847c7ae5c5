//! From bytes with any layout to blocks of widened native values.

use super::ArrayView;
use crate::dtype::Element;
use std::marker::PhantomData;

/// Reads elements of type `T` out of a view.
pub(crate) struct Gather<'a, T> {
    view: ArrayView<'a>,
    element: PhantomData<T>,
}

impl<'a, T: Element> Gather<'a, T> {
    /// A reader of `view`, whose dtype must be that of `T`.
    pub(crate) fn new(view: ArrayView<'a>) -> Self {
        debug_assert_eq!(*view.dtype(), T::DTYPE, "dispatch chose the type");
        Self { view, element: PhantomData }
    }

    /// The element `steps` bytes after index zero, widened.
    #[inline]
    pub(crate) fn at(&self, steps: isize) -> T::Wide {
        let at = self.view.layout().offset().wrapping_add_signed(steps);
        let bytes = &self.view.bytes()[at..at + T::SIZE]; // inside: A1
        T::load(bytes, self.view.byte_order()).widen()
    }
}

/// All elements of a view, widened, in C order.
pub(crate) fn widened<T: Element>(view: ArrayView<'_>) -> impl Iterator<Item = T::Wide> {
    let gather = Gather::<T>::new(view);
    let layout = view.layout();
    crate::layout::Offsets::new(layout.shape(), layout.strides()).map(move |steps| gather.at(steps))
}
