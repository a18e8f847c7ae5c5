//! Chunks that a B-tree lists by their place.

use super::super::dataset::Chunked;
use super::super::structure::{Cursor, Fault, Parsed, Store, btree1, btree2};
use super::{Located, Region};

/// Chunks of a B-tree of version 1. Keys are element offsets, one more than there are axes.
pub(super) fn first(store: &Store, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
    let corner = |places: &[u64]| -> Vec<u64> {
        let places = std::iter::zip(places, &chunked.shape);
        places.map(|(place, &length)| place.saturating_mul(length as u64)).collect()
    };
    let (low, high) = (corner(&region.first), corner(&region.last));
    let mut found = Found { store, chunked, region, low, high, chunks: Vec::new() };
    let kind = btree1::Kind { number: 1, key_nbytes: 8 + 8 * (chunked.ndim + 1) };
    btree1::walk(store, chunked.address, kind, &mut found)?;
    Ok(found.chunks)
}

/// The chunks found so far, and what is looked for.
struct Found<'a> {
    store: &'a Store,
    chunked: &'a Chunked,
    region: &'a Region,
    /// The first element of the first and of the last chunk.
    low: Vec<u64>,
    high: Vec<u64>,
    chunks: Vec<Located>,
}

impl Found<'_> {
    /// The offsets of a key.
    fn offsets(&self, key: &[u8]) -> Vec<u64> {
        let words = key[8..].as_chunks::<8>().0.iter().take(self.chunked.ndim);
        words.map(|word| u64::from_le_bytes(*word)).collect()
    }
}

impl btree1::Visitor for Found<'_> {
    fn wants(&self, low: &[u8], high: &[u8]) -> bool {
        // Keys are in lexicographic order.
        self.offsets(low) <= self.high && self.offsets(high) > self.low
    }

    fn visit(&mut self, key: &[u8], child: u64, at: u64) -> Parsed<()> {
        let offsets = self.offsets(key);
        let mut key = Cursor::new(key, at, self.store.sizes);
        let (nbytes, left_out) = (u64::from(key.u32()?), key.u32()?);
        let place = places(&offsets, self.chunked, at)?;
        if self.region.contains(&place) {
            self.chunks.push(Located { place, address: child, nbytes, left_out });
        }
        Ok(())
    }
}

/// The place of a chunk that starts at these offsets.
fn places(offsets: &[u64], chunked: &Chunked, at: u64) -> Parsed<Vec<u64>> {
    let pairs = std::iter::zip(offsets, &chunked.shape);
    let place = |(&offset, &length): (&u64, &usize)| {
        let length = length as u64;
        offset.is_multiple_of(length).then(|| offset / length)
    };
    pairs.map(place).collect::<Option<_>>().ok_or_else(|| {
        Fault::malformed(at, format!("a chunk at {offsets:?}"), "a multiple of the chunks' shape")
    })
}

/// Chunks of a B-tree of version 2. Records have places.
pub(super) fn second(store: &Store, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
    let mut chunks = Vec::new();
    let is_filtered = !chunked.filters.is_empty();
    let kind = if is_filtered { 11 } else { 10 };
    btree2::records(store, chunked.address, kind, &mut |record, at| {
        let mut cursor = Cursor::new(record, at, store.sizes);
        let address = cursor.known_address("chunk")?;
        let (mut nbytes, mut left_out) = (chunked.nbytes as u64, 0);
        if is_filtered {
            let size = cursor.rest().len().saturating_sub(4 + 8 * chunked.ndim);
            (nbytes, left_out) = (cursor.uint(size)?, cursor.u32()?);
        }
        let place: Vec<u64> = (0..chunked.ndim).map(|_| cursor.uint(8)).collect::<Parsed<_>>()?;
        if region.contains(&place) {
            chunks.push(Located { place, address, nbytes, left_out });
        }
        Ok(())
    })?;
    Ok(chunks)
}
