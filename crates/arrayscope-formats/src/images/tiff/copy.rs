//! Pixels out of a chunk into a window.

use std::ops::Range;

/// The window of a page, which lies densely in memory.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) channels: Range<usize>,
    pub(super) itemsize: usize,
}

/// A strip or tile, without the padding at the end of the page.
#[derive(Clone, Debug)]
pub(super) struct Chunk<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) channels: Range<usize>,
}

impl Region {
    /// Bytes of the window. It is a part of an array, so that they can be counted.
    pub(super) fn nbytes(&self) -> usize {
        self.rows.len() * self.columns.len() * self.channels.len() * self.itemsize
    }

    /// Copies what a chunk has of the window. A chunk with fewer bytes than pixels gives
    /// none of those that are missing.
    pub(super) fn take(&self, chunk: &Chunk<'_>, pixels: &mut [u8]) {
        let rows = overlap(&self.rows, &chunk.rows);
        let columns = overlap(&self.columns, &chunk.columns);
        let channels = overlap(&self.channels, &chunk.channels);
        let from_pixel = chunk.channels.len() * self.itemsize;
        let to_pixel = self.channels.len() * self.itemsize;
        let taken = channels.len() * self.itemsize;
        for row in rows {
            let from = (row - chunk.rows.start) * chunk.columns.len() + columns.start
                - chunk.columns.start;
            let to =
                (row - self.rows.start) * self.columns.len() + columns.start - self.columns.start;
            let from = from * from_pixel + (channels.start - chunk.channels.start) * self.itemsize;
            let to = to * to_pixel + (channels.start - self.channels.start) * self.itemsize;
            let (Some(from), Some(to)) = (chunk.bytes.get(from..), pixels.get_mut(to..)) else {
                return;
            };
            if taken == from_pixel && taken == to_pixel {
                let nbytes = (columns.len() * taken).min(from.len()).min(to.len());
                to[..nbytes].copy_from_slice(&from[..nbytes]);
                continue;
            }
            let pairs = std::iter::zip(from.chunks(from_pixel), to.chunks_mut(to_pixel));
            for (from, to) in pairs.take(columns.len()) {
                let nbytes = taken.min(from.len()).min(to.len());
                to[..nbytes].copy_from_slice(&from[..nbytes]);
            }
        }
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    let start = one.start.max(other.start);
    start..one.end.min(other.end).max(start)
}
