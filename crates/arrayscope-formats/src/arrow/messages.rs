//! Where the messages of an Arrow file or stream are.
//!
//! Source: `File.fbs`, `Message.fbs` and "Serialization and Interprocess Communication" of
//! Apache Arrow.

use super::flat::{Broken, Table};
use crate::error::{Error, Result};
use crate::io::{File, ReadAt, reserve};
use crate::limits::LONGEST_HEADER;
use crate::place::Place;

/// In front of a file and behind it.
pub(super) const MAGIC: &[u8; 6] = b"ARROW1";

/// In front of the length of each message since version 0.15.
const MARK: [u8; 4] = [0xff; 4];

/// What messages are about, by number.
pub(super) const SCHEMA: u8 = 1;
pub(super) const RECORD_BATCH: u8 = 3;

/// The messages of a file, by their places.
#[derive(Debug)]
pub(super) struct Messages<'a> {
    pub(super) file: &'a File,
    pub(super) place: &'a Place,
    /// Bytes of the file.
    pub(super) stored: u64,
}

/// A message: its metadata, and where its body is.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) metadata: Vec<u8>,
    /// Where it starts.
    pub(super) start: u64,
    /// Where the metadata start, for errors.
    pub(super) at: u64,
    pub(super) body_at: u64,
    pub(super) body_nbytes: u64,
}

/// What stands where a message is looked for.
#[derive(Debug)]
pub(super) enum Next {
    Message(Message),
    /// The mark at the end of a stream.
    End,
    /// The end of the file.
    Nothing,
}

impl Messages<'_> {
    /// What stands at a place.
    pub(super) fn read(&self, at: u64) -> Result<Next> {
        let mut head = [0; 8];
        let got = self.file.read_full_at(&mut head, at);
        let got = got.map_err(|error| self.place.io("read a message", error))?;
        let [a, b, c, d, e, f, g, h] = head;
        if got == 0 {
            return Ok(Next::Nothing);
        }
        if got >= 4 && [a, b, c, d] == [0; 4] {
            return Ok(Next::End);
        }
        if got < 8 {
            return Err(crate::npy::ended(self.place, at + got as u64, "a message"));
        }
        let is_marked = [a, b, c, d] == MARK;
        let (length, start) =
            if is_marked { ([e, f, g, h], at + 8) } else { ([a, b, c, d], at + 4) };
        let length = u64::from(u32::from_le_bytes(length));
        if length == 0 {
            return Ok(Next::End);
        }
        let metadata = self.bytes(start, length)?;
        let fail = |broken| self.broken(start, broken);
        let message = Table::root(&metadata).map_err(fail)?;
        let body_nbytes = message.i64(3).map_err(fail)?;
        let body_at = start + length;
        let body_nbytes = u64::try_from(body_nbytes)
            .ok()
            .filter(|nbytes| body_at.checked_add(*nbytes).is_some_and(|end| end <= self.stored));
        let Some(body_nbytes) = body_nbytes else {
            let found = "a message whose body goes beyond the end of the file";
            return Err(self.place.malformed(
                start,
                found,
                "one inside: the file may be cut short",
            ));
        };
        Ok(Next::Message(Message { metadata, start: at, at: start, body_at, body_nbytes }))
    }

    /// Metadata of so many bytes.
    fn bytes(&self, at: u64, length: u64) -> Result<Vec<u8>> {
        let most = LONGEST_HEADER.min(self.stored.saturating_sub(at));
        if length > most {
            let found = format!("a message of {length} bytes");
            return Err(self.place.malformed(at, found, format!("at most {most} bytes")));
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        reserve(&mut bytes, length, self.place)?;
        bytes.resize(length, 0);
        let got = self.file.read_full_at(&mut bytes, at);
        let got = got.map_err(|error| self.place.io("read a message", error))?;
        if got < length {
            let expected = "a message: the file was cut while it was open";
            return Err(crate::npy::ended(self.place, at + got as u64, expected));
        }
        Ok(bytes)
    }

    /// Metadata that point outside of themselves.
    pub(super) fn broken(&self, start: u64, broken: Broken) -> Error {
        let found = "an offset that leads out of its message, or an unknown type";
        self.place.malformed(start + broken.at as u64, found, "one that stays inside")
    }

    /// The messages of a stream from a place on, schema first. Says whether the stream has a
    /// mark at its end; one that has none may be cut short.
    pub(super) fn stream(
        &self,
        mut at: u64,
        mut take: impl FnMut(Message) -> Result<()>,
    ) -> Result<bool> {
        loop {
            match self.read(at)? {
                Next::Message(message) => {
                    at = message.body_at + message.body_nbytes;
                    take(message)?;
                }
                Next::End => return Ok(true),
                Next::Nothing => return Ok(false),
            }
        }
    }

    /// The messages that the footer of a file leads to: the schema is in the footer itself.
    pub(super) fn file(&self, mut take: impl FnMut(Message) -> Result<()>) -> Result<()> {
        let (footer, at) = self.footer()?;
        let fail = |broken| self.broken(at, broken);
        let table = Table::root(&footer).map_err(fail)?;
        let blocks = table.vector(3, 24).map_err(fail)?;
        take(Message { metadata: footer.clone(), start: at, at, body_at: at, body_nbytes: 0 })?;
        let mut nbytes = 0_u64;
        for block in 0..blocks.len {
            let message = u64::try_from(blocks.i64_at(24 * block).map_err(fail)?).ok();
            let Some(message) = message.filter(|&message| message < self.stored) else {
                let found = "a record batch outside of the file";
                return Err(self.place.malformed(at, found, "one inside"));
            };
            let Next::Message(message) = self.read(message)? else {
                return Err(self.place.malformed(
                    at,
                    "a place without a message",
                    "a record batch",
                ));
            };
            // Batches lie beside each other: a small file could name one of them very often.
            nbytes = nbytes.saturating_add(message.metadata.len() as u64 + message.body_nbytes);
            if nbytes > self.stored {
                let found = format!("record batches of {nbytes} bytes");
                return Err(self.place.malformed(at, found, "no more than the file has"));
            }
            take(message)?;
        }
        Ok(())
    }

    /// The footer, and where it starts.
    fn footer(&self) -> Result<(Vec<u8>, u64)> {
        let mut tail = [0; 10];
        let tail_at = self.stored.saturating_sub(10);
        let got = self.file.read_full_at(&mut tail, tail_at);
        got.map_err(|error| self.place.io("read the end of the file", error))?;
        if tail_at < 8 || &tail[4..] != MAGIC {
            let found = crate::npy::described(&tail[4..]);
            let expected = "ARROW1 as the last six bytes: the file may be cut short";
            return Err(self.place.malformed(self.stored.saturating_sub(6), found, expected));
        }
        let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
        let at = tail_at.checked_sub(length).filter(|&at| at >= 8).ok_or_else(|| {
            let found = format!("a footer of {length} bytes");
            self.place.malformed(tail_at, found, format!("at most {} bytes", tail_at - 8))
        })?;
        Ok((self.bytes(at, length)?, at))
    }
}
