//! Two arrays of one shape: their difference as an array like any other, and how much they
//! differ.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::compare::{Comparing, Comparison, difference, difference_dtype};
use arrayscope_core::layout::boxes;
use arrayscope_core::{Array, ByteOrder, Layout};
use arrayscope_formats::Cost;

use super::AppState;
use super::entry::{Data, Entry, Place};
use super::known::Known;
use super::measure::PARTS_BYTES;
use super::progress::Progress;
use super::read::{check_size, source, stamp};
use crate::error::ApiError;

/// Between the ids of two arrays, in that of their difference.
pub(super) const MINUS: &str = "-minus-";

impl AppState {
    /// The difference of two arrays, of which no value has been read yet: whatever is asked of
    /// an array can be asked of it.
    ///
    /// It is float64 or complex128 in C order, with the names of the first.
    pub(super) fn difference_of(a: &Arc<Entry>, b: &Arc<Entry>) -> Result<Entry, ApiError> {
        comparing(a, b)?;
        let dtype = difference_dtype(&a.dtype, &b.dtype)?;
        let both = |of: fn(&Entry) -> &str| format!("{} − {}", of(a), of(b));
        Ok(Entry {
            id: format!("{}{MINUS}{}", a.id, b.id),
            origin: a.origin,
            title: both(|entry| &entry.title),
            address: both(|entry| &entry.address),
            place: Place::default(),
            named: None,
            format: "difference".to_owned(),
            layout: Layout::c_order(a.shape(), dtype.itemsize())?,
            dtype,
            byte_order: ByteOrder::NATIVE,
            axis_names: a.axis_names.clone(),
            labels: a.labels.clone(),
            unit: a.unit.clone().filter(|_| a.unit == b.unit),
            notes: Arc::default(),
            data: Data::Difference(Arc::clone(a), Arc::clone(b)),
            summary: Known::default(),
            measures: Known::default(),
            progress: Progress::default(),
        })
    }

    /// The values of one range per axis of a difference. Blocks.
    pub(super) fn difference(
        &self,
        a: &Entry,
        b: &Entry,
        window: &[Range<usize>],
    ) -> Result<Array, ApiError> {
        check_size(window, at_once(a, b)?, self.0.memory.read_bytes)?;
        let (a, b) = (self.region(a, window)?, self.region(b, window)?);
        Ok(difference(&a.view(), &b.view())?)
    }

    /// How much two arrays differ. Blocks.
    ///
    /// Arrays of any size: what is larger than the limit is read in parts, in C order, of
    /// which one is in memory at a time.
    pub(crate) fn comparison(&self, a: &Entry, b: &Entry) -> Result<Comparison, ApiError> {
        a.check_credible()?;
        b.check_credible()?;
        let mut comparing = comparing(a, b)?;
        let itemsize = a.layout.itemsize().max(b.layout.itemsize());
        let most = self.part_of(a)?.max(self.part_of(b)?);
        let most = usize::try_from(most).unwrap_or(usize::MAX) / itemsize.max(1);
        for part in boxes(a.shape(), most) {
            let (a, b) = (self.region(a, &part)?, self.region(b, &part)?);
            comparing.take(&a.view(), &b.view())?;
        }
        Ok(comparing.finish())
    }

    /// The most bytes of a difference that are computed at a time.
    pub(super) fn part_of_difference(&self, a: &Entry, b: &Entry) -> Result<u64, ApiError> {
        let elements = self.part_of(a)?.max(self.part_of(b)?) / at_once(a, b)? as u64;
        Ok(elements * difference_dtype(&a.dtype, &b.dtype)?.itemsize() as u64)
    }

    /// The most bytes of an array that are compared at a time.
    fn part_of(&self, entry: &Entry) -> Result<u64, ApiError> {
        let (part, limit) = (PARTS_BYTES.min(self.0.memory.read_bytes), self.0.memory.read_bytes);
        let (Data::File(file), Some(stamp)) = (&entry.data, stamp(entry)?) else {
            return Ok(part);
        };
        // Each part would unpack everything before it.
        let is_unpacked_often = source(entry, file, stamp)?.cost() == Cost::Whole
            && !self.0.cache.would_keep(entry.layout.nbytes() as u64);
        Ok(if is_unpacked_often { limit } else { part })
    }
}

/// Bytes that are in memory for one element of a difference: its own and those of both arrays.
fn at_once(a: &Entry, b: &Entry) -> Result<usize, ApiError> {
    let own = difference_dtype(&a.dtype, &b.dtype)?.itemsize();
    Ok(own + a.layout.itemsize() + b.layout.itemsize())
}

fn comparing(a: &Entry, b: &Entry) -> Result<Comparing, ApiError> {
    Ok(Comparing::try_new((&a.dtype, a.shape()), (&b.dtype, b.shape()))?)
}
