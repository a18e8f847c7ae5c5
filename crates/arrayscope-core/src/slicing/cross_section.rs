//! The 2-D slice on display: which axes are shown, and where the others stand.

use super::{Index, IndexExpression, Slice};
use crate::layout::{Layout, shape_text};
use crate::{Array, Error, ErrorKind, Result};
use serde::Serialize;

/// Which axes are rows and columns, and the index on every other axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CrossSection {
    /// The axis shown downwards; `None` where there are fewer than two axes.
    pub rows: Option<usize>,
    /// The axis shown across; `None` only for a 0-D array.
    pub columns: Option<usize>,
    /// The index on every axis. On shown axes it does not select, it may mark a place.
    pub at: Vec<usize>,
}

impl CrossSection {
    /// The index expression of the cross-section: `0, :, :, 1`.
    ///
    /// Rows and columns keep the order of the array's axes here.
    pub fn expression(&self) -> IndexExpression {
        let shown = [self.rows, self.columns];
        let terms = self.at.iter().enumerate().map(|(axis, &at)| {
            if shown.contains(&Some(axis)) {
                Index::Slice(Slice::default())
            } else {
                Index::Integer(at.cast_signed())
            }
        });
        IndexExpression::new(terms.collect()).unwrap_or_default() // no step, no ellipsis
    }

    /// The 2-D layout of the cross-section: rows first, whatever their axes.
    ///
    /// Where an axis that is not shown is empty there is nothing to show: no row.
    ///
    /// # Errors
    /// When an axis or an index does not exist; [`Self::repaired`] mends that.
    pub fn layout(&self, layout: &Layout) -> Result<Layout> {
        let ndim = layout.ndim();
        let shown = |axis: usize| [self.rows, self.columns].contains(&Some(axis));
        let exists = |axis: &Option<usize>| axis.is_none_or(|axis| axis < ndim);
        let complete = self.at.len() == ndim
            && exists(&self.rows)
            && exists(&self.columns)
            && self.columns.is_some() == (ndim > 0)
            && self.rows.is_some() == (ndim > 1)
            && (self.rows != self.columns || ndim == 0);
        if !complete {
            return Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "rows {:?}, columns {:?} at {:?} do not select a cross-section of shape {}",
                    self.rows,
                    self.columns,
                    self.at,
                    shape_text(layout.shape())
                ),
            ));
        }
        let hidden = |axis: &usize| !shown(*axis);
        if (0..ndim).filter(hidden).any(|axis| layout.shape()[axis] == 0) {
            // There is no index to stand at: a section of the right width, without a row.
            let columns = self.columns.map_or(0, |axis| layout.shape()[axis]);
            let itemsize = layout.itemsize().cast_signed();
            return layout.derive([0, columns], [itemsize; 2], layout.offset());
        }
        let mut section = layout.clone();
        for axis in (0..ndim).rev().filter(hidden) {
            section = section.select(axis, self.at[axis])?;
        }
        match (self.rows, self.columns) {
            (Some(rows), Some(columns)) if rows > columns => Ok(section.transpose()),
            (Some(_), _) => Ok(section),
            (None, Some(_)) => section.expand(0),
            (None, None) => section.expand(0)?.expand(0),
        }
    }
}

/// Any 2-D cross-section of an array: a view.
///
/// Shape: (rows, columns); a 0-D array gives (1, 1), a 1-D array one row, and an array with
/// an empty axis out of sight (0, columns). Any two axes can
/// be shown, in either order; the others stand at their index. Any dtype; no value is
/// read.
///
/// # Errors
/// When an axis or an index does not exist.
///
/// ```
/// use arrayscope_core::{Array, slicing::{CrossSection, extract_slice}};
/// let a = Array::from_slice(&(0..24).collect::<Vec<i32>>(), &[2, 3, 4])?;
/// let section = CrossSection { rows: Some(2), columns: Some(0), at: vec![0, 1, 0] };
/// let slice = extract_slice(&a, &section)?; // a[:, 1, :].T
/// assert_eq!(slice.shape(), [4, 2]);
/// assert_eq!(slice.value(&[3, 1])?.to_string(), "19");
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn extract_slice(array: &Array, section: &CrossSection) -> Result<Array> {
    array.with_layout(section.layout(array.layout())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rows: Option<usize>, columns: Option<usize>, at: &[usize]) -> CrossSection {
        CrossSection { rows, columns, at: at.to_vec() }
    }

    #[test]
    fn few_axes_still_give_two() {
        for shape in [&[][..], &[5]] {
            let layout = Layout::c_order(shape, 8).expect("small");
            let slice = CrossSection::default_for(shape, &[]).layout(&layout).expect("fits");
            assert_eq!(slice.shape(), [1, shape.first().copied().unwrap_or(1)]);
        }
    }

    #[test]
    fn a_repaired_selection_always_fits() {
        let axes = [None, Some(0), Some(1), Some(2), Some(9)];
        for shape in
            [&[][..], &[3], &[3, 0], &[0, 3, 4], &[2, 3, 4], &[2, 1, 4, 3], &[1, 2, 3, 1, 2]]
        {
            let layout = Layout::c_order(shape, 8).expect("small");
            for rows in axes {
                for columns in axes {
                    for at in [&[][..], &[7, 7, 7, 7, 7, 7, 7]] {
                        let fits = section(rows, columns, at).repaired(shape, &[]);
                        assert_eq!(fits.repaired(shape, &[]), fits);
                        assert!(fits.layout(&layout).is_ok(), "{fits:?} {shape:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_selection_that_does_not_fit_is_refused_unless_repaired() {
        let layout = Layout::c_order(&[2, 3], 8).expect("small");
        assert!(section(Some(0), Some(0), &[0, 0]).layout(&layout).is_err());
        assert!(section(None, Some(0), &[0, 0]).layout(&layout).is_err());
        assert!(section(Some(0), Some(2), &[0, 0]).layout(&layout).is_err());
        assert!(section(Some(0), Some(1), &[0]).layout(&layout).is_err());
        assert!(section(Some(usize::MAX), Some(0), &[0, 0]).layout(&layout).is_err());
        let cube = Layout::c_order(&[2, 3, 4], 8).expect("small");
        assert!(section(Some(0), Some(1), &[0, 0, usize::MAX]).layout(&cube).is_err());
    }
}
