//! The chunks that a window touches.

use std::ops::Range;

use crate::zarr::trouble::Trouble;

/// A window over a grid of chunks.
#[derive(Clone, Debug)]
pub(super) struct Tiles<'a> {
    window: &'a [Range<usize>],
    chunk_shape: &'a [usize],
    /// The first chunk along each axis, and how many there are.
    first: Vec<usize>,
    counts: Vec<usize>,
    count: usize,
}

/// The part of one chunk that lies in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// The chunk's place in the grid.
    pub(super) chunk: Vec<usize>,
    /// What is wanted, counted from the start of the chunk.
    pub(super) inside: Vec<Range<usize>>,
    /// Where it goes, counted from the start of the window.
    pub(super) at: Vec<usize>,
}

impl<'a> Tiles<'a> {
    /// The chunks of `chunk_shape`, without zeros in it, that a window touches; not more than
    /// are read at once.
    pub(super) fn new(
        window: &'a [Range<usize>],
        chunk_shape: &'a [usize],
    ) -> Result<Self, Trouble> {
        let tiles = Self::any(window, chunk_shape);
        let count = tiles.count;
        if count > MOST_CHUNKS {
            let found = format!("a window of {count} chunks");
            let supported = format!("windows of up to {MOST_CHUNKS} chunks are read at once");
            return Err(Trouble::unsupported(found, supported));
        }
        Ok(tiles)
    }

    /// The chunks that a window touches, however many they are.
    pub(super) fn any(window: &'a [Range<usize>], chunk_shape: &'a [usize]) -> Self {
        let is_empty = window.iter().any(Range::is_empty);
        let pairs = || std::iter::zip(window, chunk_shape);
        let first: Vec<usize> = pairs().map(|(range, length)| range.start / length).collect();
        let counts: Vec<usize> = if is_empty {
            vec![0; window.len()]
        } else {
            pairs()
                .map(|(range, length)| (range.end - 1) / length - range.start / length + 1)
                .collect()
        };
        // There are as many at most as there are elements in the window, which fit.
        let count = counts.iter().product();
        Self { window, chunk_shape, first, counts, count }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// One of them, counted in C order.
    pub(super) fn get(&self, mut position: usize) -> Tile {
        let ndim = self.window.len();
        let (mut chunk, mut inside, mut at) = (vec![0; ndim], vec![0..0; ndim], vec![0; ndim]);
        for axis in (0..ndim).rev() {
            let count = self.counts[axis].max(1);
            chunk[axis] = self.first[axis] + position % count;
            position /= count;
            let (range, length) = (&self.window[axis], self.chunk_shape[axis]);
            // It holds an element of the window, so that its start can be counted.
            let start = chunk[axis] * length;
            let from = range.start.max(start);
            let end = range.end.min(start.saturating_add(length));
            inside[axis] = from - start..end - start;
            at[axis] = from - range.start;
        }
        Tile { chunk, inside, at }
    }
}

/// Each is a value of its own that must be looked for.
const MOST_CHUNKS: usize = 1 << 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_the_window_once() {
        let window = [1..7, 3..5];
        let tiles = Tiles::new(&window, &[3, 4]).unwrap();
        assert_eq!(tiles.count(), 6);
        assert_eq!(
            tiles.get(5),
            Tile { chunk: vec![2, 1], inside: vec![0..1, 0..1], at: vec![5, 1] }
        );
        let covered: usize = (0..6)
            .map(|n| tiles.get(n).inside.iter().map(ExactSizeIterator::len).product::<usize>())
            .sum();
        assert_eq!(covered, 12);
    }

    #[test]
    fn nothing_touches_nothing_and_a_scalar_is_one_chunk() {
        assert_eq!(Tiles::new(&[0..5, 2..2], &[1, 1]).unwrap().count(), 0);
        assert_eq!(Tiles::new(&[], &[]).unwrap().count(), 1);
        assert!(Tiles::new(&[0..1 << 25, 0..1], &[1, 1]).is_err());
    }
}
