//! Tensors in which several elements share bytes.

use arrayscope_core::{Array, Layout};

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{Runs, gather};
use crate::npy::Stored;
use crate::place::Place;
use crate::window::Window;

/// Whether two elements of a layout without negative strides may share bytes.
pub(crate) fn overlaps(layout: &Layout) -> bool {
    let mut axes: Vec<(usize, usize)> = std::iter::zip(layout.shape(), layout.strides())
        .filter(|(length, _)| **length > 1)
        .map(|(length, stride)| (stride.unsigned_abs(), *length))
        .collect();
    axes.sort_unstable();
    // Each step of an axis must lead past everything that the axes inside of it reach.
    let mut reach = layout.itemsize();
    layout.size() > 1
        && axes.into_iter().any(|(stride, length)| {
            let is_inside = stride < reach;
            reach = reach.saturating_add(stride.saturating_mul(length - 1));
            is_inside
        })
}

/// An array of such a layout: the bytes that a window spans are read once.
#[derive(Debug)]
pub(crate) struct OverlappingSource {
    pub(crate) place: Place,
    pub(crate) info: ArrayInfo,
    pub(crate) data_offset: u64,
    pub(crate) stored: Stored,
}

impl ArraySource for OverlappingSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Window
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let core = |error| self.place.core(error);
        let layout = window.narrow(&self.info.layout, &self.place)?;
        let extent = layout.extent();
        // The extent lies in the storage, so that it is no larger than the file.
        let span = Layout::c_order(&[extent.len()], 1).map_err(core)?;
        let at = self.data_offset.saturating_add(extent.start as u64);
        let bytes = gather(&self.stored, at, Runs::of(&span), &self.place)?;
        let offset = if layout.size() == 0 { 0 } else { layout.offset() - extent.start };
        let inside = Layout::try_new(layout.shape(), layout.strides(), offset, layout.itemsize());
        let dtype = self.info.dtype.clone();
        Array::try_new(bytes.into(), dtype, self.info.byte_order, inside.map_err(core)?)
            .map_err(core)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_layouts_whose_elements_share_bytes_overlap() {
        let layout =
            |shape: &[usize], strides: &[isize]| Layout::try_new(shape, strides, 0, 4).unwrap();
        assert!(overlaps(&layout(&[3, 4], &[0, 4])));
        assert!(overlaps(&layout(&[3, 4], &[4, 4])));
        assert!(overlaps(&layout(&[4, 3], &[4, 8])));
        assert!(!overlaps(&layout(&[3, 4], &[16, 4])));
        assert!(!overlaps(&layout(&[3, 4], &[4, 12])));
        assert!(!overlaps(&layout(&[1, 4], &[0, 8])));
        assert!(!overlaps(&layout(&[0, 4], &[0, 0])));
    }
}
