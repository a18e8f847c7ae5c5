//! The window that is being filled.

use std::sync::{Mutex, PoisonError};

use super::tiles::Tile;

/// The elements of a window, dense and in C order, which chunks are copied to from several
/// threads.
#[derive(Debug)]
pub(super) struct Target {
    bytes: Mutex<Vec<u8>>,
    strides: Vec<usize>,
    itemsize: usize,
}

/// An axis of a block that is copied: how many elements, and the steps in bytes.
#[derive(Clone, Copy, Debug)]
struct Axis {
    count: usize,
    from: usize,
    to: usize,
}

impl Target {
    /// `bytes` are all elements of the window, zeroed.
    pub(super) fn new(bytes: Vec<u8>, shape: &[usize], itemsize: usize) -> Self {
        let mut strides = vec![itemsize; shape.len()];
        for axis in (1..shape.len()).rev() {
            strides[axis - 1] = strides[axis] * shape[axis];
        }
        Self { bytes: Mutex::new(bytes), strides, itemsize }
    }

    /// What was filled.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Copies what the window has of a chunk, whose elements lie at `strides`.
    pub(super) fn copy(&self, tile: &Tile, chunk: &[u8], strides: &[usize]) {
        let starts = tile.inside.iter().map(|range| range.start);
        let start: usize = std::iter::zip(starts, strides).map(|(at, stride)| at * stride).sum();
        let mut outer = self.axes(tile, strides);
        let itemsize = self.itemsize;
        let row = outer.pop().unwrap_or(Axis { count: 1, from: itemsize, to: itemsize });
        let to: usize =
            std::iter::zip(&tile.at, &self.strides).map(|(at, stride)| at * stride).sum();
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut index = vec![0; outer.len()];
        loop {
            let place = |step: fn(&Axis) -> usize| -> usize {
                std::iter::zip(&index, &outer).map(|(at, axis)| at * step(axis)).sum()
            };
            let from = &chunk[start + place(|axis| axis.from)..];
            row.copy(from, &mut bytes[to + place(|axis| axis.to)..], itemsize);
            if !advance(&mut index, &outer) {
                return;
            }
        }
    }

    /// Fills what the window has of a chunk that is not there.
    pub(super) fn fill(&self, tile: &Tile, element: &[u8]) {
        // The window is zeroed already.
        if element.iter().any(|&byte| byte != 0) {
            self.copy(tile, element, &vec![0; self.strides.len()]);
        }
    }

    /// The axes of a tile, slowest first; those that go on where the next one ends are one.
    fn axes(&self, tile: &Tile, strides: &[usize]) -> Vec<Axis> {
        let mut axes: Vec<Axis> = Vec::with_capacity(strides.len());
        for (at, range) in tile.inside.iter().enumerate().filter(|(_, range)| range.len() != 1) {
            let axis = Axis { count: range.len(), from: strides[at], to: self.strides[at] };
            match axes.last_mut() {
                Some(outer)
                    if outer.from == axis.from * axis.count && outer.to == axis.to * axis.count =>
                {
                    *outer = Axis { count: outer.count * axis.count, ..axis };
                }
                _ => axes.push(axis),
            }
        }
        axes
    }
}

impl Axis {
    /// Copies the elements along it.
    fn copy(self, from: &[u8], to: &mut [u8], itemsize: usize) {
        if self.from == itemsize && self.to == itemsize {
            let nbytes = self.count * itemsize;
            to[..nbytes].copy_from_slice(&from[..nbytes]);
            return;
        }
        match itemsize {
            1 => self.copy_each::<1>(from, to),
            2 => self.copy_each::<2>(from, to),
            4 => self.copy_each::<4>(from, to),
            8 => self.copy_each::<8>(from, to),
            _ => {
                for at in 0..self.count {
                    let (from, to) = (&from[at * self.from..], &mut to[at * self.to..]);
                    to[..itemsize].copy_from_slice(&from[..itemsize]);
                }
            }
        }
    }

    /// With the size known, copying an element is no call.
    fn copy_each<const N: usize>(self, from: &[u8], to: &mut [u8]) {
        for at in 0..self.count {
            let (from, to) = (&from[at * self.from..], &mut to[at * self.to..]);
            to[..N].copy_from_slice(&from[..N]);
        }
    }
}

/// The next index in C order; `false` after the last one.
fn advance(index: &mut [usize], axes: &[Axis]) -> bool {
    for (at, axis) in std::iter::zip(index, axes).rev() {
        *at += 1;
        if *at < axis.count {
            return true;
        }
        *at = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_transposed_chunk_lands_where_it_belongs() {
        // A chunk of 3 × 4 whose columns are stored one after the other.
        let chunk: Vec<u8> = (0..12).collect();
        let target = Target::new(vec![99; 2 * 5], &[2, 5], 1);
        let tile = Tile { chunk: vec![0, 0], inside: vec![1..3, 1..4], at: vec![0, 2] };
        target.copy(&tile, &chunk, &[1, 3]);
        assert_eq!(target.into_bytes(), [99, 99, 4, 7, 10, 99, 99, 5, 8, 11]);
    }

    #[test]
    fn what_is_not_there_is_filled() {
        let target = Target::new(vec![0; 2 * 3 * 2], &[2, 3], 2);
        let tile = Tile { chunk: vec![0, 0], inside: vec![0..2, 5..6], at: vec![0, 1] };
        target.fill(&tile, &[1, 2]);
        assert_eq!(target.into_bytes(), [0, 0, 1, 2, 0, 0, 0, 0, 1, 2, 0, 0]);
    }

    #[test]
    fn axes_that_go_on_are_one() {
        let target = Target::new(vec![0; 24], &[2, 3, 4], 1);
        let tile = Tile { chunk: vec![0; 3], inside: vec![0..2, 0..3, 0..4], at: vec![0; 3] };
        assert_eq!(target.axes(&tile, &[12, 4, 1]).len(), 1);
        assert_eq!(target.axes(&tile, &[1, 2, 6]).len(), 3);
    }
}
