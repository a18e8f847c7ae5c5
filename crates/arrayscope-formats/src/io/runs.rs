//! A window as runs of bytes, in the order of the file.

use arrayscope_core::Layout;
use arrayscope_core::layout::Offsets;

/// The runs of contiguous bytes that the elements of a layout lie in, by rising
/// offset and all of one length.
///
/// Files store arrays densely in C or F order, so reading the runs one after the
/// other gives the window, densely, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Runs {
    /// Bytes of each run.
    pub(crate) run_nbytes: usize,
    /// Bytes of all runs.
    pub(crate) nbytes: usize,
    byte_offset: usize,
    outer: Offsets,
}

impl Runs {
    /// The runs of a layout without negative strides and without overlaps.
    pub(crate) fn of(layout: &Layout) -> Self {
        let mut axes: Vec<(usize, isize)> = std::iter::zip(layout.shape(), layout.strides())
            .filter(|(length, _)| **length != 1)
            .map(|(length, stride)| (*length, *stride))
            .collect();
        axes.sort_by_key(|(_, stride)| std::cmp::Reverse(*stride));
        let mut run_nbytes = layout.itemsize();
        // An axis joins the run when it continues where the run ends.
        while let Some((length, _)) =
            axes.pop_if(|(_, stride)| usize::try_from(*stride) == Ok(run_nbytes))
        {
            run_nbytes *= length; // fits: the product is at most the layout's nbytes (L2)
        }
        let (shape, strides): (Vec<usize>, Vec<isize>) = axes.into_iter().unzip();
        let outer = if layout.size() == 0 {
            Offsets::new(&[0], &[])
        } else {
            Offsets::new(&shape, &strides)
        };
        Self { run_nbytes, nbytes: layout.nbytes(), byte_offset: layout.offset(), outer }
    }
}

impl Iterator for Runs {
    type Item = u64;

    /// The byte offset of the next run.
    fn next(&mut self) -> Option<u64> {
        // Strides are not negative, so every sum lies inside the layout's extent (L3).
        self.outer.next().map(|step| self.byte_offset.wrapping_add_signed(step) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::narrow;

    fn runs(layout: &Layout, ranges: &[std::ops::Range<usize>]) -> (usize, Vec<u64>) {
        let runs = Runs::of(&narrow(layout, ranges).unwrap());
        (runs.run_nbytes, runs.collect())
    }

    #[test]
    fn a_whole_array_is_one_run_in_either_order() {
        for layout in [Layout::c_order(&[2, 3, 4], 8), Layout::f_order(&[2, 3, 4], 8)] {
            assert_eq!(runs(&layout.unwrap(), &[0..2, 0..3, 0..4]), (192, vec![0]));
        }
    }

    #[test]
    fn full_inner_axes_join_the_run() {
        let layout = Layout::c_order(&[4, 3, 5], 2).unwrap();
        assert_eq!(runs(&layout, &[1..3, 0..3, 0..5]), (60, vec![30]));
        assert_eq!(runs(&layout, &[1..3, 1..2, 0..5]), (10, vec![40, 70]));
        assert_eq!(runs(&layout, &[0..2, 0..2, 4..5]), (2, vec![8, 18, 38, 48]));
    }

    #[test]
    fn runs_of_f_order_rise_too() {
        let layout = Layout::f_order(&[2, 3], 1).unwrap();
        assert_eq!(runs(&layout, &[1..2, 0..3]), (1, vec![1, 3, 5]));
        assert_eq!(runs(&layout, &[0..2, 1..3]), (4, vec![2]));
    }

    #[test]
    fn an_empty_window_has_no_runs() {
        let layout = Layout::c_order(&[4, 3], 8).unwrap();
        assert_eq!(runs(&layout, &[0..4, 1..1]).1, Vec::<u64>::new());
        assert_eq!(runs(&Layout::c_order(&[], 8).unwrap(), &[]), (8, vec![0]));
    }
}
