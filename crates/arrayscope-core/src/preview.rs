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

struct Render<'a> {
    view: ArrayView<'a>,
    row_step: usize,
    column_step: usize,
}

impl Op for Render<'_> {
    type Output = Preview;

    fn run<T: Element>(self) -> Preview {
        let shape = self.view.shape();
        let mut values = Vec::new();
        if !shape.contains(&0) {
            let source = Source::<T>::new(&self.view);
            values.reserve_exact(
                shape[0].div_ceil(self.row_step) * shape[1].div_ceil(self.column_step),
            );
            if self.row_step == 1 && self.column_step == 1 {
                self.copy(&source, &mut values);
            } else {
                self.means(&source, &mut values);
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

impl Render<'_> {
    /// Where a row starts, in byte steps from index zero.
    fn row_start(&self, row: usize) -> isize {
        self.view.layout().strides()[0].wrapping_mul(row.cast_signed())
    }

    /// Every element is a cell.
    fn copy<T: Element>(&self, source: &Source<'_, T>, values: &mut Vec<f64>) {
        let (rows, columns) = (self.view.shape()[0], self.view.shape()[1]);
        let mut line = vec![T::Native::default(); columns];
        for row in 0..rows {
            source.fill(self.row_start(row), self.view.layout().strides()[1], &mut line);
            values.extend(line.iter().map(|value| value.to_f64()));
        }
    }

    /// Cells of several elements. Rows are added up column by column, which the compiler does
    /// for several columns at once, and each cell adds up its columns at the end.
    ///
    /// A sum is finite only if everything in it is. One that is not, because of its elements or
    /// because it overflowed, is found again the careful way.
    ///
    /// PERF: 4096 × 4096 of `f32` to 372 × 372 cells takes a tenth of what the careful way
    /// takes for each cell.
    fn means<T: Element>(&self, source: &Source<'_, T>, values: &mut Vec<f64>) {
        let (rows, columns) = (self.view.shape()[0], self.view.shape()[1]);
        let mut line = vec![T::Native::default(); columns];
        let mut sums = vec![0.0_f64; columns];
        for top in (0..rows).step_by(self.row_step) {
            let bottom = rows.min(top.saturating_add(self.row_step));
            sums.fill(0.0);
            for row in top..bottom {
                source.fill(self.row_start(row), self.view.layout().strides()[1], &mut line);
                for (sum, value) in sums.iter_mut().zip(&line) {
                    *sum += value.to_f64();
                }
            }
            for (cell, sums) in sums.chunks(self.column_step).enumerate() {
                let sum: f64 = sums.iter().sum();
                #[expect(clippy::cast_precision_loss, reason = "elements of one cell")]
                let count = (sums.len() * (bottom - top)) as f64;
                values.push(if sum.is_finite() {
                    sum / count
                } else {
                    self.careful(source, top..bottom, cell * self.column_step, sums.len())
                });
            }
        }
    }

    /// One cell with something in it that is not finite, or whose sum is not.
    fn careful<T: Element>(
        &self,
        source: &Source<'_, T>,
        rows: std::ops::Range<usize>,
        left: usize,
        columns: usize,
    ) -> f64 {
        let across = self.view.layout().strides()[1];
        let mut cell = Cell::new();
        for row in rows {
            for column in left..left + columns {
                let steps = across.wrapping_mul(column.cast_signed());
                cell.take_in(source.at(self.row_start(row).wrapping_add(steps)));
            }
        }
        cell.value()
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
