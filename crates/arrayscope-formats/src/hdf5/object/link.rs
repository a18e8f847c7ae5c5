//! The links of a group: to groups and datasets, by name.
//!
//! Source: HDF5 File Format Specification 3.0, sections III.B, III.C, IV.A.2.c, IV.A.2.g
//! and IV.A.2.r.

use super::super::structure::{
    Cursor, Fault, FractalHeap, Parsed, Store, btree1, btree2, to_usize,
};
use super::header::{Header, kind};

/// Bytes of a name. What is longer helps nobody.
const LONGEST_NAME: usize = 1024;

/// A name in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) struct Link {
    pub(in crate::hdf5) name: String,
    pub(in crate::hdf5) target: Target,
    /// When it was made, if the group remembers.
    order: Option<u64>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::hdf5) enum Target {
    /// To an object header.
    Object(u64),
    /// To a path of this file.
    Path(String),
    /// To a path of another file.
    External { file: String, path: String },
}

/// All links of a group: in the order in which they were made, if it is known, or by name.
pub(in crate::hdf5) fn links(store: &Store, header: &Header) -> Parsed<Vec<Link>> {
    let mut links = Vec::new();
    for message in header.all(kind::SYMBOLS) {
        symbols(store, &mut message.cursor(), &mut links)?;
    }
    for message in header.all(kind::LINK) {
        links.push(Link::parse(&mut message.cursor())?);
    }
    for message in header.all(kind::LINK_INFO) {
        dense(store, &mut message.cursor(), &mut links)?;
    }
    if links.iter().all(|link| link.order.is_some()) {
        links.sort_by_key(|link| link.order);
    } else {
        links.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(links)
}

/// The members of an old group: a B-tree of nodes, and a heap of names.
fn symbols(store: &Store, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> Parsed<()> {
    let tree = cursor.known_address("B-tree of a group")?;
    let heap = btree1::local_heap(store, cursor.known_address("heap of a group")?)?;
    for node in btree1::symbol_nodes(store, tree)? {
        let head = store.block(node, 8, "the members of a group")?;
        let mut cursor = head.cursor();
        cursor.signature(*b"SNOD")?;
        cursor.version(&[1], "the members of a group")?;
        cursor.take(1)?;
        let count = cursor.count()?;
        let nbytes = count * (2 * store.sizes.address + 24);
        let entries = store.block(node + 8, nbytes as u64, "the members of a group")?;
        let mut cursor = entries.cursor();
        for _ in 0..count {
            let name = cursor.uint(store.sizes.address)?;
            let address = cursor.address()?;
            let cached = cursor.u32()?;
            cursor.take(4)?;
            let mut scratch = cursor.part(16)?;
            let target = match (cached, address) {
                (2, _) => Target::Path(btree1::heap_text(&heap, u64::from(scratch.u32()?))?),
                (_, Some(address)) => Target::Object(address),
                (_, None) => continue,
            };
            links.push(Link { name: btree1::heap_text(&heap, name)?, target, order: None });
        }
    }
    Ok(())
}

/// The links that a group keeps in a heap.
fn dense(store: &Store, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> Parsed<()> {
    cursor.version(&[0], "the links of a group")?;
    if cursor.u8()? & 1 != 0 {
        cursor.take(8)?;
    }
    let (Some(heap), Some(tree)) = (cursor.address()?, cursor.address()?) else {
        return Ok(());
    };
    let heap = FractalHeap::read(store, heap)?;
    for record in btree2::collect(store, tree, 5)? {
        let mut record = record.cursor();
        // The hash of the name.
        record.take(4)?;
        links.push(Link::parse(&mut heap.object(store, &mut record)?.cursor())?);
    }
    Ok(())
}

impl Link {
    /// Parses a message.
    fn parse(cursor: &mut Cursor<'_>) -> Parsed<Self> {
        cursor.version(&[1], "a link")?;
        let flags = cursor.u8()?;
        let at = cursor.at();
        let kind = if flags & 8 != 0 { cursor.u8()? } else { 0 };
        let order = if flags & 4 != 0 { Some(cursor.uint(8)?) } else { None };
        if flags & 0x10 != 0 {
            cursor.take(1)?;
        }
        let nbytes = cursor.uint(1 << (flags & 3))?;
        let name = text(cursor.take(to_usize(nbytes, at)?)?);
        let target = match kind {
            0 => Target::Object(cursor.known_address("object")?),
            1 => {
                let nbytes = cursor.count()?;
                Target::Path(text(cursor.take(nbytes)?))
            }
            64 => {
                let nbytes = cursor.count()?;
                let mut cursor = cursor.part(nbytes)?;
                cursor.take(1)?;
                Target::External { file: cursor.text(1)?, path: cursor.text(1)? }
            }
            kind => {
                let expected = "a hard, soft or external link";
                return Err(Fault::malformed(at, format!("a link of kind {kind}"), expected));
            }
        };
        Ok(Self { name, target, order })
    }

    /// Why the link cannot be a part of an address, if it cannot.
    pub(in crate::hdf5) fn misnamed(&self) -> Option<String> {
        if self.name.len() > LONGEST_NAME {
            let nbytes = self.name.len();
            return Some(format!("its name has {nbytes} bytes, expected at most {LONGEST_NAME}"));
        }
        let is_odd = self.name.is_empty() || self.name.contains('/');
        is_odd.then(|| "its name is no part of a path".to_owned())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
