//! Object headers: the messages that a group or dataset consists of.
//!
//! Source: HDF5 File Format Specification 3.0, section IV.A.1.

use super::super::structure::{Block, Cursor, Fault, Parsed, Store};

/// Numbers of the kinds of messages that are read.
pub(in crate::hdf5) mod kind {
    pub(in crate::hdf5) const DATASPACE: u16 = 0x01;
    pub(in crate::hdf5) const LINK_INFO: u16 = 0x02;
    pub(in crate::hdf5) const DATATYPE: u16 = 0x03;
    pub(in crate::hdf5) const OLD_FILL: u16 = 0x04;
    pub(in crate::hdf5) const FILL: u16 = 0x05;
    pub(in crate::hdf5) const LINK: u16 = 0x06;
    pub(in crate::hdf5) const EXTERNAL: u16 = 0x07;
    pub(in crate::hdf5) const LAYOUT: u16 = 0x08;
    pub(in crate::hdf5) const PIPELINE: u16 = 0x0b;
    pub(in crate::hdf5) const ATTRIBUTE: u16 = 0x0c;
    pub(in crate::hdf5) const CONTINUATION: u16 = 0x10;
    pub(in crate::hdf5) const SYMBOLS: u16 = 0x11;
    pub(in crate::hdf5) const ATTRIBUTE_INFO: u16 = 0x15;

    /// Whether a message is kept. The others say what nobody asks, and there may be many.
    pub(super) fn is_read(kind: u16) -> bool {
        matches!(
            kind,
            DATASPACE
                | LINK_INFO
                | DATATYPE
                | OLD_FILL
                | FILL
                | LINK
                | EXTERNAL
                | LAYOUT
                | PIPELINE
                | ATTRIBUTE
                | CONTINUATION
                | SYMBOLS
                | ATTRIBUTE_INFO
        )
    }
}

/// Bytes of one object header. What is larger keeps its attributes elsewhere.
const LONGEST_HEADER: u64 = 2 << 20;

/// Messages of one object header. A group keeps its links elsewhere beyond a handful.
const MOST_MESSAGES: usize = 1 << 14;

/// One message.
#[derive(Debug)]
pub(in crate::hdf5) struct Message {
    pub(in crate::hdf5) kind: u16,
    flags: u8,
    body: Block,
}

impl Message {
    /// At its first byte.
    pub(in crate::hdf5) fn cursor(&self) -> Cursor<'_> {
        self.body.cursor()
    }

    /// Whether it is a reference to a message of another header.
    fn is_shared(&self) -> bool {
        self.flags & 2 != 0
    }
}

/// The messages of one object that are read.
#[derive(Debug)]
pub(in crate::hdf5) struct Header {
    messages: Vec<Message>,
    /// Where it is in the file.
    pub(in crate::hdf5) at: u64,
}

impl Header {
    /// Reads a header, and what it shares with others.
    pub(in crate::hdf5) fn read(store: &Store, address: u64) -> Parsed<Self> {
        let mut header = Self::alone(store, address)?;
        for message in &mut header.messages {
            if message.is_shared() {
                let at = message.cursor().at();
                *message = shared(store, message.kind, &mut message.cursor(), at)?;
            }
        }
        Ok(header)
    }

    /// Reads a header as it is.
    fn alone(store: &Store, address: u64) -> Parsed<Self> {
        let mut parts = Parts { store, version: 1, left: LONGEST_HEADER, pending: Vec::new() };
        let mut messages = Vec::new();
        let first = parts.first(address)?;
        parts.take(&mut first.0.cursor(), first.1, &mut messages)?;
        while let Some((address, nbytes)) = parts.pending.pop() {
            let (part, has_order) = parts.continued(address, nbytes, first.1)?;
            let mut cursor = part.cursor();
            if parts.version == 2 {
                cursor.signature(*b"OCHK")?;
            }
            parts.take(&mut cursor, has_order, &mut messages)?;
        }
        Ok(Self { messages, at: store.at(address) })
    }

    /// All messages of a kind.
    pub(in crate::hdf5) fn all(&self, kind: u16) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.kind == kind)
    }

    /// The message of a kind of which there is one.
    pub(in crate::hdf5) fn find(&self, kind: u16) -> Option<&Message> {
        self.all(kind).next()
    }

    /// The message of a kind that there must be.
    pub(in crate::hdf5) fn expect(&self, kind: u16, what: &str) -> Parsed<&Message> {
        let missing = || Fault::malformed(self.at, format!("no {what}"), "a dataset with one");
        self.find(kind).ok_or_else(missing)
    }
}

/// The parts of a header: its first one, and those that messages lead to.
struct Parts<'a> {
    store: &'a Store,
    version: u8,
    /// Bytes that may still follow.
    left: u64,
    pending: Vec<(u64, u64)>,
}

impl Parts<'_> {
    /// The first part, and whether messages are numbered.
    fn first(&mut self, address: u64) -> Parsed<(Block, bool)> {
        // A small header of version 2 may be the last of the file.
        let nbytes = self.store.nbytes().saturating_sub(address).min(16);
        let start = self.store.block(address, nbytes, "an object header")?;
        let mut cursor = start.cursor();
        if cursor.rest().starts_with(b"OHDR") {
            return self.first_of_two(address, &start);
        }
        cursor.version(&[1], "an object header")?;
        cursor.take(7)?;
        let nbytes = u64::from(cursor.u32()?);
        self.count(address, nbytes)?;
        Ok((self.store.block(address + 16, nbytes, "an object header")?, false))
    }

    /// The first part of version 2.
    fn first_of_two(&mut self, address: u64, start: &Block) -> Parsed<(Block, bool)> {
        self.version = 2;
        let mut cursor = start.cursor();
        cursor.signature(*b"OHDR")?;
        cursor.version(&[2], "an object header")?;
        let flags = cursor.u8()?;
        let times = if flags & 0x20 != 0 { 16 } else { 0 };
        let phases = if flags & 0x10 != 0 { 4 } else { 0 };
        let size_nbytes = 1 << (flags & 3);
        let head = 6 + times + phases + size_nbytes;
        let whole = self.store.block(address, head as u64, "an object header")?;
        let mut cursor = whole.cursor();
        cursor.take(6 + times + phases)?;
        let nbytes = cursor.uint(size_nbytes)?;
        self.count(address, nbytes)?;
        let block = self.store.checked(address, head as u64 + nbytes + 4, "an object header")?;
        let messages = block.bytes()[head..].to_vec();
        let at = self.store.at(address) + head as u64;
        Ok((Block::within(messages, at, self.store.sizes), flags & 4 != 0))
    }

    fn continued(&mut self, address: u64, nbytes: u64, has_order: bool) -> Parsed<(Block, bool)> {
        self.count(address, nbytes)?;
        let what = "an object header";
        let block = if self.version == 2 {
            self.store.checked(address, nbytes, what)?
        } else {
            self.store.block(address, nbytes, what)?
        };
        Ok((block, has_order))
    }

    fn count(&mut self, address: u64, nbytes: u64) -> Parsed<()> {
        let left = self.left.checked_sub(nbytes);
        self.left = left.ok_or_else(|| {
            let found = "an object header that goes on";
            let expected = format!("at most {LONGEST_HEADER} bytes");
            Fault::malformed(self.store.at(address), found, expected)
        })?;
        Ok(())
    }

    /// Takes the messages of a part.
    fn take(
        &mut self,
        cursor: &mut Cursor<'_>,
        has_order: bool,
        messages: &mut Vec<Message>,
    ) -> Parsed<()> {
        let head = if self.version == 1 { 8 } else { 4 + 2 * usize::from(has_order) };
        // What is shorter than a message is a gap.
        while cursor.rest().len() >= head {
            let (kind, nbytes, flags) = if self.version == 1 {
                let fields = (cursor.u16()?, cursor.count()?, cursor.u8()?);
                cursor.take(3)?;
                fields
            } else {
                let fields = (u16::from(cursor.u8()?), cursor.count()?, cursor.u8()?);
                cursor.take(head - 4)?;
                fields
            };
            let at = cursor.at();
            let body = cursor.take(nbytes)?;
            if !kind::is_read(kind) {
                continue;
            }
            if messages.len() == MOST_MESSAGES {
                let expected = format!("at most {MOST_MESSAGES} in a header");
                return Err(Fault::malformed(at, "one message more", expected));
            }
            let body = Block::within(body.to_vec(), at, self.store.sizes);
            if kind == kind::CONTINUATION {
                let mut cursor = body.cursor();
                let address = cursor.known_address("rest of an object header")?;
                self.pending.push((address, cursor.length()?));
            } else {
                messages.push(Message { kind, flags, body });
            }
        }
        Ok(())
    }
}

/// The message of a kind that a reference leads to: a committed datatype, for one.
pub(super) fn shared(
    store: &Store,
    kind: u16,
    reference: &mut Cursor<'_>,
    at: u64,
) -> Parsed<Message> {
    let version = reference.version(&[1, 2, 3], "a shared message")?;
    let place = reference.u8()?;
    if version == 3 && place == 1 {
        let found = "messages that are shared in a table of the file";
        return Err(Fault::unsupported(found, "h5repack writes a file without such a table"));
    }
    if version == 1 {
        reference.take(6)?;
    }
    let address = reference.known_address("shared message")?;
    // One step: a reference to a reference would be a chain without an end.
    let header = Header::alone(store, address)?;
    let mut messages = header.messages.into_iter();
    let found = messages.find(|message| message.kind == kind && !message.is_shared());
    found.ok_or_else(|| {
        Fault::malformed(at, "a shared message that is not there", "a message of its kind")
    })
}
