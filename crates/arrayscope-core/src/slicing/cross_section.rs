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
    /// The cross-section to begin with.
    ///
    /// The last two axes, or of a 4-D array of shape (batch, height, width, channel) the
    /// middle two, so that it is `a[b, :, :, c]`. All indices are 0.
    ///
    /// ```
    /// use arrayscope_core::slicing::CrossSection;
    /// let section = CrossSection::default_for(&[32, 28, 28, 3]);
    /// assert_eq!((section.rows, section.columns), (Some(1), Some(2)));
    /// assert_eq!(section.expression().to_string(), "0, :, :, 0");
    /// ```
    pub fn default_for(shape: &[usize]) -> Self {
        let ndim = shape.len();
        let (rows, columns) = match ndim {
            0 => (None, None),
            1 => (None, Some(0)),
            4 => (Some(1), Some(2)),
            _ => (Some(ndim - 2), Some(ndim - 1)),
        };
        Self { rows, columns, at: vec![0; ndim] }
    }

    /// The selection made to fit `shape`: indices are clamped, missing ones are 0, axes
    /// that do not exist or are named twice are replaced by the default's or the next
    /// free one. It never fails: a view is repaired, not refused.
    #[must_use]
    pub fn repaired(&self, shape: &[usize]) -> Self {
        let ndim = shape.len();
        let default = Self::default_for(shape);
        let exists = |axis: &usize| *axis < ndim;
        let free = |taken: Option<usize>, wished: Option<usize>| {
            wished
                .filter(exists)
                .filter(|axis| Some(*axis) != taken)
                .or_else(|| (0..ndim).rev().find(|axis| Some(*axis) != taken))
        };
        let columns = self.columns.filter(exists);
        let rows = self.rows.filter(exists).filter(|_| ndim > 1);
        // Rows win where both name the same axis; a lone axis is always the columns.
        let columns = match (rows, columns) {
            (Some(rows), Some(columns)) if rows == columns => free(Some(rows), default.columns),
            (rows, None) => free(rows, default.columns),
            (_, columns) => columns,
        };
        let rows = if ndim > 1 { rows.or_else(|| free(columns, default.rows)) } else { None };
        let at = shape
            .iter()
            .enumerate()
            .map(|(axis, length)| {
                self.at.get(axis).copied().unwrap_or(0).min(length.saturating_sub(1))
            })
            .collect();
        Self { rows, columns, at }
    }

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
            let slice = CrossSection::default_for(shape).layout(&layout).expect("fits");
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
                        let fits = section(rows, columns, at).repaired(shape);
                        assert_eq!(fits.repaired(shape), fits);
                        assert!(fits.layout(&layout).is_ok(), "{fits:?} {shape:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_fits_is_left_alone_and_what_does_not_is_mended() {
        let shape = [32, 28, 28, 3];
        let mine = section(Some(3), Some(0), &[1, 2, 3, 0]);
        assert_eq!(mine.repaired(&shape), mine);
        let twice = section(Some(2), Some(2), &[40, 0, 0, 5]).repaired(&shape);
        assert_eq!(twice, section(Some(2), Some(3), &[31, 0, 0, 2]));
        assert_eq!(section(Some(5), Some(2), &[]).repaired(&shape).rows, Some(1));
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
