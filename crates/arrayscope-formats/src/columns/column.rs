//! One column: what its file says, and what its values become.

use arrayscope_core::dtype::{ByteOrder, Class, DType};
use arrayscope_core::{Error, Layout};

use crate::info::{ArrayInfo, Storage};

/// A column of numbers or times, or of arrays of them.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The dtype in the file.
    pub(crate) stored: DType,
    /// The dtype as it is read: as stored, but float64 for integers with nulls.
    pub(crate) dtype: DType,
    /// Lengths per axis of what a row holds, as it lies in the file; none for a number.
    pub(crate) row_shape: Vec<usize>,
    /// The axes of a row in the order in which they are shown, counted from 0.
    pub(crate) axis_order: Vec<usize>,
    /// What the axes of a row are called, as they lie in the file, or empty.
    pub(crate) axis_names: Vec<String>,
    /// Values that are null, as the file counts them.
    pub(crate) nulls: Nulls,
    /// What was done to the bytes.
    pub(crate) codecs: Vec<String>,
}

/// How many values of a column are null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// So many.
    Counted(u64),
    /// There may be some: the file does not say.
    Unknown,
}

impl Nulls {
    /// The nulls of two parts together.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Counted(some), Self::Counted(more)) => Self::Counted(some.saturating_add(more)),
            _ => Self::Unknown,
        }
    }
}

impl Column {
    /// A column of numbers without nulls.
    pub(crate) fn new(name: String, stored: DType) -> Self {
        Self {
            name,
            dtype: stored.clone(),
            stored,
            row_shape: Vec::new(),
            axis_order: Vec::new(),
            axis_names: Vec::new(),
            nulls: Nulls::Counted(0),
            codecs: Vec::new(),
        }
    }

    /// Takes over how many values are null: integers that have some are read as float64,
    /// because they have no NaN.
    pub(crate) fn with_nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = nulls;
        let has_none =
            matches!(self.stored.class(), Class::Boolean | Class::Signed | Class::Unsigned);
        if has_none && nulls != Nulls::Counted(0) {
            self.dtype = DType::F64;
        }
        self
    }

    /// Elements of a row.
    pub(crate) fn row_size(&self) -> usize {
        self.row_shape.iter().product()
    }

    /// Whether it can be a column of the table: a number per row.
    pub(crate) fn is_in_table(&self) -> bool {
        self.row_shape.is_empty() && self.stored.class() != Class::Time
    }

    /// The array of its own that it is, in a file of so many rows.
    pub(crate) fn info(&self, rows: usize, group_rows: usize) -> Result<ArrayInfo, Error> {
        let with_row = |length: usize| -> Vec<usize> {
            std::iter::once(length).chain(self.row_shape.iter().copied()).collect()
        };
        let order: Vec<isize> = std::iter::once(0)
            .chain(self.axis_order.iter().map(|&axis| axis.cast_signed() + 1))
            .collect();
        let layout = Layout::c_order(&with_row(rows), self.dtype.itemsize())?.permute(&order)?;
        let chunk = with_row(group_rows.max(1));
        let chunk_shape = order.iter().map(|&axis| chunk[axis.unsigned_abs()]).collect();
        let names = self.axis_order.iter().map(|&axis| self.axis_names.get(axis).cloned());
        let named = |name: Option<String>| name.unwrap_or_default();
        let axis_names = if self.row_shape.is_empty() || !self.axis_names.is_empty() {
            std::iter::once("row".to_owned()).chain(names.map(named)).collect()
        } else {
            Vec::new()
        };
        Ok(ArrayInfo {
            name: Some(self.name.clone()),
            dtype: self.dtype.clone(),
            byte_order: order_of(&self.dtype),
            layout,
            axis_names,
            labels: None,
            storage: Storage { chunk_shape: Some(chunk_shape), codecs: self.codecs.clone() },
        })
    }
}

/// Columns come out in the byte order of the machine.
pub(crate) fn order_of(dtype: &DType) -> ByteOrder {
    if dtype.has_byte_order() { ByteOrder::NATIVE } else { ByteOrder::NotApplicable }
}
