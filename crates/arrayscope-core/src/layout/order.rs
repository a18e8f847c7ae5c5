//! Which axis is the fastest, and whether there are gaps.

use super::{Axes, Layout};
use crate::Result;
use serde::Serialize;
use std::fmt;

/// The order in which a dense array lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Order {
    /// Last axis fastest, no gaps.
    C,
    /// First axis fastest, no gaps.
    F,
    /// Both at once: fewer than two axes are longer than 1, or there is no element.
    #[serde(rename = "C and F")]
    CAndF,
    /// Gaps, or another order of axes.
    #[serde(rename = "neither")]
    Neither,
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::C => "C",
            Self::F => "F",
            Self::CAndF => "C and F",
            Self::Neither => "neither",
        })
    }
}

impl Layout {
    /// Whether the elements lie in C order without gaps.
    ///
    /// NUMPY: strides of axes of length 1 do not count, and an array without elements is
    /// contiguous, as in NumPy's `flags.c_contiguous`.
    pub fn is_c_contiguous(&self) -> bool {
        self.size() == 0 || dense(self.shape.iter().zip(&self.strides).rev(), self.itemsize)
    }

    /// Whether the elements lie in F order without gaps; see [`Self::is_c_contiguous`].
    pub fn is_f_contiguous(&self) -> bool {
        self.size() == 0 || dense(self.shape.iter().zip(&self.strides), self.itemsize)
    }

    /// The order: C, F, both or neither.
    pub fn order(&self) -> Order {
        match (self.is_c_contiguous(), self.is_f_contiguous()) {
            (true, true) => Order::CAndF,
            (true, false) => Order::C,
            (false, true) => Order::F,
            (false, false) => Order::Neither,
        }
    }
}

/// Whether the axes, fastest first and none of them empty, follow without gaps.
fn dense<'a>(fastest_first: impl Iterator<Item = (&'a usize, &'a isize)>, itemsize: usize) -> bool {
    let mut expected = itemsize.cast_signed();
    for (&length, &stride) in fastest_first.filter(|(length, _)| **length != 1) {
        if stride != expected {
            return false;
        }
        expected *= length.cast_signed(); // fits: L2
    }
    true
}

/// Strides of a dense array in C order.
///
/// NUMPY: an axis of length 0 counts as one of length 1, as in every view that NumPy
/// makes of given bytes (a fresh `np.empty((3, 0))` has strides of 0 instead).
pub(super) fn c_strides(shape: &[usize], itemsize: usize) -> Result<Axes<isize>> {
    super::checked_nbytes(shape, itemsize)?;
    let mut step = itemsize.cast_signed();
    let mut strides: Axes<isize> = shape
        .iter()
        .rev()
        .map(|&length| {
            let stride = step;
            step *= length.max(1).cast_signed(); // fits: checked above
            stride
        })
        .collect();
    strides.reverse();
    Ok(strides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_in_both_orders_and_a_matrix_in_one() {
        let order = |shape: &[usize]| Layout::c_order(shape, 4).expect("small").order();
        assert_eq!(order(&[]), Order::CAndF);
        assert_eq!(order(&[5]), Order::CAndF);
        assert_eq!(order(&[1, 5, 1]), Order::CAndF);
        assert_eq!(order(&[2, 5]), Order::C);
        assert_eq!(order(&[0, 2, 5]), Order::CAndF);
    }

    #[test]
    fn gaps_and_negative_steps_are_in_neither_order() {
        let order = |strides: &[isize], offset| {
            Layout::try_new(&[2, 3], strides, offset, 4).expect("fits").order()
        };
        assert_eq!(order(&[4, 8], 0), Order::F);
        assert_eq!(order(&[24, 8], 0), Order::Neither);
        assert_eq!(order(&[12, -4], 8), Order::Neither);
        assert_eq!(order(&[0, 4], 0), Order::Neither);
    }
}
