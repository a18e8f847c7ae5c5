//! From the chunks of an array to a window.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arrayscope_core::dtype::ByteOrder;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::codec::{Content, Pipeline, Shard, decode, stored_most};
use super::store::{Part, Store};
use super::target::Target;
use super::tiles::{Tile, Tiles};
use super::trouble::Trouble;

/// The place of a chunk that is not there, in the index of a shard.
const MISSING: u64 = u64::MAX;

/// Bytes of the indices that are kept of one array.
const KEPT_BYTES: usize = 16 << 20;

/// The indices of the shards that were read last, by key: a slider that moves through a
/// shard reads its index once.
#[derive(Debug, Default)]
pub(super) struct Indices(Mutex<HashMap<String, Arc<Vec<u8>>>>);

/// One window that is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub(super) store: &'a dyn Store,
    pub(super) indices: &'a Indices,
    /// What stands for elements that are not there.
    pub(super) fill: &'a [u8],
    pub(super) target: &'a Target,
}

/// Where the bytes of a chunk are.
#[derive(Clone, Copy, Debug)]
enum Blob<'a> {
    /// All of a value of the store.
    Value(&'a str),
    /// So many bytes of a value.
    Range { key: &'a str, at: u64, nbytes: u64 },
}

impl Blob<'_> {
    /// A part of the bytes; `None` if there are none at all.
    fn get(&self, store: &dyn Store, part: Part, most: u64) -> Result<Option<Vec<u8>>, Trouble> {
        match *self {
            Self::Value(key) => store.get(key, part, most),
            Self::Range { key, at: start, nbytes } => {
                let (at, nbytes) = part.within(nbytes, most)?;
                // Where a chunk starts comes out of an index.
                let at = start.saturating_add(at);
                store.get(key, Part::Range { at, nbytes }, most)
            }
        }
    }
}

impl Reading<'_> {
    /// Reads what the window has of the chunk at `key`.
    pub(super) fn chunk(&self, pipeline: &Pipeline, key: &str, tile: &Tile) -> Result<(), Trouble> {
        self.piece(pipeline, Blob::Value(key), tile)
    }

    fn piece(&self, pipeline: &Pipeline, blob: Blob<'_>, tile: &Tile) -> Result<(), Trouble> {
        match &pipeline.content {
            Content::Elements => {
                let nbytes = pipeline.nbytes();
                let most = stored_most(&pipeline.codecs, nbytes);
                let Some(stored) = blob.get(self.store, Part::All, most)? else {
                    self.target.fill(tile, self.fill);
                    return Ok(());
                };
                let chunk = decode(&pipeline.codecs, stored, nbytes)?;
                self.target.copy(tile, &chunk, &pipeline.strides());
                Ok(())
            }
            Content::Shard(shard) if pipeline.codecs.is_empty() => {
                self.shard(pipeline, shard, blob, tile)
            }
            Content::Shard(_) => {
                let found = "a shard that is encoded as a whole";
                Err(Trouble::unsupported(found, "shards whose chunks are encoded are read"))
            }
        }
    }

    fn shard(
        &self,
        pipeline: &Pipeline,
        shard: &Shard,
        blob: Blob<'_>,
        tile: &Tile,
    ) -> Result<(), Trouble> {
        let Some(index) = self.index(shard, blob)? else {
            self.target.fill(tile, self.fill);
            return Ok(());
        };
        let tiles = Tiles::new(&tile.inside, &shard.inner.shape)?;
        let one = |number: usize| {
            let mut inner = tiles.get(number);
            std::iter::zip(&mut inner.at, &tile.at).for_each(|(at, start)| *at += start);
            let position = shard.position(&inner.chunk, &pipeline.axes);
            let (at, nbytes) = entry(&index, position, shard.index_order);
            if (at, nbytes) == (MISSING, MISSING) {
                self.target.fill(&inner, self.fill);
                return Ok(());
            }
            let inside = |trouble| within(trouble, &inner.chunk, at);
            let blob = match blob {
                Blob::Value(key) => Blob::Range { key, at, nbytes },
                Blob::Range { key, at: start, nbytes: whole } => {
                    Part::Range { at, nbytes }.within(whole, whole).map_err(inside)?;
                    Blob::Range { key, at: start.saturating_add(at), nbytes }
                }
            };
            self.piece(&shard.inner, blob, &inner).map_err(inside)
        };
        in_parallel(self.store, &shard.inner, tiles.count(), one)
    }

    /// The index of a shard: offset and length of each chunk, eight bytes each. `None` if
    /// the shard is not there.
    fn index(&self, shard: &Shard, blob: Blob<'_>) -> Result<Option<Arc<Vec<u8>>>, Trouble> {
        let key = if let Blob::Value(key) = blob { Some(key) } else { None };
        if let Some(kept) = key.and_then(|key| self.indices.get(key)) {
            return Ok(Some(kept));
        }
        // Sixteen bytes for each chunk, of which there are as many as fit in an address.
        let nbytes = (shard.count() as u64).saturating_mul(16);
        let stored = stored_most(&shard.index_codecs, nbytes);
        let part = if shard.index_is_first {
            Part::Range { at: 0, nbytes: stored }
        } else {
            Part::Last { nbytes: stored }
        };
        let in_index = |trouble| match trouble {
            Trouble::Malformed { byte_offset, found, expected } => {
                let expected = format!("{expected} for the index of the shard");
                Trouble::Malformed { byte_offset, found, expected }
            }
            other => other,
        };
        let Some(bytes) = blob.get(self.store, part, stored).map_err(in_index)? else {
            return Ok(None);
        };
        let index = Arc::new(decode(&shard.index_codecs, bytes, nbytes).map_err(in_index)?);
        if let Some(key) = key {
            self.indices.keep(key, &index);
        }
        Ok(Some(index))
    }
}

impl Indices {
    fn get(&self, key: &str) -> Option<Arc<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: &str, index: &Arc<Vec<u8>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let total: usize = kept.values().map(|index| index.len()).sum();
        if total + index.len() > KEPT_BYTES {
            kept.clear();
        }
        if index.len() <= KEPT_BYTES {
            kept.insert(key.to_owned(), Arc::clone(index));
        }
    }
}

/// Offset and length of a chunk in a shard.
fn entry(index: &[u8], position: usize, order: ByteOrder) -> (u64, u64) {
    let number = |at: usize| {
        let bytes = index.get(at..at + 8).and_then(|bytes| bytes.first_chunk::<8>());
        let bytes = *bytes.unwrap_or(&[u8::MAX; 8]);
        if order == ByteOrder::Big { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) }
    };
    (number(position * 16), number(position * 16 + 8))
}

/// Says which chunk of a shard it is about.
fn within(trouble: Trouble, chunk: &[usize], at: u64) -> Trouble {
    match trouble {
        Trouble::Malformed { byte_offset, found, expected } => Trouble::Malformed {
            byte_offset,
            found: format!("{found} in its chunk {chunk:?}, which starts at byte {at}"),
            expected,
        },
        other => other,
    }
}

/// Bytes of chunks of a far store in memory at once, packed and unpacked.
#[cfg(feature = "remote")]
const FAR_BYTES: u64 = 128 << 20;

/// Chunks that a far store is asked for at the same time.
#[cfg(feature = "remote")]
const FAR_AT_ONCE: u64 = 16;

/// The same of shards, each of which asks for as many of its own.
#[cfg(feature = "remote")]
const FAR_SHARDS_AT_ONCE: u64 = 4;

/// Runs `one` for each number below `count`, each of which reads a chunk: on all cores where
/// there are several, and many at the same time where the store is far. The error is that of
/// one that failed.
pub(super) fn in_parallel<E: Send>(
    store: &dyn Store,
    chunk: &Pipeline,
    count: usize,
    one: impl Fn(usize) -> Result<(), E> + Sync + Send,
) -> Result<(), E> {
    if count == 1 {
        return one(0);
    }
    #[cfg(feature = "remote")]
    if store.is_far() {
        let in_memory = chunk.innermost().nbytes().saturating_mul(2).max(1);
        let is_shard = matches!(chunk.content, Content::Shard(_));
        let most = if is_shard { FAR_SHARDS_AT_ONCE } else { FAR_AT_ONCE };
        let most = (FAR_BYTES / in_memory).clamp(2, most);
        return crate::io::at_once(usize::try_from(most).unwrap_or(2), count, one);
    }
    #[cfg(not(feature = "remote"))]
    let _ = (store, chunk);
    (0..count).into_par_iter().try_for_each(one)
}
