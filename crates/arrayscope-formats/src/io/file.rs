//! The bytes that a reader reads, wherever they are.

use std::fs;
use std::io;
use std::path::Path;

use super::{Habits, ReadAt};
#[cfg(feature = "remote")]
use crate::remote::RemoteFile;

/// A file of this machine, or one that a server has: readers know no difference but what a
/// read costs.
#[derive(Debug)]
pub(crate) enum File {
    /// A file of this machine.
    Local(fs::File),
    /// One that a server has.
    #[cfg(feature = "remote")]
    Remote(Box<RemoteFile>),
}

impl File {
    /// Opens what a path leads to, which must be a file.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        #[cfg(feature = "remote")]
        if let Some(address) = path.to_str().filter(|_| crate::remote::is_remote(path)) {
            return Ok(Self::Remote(Box::new(RemoteFile::open(address)?)));
        }
        // Asked before opening: opening a pipe waits for somebody to write to it.
        if !path.metadata()?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, NO_FILE));
        }
        fs::File::open(path).map(Self::Local)
    }

    /// How many bytes there are.
    pub(crate) fn nbytes(&self) -> io::Result<u64> {
        match self {
            Self::Local(file) => Ok(file.metadata()?.len()),
            #[cfg(feature = "remote")]
            Self::Remote(file) => Ok(file.nbytes()),
        }
    }

    /// The file, if it is one of this machine and can be mapped.
    pub(crate) fn local(&self) -> Option<&fs::File> {
        match self {
            Self::Local(file) => Some(file),
            #[cfg(feature = "remote")]
            Self::Remote(_) => None,
        }
    }
}

/// What is said of a folder, a pipe or a device.
const NO_FILE: &str = "it is no file";

impl ReadAt for File {
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> io::Result<usize> {
        match self {
            Self::Local(file) => file.read_at(buffer, byte_offset),
            #[cfg(feature = "remote")]
            Self::Remote(file) => file.read_at(buffer, byte_offset),
        }
    }

    fn habits(&self) -> Habits {
        match self {
            Self::Local(file) => file.habits(),
            #[cfg(feature = "remote")]
            Self::Remote(file) => file.habits(),
        }
    }
}
