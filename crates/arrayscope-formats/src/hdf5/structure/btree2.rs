//! B-trees of version 2: dense links, dense attributes, chunks along several unlimited axes.
//!
//! Source: HDF5 File Format Specification 3.0, section III.A.2.

use super::cursor::{bytes_for, to_usize};
use super::fault::{Fault, Parsed};
use super::store::{Block, Store};

/// Levels of nodes above the leaves. Nodes have dozens of children.
const MOST_DEPTH: usize = 16;

/// Bytes of a node beside its records: signature, version, kind, checksum.
const FRAME_NBYTES: usize = 10;

/// The header of a tree.
#[derive(Debug)]
struct Tree {
    kind: u8,
    node_nbytes: u64,
    record_nbytes: usize,
    depth: usize,
    /// Where the root is, and how many records it has; `None` of an empty tree.
    root: Option<(u64, u64)>,
}

/// A child of a node.
#[derive(Clone, Copy, Debug)]
struct Child {
    address: u64,
    records: u64,
    depth: usize,
}

/// Shows every record to `visit`, in order, as its bytes. The tree must be of this kind.
pub(in crate::hdf5) fn records(
    store: &Store,
    address: u64,
    kind: u8,
    visit: &mut dyn FnMut(&[u8], u64) -> Parsed<()>,
) -> Parsed<()> {
    let tree = Tree::read(store, address)?;
    if tree.kind != kind {
        let found = format!("a B-tree of kind {}", tree.kind);
        return Err(Fault::malformed(store.at(address), found, format!("kind {kind}")));
    }
    let Some((address, records)) = tree.root else { return Ok(()) };
    tree.node(store, Child { address, records, depth: tree.depth }, visit)
}

impl Tree {
    fn read(store: &Store, address: u64) -> Parsed<Self> {
        let nbytes = 22 + store.sizes.address + store.sizes.length;
        let block = store.checked(address, nbytes as u64, "the header of a B-tree")?;
        let mut cursor = block.cursor();
        cursor.signature(*b"BTHD")?;
        cursor.version(&[0], "a B-tree")?;
        let kind = cursor.u8()?;
        let at = cursor.at();
        let node_nbytes = u64::from(cursor.u32()?);
        let record_nbytes = cursor.count()?;
        let depth = cursor.count()?;
        cursor.take(2)?;
        let root = cursor.address()?;
        let records = u64::from(cursor.u16()?);
        if record_nbytes == 0 || depth > MOST_DEPTH {
            let found = format!("records of {record_nbytes} bytes in {depth} levels");
            let expected = format!("records of bytes in at most {MOST_DEPTH} levels");
            return Err(Fault::malformed(at, found, expected));
        }
        Ok(Self { kind, node_nbytes, record_nbytes, depth, root: root.map(|root| (root, records)) })
    }

    /// A node and those below it.
    fn node(
        &self,
        store: &Store,
        child: Child,
        visit: &mut dyn FnMut(&[u8], u64) -> Parsed<()>,
    ) -> Parsed<()> {
        let Child { address, records, depth } = child;
        let records = to_usize(records, store.at(address))?;
        let pointers = if depth == 0 { 0 } else { records + 1 };
        let pointer = self.pointer(store, depth);
        let nbytes = records
            .checked_mul(self.record_nbytes)
            .and_then(|nbytes| nbytes.checked_add(FRAME_NBYTES + pointers * pointer.nbytes()))
            .map(|nbytes| nbytes as u64)
            .filter(|&nbytes| nbytes <= self.node_nbytes)
            .ok_or_else(|| {
                let found = format!("{records} records in a node of {} bytes", self.node_nbytes);
                Fault::malformed(store.at(address), found, "as many records as fit")
            })?;
        let block = store.checked(address, nbytes, "a node of a B-tree")?;
        let mut cursor = block.cursor();
        cursor.signature(if depth == 0 { *b"BTLF" } else { *b"BTIN" })?;
        cursor.version(&[0], "a node")?;
        let at = cursor.at();
        let kind = cursor.u8()?;
        if kind != self.kind {
            let found = format!("a node of kind {kind}");
            return Err(Fault::malformed(at, found, format!("kind {}", self.kind)));
        }
        let mut own = cursor.part(records * self.record_nbytes)?;
        for left in (0..=records).rev() {
            if depth > 0 {
                let address = cursor.known_address("child of a node")?;
                let records = cursor.uint(pointer.records)?;
                cursor.take(pointer.all_records)?;
                self.node(store, Child { address, records, depth: depth - 1 }, visit)?;
            }
            if left > 0 {
                let at = own.at();
                visit(own.take(self.record_nbytes)?, at)?;
            }
        }
        Ok(())
    }

    /// Bytes of the fields of a pointer out of a node that is `depth` levels above the
    /// leaves: they are as long as the most records that can be below it need.
    fn pointer(&self, store: &Store, depth: usize) -> Pointer {
        let node = usize::try_from(self.node_nbytes).unwrap_or(usize::MAX);
        let most = |pointer_nbytes: usize| {
            let room = node.saturating_sub(FRAME_NBYTES + pointer_nbytes);
            (room / (self.record_nbytes + pointer_nbytes)) as u64
        };
        let leaf = most(0);
        let mut pointer =
            Pointer { address: store.sizes.address, records: bytes_for(leaf), all_records: 0 };
        let mut below = leaf;
        for _ in 1..depth {
            let own = most(pointer.nbytes());
            below = own.saturating_add(1).saturating_mul(below).saturating_add(own);
            pointer.all_records = bytes_for(below);
        }
        pointer
    }
}

/// Bytes of the fields of a pointer to a node.
struct Pointer {
    address: usize,
    /// How many records the node has.
    records: usize,
    /// How many it has with all below it, if there are any.
    all_records: usize,
}

impl Pointer {
    fn nbytes(&self) -> usize {
        self.address + self.records + self.all_records
    }
}

/// The bytes of all records, as blocks that can be parsed.
pub(in crate::hdf5) fn collect(store: &Store, address: u64, kind: u8) -> Parsed<Vec<Block>> {
    let mut all = Vec::new();
    records(store, address, kind, &mut |record, at| {
        all.push(Block::within(record.to_vec(), at, store.sizes));
        Ok(())
    })?;
    Ok(all)
}
