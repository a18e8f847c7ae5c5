//! Where the chunks of a dataset are.
//!
//! Source: HDF5 File Format Specification 3.0, appendix C.

mod extensible;
mod fixed;
mod table;
mod trees;

use super::dataset::Chunked;
use super::object::ChunkIndex;
use super::structure::{Fault, Parsed, Store};

/// A chunk that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// Which one: its place in the grid of chunks.
    pub(super) place: Vec<u64>,
    pub(super) address: u64,
    /// Bytes in the file.
    pub(super) nbytes: u64,
    /// A bit for each filter that was not applied.
    pub(super) left_out: u32,
}

/// The chunks from one place of the grid to another, which is among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) first: Vec<u64>,
    pub(super) last: Vec<u64>,
}

impl Region {
    /// All chunks of a grid that has some.
    pub(super) fn all(grid: &[u64]) -> Self {
        let last = grid.iter().map(|chunks| chunks.saturating_sub(1)).collect();
        Self { first: vec![0; grid.len()], last }
    }

    /// How many chunks it has.
    pub(super) fn count(&self) -> u64 {
        let lengths = std::iter::zip(&self.first, &self.last);
        lengths.map(|(first, last)| last - first + 1).fold(1, u64::saturating_mul)
    }

    /// One of its chunks, counted in C order.
    pub(super) fn one(&self, mut number: u64) -> Self {
        let mut place = self.first.clone();
        for (place, last) in std::iter::zip(&mut place, &self.last).rev() {
            let length = last - *place + 1;
            *place += number % length;
            number /= length;
        }
        Self { last: place.clone(), first: place }
    }

    /// Whether a place is inside.
    pub(super) fn contains(&self, place: &[u64]) -> bool {
        std::iter::zip(place, std::iter::zip(&self.first, &self.last))
            .all(|(place, (first, last))| (first..=last).contains(&place))
    }
}

/// The chunks of a region that somebody wrote, each once, by place.
pub(super) fn locate(store: &Store, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
    let mut found = match chunked.index {
        ChunkIndex::Tree1 => trees::first(store, chunked, region)?,
        ChunkIndex::Tree2 => trees::second(store, chunked, region)?,
        ChunkIndex::Single { filtered } => {
            let (nbytes, left_out) = filtered.unwrap_or((chunked.nbytes as u64, 0));
            let place = vec![0; chunked.ndim];
            vec![Located { place, address: chunked.address, nbytes, left_out }]
        }
        ChunkIndex::Implicit => table::walk(chunked, region, None, &mut |number, place| {
            let nbytes = chunked.nbytes as u64;
            let address = number.checked_mul(nbytes)?.checked_add(chunked.address)?;
            Some(Ok(Some(Located { place, address, nbytes, left_out: 0 })))
        })?,
        ChunkIndex::Fixed => fixed::locate(store, chunked, region)?,
        ChunkIndex::Extensible => extensible::locate(store, chunked, region)?,
    };
    // A chunk that a damaged index has twice is unpacked once.
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found.dedup_by(|later, first| later.place == first.place);
    for chunk in &found {
        store.check(chunk.address, chunk.nbytes, "a chunk")?;
        if chunk.nbytes == 0 {
            let found = "a chunk of no bytes";
            return Err(Fault::malformed(store.at(chunk.address), found, "at least one"));
        }
    }
    Ok(found)
}
