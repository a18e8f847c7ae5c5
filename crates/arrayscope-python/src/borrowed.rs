//! Bytes that an object of Python holds, borrowed as a slice.
//!
//! The one place, with `dlpack`, where a pointer becomes a slice.
#![expect(unsafe_code, reason = "the memory of NumPy arrays is reached through a pointer")]

use arrayscope_core::SharedBytes;
use numpy::{PyUntypedArray, PyUntypedArrayMethods as _};
use pyo3::prelude::*;
use std::ptr::NonNull;

/// Bytes, and the owner who keeps them where they are.
///
/// Invariant **B1**: from `start` on, `len` bytes can be read as long as `owner` lives.
struct Borrowed<Owner> {
    start: NonNull<u8>,
    len: usize,
    /// Never looked at: it is here to be dropped with the slice, not before.
    _owner: Owner,
}

// SAFETY: the bytes are only read (B1 holds on every thread), and the owner may be sent.
unsafe impl<Owner: Send> Send for Borrowed<Owner> {}
// SAFETY: as above; `_owner` is not reachable through a shared reference.
unsafe impl<Owner: Sync> Sync for Borrowed<Owner> {}

impl<Owner> AsRef<[u8]> for Borrowed<Owner> {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: B1. Another Python thread may write into the array while we read, as it may
        // while NumPy reads: no value that we form from bytes can be invalid, and no length or
        // offset is ever taken from them.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

/// The bytes that a layout of this shape and these byte strides reaches around its first
/// element: how many lie before that, and how many there are. `None` if they do not fit in
/// memory addresses.
pub(crate) fn reach(shape: &[usize], strides: &[isize], itemsize: usize) -> Option<(usize, usize)> {
    if shape.contains(&0) {
        return Some((0, 0));
    }
    let (mut before, mut after) = (0usize, itemsize);
    for (&length, &stride) in shape.iter().zip(strides) {
        let steps = stride.unsigned_abs().checked_mul(length - 1)?;
        let side = if stride < 0 { &mut before } else { &mut after };
        *side = side.checked_add(steps)?;
    }
    let all = before.checked_add(after)?;
    isize::try_from(all).ok().map(|_| (before, all))
}

/// Shares the `len` bytes that begin `before` bytes ahead of `first`.
///
/// # Safety
/// These bytes can be read as long as `owner` lives.
pub(crate) unsafe fn share<Owner: Send + Sync + 'static>(
    first: *const u8,
    (before, len): (usize, usize),
    owner: Owner,
) -> SharedBytes {
    // An empty array may have no address.
    let start = NonNull::new(first.wrapping_sub(before).cast_mut()).unwrap_or(NonNull::dangling());
    let len = if first.is_null() { 0 } else { len };
    SharedBytes::new(Borrowed { start, len, _owner: owner })
}

/// The bytes of a NumPy array, which is kept alive, and how many of them lie before its first
/// element. `None` if they do not fit in memory addresses.
pub(crate) fn of_ndarray(
    array: &Bound<'_, PyUntypedArray>,
    itemsize: usize,
) -> Option<(SharedBytes, usize)> {
    let reach = reach(array.shape(), array.strides(), itemsize)?;
    // SAFETY: `array` is an ndarray, whose fields can be read.
    let first = unsafe { (*array.as_array_ptr()).fields.data.cast::<u8>() };
    // SAFETY: NumPy keeps the elements that shape and strides describe in memory that lives at
    // least as long as the array (its own, or its base's), and `reach` spans no more than them
    // and the gaps between. While somebody else refers to an array, NumPy refuses to resize it.
    let bytes = unsafe { share(first, reach, array.clone().unbind()) };
    Some((bytes, reach.0))
}
