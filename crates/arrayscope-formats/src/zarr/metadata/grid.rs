//! Which chunk an element is in, and the key of that chunk.
//!
//! Sources: Zarr core specification version 3.0, "Regular grids" and "Chunk key encoding";
//! Zarr storage specification version 2, "Chunks".

use arrayscope_core::Layout;
use arrayscope_core::layout::shape_text;

use crate::zarr::trouble::Trouble;

/// The grid of chunks of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::zarr) struct Grid {
    /// Lengths per axis, none of them 0.
    pub(in crate::zarr) chunk_shape: Vec<usize>,
    pub(in crate::zarr) keys: ChunkKeys,
}

/// How the keys of chunks are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::zarr) enum ChunkKeys {
    /// `c/0/1`, of version 3.
    Default { separator: char },
    /// `0.1`, of version 2.
    V2 { separator: char },
}

impl Grid {
    /// A grid over an array; `text` is its document, for messages.
    pub(super) fn new(
        shape: &[usize],
        mut chunk_shape: Vec<usize>,
        itemsize: usize,
        keys: ChunkKeys,
        text: &[u8],
    ) -> Result<Self, Trouble> {
        let refuse = |chunks: &[usize], expected: String| {
            let at = crate::json::position_of(text, "chunk") as u64;
            Trouble::malformed(at, format!("chunks of shape {}", shape_text(chunks)), expected)
        };
        if chunk_shape.len() != shape.len() {
            let expected = format!("{} axes, as the array has", shape.len());
            return Err(refuse(&chunk_shape, expected));
        }
        // Writers of old took the length of the axis, 0, where there is nothing to cut.
        for (chunk, length) in std::iter::zip(&mut chunk_shape, shape) {
            if *chunk == 0 && *length == 0 {
                *chunk = 1;
            }
        }
        if chunk_shape.contains(&0) {
            return Err(refuse(&chunk_shape, "at least one element along each axis".to_owned()));
        }
        if let Err(error) = Layout::c_order(&chunk_shape, itemsize) {
            let expected = format!("chunks that fit in memory addresses ({error})");
            return Err(refuse(&chunk_shape, expected));
        }
        Ok(Self { chunk_shape, keys })
    }
}

impl ChunkKeys {
    /// The key of the chunk at `index`, below that of its array.
    pub(in crate::zarr) fn key(self, index: &[usize]) -> String {
        let joined = |separator: char| {
            let parts: Vec<String> = index.iter().map(ToString::to_string).collect();
            parts.join(&separator.to_string())
        };
        match self {
            Self::Default { .. } if index.is_empty() => "c".to_owned(),
            Self::Default { separator } => format!("c{separator}{}", joined(separator)),
            Self::V2 { .. } if index.is_empty() => "0".to_owned(),
            Self::V2 { separator } => joined(separator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_specifications() {
        let default = |separator| ChunkKeys::Default { separator };
        assert_eq!(default('/').key(&[1, 23, 45]), "c/1/23/45");
        assert_eq!(default('.').key(&[1, 23]), "c.1.23");
        assert_eq!(default('/').key(&[]), "c");
        assert_eq!(ChunkKeys::V2 { separator: '.' }.key(&[1, 23]), "1.23");
        assert_eq!(ChunkKeys::V2 { separator: '/' }.key(&[]), "0");
    }

    #[test]
    fn chunks_of_no_elements_are_refused_where_there_are_elements() {
        let keys = ChunkKeys::V2 { separator: '.' };
        let grid =
            |shape: &[usize], chunks: &[usize]| Grid::new(shape, chunks.into(), 4, keys, b"");
        assert_eq!(grid(&[0, 3], &[0, 3]).unwrap().chunk_shape, [1, 3]);
        assert!(grid(&[2], &[0]).is_err());
        assert!(grid(&[2], &[1, 1]).is_err());
        assert!(grid(&[2, 2], &[usize::MAX, 2]).is_err());
    }
}
