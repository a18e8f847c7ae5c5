//! Whole arrays, of any size: what is asked of them is read in parts.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::signal::{Contract, Measures};
use arrayscope_core::stats::{Grain, InParts, Summary, TakePart, Target, first_index};
use arrayscope_formats::Cost;

use super::AppState;
use super::entry::{Data, Entry};
use super::read::{source, stamp};
use crate::error::ApiError;

/// Parts that are in memory together. Larger buffers are given back to the system after each
/// of them, and their pages cost more than the reading.
pub(super) const PARTS_BYTES: u64 = 16 << 20;

/// The same where chunks are unpacked: less would unpack many of them more than once.
const CHUNKS_BYTES: u64 = 256 << 20;

impl AppState {
    /// Asks a question of all values of an array. What is larger than the limit is read in
    /// parts, of which only some are in memory at once. Blocks.
    pub(crate) fn in_parts<T>(
        &self,
        entry: &Entry,
        question: impl FnOnce(&InParts<'_, ApiError>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        entry.check_credible()?;
        let (nbytes, limit) = (entry.layout.nbytes() as u64, self.0.memory.read_bytes);
        let chunk;
        let (grain, memory) = match (&entry.data, stamp(entry)?) {
            (Data::File(file), Some(stamp)) => {
                let source = source(entry, file, stamp)?;
                chunk = source.info().storage.chunk_shape.clone();
                match (source.cost(), &chunk) {
                    (Cost::Window, _) | (Cost::Chunks, None) => (Grain::Bytes, PARTS_BYTES),
                    (Cost::Chunks, Some(chunk)) => (Grain::Chunks(chunk), CHUNKS_BYTES),
                    // Read at once, and perhaps kept.
                    (Cost::Whole, _) if nbytes <= self.0.memory.keep_array_bytes => {
                        (Grain::Whole, nbytes)
                    }
                    // Each part unpacks everything before it: few of them.
                    (Cost::Whole, _) => (Grain::Whole, limit),
                }
            }
            // Neither the two arrays nor what is computed of them is in memory as a whole.
            (Data::Difference(a, b), _) => {
                let memory = self.part_of_difference(a, b)?;
                (if memory > PARTS_BYTES { Grain::Whole } else { Grain::Bytes }, memory)
            }
            (Data::Memory(_) | Data::File(_), _) => (Grain::Bytes, nbytes),
        };
        let memory = usize::try_from(memory.min(limit)).unwrap_or(usize::MAX);
        let described = &entry.described();
        let read = |ranges: &[Range<usize>]| self.region(entry, ranges);
        question(&InParts { described, grain, memory, read: &read })
    }

    /// The statistics of a whole array, computed once for each state of its file. Blocks.
    pub(crate) fn summary(&self, entry: &Entry) -> Result<Summary, ApiError> {
        entry.summary.get(stamp(entry)?, || {
            let underway = entry.underway("summary", 1);
            self.in_parts(entry, |all| all.summary(&|elements| underway.add(elements)))
        })
    }

    /// What the signals under the default contract need to know of an array's values, found
    /// out once for each state of its file; `None` of a dtype without statistics. Blocks.
    pub(crate) fn measures(&self, entry: &Entry) -> Result<Option<Arc<Measures>>, ApiError> {
        let (stamp, contract) = (stamp(entry)?, Contract::default());
        entry.measures.get(stamp, || {
            self.in_parts(entry, |all| {
                let read = |take: &mut TakePart<'_>| all.each(take);
                Ok(Measures::in_parts(all.described, None, &contract, read)?.map(Arc::new))
            })
        })
    }

    /// The index of the first element, in C order, that is what is looked for. Blocks.
    pub(crate) fn first(
        &self,
        entry: &Entry,
        target: Target,
    ) -> Result<Option<Vec<usize>>, ApiError> {
        self.in_parts(entry, |all| {
            let mut first: Option<Vec<usize>> = None;
            for part in all.ranges() {
                let start: Vec<usize> = part.iter().map(|range| range.start).collect();
                // Of a part the first element is the earliest.
                if first.as_ref().is_some_and(|first| *first < start) {
                    continue;
                }
                let inside = first_index(&(all.read)(&part)?.view(), target)?;
                let found =
                    inside.map(|at| at.iter().zip(&start).map(|(at, start)| at + start).collect());
                first = [first, found].into_iter().flatten().min();
            }
            Ok(first)
        })
    }
}
