//! The arrays of a container as a tree, each with its shape, dtype, size and how it is kept.

use crate::output::Output;
use crate::reading::Opened;
use crate::text::{Align, Table, counted, plural, shape_of};
use anyhow::Result;
use arrayscope_core::dtype::ByteOrder;
use arrayscope_formats::{ArrayInfo, Listed, Storage, number, printable};
use serde::Serialize;
use std::io::Write as _;

/// The arrays that an address means; no value is read.
#[derive(Serialize)]
pub(super) struct Tree {
    address: String,
    format: String,
    nbytes: u64,
    arrays: Vec<Leaf>,
    pub(super) notes: Vec<String>,
}

/// One array.
#[derive(Serialize)]
struct Leaf {
    name: Option<String>,
    shape: Vec<usize>,
    dtype: String,
    /// Of one that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_order: Option<ByteOrder>,
    nbytes: u64,
    axis_names: Vec<String>,
    is_readable: bool,
    #[serde(flatten)]
    kept: Kept,
}

/// How an array is kept in its file.
#[derive(Serialize)]
pub(super) struct Kept {
    /// Lengths per axis of what is read and decoded as one.
    #[serde(skip_serializing_if = "Option::is_none")]
    chunk_shape: Option<Vec<usize>>,
    /// What was done to the bytes, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codecs: Vec<String>,
    /// How many chunks there are.
    #[serde(skip)]
    chunks: u128,
}

impl Kept {
    pub(super) fn of(storage: &Storage, shape: &[usize]) -> Self {
        let chunk_shape = storage.chunk_shape.clone();
        let lengths = chunk_shape.iter().flatten();
        let along = std::iter::zip(shape, lengths);
        let chunks = along.map(|(length, chunk)| length.div_ceil((*chunk).max(1)) as u128);
        // As many as there are elements at most, which can be counted.
        Self { chunks: chunks.product(), codecs: storage.codecs.clone(), chunk_shape }
    }

    /// In words; nothing for one piece that is not encoded.
    pub(super) fn text(&self) -> Option<String> {
        let codecs = printable(&self.codecs.join(", "));
        let Some(shape) = &self.chunk_shape else {
            return Some(codecs).filter(|codecs| !codecs.is_empty());
        };
        let chunks = if self.chunks == 1 { "chunk" } else { "chunks" };
        let comma = if codecs.is_empty() { "" } else { ", " };
        Some(format!("{} {chunks} of {}{comma}{codecs}", counted(self.chunks), shape_of(shape)))
    }
}

impl Tree {
    /// What is known of the arrays that were asked for.
    pub(super) fn of(opened: &Opened, notes: Vec<String>) -> Self {
        let parts = opened.parts().into_iter().filter_map(|(_, part)| part.ok());
        let mut arrays: Vec<Leaf> = parts.map(|part| Leaf::of(part.source.info())).collect();
        for (number, listed) in opened.listed().iter().enumerate() {
            arrays.insert((listed.after + number).min(arrays.len()), Leaf::listed(listed));
        }
        Self {
            address: opened.address().to_string(),
            format: opened.container().format().to_owned(),
            nbytes: arrays.iter().map(|leaf| leaf.nbytes).sum(),
            arrays,
            notes,
        }
    }

    /// Prints it, one array per line, those of a group behind its name.
    pub(super) fn print(&self, out: &mut Output) -> Result<()> {
        let paint = out.paint;
        let told = format!(
            "{}, {}, {}",
            self.format,
            plural(self.arrays.len() as u64, "array"),
            number::bytes(self.nbytes)
        );
        writeln!(out, "{}  {}", paint.title(&self.address), paint.faint(&told))?;
        let mut table = Table::new([
            ("array", Align::Left),
            ("shape", Align::Left),
            ("dtype", Align::Left),
            ("size", Align::Right),
            ("kept as", Align::Left),
        ]);
        let mut open: Vec<&str> = Vec::new();
        for leaf in &self.arrays {
            let name = leaf.name.as_deref().unwrap_or_default();
            let mut groups: Vec<&str> = name.split('/').collect();
            let own = groups.pop().unwrap_or_default();
            let shared = std::iter::zip(&open, &groups).take_while(|(a, b)| a == b).count();
            for (depth, group) in groups.iter().enumerate().skip(shared) {
                let title = format!("{}{}/", "  ".repeat(depth), printable(group));
                table.row([title, String::new(), String::new(), String::new(), String::new()]);
            }
            table.row([
                format!("{}{}", "  ".repeat(groups.len()), printable(own)),
                shape_of(&leaf.shape),
                printable(&leaf.dtype),
                number::bytes(leaf.nbytes),
                leaf.kept_as(),
            ]);
            open = groups;
        }
        table.print(out, paint, 2)?;
        Ok(())
    }
}

impl Leaf {
    fn kept_as(&self) -> String {
        if self.is_readable { self.kept.text().unwrap_or_default() } else { "not read".to_owned() }
    }

    fn of(info: &ArrayInfo) -> Self {
        Self {
            name: info.name.clone(),
            shape: info.shape().to_vec(),
            dtype: info.dtype.name(),
            byte_order: Some(info.byte_order),
            nbytes: info.nbytes() as u64,
            axis_names: info.axis_names.clone(),
            is_readable: true,
            kept: Kept::of(&info.storage, info.shape()),
        }
    }

    fn listed(listed: &Listed) -> Self {
        Self {
            name: Some(listed.name.clone()),
            shape: listed.shape.clone(),
            dtype: listed.stored_as.clone(),
            byte_order: None,
            nbytes: listed.nbytes,
            axis_names: Vec::new(),
            is_readable: false,
            kept: Kept::of(&Storage::default(), &listed.shape),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_piece_and_not_encoded_says_nothing() {
        let kept = |chunk_shape: Option<Vec<usize>>, codecs: &[&str]| {
            let codecs = codecs.iter().map(|&name| name.to_owned()).collect();
            Kept::of(&Storage { chunk_shape, codecs }, &[5, 4]).text()
        };
        assert_eq!(kept(None, &[]), None);
        assert_eq!(kept(None, &["deflate"]).as_deref(), Some("deflate"));
        assert_eq!(kept(Some(vec![2, 4]), &[]).as_deref(), Some("3 chunks of (2, 4)"));
        let both = kept(Some(vec![9, 9]), &["shuffle", "gzip"]);
        assert_eq!(both.as_deref(), Some("1 chunk of (9, 9), shuffle, gzip"));
    }
}
