//! The tensors of a pickle, with the path that leads to each.

use std::collections::HashSet;

use super::node::{Id, Node, Tensor};
use crate::limits::MOST_ARRAYS;

/// Objects looked at: a list that holds itself, or the same list a thousand times over,
/// ends here.
const MOST_STEPS: usize = 1 << 20;

/// Dictionaries in dictionaries.
const DEEPEST: usize = 32;

/// Bytes of a path.
const LONGEST_PATH: usize = 1024;

/// The name of a tensor that is not in a dictionary or list.
const ONLY: &str = "tensor";

/// Tensors and their paths (`model.layers.0.weight`), in the order of the pickle; `Err`
/// says what there is too much of.
pub(super) fn tensors(nodes: &[Node], root: Id) -> Result<Vec<(String, &Tensor)>, String> {
    let mut found = Vec::new();
    let mut names = HashSet::new();
    let mut open = vec![(root, String::new(), 0)];
    let mut steps = 0;
    while let Some((id, path, depth)) = open.pop() {
        let children: Vec<(Id, String)> = match nodes.get(id.index()) {
            Some(Node::Tensor(tensor)) => {
                let name = if path.is_empty() { ONLY.to_owned() } else { path };
                // The key `a.b` and the key `b` in `a` are one path: the first has it.
                if names.insert(name.clone()) {
                    found.push((name, &**tensor));
                }
                if found.len() > MOST_ARRAYS {
                    return Err(format!("more than {MOST_ARRAYS} tensors"));
                }
                continue;
            }
            Some(Node::Dict(entries)) => entries
                .iter()
                .filter_map(|&(key, value)| Some((value, joined(&path, &key_text(nodes, key)?))))
                .collect(),
            Some(Node::List(items) | Node::Tuple(items)) => items
                .iter()
                .enumerate()
                .map(|(index, &item)| (item, joined(&path, &index.to_string())))
                .collect(),
            _ => continue,
        };
        steps += children.len();
        if steps > MOST_STEPS {
            return Err(format!("more than {MOST_STEPS} objects in each other"));
        }
        if depth == DEEPEST && !children.is_empty() {
            return Err(format!("more than {DEEPEST} levels of objects in each other"));
        }
        // The last is looked at first.
        let may_hold = |id: Id| {
            matches!(
                nodes.get(id.index()),
                Some(Node::Tensor(_) | Node::Dict(_) | Node::List(_) | Node::Tuple(_))
            )
        };
        for (child, path) in children.into_iter().rev() {
            if path.len() > LONGEST_PATH {
                return Err(format!("a path of more than {LONGEST_PATH} bytes"));
            }
            if may_hold(child) {
                open.push((child, path, depth + 1));
            }
        }
    }
    Ok(found)
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn key_text(nodes: &[Node], key: Id) -> Option<String> {
    match nodes.get(key.index())? {
        Node::Text(text) => Some(text.to_string()),
        Node::Int(number) => Some(number.to_string()),
        Node::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
