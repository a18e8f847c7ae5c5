//! Reading values: whole arrays and regions of them, within the limits of memory.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::Array;
use arrayscope_formats::{ArrayInfo, ArraySource, Cost, Window};

use tokio::sync::Semaphore;

use super::AppState;
use super::entry::{Data, Entry, FileData};
use super::open::{shown_axis_names, shown_labels};
use super::stamp::Stamp;
use crate::blocking::blocking;
use crate::error::{ApiError, ErrorKind};

impl AppState {
    /// Runs a computation over a whole array: away from the connections, and only so many at
    /// once.
    pub(crate) async fn compute<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let places = Arc::clone(&self.0.computing);
        in_turn(places, move || work(&self)).await
    }

    /// Runs what reads a cross-section or a value: away from the connections too, and only
    /// so many at once, but not behind whole-array computations.
    pub(crate) async fn read<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let places = Arc::clone(&self.0.reading);
        in_turn(places, move || work(&self)).await
    }

    /// All values of an array. Blocks.
    pub(crate) fn whole(&self, entry: &Entry) -> Result<Array, ApiError> {
        let window: Vec<_> = entry.shape().iter().map(|&length| 0..length).collect();
        self.region(entry, &window)
    }

    /// The values of one range per axis: an array of as many axes. Blocks.
    ///
    /// Only the region is read. Where that costs as much as the whole, the whole is read and
    /// kept if it fits into the cache; the parts of other files are kept by the system, which
    /// has room for them when nobody else needs it.
    pub(crate) fn region(&self, entry: &Entry, window: &[Range<usize>]) -> Result<Array, ApiError> {
        let file = match &entry.data {
            Data::Memory(array) => return Ok(array.region(window)?),
            Data::Difference(a, b) => return self.difference(a, b, window),
            Data::File(file) => file,
        };
        let stamp = stamp_of(entry, file)?;
        if let Some(array) = self.0.cache.get(&entry.id, stamp) {
            return Ok(array.region(window)?);
        }
        let source = source(entry, file, stamp)?;
        let nbytes = entry.layout.nbytes() as u64;
        if source.cost() == Cost::Whole && self.0.cache.would_keep(nbytes) {
            let array = source.read(&Window::all(entry.shape()))?;
            self.0.cache.put(&entry.id, stamp, nbytes, &array);
            return Ok(array.region(window)?);
        }
        check_size(window, entry.layout.itemsize(), self.0.memory.read_bytes)?;
        Ok(source.read(&Window::new(window.to_vec()))?)
    }
}

impl Entry {
    /// Refuses an array of which far too little is stored, before it is read in parts. Blocks.
    pub(super) fn check_credible(&self) -> Result<(), ApiError> {
        match &self.data {
            Data::Memory(_) => Ok(()),
            Data::Difference(a, b) => {
                a.check_credible()?;
                b.check_credible()
            }
            Data::File(file) => {
                let stamp = stamp_of(self, file)?;
                Ok(source(self, file, stamp)?.check_credible(&Window::all(self.shape()))?)
            }
        }
    }

    /// Whether parts of it together cost as much as the whole. Blocks.
    pub(crate) fn reads_parts(&self) -> Result<bool, ApiError> {
        match &self.data {
            Data::Memory(_) => Ok(true),
            Data::Difference(a, b) => Ok(a.reads_parts()? && b.reads_parts()?),
            Data::File(file) => {
                let stamp = stamp_of(self, file)?;
                Ok(source(self, file, stamp)?.cost() != Cost::Whole)
            }
        }
    }
}

async fn in_turn<T: Send + 'static>(
    places: Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    // The semaphore is never closed; without a permit the work would merely run beside.
    let turn = places.acquire_owned().await.ok();
    blocking(move || {
        // Held by the work and not by the request: who goes away in the middle does not make
        // room for another computation before this one is over.
        let _turn = turn;
        work()
    })
    .await
}

/// Refuses a region that is larger than what is read for one answer.
pub(super) fn check_size(
    window: &[Range<usize>],
    itemsize: usize,
    read_bytes: u64,
) -> Result<(), ApiError> {
    let size = window.iter().map(|range| range.len() as u64).fold(1, u64::saturating_mul);
    let asked = size.saturating_mul(itemsize as u64);
    if asked <= read_bytes {
        return Ok(());
    }
    let message = format!(
        "this needs {asked} bytes of the array at once, at most {read_bytes} are read for one \
         answer; the command line has no such limit"
    );
    Err(ApiError::new(ErrorKind::TooLarge, message))
}

/// The source of an entry in its file as it looks now.
///
/// Other values are welcome (a training run may be writing them); another geometry, or other
/// names, are not, because everything on the page was asked for with the old ones.
pub(super) fn source(
    entry: &Entry,
    file: &FileData,
    stamp: Stamp,
) -> Result<Box<dyn ArraySource>, ApiError> {
    let current = file.file.at(stamp)?;
    let source = current.container.source(file.member.as_deref())?;
    if !current.reopened {
        return Ok(source);
    }
    let Some(change) = change(entry, source.info()) else {
        return Ok(source);
    };
    let message = format!(
        "the array has changed since it was opened, {change}; restart arrayscope, or upload it \
         again: {}",
        entry.title
    );
    Err(ApiError::new(ErrorKind::Unreadable, message))
}

/// What is no longer as the catalogue says.
fn change(entry: &Entry, info: &ArrayInfo) -> Option<String> {
    if info.layout != entry.layout || info.dtype != entry.dtype {
        let was = format!("{} and {:?}", entry.dtype, entry.shape());
        return Some(format!("from {was} to {} and {:?}", info.dtype, info.shape()));
    }
    if info.byte_order != entry.byte_order {
        return Some("in its byte order".to_owned());
    }
    let names = shown_labels(info) != entry.labels || shown_axis_names(info) != entry.axis_names;
    names.then(|| "in the names of its axes or their positions".to_owned())
}

/// What the file of an entry looks like now; nothing for one in memory.
pub(super) fn stamp(entry: &Entry) -> Result<Option<Stamp>, ApiError> {
    match &entry.data {
        Data::Memory(_) | Data::Difference(..) => Ok(None),
        Data::File(file) => stamp_of(entry, file).map(Some),
    }
}

/// The same of the file itself.
pub(super) fn stamp_of(entry: &Entry, file: &FileData) -> Result<Stamp, ApiError> {
    Stamp::of(&file.file.path).map_err(|error| {
        let message = format!("the file can no longer be read: {error}: {}", entry.title);
        ApiError::new(ErrorKind::Unreadable, message)
    })
}
