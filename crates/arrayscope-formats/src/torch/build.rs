//! What the allowed calls of a pickle give: descriptions, nothing more.

use super::names::Name;
use super::node::{Id, Node, Storage, Tensor};

/// The most axes that an array can have.
const MOST_AXES: usize = 64;

/// Bytes of the name of a storage, which each of its tensors repeats.
const LONGEST_KEY: usize = 64;

/// Entries of an ordered dictionary that is made of a list: PyTorch fills them one by one.
const MOST_PAIRS: usize = 64;

/// What a call gives.
pub(super) enum Built {
    /// Another object.
    New(Node),
    /// One that is there already.
    Same(Id),
}

fn node(nodes: &[Node], id: Id) -> Option<&Node> {
    nodes.get(id.index())
}

fn items(nodes: &[Node], id: Id) -> Option<&[Id]> {
    match node(nodes, id)? {
        Node::Tuple(items) | Node::List(items) => Some(items),
        _ => None,
    }
}

fn length(nodes: &[Node], id: Id) -> Option<usize> {
    match node(nodes, id)? {
        Node::Int(length) => usize::try_from(*length).ok(),
        _ => None,
    }
}

fn lengths(nodes: &[Node], id: Id) -> Option<Vec<usize>> {
    let items = items(nodes, id).filter(|items| items.len() <= MOST_AXES)?;
    items.iter().map(|&item| length(nodes, item)).collect()
}

/// A storage, from the tuple that refers to it: `('storage', type, key, device, size)`.
pub(super) fn storage(nodes: &[Node], tuple: Id) -> Option<Node> {
    let &[word, kind, key, _, size, ..] = items(nodes, tuple)? else {
        return None;
    };
    match (node(nodes, word)?, node(nodes, kind)?, node(nodes, key)?) {
        (Node::Text(word), Node::Name(Name::Storage(dtype)), Node::Text(key))
            if &**word == "storage" && key.len() <= LONGEST_KEY =>
        {
            let size = length(nodes, size)? as u64;
            Some(Node::Storage(Box::new(Storage { dtype: dtype.clone(), key: key.clone(), size })))
        }
        _ => None,
    }
}

/// What a call of an allowed name gives, or `None` if the arguments do not fit. Nothing
/// large is copied: a pickle may repeat a call as often as it has bytes.
pub(super) fn call(nodes: &[Node], callable: Id, arguments: Id) -> Option<Built> {
    let Node::Name(name) = node(nodes, callable)? else {
        return None;
    };
    let new = match (name, items(nodes, arguments)?) {
        (Name::OrderedDict, []) => Node::Dict(Vec::new()),
        (Name::OrderedDict, [pairs]) => {
            let pairs = items(nodes, *pairs).filter(|pairs| pairs.len() <= MOST_PAIRS)?;
            let pairs = pairs.iter().map(|&pair| match items(nodes, pair)? {
                &[key, value] => Some((key, value)),
                _ => None,
            });
            Node::Dict(pairs.collect::<Option<_>>()?)
        }
        (Name::Tensor, &[storage, offset, shape, strides, ..]) => {
            tensor(nodes, None, [storage, offset, shape, strides])?
        }
        (Name::TypedTensor, &[storage, offset, shape, strides, _, _, dtype, ..]) => {
            tensor(nodes, Some(dtype), [storage, offset, shape, strides])?
        }
        (Name::Parameter, &[tensor, ..]) if matches!(node(nodes, tensor)?, Node::Tensor(_)) => {
            return Some(Built::Same(tensor));
        }
        (Name::Size, &[sizes]) if items(nodes, sizes).is_some() => return Some(Built::Same(sizes)),
        (Name::Device, _) => Node::Other,
        _ => return None,
    };
    Some(Built::New(new))
}

fn tensor(nodes: &[Node], dtype: Option<Id>, parts: [Id; 4]) -> Option<Node> {
    let [storage, offset, shape, strides] = parts;
    let Node::Storage(storage) = node(nodes, storage)? else {
        return None;
    };
    let dtype = match dtype {
        None => storage.dtype.clone()?,
        Some(dtype) => match node(nodes, dtype)? {
            Node::Name(Name::DType(dtype)) => dtype.clone(),
            _ => return None,
        },
    };
    let (shape, strides) = (lengths(nodes, shape)?, lengths(nodes, strides)?);
    let offset = length(nodes, offset)?;
    let storage = (**storage).clone();
    (shape.len() == strides.len())
        .then(|| Node::Tensor(Box::new(Tensor { storage, dtype, offset, shape, strides })))
}
