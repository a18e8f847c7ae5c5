//! What a pickle is made of, once it is read.

use arrayscope_core::DType;

use super::names::Name;

/// The number of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Id(u32);

impl Id {
    /// The number of a node that stands at `index`; there are fewer than 2^32.
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// An object.
#[derive(Clone, Debug)]
pub(super) enum Node {
    None,
    Bool(bool),
    Int(i64),
    Text(Box<str>),
    /// Something that holds no tensors: a float, bytes, a device.
    Other,
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    Name(Name),
    Storage(Box<Storage>),
    Tensor(Box<Tensor>),
}

/// The bytes that tensors share: a record of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Storage {
    /// `None` if only its tensors have one.
    pub(super) dtype: Option<DType>,
    /// The name of the record.
    pub(super) key: Box<str>,
    /// Elements, or bytes if there is no dtype.
    pub(super) size: u64,
}

/// A tensor: a layout over a storage. Offset and strides count elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tensor {
    pub(super) storage: Storage,
    pub(super) dtype: DType,
    pub(super) offset: usize,
    pub(super) shape: Vec<usize>,
    pub(super) strides: Vec<usize>,
}
