//! What the signals need to know of an array's values, read in parts if it is large.

use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::Layout;
use arrayscope_core::signal::{Contract, Measures};
use arrayscope_core::stats::{Target, first_index};
use arrayscope_formats::Cost;

use super::AppState;
use super::entry::{Data, Entry};
use super::read::{source, stamp};
use super::stamp::Stamp;
use crate::error::ApiError;

/// Of an array too large to be read at once so much is read at a time. Larger buffers are given
/// back to the system after each part, and their pages cost more than the reading.
pub(super) const PART_BYTES: u64 = 4 << 20;

impl AppState {
    /// What the signals under the default contract need to know of an array's values, found
    /// out once for each state of its file; `None` of a dtype without statistics. Blocks.
    ///
    /// An array of any size: what is larger than the limit is read in parts, of which one is
    /// in memory at a time.
    pub(crate) fn measures(&self, entry: &Entry) -> Result<Option<Arc<Measures>>, ApiError> {
        let (stamp, contract) = (stamp(entry)?, Contract::default());
        entry.measures.get(stamp, || {
            let most = self.part_bytes(entry, stamp)?;
            let measures = Measures::in_parts(&entry.described(), &contract, |take| {
                for part in parts(&entry.layout, most) {
                    let start: Vec<usize> = part.iter().map(|range| range.start).collect();
                    take(&self.region(entry, &part)?.view(), &start)?;
                }
                Ok::<(), ApiError>(())
            })?;
            Ok(measures.map(Arc::new))
        })
    }

    /// The index of the first element, in C order, that is what is looked for. Of an array of
    /// any size, as [`Self::measures`]. Blocks.
    pub(crate) fn first(
        &self,
        entry: &Entry,
        target: Target,
    ) -> Result<Option<Vec<usize>>, ApiError> {
        let most = self.part_bytes(entry, stamp(entry)?)?;
        let mut first: Option<Vec<usize>> = None;
        for part in parts(&entry.layout, most) {
            let start: Vec<usize> = part.iter().map(|range| range.start).collect();
            // Of a part the first element is the earliest.
            if first.as_ref().is_some_and(|first| *first < start) {
                continue;
            }
            let inside = first_index(&self.region(entry, &part)?.view(), target)?;
            let found =
                inside.map(|at| at.iter().zip(&start).map(|(at, start)| at + start).collect());
            first = [first, found].into_iter().flatten().min();
        }
        Ok(first)
    }

    /// The most bytes of one part.
    fn part_bytes(&self, entry: &Entry, stamp: Option<Stamp>) -> Result<u64, ApiError> {
        let (nbytes, limit) = (entry.layout.nbytes() as u64, self.0.memory.read_bytes);
        let (file, stamp) = match (&entry.data, stamp) {
            (Data::File(file), Some(stamp)) => (file, stamp),
            // Neither the two arrays nor what is computed of them is in memory as a whole.
            (Data::Difference(a, b), _) => return self.part_of_difference(a, b),
            _ => return Ok(nbytes),
        };
        Ok(match source(entry, file, stamp)?.cost() {
            Cost::Window | Cost::Chunks => limit.min(PART_BYTES),
            // Read at once, and perhaps kept.
            Cost::Whole if nbytes <= limit.max(self.0.memory.keep_array_bytes) => nbytes,
            // Each part unpacks everything before it: few of them.
            Cost::Whole => limit,
        })
    }
}

/// Cuts an array into parts of at most `most` bytes, but at least one element: ranges along
/// the axis with the longest steps, so that each part lies together in the file. Where one
/// index of that axis is still too much, it is cut along the next one.
pub(super) fn parts(layout: &Layout, most: u64) -> impl Iterator<Item = Vec<Range<usize>>> + use<> {
    let shape = layout.shape().to_vec();
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    axes.sort_by_key(|&axis| std::cmp::Reverse(layout.strides()[axis].unsigned_abs()));
    let mut steps = shape.clone();
    let mut nbytes = layout.nbytes() as u64;
    for axis in axes {
        if nbytes <= most {
            break;
        }
        // Not 0: an array without elements has no bytes, and is one part.
        let of_one = nbytes / shape[axis] as u64;
        let fit = usize::try_from(most / of_one).unwrap_or(usize::MAX);
        steps[axis] = fit.clamp(1, shape[axis]);
        nbytes = of_one * steps[axis] as u64;
    }
    let mut next = Some(vec![0_usize; shape.len()]);
    std::iter::from_fn(move || {
        let start = next.take()?;
        let ends = start.iter().zip(&steps).zip(&shape);
        let part =
            ends.map(|((&from, step), &length)| from..length.min(from.saturating_add(*step)));
        let part: Vec<Range<usize>> = part.collect();
        // The last axis that is not at its end goes on, those behind it begin again.
        let axis = (0..shape.len()).rev().find(|&axis| part[axis].end < shape[axis]);
        next = axis.map(|axis| {
            let begin = |other: usize| match other.cmp(&axis) {
                std::cmp::Ordering::Less => start[other],
                std::cmp::Ordering::Equal => part[other].end,
                std::cmp::Ordering::Greater => 0,
            };
            (0..shape.len()).map(begin).collect()
        });
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(layout: &Layout, most: u64) -> Vec<Vec<Range<usize>>> {
        parts(layout, most).collect()
    }

    #[test]
    fn parts_cover_every_element_once_and_are_small_enough() {
        for shape in [&[4, 3, 5][..], &[7], &[1, 9], &[], &[3, 1, 1, 2]] {
            for layout in [Layout::c_order(shape, 2).unwrap(), Layout::f_order(shape, 2).unwrap()] {
                for most in [0, 2, 3, 7, 10, 30, 31, 1000] {
                    let mut seen = vec![0; layout.size()];
                    for part in cut(&layout, most) {
                        let size: usize = part.iter().map(ExactSizeIterator::len).product();
                        assert!(size as u64 * 2 <= most.max(2), "{shape:?} {most}");
                        for (position, seen) in seen.iter_mut().enumerate() {
                            let mut left = position;
                            let is_inside = shape.iter().zip(&part).rev().all(|(length, range)| {
                                let at = left % length;
                                left /= length;
                                range.contains(&at)
                            });
                            *seen += u8::from(is_inside);
                        }
                    }
                    assert!(seen.iter().all(|seen| *seen == 1), "{shape:?} {most}");
                }
            }
        }
    }

    #[test]
    fn the_axis_with_the_longest_steps_is_cut() {
        let shape = [10, 4];
        let c_order = Layout::c_order(&shape, 1).unwrap();
        assert_eq!(cut(&c_order, 16), [[0..4, 0..4], [4..8, 0..4], [8..10, 0..4]]);
        let f_order = Layout::f_order(&shape, 1).unwrap();
        assert_eq!(cut(&f_order, 20), [[0..10, 0..2], [0..10, 2..4]]);
        assert_eq!(cut(&f_order, 5).len(), 8);
    }

    #[test]
    fn an_empty_array_is_one_part() {
        let layout = Layout::c_order(&[0, 3], 8).unwrap();
        assert_eq!(cut(&layout, 4), [[0..0, 0..3]]);
    }
}
