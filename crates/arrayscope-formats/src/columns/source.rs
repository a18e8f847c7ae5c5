//! Windows of the table, and of single columns.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::{Array, Layout};

use super::Shared;
use super::column::order_of;
use super::sink::{Sink, to_float64};
use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::place::Place;
use crate::window::Window;

impl Shared {
    /// Rows of a column, as they lie in the file.
    fn rows(&self, column: usize, rows: &Range<usize>, place: &Place) -> Result<Vec<u8>> {
        let described = &self.columns[column];
        let mut sink = Sink::new(described, place);
        for (group, starts) in self.starts.windows(2).enumerate() {
            let inside = rows.start.max(starts[0])..rows.end.min(starts[1]);
            if inside.start < inside.end {
                let inside = inside.start - starts[0]..inside.end - starts[0];
                self.store.read(group, column, &inside, &mut sink, place)?;
            }
        }
        let expected = rows.len() * described.row_size();
        if sink.len() != expected {
            let found = format!("{} values", sink.len());
            return Err(place.malformed(0, found, format!("{expected}, as many as it declares")));
        }
        Ok(sink.bytes)
    }
}

/// The columns of numbers, side by side.
#[derive(Debug)]
pub(super) struct TableSource {
    pub(super) place: Place,
    pub(super) info: ArrayInfo,
    /// Which columns they are.
    pub(super) columns: Arc<[usize]>,
    pub(super) shared: Arc<Shared>,
}

impl ArraySource for TableSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.shared.cost
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let wanted = window.narrow(&self.info.layout, &self.place)?;
        let (itemsize, width) = (self.info.dtype.itemsize(), wanted.shape()[1]);
        let mut table = Vec::new();
        if wanted.size() > 0 {
            let (rows, columns) = (&window.ranges()[0], window.ranges()[1].clone());
            for (at, &column) in self.columns[columns].iter().enumerate() {
                let values = self.column(column, rows)?;
                // After the first column has shown that the rows are there.
                if table.is_empty() {
                    reserve(&mut table, wanted.nbytes(), &self.place)?;
                    table.resize(wanted.nbytes(), 0);
                }
                let cells = table[at * itemsize..].chunks_mut(width * itemsize);
                for (cell, value) in std::iter::zip(cells, values.chunks_exact(itemsize)) {
                    cell[..itemsize].copy_from_slice(value);
                }
            }
        }
        let core = |error| self.place.core(error);
        let layout = Layout::c_order(&window.shape(), itemsize).map_err(core)?;
        let order = order_of(&self.info.dtype);
        Array::try_new(table.into(), self.info.dtype.clone(), order, layout).map_err(core)
    }
}

impl TableSource {
    /// Rows of a column in the dtype of the table.
    fn column(&self, column: usize, rows: &Range<usize>) -> Result<Vec<u8>> {
        let described = &self.shared.columns[column];
        let place = self.place.member(&described.name, self.place.format);
        let values = self.shared.rows(column, rows, &place)?;
        if described.dtype == self.info.dtype {
            return Ok(values);
        }
        let mut converted = Vec::new();
        to_float64(&described.dtype, &values, &mut converted).map_err(|error| place.core(error))?;
        Ok(converted)
    }
}

/// One column.
#[derive(Debug)]
pub(super) struct ColumnSource {
    pub(super) place: Place,
    pub(super) info: ArrayInfo,
    pub(super) column: usize,
    pub(super) shared: Arc<Shared>,
}

impl ArraySource for ColumnSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.shared.cost
    }

    /// Rows are read as wholes; what a row holds is cut out of them without a copy.
    fn read(&self, window: &Window) -> Result<Array> {
        window.narrow(&self.info.layout, &self.place)?;
        let column = &self.shared.columns[self.column];
        let rows = &window.ranges()[0];
        let bytes = if window.shape().contains(&0) {
            Vec::new()
        } else {
            self.shared.rows(self.column, rows, &self.place)?
        };
        let core = |error| self.place.core(error);
        let kept = if bytes.is_empty() { 0 } else { rows.len() };
        let info = column.info(kept, 1).map_err(core)?;
        let mut ranges = window.ranges().to_vec();
        ranges[0] = 0..kept;
        let layout = if bytes.is_empty() {
            Layout::c_order(&window.shape(), info.layout.itemsize()).map_err(core)?
        } else {
            crate::window::narrow(&info.layout, &ranges).map_err(core)?
        };
        Array::try_new(bytes.into(), info.dtype, info.byte_order, layout).map_err(core)
    }
}
