//! How far the statistics that are being computed of an array are.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;

/// What is being computed of one array now, in the order of its beginning.
#[derive(Debug, Default)]
pub(crate) struct Progress(Mutex<Vec<Arc<Running>>>);

/// One computation.
#[derive(Debug)]
struct Running {
    what: &'static str,
    total: u64,
    done: AtomicU64,
    began: Instant,
}

/// How far one computation is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Told {
    /// The route that is waited for: `summary` or `stats`.
    what: &'static str,
    /// Bytes of elements that have been computed with.
    done: u64,
    /// Bytes of elements that will have been; of several axes each element counts once for
    /// each.
    total: u64,
    /// Since it began.
    seconds: f64,
}

impl Progress {
    /// Begins a computation with so many bytes in elements of a size; it is told of until the
    /// answer is dropped.
    pub(crate) fn begin(&self, what: &'static str, total: u64, itemsize: usize) -> Underway<'_> {
        let done = AtomicU64::new(0);
        let running = Arc::new(Running { what, total, done, began: Instant::now() });
        self.lock().push(Arc::clone(&running));
        Underway { all: self, running, itemsize }
    }

    /// How far each of them is.
    pub(crate) fn told(&self) -> Vec<Told> {
        let told = |running: &Arc<Running>| Told {
            what: running.what,
            done: running.done.load(Ordering::Relaxed).min(running.total),
            total: running.total,
            seconds: running.began.elapsed().as_secs_f64(),
        };
        self.lock().iter().map(told).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Running>>> {
        // Nothing that may panic is done while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A computation that goes on: it ends with this value, by an answer, a refusal or a panic.
#[derive(Debug)]
pub(crate) struct Underway<'a> {
    all: &'a Progress,
    running: Arc<Running>,
    itemsize: usize,
}

impl Underway<'_> {
    /// So many more elements have been computed with. Called from several threads.
    pub(crate) fn add(&self, elements: usize) {
        let bytes = elements.saturating_mul(self.itemsize);
        self.running.done.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.all.lock().retain(|running| !Arc::ptr_eq(running, &self.running));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_is_told_until_it_ends() {
        let progress = Progress::default();
        let first = progress.begin("summary", 100, 2);
        first.add(15);
        {
            let second = progress.begin("stats", 10, 4);
            second.add(3);
            let told = progress.told();
            let of = |told: &Told| (told.what, told.done, told.total);
            assert_eq!(
                told.iter().map(of).collect::<Vec<_>>(),
                [("summary", 30, 100), ("stats", 10, 10)]
            );
        }
        assert_eq!(progress.told().len(), 1);
        drop(first);
        assert_eq!(progress.told(), []);
    }
}
