//! Where the values of variables are in the file.
//!
//! Source: "The `NetCDF` Classic Format Specification", "Note on vsize" and "Note on padding".

use arrayscope_core::Layout;

use super::header::{Header, Variable};

/// How the records of a file follow each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Records {
    /// How many there are.
    pub(super) count: u64,
    /// Bytes from one to the next.
    pub(super) nbytes: u64,
}

impl Header {
    /// Whether a variable grows with the records.
    pub(super) fn is_record(&self, variable: &Variable) -> bool {
        variable.dimensions.first().is_some_and(|&first| self.dimensions[first].length == 0)
    }

    /// Bytes of a variable, or of one record of it; `None` where they cannot be counted.
    fn nbytes(&self, variable: &Variable) -> Option<u64> {
        let skipped = usize::from(self.is_record(variable));
        let lengths = variable.dimensions.iter().skip(skipped);
        let mut lengths = lengths.map(|&number| self.dimensions[number].length);
        let itemsize = variable.dtype.itemsize() as u64;
        lengths.try_fold(itemsize, u64::checked_mul)
    }

    /// The records of a file of `stored` bytes.
    ///
    /// The part of each variable starts at a multiple of four, unless it is the only one.
    pub(super) fn records(&self, stored: u64) -> Option<Records> {
        let grow: Vec<&Variable> =
            self.variables.iter().filter(|variable| self.is_record(variable)).collect();
        let nbytes = match grow.as_slice() {
            [only] => self.nbytes(only)?,
            several => several.iter().try_fold(0_u64, |sum, variable| {
                sum.checked_add(self.nbytes(variable)?.checked_next_multiple_of(4)?)
            })?,
        };
        let first = grow.iter().map(|variable| variable.begin).min().unwrap_or(stored);
        // Those that are there as a whole.
        let there = stored.saturating_sub(first).checked_div(nbytes).unwrap_or(0);
        Some(Records { count: self.records.unwrap_or(there), nbytes })
    }

    /// The layout of a variable, counted from where it begins; the error says what is wrong.
    pub(super) fn layout(
        &self,
        variable: &Variable,
        records: Records,
    ) -> Result<Layout, arrayscope_core::Error> {
        let grows = self.is_record(variable);
        let length = |&number: &usize| self.dimensions[number].length;
        let mut lengths: Vec<u64> = variable.dimensions.iter().map(length).collect();
        if let Some(first) = lengths.first_mut().filter(|_| grows) {
            *first = records.count;
        }
        // More than an address has is refused as the overflow that it is.
        let as_usize = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
        let shape: Vec<usize> = lengths.into_iter().map(as_usize).collect();
        let dense = Layout::c_order(&shape, variable.dtype.itemsize())?;
        if !grows || dense.size() == 0 {
            return Ok(dense);
        }
        let mut strides = dense.strides().to_vec();
        if let Some(first) = strides.first_mut() {
            *first = isize::try_from(records.nbytes).unwrap_or(isize::MAX);
        }
        Layout::try_new(&shape, &strides, 0, variable.dtype.itemsize())
    }
}
