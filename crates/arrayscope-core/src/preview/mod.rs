//! A cross-section reduced to the cells that a screen can show.

mod cell;
mod part;
mod render;

use crate::{ArrayView, Error, ErrorKind, Result};
pub use part::preview_part;
use render::Render;

/// A 2-D array of at most a given number of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Cells downwards.
    pub rows: usize,
    /// Cells across.
    pub columns: usize,
    /// Rows of the array per cell; the last cell may have fewer.
    pub row_step: usize,
    /// Columns of the array per cell; the last cell may have fewer.
    pub column_step: usize,
    /// The cells, row after row.
    pub values: Vec<f64>,
}

impl Preview {
    /// What was done to get here: `4 × 4 elements per cell, mean`; `None` if nothing was.
    pub fn reduced(&self) -> Option<String> {
        (self.row_step > 1 || self.column_step > 1)
            .then(|| format!("{} × {} elements per cell, mean", self.row_step, self.column_step))
    }
}

/// Reduces a 2-D array to at most `max_rows` × `max_columns` cells.
///
/// A cell is the mean of its finite values, but any non-finite value in it survives: NaN
/// before +Inf before −Inf. Complex numbers are shown by their magnitude. Arrays that are
/// small enough come as they are; 64-bit integers are rounded to the nearest `f64`.
///
/// # Errors
/// When the array is not 2-D, no cell is allowed, or the dtype has no statistics.
///
/// ```
/// use arrayscope_core::{Array, preview::preview};
/// let a = Array::from_slice(&[1.0, 3.0, f64::NAN, 5.0, 7.0, 9.0], &[2, 3])?;
/// let small = preview(&a.view(), 1, 2)?;
/// assert_eq!((small.rows, small.columns), (1, 2));
/// assert_eq!(small.values[0], 4.0); // 1, 3, 5 and 7
/// assert!(small.values[1].is_nan());
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn preview(view: &ArrayView<'_>, max_rows: usize, max_columns: usize) -> Result<Preview> {
    let [rows, columns] = sides(view)?;
    if max_rows == 0 || max_columns == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a preview of at most {max_rows} × {max_columns} cells has none (valid: 1 or more)"
            ),
        ));
    }
    preview_by(view, rows.div_ceil(max_rows).max(1), columns.div_ceil(max_columns).max(1))
}

/// Reduces a 2-D array to cells of `row_step` × `column_step` elements, as [`preview`] does.
///
/// The cells of a band of rows are those of the whole, if the band begins at the first row of a
/// cell: what is too large to be read at once is reduced a band at a time.
///
/// # Errors
/// When the array is not 2-D, a step is 0, or the dtype has no statistics.
///
/// ```
/// use arrayscope_core::{Array, preview::preview_by};
/// let a = Array::from_slice(&[1.0, 3.0, 5.0, 7.0, 9.0, 2.0], &[3, 2])?;
/// assert_eq!(preview_by(&a.view(), 2, 2)?.values, [4.0, 5.5]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn preview_by(view: &ArrayView<'_>, row_step: usize, column_step: usize) -> Result<Preview> {
    sides(view)?;
    if row_step == 0 || column_step == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a cell of {row_step} × {column_step} elements shows nothing (valid: 1 or more)"
            ),
        ));
    }
    view.dtype().dispatch(Render { view: *view, row_step, column_step })
}

/// Rows and columns.
fn sides(view: &ArrayView<'_>) -> Result<[usize; 2]> {
    <[usize; 2]>::try_from(view.shape()).map_err(|_| {
        Error::new(
            ErrorKind::Shape,
            format!("a preview is of two axes, this array has {}", view.shape().len()),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn what_fits_comes_as_it_is() {
        let a = Array::from_slice(&[1u8, 2, 3, 4], &[2, 2]).expect("fits");
        let same = preview(&a.view(), 5, 5).expect("2-D");
        assert_eq!((same.values.as_slice(), same.reduced()), (&[1.0, 2.0, 3.0, 4.0][..], None));
    }

    #[test]
    fn one_non_finite_value_among_many_survives_any_reduction() {
        for (position, value) in [(0, f64::NAN), (777, f64::INFINITY), (9999, f64::NEG_INFINITY)] {
            let mut values = vec![1.0; 10_000];
            values[position] = value;
            let a = Array::from_slice(&values, &[100, 100]).expect("fits");
            for cells in [1, 3, 7, 50] {
                let small = preview(&a.view(), cells, cells).expect("2-D");
                let odd: Vec<f64> = small.values.into_iter().filter(|v| *v != 1.0).collect();
                assert_eq!(odd.len(), 1, "{position} {cells}");
                assert_eq!(odd[0].to_bits(), value.to_bits());
            }
        }
    }

    #[test]
    fn a_sum_that_overflows_still_has_its_mean() {
        let a = Array::from_slice(&[f64::MAX, f64::MAX, -1.0, 3.0], &[1, 4]).expect("fits");
        assert_eq!(preview(&a.view(), 1, 2).expect("2-D").values, [f64::MAX, 1.0]);
    }

    #[test]
    fn every_step_and_direction_of_memory_gives_the_same_cells() {
        let values: Vec<f32> = (0..60_u8).map(f32::from).collect();
        let a = Array::from_slice(&values, &[5, 12]).expect("fits");
        let expected = preview(&a.view(), 2, 4).expect("2-D").values;
        assert_eq!(expected[..2], [13.0, 16.0]);
        let mut turned = vec![0.0_f32; 60];
        for (place, value) in values.iter().enumerate() {
            turned[(place % 12) * 5 + place / 12] = *value;
        }
        let turned = Array::from_slice(&turned, &[12, 5]).expect("fits");
        let layout = turned.layout();
        let strides = [layout.strides()[1], layout.strides()[0]];
        let layout = crate::Layout::try_new(&[5, 12], &strides, 0, 4).expect("inside");
        let turned = turned.with_layout(layout).expect("inside");
        assert_eq!(preview(&turned.view(), 2, 4).expect("2-D").values, expected);
    }

    #[test]
    fn nan_is_more_telling_than_infinity() {
        let a = Array::from_slice(&[f64::NEG_INFINITY, f64::INFINITY, f64::NAN], &[1, 3]);
        let a = a.expect("fits");
        assert!(preview(&a.view(), 1, 1).expect("2-D").values[0].is_nan());
    }

    #[test]
    fn uneven_edges_are_means_of_what_is_there() {
        let a = Array::from_slice(&[2.0, 4.0, 6.0, 8.0, 100.0], &[1, 5]).expect("fits");
        let small = preview(&a.view(), 1, 3).expect("2-D");
        assert_eq!((small.columns, small.values), (3, vec![3.0, 7.0, 100.0]));
        assert_eq!((small.row_step, small.column_step), (1, 2));
    }

    #[test]
    fn one_cell_is_the_mean_of_everything() {
        let values: Vec<u16> = (0..1000).collect();
        let a = Array::from_slice(&values, &[25, 40]).expect("fits");
        assert_eq!(preview(&a.view(), 1, 1).expect("2-D").values, [499.5]);
    }

    #[test]
    fn bands_of_rows_have_the_cells_of_the_whole() {
        let values: Vec<f32> = (0..77_u8).map(|k| f32::from(k % 13) / 7.0).collect();
        let a = Array::from_slice(&values, &[11, 7]).expect("fits");
        let whole = preview_by(&a.view(), 2, 3).expect("2-D");
        let mut cells = Vec::new();
        for (top, bottom) in [(0, 4), (4, 10), (10, 11)] {
            let band =
                Array::from_slice(&values[top * 7..bottom * 7], &[bottom - top, 7]).expect("fits");
            cells.extend(preview_by(&band.view(), 2, 3).expect("2-D").values);
        }
        assert_eq!((whole.rows, whole.columns, whole.values), (6, 3, cells));
        assert!(preview_by(&a.view(), 0, 1).is_err());
    }

    #[test]
    fn an_empty_cross_section_has_no_cells() {
        let endless = Array::from_slice::<f32>(&[], &[1 << 59, 0]).expect("no byte");
        assert_eq!(preview(&endless.view(), 4, 4).expect("2-D").values.len(), 0);
        let a = Array::from_slice::<f32>(&[], &[0, 4]).expect("fits");
        assert_eq!(preview(&a.view(), 9, 9).expect("2-D").values.len(), 0);
    }
}
