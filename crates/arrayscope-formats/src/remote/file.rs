//! A file that a server has, read by ranges.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::answer::Span;
use super::server::Server;
use crate::io::{Habits, ReadAt, at_once};

/// Short reads are answered out of blocks of so many bytes: headers and directories are read
/// in small pieces that lie together, and asking costs more than sending.
const BLOCK: usize = 256 << 10;

/// Blocks that are kept, those used last.
const KEPT_BLOCKS: usize = 64;

/// One question asks for so many bytes of a long read, and the others at the same time.
const LONGEST_QUESTION: usize = 2 << 20;

/// Questions at the same time.
const QUESTIONS_AT_ONCE: usize = 8;

/// One version of a file, of a known length.
#[derive(Debug)]
pub(crate) struct RemoteFile {
    server: Server,
    nbytes: u64,
    /// What tells it from other versions, if the server does.
    version: Option<String>,
    blocks: Mutex<VecDeque<(u64, Arc<Vec<u8>>)>>,
}

impl RemoteFile {
    /// Asks for the start of a file, and with it for its length.
    ///
    /// # Errors
    /// When there is no such file, or the server gives no parts of it.
    pub(crate) fn open(address: &str) -> io::Result<Self> {
        Self::of(Server::new(address)?)
    }

    pub(super) fn of(server: Server) -> io::Result<Self> {
        let start = server.get("", Span::Range { at: 0, nbytes: BLOCK as u64 })?;
        let start = start.ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, "the server has nothing at that address")
        })?;
        let blocks = VecDeque::from([(0, Arc::new(start.bytes))]);
        let (nbytes, version) = (start.total, start.version);
        Ok(Self { server, nbytes, version, blocks: Mutex::new(blocks) })
    }

    /// How many bytes the file has.
    pub(crate) fn nbytes(&self) -> u64 {
        self.nbytes
    }

    /// So many bytes from an offset on, which the file has.
    fn ask(&self, at: u64, nbytes: u64) -> io::Result<Vec<u8>> {
        let span = Span::Range { at, nbytes };
        let answer = self.server.get_version("", span, self.version.as_deref())?;
        let same = answer.filter(|answer| {
            let is_same = self.version.is_none() || answer.version == self.version;
            is_same && answer.total == self.nbytes && answer.bytes.len() as u64 == nbytes
        });
        let said = "the file has changed on the server since it was opened: open it again";
        let same = same.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, said));
        Ok(same?.bytes)
    }

    /// The block that starts at an offset of the file.
    fn block(&self, at: u64) -> io::Result<Arc<Vec<u8>>> {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = blocks.iter().position(|(start, _)| *start == at)
            && let Some(found) = blocks.remove(found)
        {
            let bytes = Arc::clone(&found.1);
            blocks.push_back(found);
            return Ok(bytes);
        }
        drop(blocks);
        // Two threads may ask for the same: neither waits for the other.
        let bytes = Arc::new(self.ask(at, (self.nbytes - at).min(BLOCK as u64))?);
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if blocks.len() == KEPT_BLOCKS {
            blocks.pop_front();
        }
        blocks.push_back((at, Arc::clone(&bytes)));
        Ok(bytes)
    }

    /// A long read, as several questions at the same time.
    fn read_long(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<()> {
        let parts: Vec<Mutex<&mut [u8]>> =
            buffer.chunks_mut(LONGEST_QUESTION).map(Mutex::new).collect();
        at_once(QUESTIONS_AT_ONCE, parts.len(), |number| {
            let mut part = parts[number].lock().unwrap_or_else(PoisonError::into_inner);
            let at = byte_offset + (number * LONGEST_QUESTION) as u64;
            let bytes = self.ask(at, part.len() as u64)?;
            part.copy_from_slice(&bytes);
            Ok(())
        })
    }
}

impl ReadAt for RemoteFile {
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize> {
        let left = self.nbytes.saturating_sub(byte_offset);
        let count = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if count >= BLOCK {
            self.read_long(&mut buffer[..count], byte_offset)?;
            return Ok(count);
        }
        if count == 0 {
            return Ok(0);
        }
        let start = byte_offset - byte_offset % BLOCK as u64;
        let block = self.block(start)?;
        let inside = usize::try_from(byte_offset - start).unwrap_or(BLOCK);
        let bytes = block.get(inside..).unwrap_or_default();
        let count = count.min(bytes.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        Ok(count)
    }

    /// Asking once more takes as long as sending many bytes.
    fn habits(&self) -> Habits {
        Habits {
            longest_read: QUESTIONS_AT_ONCE * LONGEST_QUESTION,
            shortest_gap: (BLOCK / 4) as u64,
        }
    }
}
