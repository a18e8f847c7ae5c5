//! Where the elements of a dataset are.
//!
//! Source: HDF5 File Format Specification 3.0, section IV.A.2.i.

use super::super::structure::{Cursor, Fault, Parsed, to_usize};

/// How the elements of a dataset are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) enum DataLayout {
    /// In the message.
    Compact(Vec<u8>),
    /// One after the other; `None` until somebody writes one.
    Contiguous(Option<u64>),
    /// In chunks.
    Chunked(Chunks),
}

/// How a dataset is cut into chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Chunks {
    /// Lengths per axis, in elements.
    pub(in crate::hdf5) shape: Vec<u64>,
    pub(in crate::hdf5) index: ChunkIndex,
    /// Where the index is, or the chunk where there is one; `None` until somebody writes.
    pub(in crate::hdf5) address: Option<u64>,
    /// Whether chunks that stick out of the array are kept without filters.
    pub(in crate::hdf5) partial_are_plain: bool,
}

/// How the chunks of a dataset are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::hdf5) enum ChunkIndex {
    /// A B-tree of version 1.
    Tree1,
    /// There is one chunk; filtered, of this many bytes, with some filters left out.
    Single { filtered: Option<(u64, u32)> },
    /// One after the other, all of them, without filters.
    Implicit,
    /// A table as large as the array can become.
    Fixed,
    /// A table that grows along one axis.
    Extensible,
    /// A B-tree of version 2.
    Tree2,
}

impl DataLayout {
    /// Parses a message.
    pub(in crate::hdf5) fn parse(cursor: &mut Cursor<'_>) -> Parsed<Self> {
        match cursor.version(&[1, 2, 3, 4, 5], "a layout")? {
            1 | 2 => Self::first(cursor),
            version => Self::later(cursor, version),
        }
    }

    /// Versions 1 and 2.
    fn first(cursor: &mut Cursor<'_>) -> Parsed<Self> {
        let ndim = usize::from(cursor.u8()?);
        let class = cursor.u8()?;
        cursor.take(5)?;
        let address = if class == 0 { None } else { cursor.address()? };
        let at = cursor.at();
        let lengths = lengths(cursor, ndim, 4)?;
        match class {
            0 => {
                let nbytes = to_usize(u64::from(cursor.u32()?), at)?;
                Ok(Self::Compact(cursor.take(nbytes)?.to_vec()))
            }
            1 => Ok(Self::Contiguous(address)),
            2 => chunked(lengths, ChunkIndex::Tree1, address, false, at),
            class => Err(unknown(class, at)),
        }
    }

    /// Versions 3 to 5.
    fn later(cursor: &mut Cursor<'_>, version: u8) -> Parsed<Self> {
        let at = cursor.at();
        match cursor.u8()? {
            0 => {
                let nbytes = cursor.count()?;
                Ok(Self::Compact(cursor.take(nbytes)?.to_vec()))
            }
            1 => Ok(Self::Contiguous(cursor.address()?)),
            2 if version == 3 => {
                let ndim = usize::from(cursor.u8()?);
                let address = cursor.address()?;
                chunked(lengths(cursor, ndim, 4)?, ChunkIndex::Tree1, address, false, at)
            }
            2 => {
                let flags = cursor.u8()?;
                let (ndim, nbytes) = (usize::from(cursor.u8()?), usize::from(cursor.u8()?));
                let lengths = lengths(cursor, ndim, nbytes)?;
                let index = index(cursor, flags)?;
                chunked(lengths, index, cursor.address()?, flags & 1 != 0, at)
            }
            3 => Err(Fault::unsupported(
                "a virtual dataset, whose values are in other files",
                "other files are not followed: open them by their own names",
            )),
            class => Err(unknown(class, at)),
        }
    }
}

fn lengths(cursor: &mut Cursor<'_>, ndim: usize, nbytes: usize) -> Parsed<Vec<u64>> {
    (0..ndim).map(|_| cursor.uint(nbytes)).collect()
}

/// The lengths of a chunk, behind which stands the bytes of an element.
fn chunked(
    mut shape: Vec<u64>,
    index: ChunkIndex,
    address: Option<u64>,
    partial_are_plain: bool,
    at: u64,
) -> Parsed<DataLayout> {
    let element = shape.pop();
    if element.is_none() || shape.contains(&0) {
        return Err(Fault::malformed(at, "a chunk of no elements", "lengths of 1 or more"));
    }
    Ok(DataLayout::Chunked(Chunks { shape, index, address, partial_are_plain }))
}

/// The index of versions 4 and 5; what else it says stands at the index, too.
fn index(cursor: &mut Cursor<'_>, flags: u8) -> Parsed<ChunkIndex> {
    let at = cursor.at();
    Ok(match cursor.u8()? {
        1 if flags & 2 != 0 => {
            ChunkIndex::Single { filtered: Some((cursor.length()?, cursor.u32()?)) }
        }
        1 => ChunkIndex::Single { filtered: None },
        2 => ChunkIndex::Implicit,
        3 => {
            cursor.take(1)?;
            ChunkIndex::Fixed
        }
        4 => {
            cursor.take(5)?;
            ChunkIndex::Extensible
        }
        5 => {
            cursor.take(6)?;
            ChunkIndex::Tree2
        }
        kind => {
            return Err(Fault::malformed(at, format!("an index of kind {kind}"), "kind 1 to 5"));
        }
    })
}

fn unknown(class: u8, at: u64) -> Fault {
    Fault::malformed(at, format!("a layout of class {class}"), "class 0 to 3")
}
