//! Arrays that their files give only as a whole, kept in memory within a bound.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use arrayscope_core::Array;

use super::config::MemoryLimits;
use super::stamp::Stamp;

/// The arrays last used, by the id of their entry.
pub(super) struct Cache {
    limits: MemoryLimits,
    /// The one used last stands at the back.
    kept: Mutex<VecDeque<Kept>>,
}

struct Kept {
    id: String,
    /// What the file looked like when it was read; another stamp means it has changed.
    stamp: Stamp,
    nbytes: u64,
    array: Array,
}

impl Cache {
    pub(super) fn new(limits: MemoryLimits) -> Self {
        Self { limits, kept: Mutex::new(VecDeque::new()) }
    }

    /// Whether an array of `nbytes` is worth reading whole and keeping.
    pub(super) fn would_keep(&self, nbytes: u64) -> bool {
        nbytes <= self.limits.keep_array_bytes.min(self.limits.keep_total_bytes)
    }

    /// The array of `id`, if it was read from a file that still looks like `stamp`.
    pub(super) fn get(&self, id: &str, stamp: Stamp) -> Option<Array> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let position = kept.iter().position(|kept| kept.id == id)?;
        let found = kept.remove(position)?;
        if found.stamp != stamp {
            return None;
        }
        let array = found.array.clone();
        kept.push_back(found);
        Some(array)
    }

    /// Keeps `array`, whose buffer has `nbytes`, and lets go of those used longest ago until the
    /// rest fits. Fields come from their readers without their neighbours.
    pub(super) fn put(&self, id: &str, stamp: Stamp, nbytes: u64, array: &Array) {
        if !self.would_keep(nbytes) {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|kept| kept.id != id);
        kept.push_back(Kept { id: id.to_owned(), stamp, nbytes, array: array.clone() });
        let mut total: u64 = kept.iter().map(|kept| kept.nbytes).sum();
        while total > self.limits.keep_total_bytes {
            let Some(oldest) = kept.pop_front() else {
                break;
            };
            total -= oldest.nbytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp { length: 8, ..Stamp::FAR };

    fn cache(keep_array_bytes: u64, keep_total_bytes: u64) -> Cache {
        Cache::new(MemoryLimits { keep_array_bytes, keep_total_bytes, read_bytes: u64::MAX })
    }

    fn array() -> Array {
        Array::from_slice(&[1.0_f64], &[1]).unwrap()
    }

    #[test]
    fn the_array_used_longest_ago_makes_room() {
        let cache = cache(10, 20);
        cache.put("a", STAMP, 10, &array());
        cache.put("b", STAMP, 10, &array());
        assert!(cache.get("a", STAMP).is_some());
        cache.put("c", STAMP, 10, &array());
        assert!(cache.get("a", STAMP).is_some());
        assert!(cache.get("b", STAMP).is_none());
        assert!(cache.get("c", STAMP).is_some());
    }

    #[test]
    fn a_large_array_is_not_kept() {
        let cache = cache(10, 20);
        cache.put("a", STAMP, 11, &array());
        assert!(cache.get("a", STAMP).is_none());
        assert!(!cache.would_keep(11) && cache.would_keep(10));
    }

    #[test]
    fn an_array_of_a_changed_file_is_forgotten() {
        let cache = cache(10, 20);
        cache.put("a", STAMP, 8, &array());
        assert!(cache.get("a", Stamp { length: 7, ..STAMP }).is_none());
        assert!(cache.get("a", STAMP).is_none());
    }
}
