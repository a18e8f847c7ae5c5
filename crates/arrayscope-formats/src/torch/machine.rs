//! The state of the machine that reads a pickle, within its limits.

use std::collections::HashMap;

use super::node::{Id, Node};

/// Objects at most, and places that keep one. A large model has some hundred thousand.
const MOST_NODES: usize = 1 << 20;

/// Objects on the stack, and marks between them.
const TALLEST_STACK: usize = 1 << 21;

/// Why a pickle is not read.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is no pickle: where, what was found, what was expected.
    Malformed(usize, String, String),
    /// It does what is not on the list.
    NotAllowed(String),
}

/// The machine.
pub(super) struct Machine<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    /// Objects made, large ones counted as several.
    made: usize,
    stack: Vec<Id>,
    /// Heights of the stack.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    /// Before the first opcode.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let (nodes, stack, marks) = (Vec::new(), Vec::new(), Vec::new());
        Self { bytes, at: 0, nodes, made: 0, stack, marks, memo: HashMap::new() }
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All objects.
    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        self.nodes.get(id.index()).unwrap_or(&Node::None)
    }

    pub(super) fn misfit(&self, found: &str, expected: &str) -> Refusal {
        Refusal::Malformed(self.at.saturating_sub(1), found.to_owned(), expected.to_owned())
    }

    pub(super) fn too_short(&self) -> Refusal {
        self.misfit("an opcode that takes more objects than there are", "as many objects")
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Refusal> {
        let end = self.at.checked_add(count);
        let Some(taken) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            let expected = format!("{count} bytes more");
            return Err(Refusal::Malformed(
                self.bytes.len(),
                "the end of the data".to_owned(),
                expected,
            ));
        };
        self.at += count;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Refusal> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn length(&mut self) -> Result<usize, Refusal> {
        let length = u32::from_le_bytes(self.array()?);
        usize::try_from(length).map_err(|_| self.too_short())
    }

    /// The rest of a line, without its end.
    pub(super) fn line(&mut self) -> Result<String, Refusal> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let line = String::from_utf8_lossy(self.take(length)?).into_owned();
        self.take(1)?;
        Ok(line)
    }

    fn check_stack(&self) -> Result<(), Refusal> {
        if self.stack.len().max(self.marks.len()) <= TALLEST_STACK {
            return Ok(());
        }
        Err(self.misfit("a stack of millions of objects", "a pickle of tensors"))
    }

    pub(super) fn push(&mut self, node: Node) -> Result<(), Refusal> {
        let id = Id::new(self.nodes.len());
        self.made += match &node {
            Node::Tensor(tensor) => 5 + tensor.shape.len(),
            Node::Storage(_) => 3,
            // Made of a list that is there already, and may be so again and again.
            Node::Dict(entries) => 1 + entries.len(),
            _ => 1,
        };
        if self.made > MOST_NODES {
            let expected = format!("at most {MOST_NODES} objects");
            return Err(self.misfit("one object more", &expected));
        }
        self.nodes.push(node);
        self.stack.push(id);
        Ok(())
    }

    pub(super) fn pop(&mut self) -> Result<Id, Refusal> {
        let floor = self.marks.last().copied().unwrap_or(0);
        if self.stack.len() <= floor {
            return Err(self.too_short());
        }
        self.stack.pop().ok_or_else(|| self.too_short())
    }

    pub(super) fn top(&self) -> Result<Id, Refusal> {
        self.stack.last().copied().ok_or_else(|| self.too_short())
    }

    /// The objects at the top of the stack.
    pub(super) fn last(&mut self, count: usize) -> Result<Vec<Id>, Refusal> {
        let from = self.stack.len().checked_sub(count).ok_or_else(|| self.too_short())?;
        Ok(self.stack.split_off(from))
    }

    /// Pushes an object that is there already.
    pub(super) fn push_again(&mut self, id: Id) -> Result<(), Refusal> {
        self.stack.push(id);
        self.check_stack()
    }

    /// Everything above the last mark.
    pub(super) fn marked(&mut self) -> Result<Vec<Id>, Refusal> {
        let from = self.marks.pop().filter(|&from| from <= self.stack.len());
        let from = from.ok_or_else(|| self.misfit("no mark", "a mark below the objects"))?;
        Ok(self.stack.split_off(from))
    }

    /// Marks the height of the stack.
    pub(super) fn mark(&mut self) -> Result<(), Refusal> {
        self.marks.push(self.stack.len());
        self.check_stack()
    }

    pub(super) fn extend_list(&mut self, mut items: Vec<Id>) -> Result<(), Refusal> {
        let list = self.top()?;
        match self.nodes.get_mut(list.index()) {
            Some(Node::List(list)) => {
                list.append(&mut items);
                Ok(())
            }
            _ => Err(self.misfit("items of what is no list", "a list")),
        }
    }

    pub(super) fn extend_dict(&mut self, items: &[Id]) -> Result<(), Refusal> {
        let dict = self.top()?;
        match self.nodes.get_mut(dict.index()) {
            Some(Node::Dict(entries)) if items.len().is_multiple_of(2) => {
                entries.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                Ok(())
            }
            _ => Err(self.misfit("keys and values of what is no dictionary", "a dictionary")),
        }
    }

    /// Keeps the top of the stack; `None` takes the next free slot.
    pub(super) fn memoize(&mut self, slot: Option<u32>) -> Result<(), Refusal> {
        let top = self.top()?;
        let next = || u32::try_from(self.memo.len()).unwrap_or(u32::MAX);
        self.memo.insert(slot.unwrap_or_else(next), top);
        if self.memo.len() <= MOST_NODES {
            return Ok(());
        }
        Err(self.misfit("one object more to keep", "a pickle of tensors"))
    }

    pub(super) fn recall(&mut self, slot: u32) -> Result<(), Refusal> {
        match self.memo.get(&slot) {
            Some(&id) => self.push_again(id),
            None => {
                Err(self.misfit(&format!("the object {slot}, which was not kept"), "one that was"))
            }
        }
    }
}
