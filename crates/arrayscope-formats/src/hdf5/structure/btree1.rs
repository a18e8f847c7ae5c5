//! B-trees of version 1: the members of old groups, and the chunks of old datasets.
//!
//! Source: HDF5 File Format Specification 3.0, section III.A.1.

use super::cursor::to_usize;
use super::fault::{Fault, Parsed};
use super::store::{Block, Store};

/// Levels of a tree. Nodes have dozens of children: no file needs as many.
const MOST_LEVELS: u8 = 32;

/// What a tree is about.
#[derive(Clone, Copy, Debug)]
pub(in crate::hdf5) struct Kind {
    /// The number of its kind of nodes.
    pub(in crate::hdf5) number: u8,
    /// Bytes of a key.
    pub(in crate::hdf5) key_nbytes: usize,
}

/// What looks at a tree.
pub(in crate::hdf5) trait Visitor {
    /// Whether there may be something of interest between two keys, of which the second is
    /// the first of what follows.
    fn wants(&self, low: &[u8], high: &[u8]) -> bool;

    /// Looks at what a leaf has under a key, which lies at `at` in the file.
    fn visit(&mut self, key: &[u8], child: u64, at: u64) -> Parsed<()>;
}

/// Shows the leaves of a tree to a visitor, in the order of their keys.
pub(in crate::hdf5) fn walk(
    store: &Store,
    root: u64,
    kind: Kind,
    visitor: &mut dyn Visitor,
) -> Parsed<()> {
    node(store, root, kind, None, visitor)
}

/// A node and those below it. `level` is what the node above expects: levels fall, so that
/// no circle is followed.
fn node(
    store: &Store,
    address: u64,
    kind: Kind,
    level: Option<u8>,
    visitor: &mut dyn Visitor,
) -> Parsed<()> {
    let (found, entries) = read(store, address, kind)?;
    if level.is_some_and(|level| level != found) || found > MOST_LEVELS {
        let expected = level.map_or_else(|| format!("at most {MOST_LEVELS}"), |n| n.to_string());
        let found = format!("a node of level {found}");
        return Err(Fault::malformed(store.at(address), found, expected));
    }
    let mut cursor = entries.cursor();
    let mut key = cursor.take(kind.key_nbytes)?;
    while !cursor.rest().is_empty() {
        let at = cursor.at();
        let child = cursor.known_address("child of a node")?;
        let next = cursor.take(kind.key_nbytes)?;
        if visitor.wants(key, next) {
            match found.checked_sub(1) {
                None => visitor.visit(key, child, at)?,
                below => node(store, child, kind, below, visitor)?,
            }
        }
        key = next;
    }
    Ok(())
}

/// The level of a node, and its keys and children.
fn read(store: &Store, address: u64, kind: Kind) -> Parsed<(u8, Block)> {
    let head_nbytes = 8 + 2 * store.sizes.address as u64;
    let head = store.block(address, head_nbytes, "a node of a B-tree")?;
    let mut cursor = head.cursor();
    cursor.signature(*b"TREE")?;
    let at = cursor.at();
    let number = cursor.u8()?;
    if number != kind.number {
        let found = format!("a node of kind {number}");
        return Err(Fault::malformed(at, found, format!("kind {}", kind.number)));
    }
    let level = cursor.u8()?;
    let entries = cursor.count()?;
    let nbytes = entries * (kind.key_nbytes + store.sizes.address) + kind.key_nbytes;
    // An address that the head fits behind does not overflow.
    Ok((level, store.block(address + head_nbytes, nbytes as u64, "the entries of a node")?))
}

/// The members of a group: where their names are in its heap, and their headers.
pub(in crate::hdf5) fn symbol_nodes(store: &Store, root: u64) -> Parsed<Vec<u64>> {
    struct Nodes(Vec<u64>);
    impl Visitor for Nodes {
        fn wants(&self, _: &[u8], _: &[u8]) -> bool {
            true
        }

        fn visit(&mut self, _: &[u8], child: u64, _: u64) -> Parsed<()> {
            self.0.push(child);
            Ok(())
        }
    }
    let mut nodes = Nodes(Vec::new());
    let kind = Kind { number: 0, key_nbytes: store.sizes.length };
    walk(store, root, kind, &mut nodes)?;
    Ok(nodes.0)
}

/// A local heap: the names of an old group.
pub(in crate::hdf5) fn local_heap(store: &Store, address: u64) -> Parsed<Block> {
    let nbytes = 8 + 2 * store.sizes.length + store.sizes.address;
    let head = store.block(address, nbytes as u64, "a local heap")?;
    let mut cursor = head.cursor();
    cursor.signature(*b"HEAP")?;
    cursor.version(&[0], "a local heap")?;
    cursor.take(3)?;
    let nbytes = cursor.length()?;
    let _free = cursor.length()?;
    let data = cursor.known_address("data of a heap")?;
    store.block(data, nbytes, "a local heap")
}

/// The text at an offset of a heap.
pub(in crate::hdf5) fn heap_text(heap: &Block, offset: u64) -> Parsed<String> {
    let mut cursor = heap.cursor();
    let at = cursor.at();
    cursor.take(to_usize(offset, at)?)?;
    cursor.text(1)
}
