//! The cells of a 2-D view, row after row.

use super::Preview;
use super::cell::Cell;
use crate::ArrayView;
use crate::dtype::{Element, Op};
use crate::kernel::Native;
use crate::view::Source;

/// Reduces a 2-D view to cells of so many rows and columns.
pub(super) struct Render<'a> {
    pub(super) view: ArrayView<'a>,
    pub(super) row_step: usize,
    pub(super) column_step: usize,
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
