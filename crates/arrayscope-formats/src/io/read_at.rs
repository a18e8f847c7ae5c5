//! Reading at an offset without a file position that threads would share.

use std::fs;
use std::io;
use std::sync::Arc;

use super::File;

/// Bytes that can be read at any offset.
pub(crate) trait ReadAt {
    /// Reads some bytes at `byte_offset`; 0 at the end.
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize>;

    /// Fills `buffer`, and says how many bytes there were before the end.
    fn read_full_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read_at(&mut buffer[filled..], byte_offset + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// How it is read with the least trouble.
    fn habits(&self) -> Habits {
        Habits::OF_A_DISK
    }
}

/// How many bytes are asked for at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Habits {
    /// The most that one read asks for.
    pub(crate) longest_read: usize,
    /// A gap of so many bytes between two runs is read over, because another read costs more.
    pub(crate) shortest_gap: u64,
}

impl Habits {
    /// The disk delivers a page anyway, and one call costs more than copying it.
    pub(crate) const OF_A_DISK: Self = Self { longest_read: 1 << 20, shortest_gap: 4096 };
}

impl ReadAt for fs::File {
    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, buffer, byte_offset)
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, buffer, byte_offset)
    }
}

/// A part of a file, as a stream that starts at its first byte.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) file: Arc<File>,
    pub(crate) at: u64,
    pub(crate) end: u64,
}

impl Part {
    /// The whole of a file.
    pub(crate) fn all(file: &Arc<File>) -> Self {
        Self { file: Arc::clone(file), at: 0, end: u64::MAX }
    }
}

impl io::Seek for Part {
    /// Positions are those of the file.
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let at = match to {
            io::SeekFrom::Start(at) => Some(at),
            io::SeekFrom::Current(step) => self.at.checked_add_signed(step),
            io::SeekFrom::End(step) => self.end.min(self.file.nbytes()?).checked_add_signed(step),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl io::Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let count = self.file.read_at(&mut buffer[..most], self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}
