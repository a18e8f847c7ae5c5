//! The arrays of a store, wherever they are in its groups.

use super::consolidated;
use super::metadata::{Attributes, Described, NodeType, describe_v2, describe_v3, node_type};
use super::store::{Part, Store, join};
use super::trouble::Trouble;
use crate::limits::{LONGEST_HEADER, MOST_ARRAYS};

/// Groups in groups.
pub(super) const DEEPEST: usize = 32;

/// Bytes of all documents together.
const LONGEST_DOCUMENTS: u64 = 128 << 20;

/// An array, or what should be one.
#[derive(Debug)]
pub(super) struct Node {
    /// The key of the folder that it is in; the root has no name.
    pub(super) key: String,
    pub(super) described: Result<Described, Trouble>,
}

/// What is in a store.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The arrays by key.
    pub(super) nodes: Vec<Node>,
    /// Folders in groups that are neither group nor array.
    pub(super) others: Vec<String>,
    /// Groups that nobody lists.
    pub(super) unlisted: Vec<String>,
    documents: u64,
}

/// What a folder is.
enum Kind {
    Array(Box<Result<Described, Trouble>>),
    Group,
    Neither,
}

impl Tree {
    /// Looks through a store. What cannot be read keeps nothing else from being read; what
    /// would take too long ends it.
    pub(super) fn read(store: &dyn Store) -> Result<Self, Trouble> {
        let mut tree = Self::default();
        if store.is_far()
            && let Some(nodes) = consolidated::nodes(store)?
        {
            tree.nodes = nodes;
            return Ok(tree);
        }
        match tree.kind(store, "")? {
            Kind::Array(described) => tree.push("", *described)?,
            Kind::Group => tree.group(store, "", 0)?,
            Kind::Neither => tree.nodes = consolidated::nodes(store)?.unwrap_or_default(),
        }
        Ok(tree)
    }

    /// The array at a key; `None` if there is none.
    pub(super) fn array(store: &dyn Store, key: &str) -> Result<Option<Node>, Trouble> {
        let Kind::Array(described) = Self::default().kind(store, key)? else { return Ok(None) };
        Ok(Some(Node { key: key.to_owned(), described: *described }))
    }

    /// Takes up the arrays below a group.
    fn group(&mut self, store: &dyn Store, group: &str, depth: usize) -> Result<(), Trouble> {
        let Some(names) = store.folders(group)? else {
            self.unlisted.push(group.to_owned());
            return Ok(());
        };
        for name in names {
            let key = join(group, &name);
            if depth == DEEPEST {
                let found = format!("groups nested deeper than {DEEPEST} levels");
                let trouble = Trouble::unsupported(found, "fewer levels are read");
                self.push(&key, Err(trouble))?;
                continue;
            }
            match self.kind(store, &key) {
                Ok(Kind::Array(described)) => self.push(&key, *described)?,
                Ok(Kind::Group) => {
                    if let Err(trouble) = self.group(store, &key, depth + 1) {
                        if self.is_full() {
                            return Err(trouble);
                        }
                        self.push(&key, Err(trouble))?;
                    }
                }
                Ok(Kind::Neither) if self.others.len() < MOST_ARRAYS => self.others.push(key),
                Ok(Kind::Neither) => return Err(too_many()),
                Err(trouble) => self.push(&key, Err(trouble))?,
            }
        }
        Ok(())
    }

    /// What the documents in a folder make of it. Version 3 comes first, as for zarr-python.
    fn kind(&mut self, store: &dyn Store, key: &str) -> Result<Kind, Trouble> {
        if let Some(text) = self.document(store, &join(key, "zarr.json"))? {
            return Ok(match node_type(&text) {
                Ok(NodeType::Group) => Kind::Group,
                Ok(NodeType::Array) => Kind::Array(Box::new(describe_v3(&text))),
                Err(trouble) => Kind::Array(Box::new(Err(trouble))),
            });
        }
        if let Some(text) = self.document(store, &join(key, ".zarray"))? {
            // Attributes only give names: an array whose names are lost can still be read.
            let attributes = self.document(store, &join(key, ".zattrs")).ok().flatten();
            let attributes = Attributes::parse(&attributes.unwrap_or_default());
            return Ok(Kind::Array(Box::new(describe_v2(&text, &attributes))));
        }
        let is_group = store.nbytes(&join(key, ".zgroup"))?.is_some();
        Ok(if is_group { Kind::Group } else { Kind::Neither })
    }

    fn document(&mut self, store: &dyn Store, key: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let text = store.get(key, Part::All, LONGEST_HEADER)?;
        self.documents += text.as_ref().map_or(0, |text| text.len() as u64);
        if self.is_full() {
            return Err(too_many());
        }
        Ok(text)
    }

    fn push(&mut self, key: &str, described: Result<Described, Trouble>) -> Result<(), Trouble> {
        if self.nodes.len() == MOST_ARRAYS {
            return Err(too_many());
        }
        self.nodes.push(Node { key: key.to_owned(), described });
        Ok(())
    }

    /// Whether there is more than a list of arrays is for.
    fn is_full(&self) -> bool {
        self.nodes.len() == MOST_ARRAYS
            || self.others.len() == MOST_ARRAYS
            || self.documents > LONGEST_DOCUMENTS
    }
}

fn too_many() -> Trouble {
    let expected =
        format!("at most {MOST_ARRAYS} arrays, with {LONGEST_DOCUMENTS} bytes of documents");
    Trouble::malformed(0, "a store of more than can be listed", expected)
}
