//! A machine that reads a pickle without running it.
//!
//! Source: Python's `pickletools.py`. A pickle is a program for a stack; what makes it
//! dangerous is that it may call anything that it can name. Here there is nothing to
//! call: a name that is not on the list of [`super::names`] ends the reading, and so
//! does an opcode that tensors, dictionaries, lists and numbers do not need. Objects are
//! nodes that refer to each other by number, so that a pickle of n bytes makes at most n
//! of them, however often they refer to each other.

use super::build::{self, Built};
use super::machine::{Machine, Refusal};
use super::names::name;
use super::node::{Id, Node};
use crate::printable::quoted;

impl Machine<'_> {
    /// Reads a pickle: the nodes, and which of them is the object.
    pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Node>, Id), Refusal> {
        let mut machine = Machine::new(bytes);
        loop {
            let opcode = machine.byte()?;
            if opcode == b'.' {
                let root = machine.pop()?;
                return Ok((machine.into_nodes(), root));
            }
            machine.step(opcode)?;
        }
    }

    fn step(&mut self, opcode: u8) -> Result<(), Refusal> {
        match opcode {
            0x80 => self.take(1).map(drop), // PROTO
            0x95 => self.take(8).map(drop), // FRAME
            b'(' => self.mark(),
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
                self.memoize(Some(slot))
            }
            b'r' => {
                let slot = u32::from_le_bytes(self.array()?);
                self.memoize(Some(slot))
            }
            0x94 => self.memoize(None),
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
                let items = self.last(usize::from(opcode - 0x84))?;
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
                let storage = build::storage(self.nodes(), tuple);
                let storage = storage
                    .ok_or_else(|| self.misfit("a reference that is no storage", "a storage"))?;
                self.push(storage)
            }
            b'R' => {
                let (arguments, callable) = (self.pop()?, self.pop()?);
                match build::call(self.nodes(), callable, arguments) {
                    Some(Built::New(node)) => self.push(node),
                    Some(Built::Same(id)) => self.push_again(id),
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
                self.at() - 1
            ))),
        }
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
                self.at()
            ))),
        }
    }
}
