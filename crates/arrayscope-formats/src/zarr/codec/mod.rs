//! How the elements of a chunk become the bytes that are stored, and back.
//!
//! Sources: Zarr core specification version 3.0, "Codecs"; the specifications of its codecs,
//! <https://zarr-specs.readthedocs.io/en/latest/v3/codecs/>.

mod blosc;
mod bytes;
mod shuffle;
mod v2;
mod v3;

use arrayscope_core::dtype::ByteOrder;

pub(super) use bytes::{Codec, decode, stored_most};
pub(super) use v2::codecs as v2;
pub(super) use v3::pipeline as v3;

/// All that is done to one chunk: its axes in an order, its elements as bytes or as chunks
/// of its own, those bytes encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pipeline {
    /// Lengths of the chunk along the axes of the array.
    pub(super) shape: Vec<usize>,
    /// The axes of the array in the order in which they are stored, slowest first.
    pub(super) axes: Vec<usize>,
    /// What the format calls an order other than C.
    pub(super) reordered: Option<&'static str>,
    pub(super) content: Content,
    /// What was done to the bytes, in that order.
    pub(super) codecs: Vec<Codec>,
    /// Bytes of an element.
    pub(super) itemsize: usize,
}

/// What the bytes of a chunk are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The elements, one after the other.
    Elements,
    /// Chunks and where each of them is.
    Shard(Box<Shard>),
}

/// How chunks are kept in one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// What is done to each chunk.
    pub(super) inner: Pipeline,
    /// How many chunks there are along the axes of the array.
    pub(super) counts: Vec<usize>,
    pub(super) index_order: ByteOrder,
    /// What was done to the index: nothing, or a checksum.
    pub(super) index_codecs: Vec<Codec>,
    pub(super) index_is_first: bool,
}

impl Pipeline {
    /// Chunks of elements, as version 2 has them.
    pub(super) fn of_elements(
        shape: Vec<usize>,
        axes: Vec<usize>,
        itemsize: usize,
        codecs: Vec<Codec>,
    ) -> Self {
        let reordered = (!axes.is_sorted()).then_some("F order");
        Self { shape, axes, reordered, content: Content::Elements, codecs, itemsize }
    }

    /// Bytes of the elements; chunks are made of lengths whose product fits.
    pub(super) fn nbytes(&self) -> u64 {
        let size: usize = self.shape.iter().product();
        (size * self.itemsize) as u64
    }

    /// Steps in bytes between elements along the axes of the array.
    pub(super) fn strides(&self) -> Vec<usize> {
        in_order(&self.shape, &self.axes, self.itemsize)
    }

    /// The chunks that are decoded as one: those of the innermost shards.
    pub(super) fn innermost(&self) -> &Self {
        match &self.content {
            Content::Elements => self,
            Content::Shard(shard) => shard.inner.innermost(),
        }
    }

    /// What was done, by the names of the format.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.reordered.iter().map(|&name| name.to_owned()).collect();
        if let Content::Shard(shard) = &self.content {
            names.push("sharding_indexed".to_owned());
            names.extend(shard.inner.names());
        }
        names.extend(self.codecs.iter().map(|codec| codec.name().to_owned()));
        names
    }
}

impl Shard {
    /// How many chunks there are.
    pub(super) fn count(&self) -> usize {
        self.counts.iter().product()
    }

    /// The place of a chunk in the index, whose axes are ordered like those of the shard.
    pub(super) fn position(&self, chunk: &[usize], axes: &[usize]) -> usize {
        let strides = in_order(&self.counts, axes, 1);
        std::iter::zip(chunk, strides).map(|(at, stride)| at * stride).sum()
    }
}

/// Strides of a dense block whose axes are stored in the order `axes`, slowest first.
fn in_order(shape: &[usize], axes: &[usize], itemsize: usize) -> Vec<usize> {
    let mut strides = vec![0; shape.len()];
    let mut step = itemsize;
    for &axis in axes.iter().rev() {
        strides[axis] = step;
        step *= shape[axis];
    }
    strides
}

/// Unpacks a frame of zstd, as other formats have it in their chunks: at most `most` bytes,
/// or what is wrong with them.
#[cfg(feature = "hdf5")]
pub(crate) fn unpack_zstd(bytes: &[u8], most: u64) -> Result<Vec<u8>, String> {
    bytes::zstd(bytes, most).map_err(|trouble| trouble.because())
}

/// Unpacks a container of Blosc, as other formats have it in their chunks: at most `most`
/// bytes, or what is wrong with them.
#[cfg(feature = "hdf5")]
pub(crate) fn unpack_blosc(bytes: &[u8], most: u64) -> Result<Vec<u8>, String> {
    blosc::decode(bytes, most).map_err(|trouble| trouble.because())
}
