//! A machine that reads a pickle without running it.
//!
//! Source: Python's `pickletools.py`. A pickle is a program for a stack; what makes it
//! dangerous is that it may call anything that it can name. Here there is nothing to
//! call: a name that is not on the list of [`super::names`] ends the reading, and so
//! does an opcode that tensors, dictionaries, lists and numbers do not need. Objects are
//! nodes that refer to each other by number, so that a pickle of n bytes makes at most n
//! of them, however often they refer to each other.

use std::collections::HashMap;

use super::build::{self, Built};
use super::names::name;
use super::node::{Id, Node};
use crate::printable::quoted;

/// Objects at most, and places that keep one. A large model has some hundred thousand.
const MOST_NODES: usize = 1 << 19;

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
    pub(super) nodes: Vec<Node>,
    stack: Vec<Id>,
    /// Heights of the stack.
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    /// Reads a pickle: the nodes, and which of them is the object.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Vec<Node>, Id), Refusal> {
        let (nodes, stack, marks) = (Vec::new(), Vec::new(), Vec::new());
        let mut machine = Self { bytes, at: 0, nodes, stack, marks, memo: HashMap::new() };
        loop {
            let opcode = machine.byte()?;
            if opcode == b'.' {
                let root = machine.pop()?;
                return Ok((machine.nodes, root));
            }
            machine.step(opcode)?;
        }
    }

    fn step(&mut self, opcode: u8) -> Result<(), Refusal> {
        match opcode {
            0x80 => self.take(1).map(drop), // PROTO
            0x95 => self.take(8).map(drop), // FRAME
            b'(' => {
                self.marks.push(self.stack.len());
                self.check_stack()
            }
            b'N' => self.push(Node::None),
            0x88 => self.push(Node::Bool(true)),
            0x89 => self.push(Node::Bool(false)),
            b'K' => {
                let value = self.byte()?;
                self.push(Node::Int(value.into()))
            }
            b'M' => {
                let value = u16::from_le_bytes(self.array()?);
                self.push(Node::Int(value.into()))
            }
            b'J' => {
                let value = i32::from_le_bytes(self.array()?);
                self.push(Node::Int(value.into()))
            }
            0x8a => self.long(),
            b'G' => {
                self.take(8)?;
                self.push(Node::Other)
            }
            b'X' => {
                let length = self.length()?;
                self.text(length)
            }
            0x8c => {
                let length = self.byte()?.into();
                self.text(length)
            }
            b'B' => {
                let length = self.length()?;
                self.take(length)?;
                self.push(Node::Other)
            }
            b'C' => {
                let length = self.byte()?.into();
                self.take(length)?;
                self.push(Node::Other)
            }
            b'q' => {
                let slot = self.byte()?.into();
                self.memoize(slot)
            }
            b'r' => {
                let slot = u32::from_le_bytes(self.array()?);
                self.memoize(slot)
            }
            0x94 => {
                let slot = u32::try_from(self.memo.len()).unwrap_or(u32::MAX);
                self.memoize(slot)
            }
            b'h' => {
                let slot = self.byte()?.into();
                self.recall(slot)
            }
            b'j' => {
                let slot = u32::from_le_bytes(self.array()?);
                self.recall(slot)
            }
            _ => self.structure(opcode),
        }
    }

    /// The opcodes that put objects together.
    fn structure(&mut self, opcode: u8) -> Result<(), Refusal> {
        match opcode {
            b')' => self.push(Node::Tuple(Vec::new())),
            b']' => self.push(Node::List(Vec::new())),
            b'}' => self.push(Node::Dict(Vec::new())),
            0x85..=0x87 => {
                let count = usize::from(opcode - 0x84);
                let from = self.stack.len().checked_sub(count).ok_or_else(|| self.too_short())?;
                let items = self.stack.split_off(from);
                self.push(Node::Tuple(items))
            }
            b't' => {
                let items = self.marked()?;
                self.push(Node::Tuple(items))
            }
            b'a' => {
                let item = self.pop()?;
                self.extend_list(vec![item])
            }
            b'e' => {
                let items = self.marked()?;
                self.extend_list(items)
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.extend_dict(&[key, value])
            }
            b'u' => {
                let items = self.marked()?;
                self.extend_dict(&items)
            }
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.name(&module, &name)
            }
            0x93 => {
                let (name, module) = (self.pop()?, self.pop()?);
                let (Node::Text(module), Node::Text(name)) = (self.node(module), self.node(name))
                else {
                    return Err(self.misfit("a name that is no text", "a module and a name"));
                };
                let (module, name) = (module.to_string(), name.to_string());
                self.name(&module, &name)
            }
            b'Q' => {
                let tuple = self.pop()?;
                let storage = build::storage(&self.nodes, tuple);
                let storage = storage
                    .ok_or_else(|| self.misfit("a reference that is no storage", "a storage"))?;
                self.push(storage)
            }
            b'R' => {
                let (arguments, callable) = (self.pop()?, self.pop()?);
                match build::call(&self.nodes, callable, arguments) {
                    Some(Built::New(node)) => self.push(node),
                    Some(Built::Same(id)) => {
                        self.stack.push(id);
                        Ok(())
                    }
                    None => Err(self.misfit(
                        "arguments that do not fit",
                        "those of a tensor, a dictionary or a size",
                    )),
                }
            }
            b'b' => {
                // Attributes of an ordered dictionary, such as the versions of modules.
                let (_, object) = (self.pop()?, self.top()?);
                match self.node(object) {
                    Node::Dict(_) => Ok(()),
                    _ => Err(self.misfit("attributes of an object", "those of a dictionary")),
                }
            }
            _ => Err(Refusal::NotAllowed(format!(
                "the pickle opcode {opcode:#04x} at byte {} of the pickle",
                self.at - 1
            ))),
        }
    }

    fn node(&self, id: Id) -> &Node {
        self.nodes.get(id.index()).unwrap_or(&Node::None)
    }

    fn misfit(&self, found: &str, expected: &str) -> Refusal {
        Refusal::Malformed(self.at.saturating_sub(1), found.to_owned(), expected.to_owned())
    }

    fn too_short(&self) -> Refusal {
        self.misfit("an opcode that takes more objects than there are", "as many objects")
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Refusal> {
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

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        Ok(self.array::<1>()?[0])
    }

    fn length(&mut self) -> Result<usize, Refusal> {
        let length = u32::from_le_bytes(self.array()?);
        usize::try_from(length).map_err(|_| self.too_short())
    }

    /// The rest of a line, without its end.
    fn line(&mut self) -> Result<String, Refusal> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let line = String::from_utf8_lossy(self.take(length)?).into_owned();
        self.take(1)?;
        Ok(line)
    }

    fn text(&mut self, length: usize) -> Result<(), Refusal> {
        let bytes = self.take(length)?;
        // Python's lone surrogates are no text to Rust; a name with one stays a name.
        self.push(Node::Text(String::from_utf8_lossy(bytes).into()))
    }

    /// An integer of any length; one that is too long is no length of anything.
    fn long(&mut self) -> Result<(), Refusal> {
        let length = self.byte()?.into();
        let bytes = self.take(length)?;
        let negative = bytes.last().is_some_and(|&byte| byte >= 0x80);
        let mut value = [if negative { 0xff } else { 0 }; 8];
        let Some(start) = value.get_mut(..bytes.len()) else {
            return self.push(Node::Other);
        };
        start.copy_from_slice(bytes);
        self.push(Node::Int(i64::from_le_bytes(value)))
    }

    fn name(&mut self, module: &str, text: &str) -> Result<(), Refusal> {
        match name(module, text) {
            Some(name) => self.push(Node::Name(name)),
            None => Err(Refusal::NotAllowed(format!(
                "the name {} at byte {} of the pickle",
                quoted(&format!("{module}.{text}")),
                self.at
            ))),
        }
    }

    fn check_stack(&self) -> Result<(), Refusal> {
        if self.stack.len().max(self.marks.len()) <= TALLEST_STACK {
            return Ok(());
        }
        Err(self.misfit("a stack of millions of objects", "a pickle of tensors"))
    }

    fn push(&mut self, node: Node) -> Result<(), Refusal> {
        let id = Id::new(self.nodes.len());
        if self.nodes.len() == MOST_NODES {
            let expected = format!("at most {MOST_NODES} objects");
            return Err(self.misfit("one object more", &expected));
        }
        self.nodes.push(node);
        self.stack.push(id);
        Ok(())
    }

    fn pop(&mut self) -> Result<Id, Refusal> {
        let floor = self.marks.last().copied().unwrap_or(0);
        if self.stack.len() <= floor {
            return Err(self.too_short());
        }
        self.stack.pop().ok_or_else(|| self.too_short())
    }

    fn top(&self) -> Result<Id, Refusal> {
        self.stack.last().copied().ok_or_else(|| self.too_short())
    }

    /// Everything above the last mark.
    fn marked(&mut self) -> Result<Vec<Id>, Refusal> {
        let from = self.marks.pop().filter(|&from| from <= self.stack.len());
        let from = from.ok_or_else(|| self.misfit("no mark", "a mark below the objects"))?;
        Ok(self.stack.split_off(from))
    }

    fn extend_list(&mut self, mut items: Vec<Id>) -> Result<(), Refusal> {
        let list = self.top()?;
        match self.nodes.get_mut(list.index()) {
            Some(Node::List(list)) => {
                list.append(&mut items);
                Ok(())
            }
            _ => Err(self.misfit("items of what is no list", "a list")),
        }
    }

    fn extend_dict(&mut self, items: &[Id]) -> Result<(), Refusal> {
        let dict = self.top()?;
        match self.nodes.get_mut(dict.index()) {
            Some(Node::Dict(entries)) if items.len().is_multiple_of(2) => {
                entries.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                Ok(())
            }
            _ => Err(self.misfit("keys and values of what is no dictionary", "a dictionary")),
        }
    }

    fn memoize(&mut self, slot: u32) -> Result<(), Refusal> {
        let top = self.top()?;
        self.memo.insert(slot, top);
        if self.memo.len() <= MOST_NODES {
            return Ok(());
        }
        Err(self.misfit("one object more to keep", "a pickle of tensors"))
    }

    fn recall(&mut self, slot: u32) -> Result<(), Refusal> {
        match self.memo.get(&slot) {
            Some(&id) => {
                self.stack.push(id);
                self.check_stack()
            }
            None => {
                Err(self.misfit(&format!("the object {slot}, which was not kept"), "one that was"))
            }
        }
    }
}
