//! A cross-section reduced to the cells that a screen can show.

use crate::dtype::{Element, Op};
use crate::kernel::{BLOCK, Census, Moments, Native};
use crate::view::Source;
use crate::{ArrayView, Error, ErrorKind, Result};

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
    let [rows, columns] = *view.shape() else {
        return Err(Error::new(
            ErrorKind::Shape,
            format!("a preview is of two axes, this array has {}", view.shape().len()),
        ));
    };
    if max_rows == 0 || max_columns == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a preview of at most {max_rows} × {max_columns} cells has none (valid: 1 or more)"
            ),
        ));
    }
    let row_step = rows.div_ceil(max_rows).max(1);
    let column_step = columns.div_ceil(max_columns).max(1);
    view.dtype().dispatch(Render { view: *view, row_step, column_step })
}

struct Render<'a> {
    view: ArrayView<'a>,
    row_step: usize,
    column_step: usize,
}

impl Op for Render<'_> {
    type Output = Preview;

    fn run<T: Element>(self) -> Preview {
        let (shape, strides) = (self.view.shape(), self.view.layout().strides());
        let source = Source::<T>::new(&self.view);
        let mut values = Vec::new();
        for top in (0..shape[0]).step_by(self.row_step) {
            for left in (0..shape[1]).step_by(self.column_step) {
                let mut cell = Cell::new();
                for row in top..shape[0].min(top.saturating_add(self.row_step)) {
                    for column in left..shape[1].min(left.saturating_add(self.column_step)) {
                        let down = strides[0].wrapping_mul(row.cast_signed());
                        let across = strides[1].wrapping_mul(column.cast_signed());
                        cell.take_in(source.at(down.wrapping_add(across)));
                    }
                }
                values.push(cell.value());
            }
        }
        Preview {
            rows: shape[0].div_ceil(self.row_step),
            columns: shape[1].div_ceil(self.column_step),
            row_step: self.row_step,
            column_step: self.column_step,
            values,
        }
    }
}

/// What a cell is made of, a block at a time.
struct Cell<N> {
    block: [N; BLOCK],
    filled: usize,
    moments: Moments,
    census: Census,
}

impl<N: Native> Cell<N> {
    fn new() -> Self {
        let (moments, census) = (Moments::default(), Census::default());
        Self { block: [N::default(); BLOCK], filled: 0, moments, census }
    }

    fn take_in(&mut self, value: N) {
        if self.filled == BLOCK {
            self.finish_block();
        }
        self.block[self.filled] = value;
        self.filled += 1;
    }

    fn finish_block(&mut self) {
        let (block, census) = N::careful(&self.block[..self.filled]);
        self.moments.merge(&block.moments);
        self.census.merge(&census);
        self.filled = 0;
    }

    /// The mean, or the most telling of the values that are not finite.
    fn value(mut self) -> f64 {
        if self.moments.count() == 0 && self.filled == 1 {
            return self.block[0].to_f64();
        }
        self.finish_block();
        if self.census.nan > 0 {
            f64::NAN
        } else if self.census.pos_inf > 0 {
            f64::INFINITY
        } else if self.census.neg_inf > 0 {
            f64::NEG_INFINITY
        } else {
            self.moments.mean()
        }
    }
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
    fn an_empty_cross_section_has_no_cells() {
        let endless = Array::from_slice::<f32>(&[], &[1 << 59, 0]).expect("no byte");
        assert_eq!(preview(&endless.view(), 4, 4).expect("2-D").values.len(), 0);
        let a = Array::from_slice::<f32>(&[], &[0, 4]).expect("fits");
        assert_eq!(preview(&a.view(), 9, 9).expect("2-D").values.len(), 0);
    }
}
