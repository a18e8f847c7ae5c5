//! Reading at an offset without a file position that threads would share.

use std::fs::File;
use std::io;
use std::sync::Arc;

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
}

impl ReadAt for File {
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

impl io::Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let count = self.file.read_at(&mut buffer[..most], self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}
