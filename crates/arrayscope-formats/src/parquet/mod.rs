//! Parquet: columns in row groups, in pages that are encoded and compressed.
//!
//! Source: the specification of Apache Parquet 2.11, `parquet.thrift` and `Encodings.md`.
//! Only what numbers need is read; see ARCHITECTURE.md for why not by the `parquet` crate.

mod chunk;
mod footer;
mod levels;
mod page;
mod schema;
mod thrift;
mod values;

use std::ops::Range;
use std::sync::Arc;

use self::chunk::{ChunkReader, Leaf, List};
use self::footer::{Chunk, Footer};
use self::page::Pages;
use self::schema::{Element, Physical, Repetition};
use self::thrift::Thrift;
use crate::arrow::{Rows, fixed_size_lists};
use crate::columns::{Codec, Column, Columns, Found, Nulls, Sink, Store};
use crate::container::Cost;
use crate::error::Result;
use crate::io::{File, ReadAt as _};
use crate::limits::LONGEST_HEADER;
use crate::place::Place;

const MAGIC: &[u8; 4] = b"PAR1";

/// Opens a file whose magic has been seen.
pub(crate) fn open(file: File, path: &str) -> Result<Columns> {
    let place = Place::new(path, "parquet");
    let stored = file.nbytes();
    let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
    let (footer, footer_at) = read_footer(&file, stored, &place)?;
    if footer.is_encrypted {
        return Err(place.unsupported("encrypted columns", "columns that are not are read"));
    }
    let (mut columns, mut leaves, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let lists = footer.arrow.as_deref().map(fixed_size_lists).unwrap_or_default();
    let (mut at, mut chunk, mut top) = (1, 0, 0);
    while at < footer.schema.len() {
        top += 1;
        let element = &footer.schema[at];
        let end = subtree_end(&footer.schema, at).ok_or_else(|| {
            let found = format!("a schema that ends inside of {} columns", element.children);
            place.malformed(footer_at, found, "as many columns as it declares")
        })?;
        let inside = &footer.schema[at..end];
        match describe(inside, lists.get(&element.name)) {
            Ok((column, leaf)) => {
                let may_be_null = leaf.is_optional || leaf.list.is_some_and(|l| l.is_optional);
                let nulls = if may_be_null { nulls(&footer, chunk) } else { Nulls::Counted(0) };
                columns.push(column.with_nulls(nulls));
                leaves.push((leaf, chunk));
            }
            Err(kind) => left_out.push((element.name.clone(), kind.to_owned())),
        }
        chunk += inside.iter().filter(|element| element.children == 0).count();
        at = end;
    }
    let declared = footer.schema.first().map_or(0, |root| root.children);
    if top != declared {
        let found = format!("a schema of {top} columns");
        return Err(place.malformed(footer_at, found, declared.to_string()));
    }
    let groups = groups(&footer, &leaves, footer_at, &place)?;
    if let Some(group) = footer.groups.first() {
        for (column, (_, chunk)) in std::iter::zip(&mut columns, &leaves) {
            let codec = codec(group.chunks[*chunk].codec).ok().and_then(Codec::name);
            column.codecs = codec.map(str::to_owned).into_iter().collect();
        }
    }
    let chunks = footer.groups.iter().map(|group| {
        leaves.iter().map(|(_, chunk)| group.chunks[*chunk]).collect::<Box<[Chunk]>>()
    });
    let chunks = chunks.collect();
    let leaves = leaves.into_iter().map(|(leaf, _)| leaf).collect();
    let store = ParquetStore { file: Arc::new(file), leaves, chunks };
    let (cost, notes) = (Cost::Chunks, Vec::new());
    Columns::new(Found { columns, left_out, groups, store, cost, stored, notes }, place)
}

/// The footer, and where it starts.
fn read_footer(file: &File, stored: u64, place: &Place) -> Result<(Footer, u64)> {
    let mut tail = [0; 8];
    let tail_at = stored.saturating_sub(8);
    let got = file.read_full_at(&mut tail, tail_at);
    got.map_err(|error| place.io("read the end of the file", error))?;
    if tail_at < 4 || &tail[4..] != MAGIC {
        let found = crate::npy::described(&tail[4..]);
        let expected = "PAR1 as the last four bytes: the file may be cut short";
        return Err(place.malformed(stored.saturating_sub(4), found, expected));
    }
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    let most = LONGEST_HEADER.min(tail_at - 4);
    if length > most {
        let found = format!("a footer of {length} bytes");
        return Err(place.malformed(tail_at, found, format!("at most {most} bytes")));
    }
    let at = tail_at - length;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    let got = file.read_full_at(&mut bytes, at);
    if got.map_err(|error| place.io("read the footer", error))? < bytes.len() {
        return Err(crate::npy::ended(place, at, "a footer: the file was cut while it was open"));
    }
    let footer = Footer::read(&mut Thrift::new(&bytes))
        .map_err(|broken| place.malformed(at + broken.at as u64, broken.found, broken.expected))?;
    Ok((footer, at))
}

/// Behind the last element of the group of columns that starts at `at`.
fn subtree_end(schema: &[Element], mut at: usize) -> Option<usize> {
    let mut open = 1_usize;
    while open > 0 {
        open = (open - 1).checked_add(schema.get(at)?.children)?;
        at += 1;
    }
    Some(at)
}

/// A column of numbers, or of lists of one length as Arrow's schema has it; else the name of
/// what it is.
fn describe(
    elements: &[Element],
    list: Option<&Rows>,
) -> std::result::Result<(Column, Leaf), &'static str> {
    let (top, leaf, list) = match (elements, list) {
        ([only], _) if only.repetition == Repetition::Repeated => return Err("list"),
        ([only], _) => (only, only, None),
        ([top, middle, leaf], Some(rows))
            if (top.children, middle.children, leaf.children) == (1, 1, 0)
                && middle.repetition == Repetition::Repeated
                && top.repetition != Repetition::Repeated
                && leaf.repetition != Repetition::Repeated =>
        {
            (top, leaf, Some(rows))
        }
        ([top, middle, ..], _)
            if top.children == 1 && middle.repetition == Repetition::Repeated =>
        {
            return Err("list");
        }
        _ => return Err("group of columns"),
    };
    let dtype = leaf.dtype()?;
    let physical = leaf.physical();
    // The schema says both, and could contradict itself.
    let width = match physical {
        Physical::Boolean => 1,
        Physical::Fixed(width) => width,
        Physical::Other(name) => return Err(name),
    };
    if !matches!(width, 1 | 2 | 4 | 8) {
        return Err("bytes");
    }
    let mut column = Column::new(top.name.clone(), dtype.clone());
    let is_optional = |element: &Element| element.repetition == Repetition::Optional;
    let list = list.map(|rows| {
        column = rows.of(column.clone());
        List { length: column.row_size(), is_optional: is_optional(top) }
    });
    Ok((column, Leaf { physical, dtype, is_optional: is_optional(leaf), list }))
}

/// Nulls of a column in all row groups.
fn nulls(footer: &Footer, chunk: usize) -> Nulls {
    let counts = footer.groups.iter().map(|group| group.chunks[chunk].nulls);
    counts
        .map(|count| count.map_or(Nulls::Unknown, Nulls::Counted))
        .fold(Nulls::Counted(0), Nulls::and)
}

/// Rows of each row group; refuses chunks that do not hold them, or lie outside.
fn groups(
    footer: &Footer,
    leaves: &[(Leaf, usize)],
    footer_at: u64,
    place: &Place,
) -> Result<Vec<usize>> {
    let refuse = |found: String, expected: String| place.malformed(footer_at, found, expected);
    let mut groups = Vec::with_capacity(footer.groups.len());
    let mut rows = 0_u64;
    for group in &footer.groups {
        rows = rows.saturating_add(group.rows);
        groups.push(usize::try_from(group.rows).unwrap_or(usize::MAX));
        for (leaf, chunk) in leaves {
            let chunk = group.chunks[*chunk];
            let most = group.rows.saturating_mul(leaf.list.map_or(1, |list| list.length as u64));
            if chunk.values > most || leaf.list.is_none() && chunk.values < most {
                let found = format!("a column of {} values", chunk.values);
                return Err(refuse(found, format!("{most} in a group of {} rows", group.rows)));
            }
            let end = chunk.start.checked_add(chunk.nbytes);
            if !chunk.is_elsewhere && end.is_none_or(|end| end > footer_at) {
                let found = format!("a column of {} bytes at byte {}", chunk.nbytes, chunk.start);
                return Err(refuse(found, format!("an end at byte {footer_at} or before")));
            }
        }
    }
    if rows != footer.rows {
        return Err(refuse(format!("row groups of {rows} rows"), format!("{}", footer.rows)));
    }
    Ok(groups)
}

/// The codec with this number; else its name.
fn codec(code: u8) -> std::result::Result<Codec, &'static str> {
    Ok(match code {
        0 => Codec::Plain,
        1 => Codec::Snappy,
        2 => Codec::Gzip,
        6 => Codec::Zstd,
        7 => Codec::Lz4,
        3 => return Err("LZO"),
        4 => return Err("Brotli"),
        5 => return Err("LZ4 in the framing of Hadoop"),
        _ => return Err("an unknown method"),
    })
}

/// Where the values of the columns are.
#[derive(Debug)]
struct ParquetStore {
    file: Arc<File>,
    leaves: Vec<Leaf>,
    /// Of each row group, one per column.
    chunks: Vec<Box<[Chunk]>>,
}

impl Store for ParquetStore {
    fn read(
        &self,
        group: usize,
        column: usize,
        rows: &Range<usize>,
        sink: &mut Sink<'_>,
        place: &Place,
    ) -> Result<()> {
        let chunk = self.chunks[group][column];
        if chunk.is_elsewhere {
            let found = "a column in another file";
            return Err(place.unsupported(found, "columns of the file itself are read"));
        }
        let codec = codec(chunk.codec).map_err(|name| {
            let found = format!("a column compressed by {name}");
            place.unsupported(found, "Snappy, gzip, Zstandard and LZ4 are read")
        })?;
        let (at, end) = (chunk.start, chunk.start + chunk.nbytes);
        let pages = Pages { file: &self.file, place, codec, at, end };
        let leaf = &self.leaves[column];
        ChunkReader { leaf, pages, values: chunk.values, sink }.read(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_columns_end_where_they_say_or_not_at_all() {
        let element = |children| {
            let mut element = Element::default();
            element.children = children;
            element
        };
        let schema = [element(2), element(1), element(0), element(0), element(9)];
        assert_eq!(subtree_end(&schema, 0), Some(4));
        assert_eq!(subtree_end(&schema, 1), Some(3));
        assert_eq!(subtree_end(&schema, 4), None);
        let endless = [element(usize::MAX), element(usize::MAX)];
        assert_eq!(subtree_end(&endless, 0), None);
    }

    #[test]
    fn every_codec_is_known_or_named() {
        assert_eq!(codec(6), Ok(Codec::Zstd));
        assert_eq!(codec(4), Err("Brotli"));
        assert!(
            (0..=255).all(|code| codec(code).is_ok() || codec(code).is_err_and(|n| !n.is_empty()))
        );
    }
}
