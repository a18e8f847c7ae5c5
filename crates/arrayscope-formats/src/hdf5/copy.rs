//! Elements out of a chunk into a window.

use std::ops::Range;

/// A box of elements that lies densely in memory, in C order.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    ranges: Vec<Range<usize>>,
}

impl Tile {
    /// The box of these indices of an array.
    pub(super) fn new(ranges: Vec<Range<usize>>) -> Self {
        Self { ranges }
    }

    /// The chunk at a place of a grid of chunks of this shape. Axes that the grid does not
    /// have are whole.
    pub(super) fn chunk(place: &[u64], shape: &[usize]) -> Self {
        let places = place.iter().copied().chain(std::iter::repeat(0));
        let range = |(place, &length): (u64, &usize)| {
            let start = usize::try_from(place).unwrap_or(usize::MAX).saturating_mul(length);
            start..start.saturating_add(length)
        };
        Self::new(std::iter::zip(places, shape).map(range).collect())
    }

    /// Copies the elements that both boxes have from this one's bytes into the other's.
    /// What either has too few bytes for is left as it is.
    pub(super) fn copy(&self, bytes: &[u8], into: &Self, target: &mut [u8], itemsize: usize) {
        let pairs = std::iter::zip(&self.ranges, &into.ranges);
        let common: Vec<Range<usize>> =
            pairs.map(|(a, b)| a.start.max(b.start)..a.end.min(b.end)).collect();
        if common.iter().any(Range::is_empty) {
            return;
        }
        let run_axis = self.run_axis(into, &common);
        let run = common[run_axis..].iter().map(ExactSizeIterator::len).product::<usize>();
        let nbytes = run * itemsize;
        let mut index: Vec<usize> = common.iter().map(|range| range.start).collect();
        loop {
            let (from, to) = (self.offset(&index) * itemsize, into.offset(&index) * itemsize);
            let (Some(from), Some(to)) =
                (bytes.get(from..from + nbytes), target.get_mut(to..to + nbytes))
            else {
                return;
            };
            to.copy_from_slice(from);
            let outer = (0..run_axis).rev().find(|&axis| index[axis] + 1 < common[axis].end);
            let Some(axis) = outer else { return };
            index[axis] += 1;
            for after in axis + 1..run_axis {
                index[after] = common[after].start;
            }
        }
    }

    /// The axis from which on what is common is one run of bytes in both boxes.
    fn run_axis(&self, into: &Self, common: &[Range<usize>]) -> usize {
        let mut axis = common.len().saturating_sub(1);
        while axis > 0 && self.ranges[axis] == common[axis] && into.ranges[axis] == common[axis] {
            axis -= 1;
        }
        axis
    }

    /// How many elements of this box are before the one at an index of the array.
    fn offset(&self, index: &[usize]) -> usize {
        std::iter::zip(&self.ranges, index)
            .fold(0, |offset, (range, &at)| offset * range.len() + (at - range.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_gets_its_part_of_every_chunk() {
        let (rows, columns, chunk) = (5, 7, [2, 3]);
        let element = |row: usize, column: usize| u8::try_from(row * columns + column).unwrap();
        for (top, left) in [(0, 0), (1, 2), (4, 6), (2, 0)] {
            for (bottom, right) in [(5, 7), (5, 3), (3, 7), (top + 1, left + 1)] {
                let window = Tile::new(vec![top..bottom, left..right]);
                let shape = [bottom.saturating_sub(top), right.saturating_sub(left)];
                let mut target = vec![99; shape[0] * shape[1]];
                for down in 0..3 {
                    for across in 0..3 {
                        let tile = Tile::chunk(&[down, across], &chunk);
                        let bytes: Vec<u8> = tile.ranges[0]
                            .clone()
                            .flat_map(|row| {
                                tile.ranges[1].clone().map(move |column| element(row, column))
                            })
                            .collect();
                        tile.copy(&bytes, &window, &mut target, 1);
                    }
                }
                let expected: Vec<u8> = (top..bottom.min(rows))
                    .flat_map(|row| (left..right).map(move |column| element(row, column)))
                    .collect();
                assert_eq!(target, expected, "{top}..{bottom}, {left}..{right}");
            }
        }
    }

    #[test]
    fn a_scalar_is_copied() {
        let (scalar, mut target) = (Tile::new(Vec::new()), [0, 0]);
        scalar.copy(&[1, 2], &scalar, &mut target, 2);
        assert_eq!(target, [1, 2]);
    }
}
