//! Reading values: whole arrays and regions of them, within the limits of memory.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use arrayscope_core::stats::{Summary, summary};
use arrayscope_core::{Array, Layout};
use arrayscope_formats::{ArraySource, Cost, Window, open};

use super::AppState;
use super::cache::Stamp;
use super::entry::{Data, Entry, FileData};
use crate::blocking::blocking;
use crate::error::{ApiError, ErrorKind};

impl Stamp {
    /// What the file at `path` looks like now.
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }
}

impl AppState {
    /// Runs a computation over a whole array: away from the connections, and only so many at
    /// once.
    pub(crate) async fn compute<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        // The semaphore is never closed; without a permit the work would merely run beside.
        let turn = Arc::clone(&self.0.computing).acquire_owned().await.ok();
        blocking(move || {
            // Held by the work and not by the request: who goes away in the middle does not
            // make room for another computation before this one is over.
            let _turn = turn;
            work(&self)
        })
        .await
    }

    /// All values of an array. Blocks.
    pub(crate) fn whole(&self, entry: &Entry) -> Result<Array, ApiError> {
        let window: Vec<_> = entry.shape().iter().map(|&length| 0..length).collect();
        self.region(entry, &window)
    }

    /// The statistics of a whole array, computed once for each state of its file. Blocks.
    pub(crate) fn summary(&self, entry: &Entry) -> Result<Summary, ApiError> {
        let stamp = match &entry.data {
            Data::Memory(_) => None,
            Data::File(file) => Some(Stamp::of(&file.path).map_err(|error| gone(entry, &error))?),
        };
        // Held while computing: who asks for the same meanwhile waits and need not compute.
        let mut known = entry.summary.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((then, summary)) = &*known
            && *then == stamp
        {
            return Ok(summary.clone());
        }
        let computed = summary(&self.whole(entry)?.view())?;
        *known = Some((stamp, computed.clone()));
        Ok(computed)
    }

    /// The values of one range per axis: an array of as many axes. Blocks.
    ///
    /// A whole array that fits into the cache is read once. Before that, and of larger
    /// arrays, only the region is read, so that the first picture does not wait for the rest
    /// of the file; where a region costs as much as the whole, the whole is read and kept.
    pub(crate) fn region(&self, entry: &Entry, window: &[Range<usize>]) -> Result<Array, ApiError> {
        let file = match &entry.data {
            Data::Memory(array) => return cut(array, window),
            Data::File(file) => file,
        };
        let stamp = Stamp::of(&file.path).map_err(|error| gone(entry, &error))?;
        if let Some(array) = self.0.cache.get(&entry.id, stamp) {
            return cut(&array, window);
        }
        let source = if stamp == file.opened {
            file.container.source(file.member.as_deref())?
        } else {
            reopen(entry, file)?
        };
        let nbytes = entry.layout.nbytes() as u64;
        let all = Window::all(entry.shape());
        let reads_all = source.cost() == Cost::Whole || window == all.ranges();
        if reads_all && self.0.cache.would_keep(nbytes) {
            let array = source.read(&all)?;
            self.0.cache.put(&entry.id, stamp, nbytes, &array);
            return cut(&array, window);
        }
        check_size(window, entry.layout.itemsize(), self.0.memory.read_bytes)?;
        Ok(source.read(&Window::new(window.to_vec()))?)
    }
}

/// A view of one range per axis.
fn cut(array: &Array, window: &[Range<usize>]) -> Result<Array, ApiError> {
    let layout = array.layout();
    let shape: Vec<usize> = window.iter().map(ExactSizeIterator::len).collect();
    let start: Vec<usize> = window.iter().map(|range| range.start).collect();
    // An empty region touches nothing, so where it starts does not matter.
    let offset = if shape.contains(&0) { layout.offset() } else { layout.byte_offset(&start)? };
    Ok(array.with_layout(Layout::try_new(&shape, layout.strides(), offset, layout.itemsize())?)?)
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

/// A new source for a file that has changed since the catalogue took it up.
///
/// Other values are welcome (a training run may be writing them); another geometry is not,
/// because everything on the page was asked for with the old one.
fn reopen(entry: &Entry, file: &FileData) -> Result<Box<dyn ArraySource>, ApiError> {
    let container = open(&file.path, &file.options)?;
    let source = container.source(file.member.as_deref())?;
    let info = source.info();
    if info.layout != entry.layout || info.dtype != entry.dtype {
        let message = format!(
            "the array has changed since it was opened, from {} to {} and {:?}; restart \
             arrayscope, or upload it again: {}",
            entry.dtype,
            info.dtype,
            info.shape(),
            entry.title
        );
        return Err(ApiError::new(ErrorKind::Unreadable, message));
    }
    Ok(source)
}

fn gone(entry: &Entry, error: &std::io::Error) -> ApiError {
    let message = format!("the file can no longer be read: {error}: {}", entry.title);
    ApiError::new(ErrorKind::Unreadable, message)
}
