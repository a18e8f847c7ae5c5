//! Where an error happened, and the errors that are made of little more.

use std::fmt;

use crate::error::{Error, Result};
use crate::printable::printable;

/// Where in the world an error happened: a file, and perhaps a member of it.
///
/// Displays as the address `path::member`, with control characters escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as the user knows it.
    pub path: String,
    /// The member of the container.
    pub member: Option<String>,
    /// The format that was being read, as [`Container::format`](crate::Container::format).
    pub format: &'static str,
}

impl Place {
    /// A place in a file as a whole.
    pub(crate) fn new(path: &str, format: &'static str) -> Self {
        Self { path: path.to_owned(), member: None, format }
    }

    /// The place, as errors hold it: most results are no errors and stay small.
    pub(crate) fn boxed(&self) -> Box<Self> {
        Box::new(self.clone())
    }

    /// The same file, inside one member.
    pub(crate) fn member(&self, member: &str, format: &'static str) -> Self {
        Self { path: self.path.clone(), member: Some(member.to_owned()), format }
    }

    pub(crate) fn malformed(
        &self,
        byte_offset: u64,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Error {
        Error::Malformed {
            place: self.boxed(),
            byte_offset,
            found: found.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn unsupported(
        &self,
        found: impl Into<String>,
        supported: impl Into<String>,
    ) -> Error {
        Error::Unsupported { place: self.boxed(), found: found.into(), supported: supported.into() }
    }

    pub(crate) fn core(&self, source: arrayscope_core::Error) -> Error {
        Error::Core { address: self.to_string(), source }
    }

    /// A line of a table that does not fit, and the flag that helps.
    pub(crate) fn table(
        &self,
        line: u64,
        found: impl Into<String>,
        help: impl Into<String>,
    ) -> Error {
        Error::Table { place: self.boxed(), line, found: found.into(), help: help.into() }
    }

    /// Refuses bytes whose checksum is not the one that was written.
    pub(crate) fn check_checksum(&self, found: u32, written: u32) -> Result<()> {
        if crate::limits::checksum_agrees(found, written) {
            return Ok(());
        }
        Err(self.malformed(
            0,
            format!("a checksum of {found:08x}"),
            format!("{written:08x}, as when it was written: the file has changed since"),
        ))
    }

    /// What a decompressor said.
    pub(crate) fn unpack(&self, byte_offset: u64, source: &std::io::Error) -> Error {
        self.malformed(byte_offset, format!("data that does not unpack ({source})"), "intact data")
    }

    pub(crate) fn io(&self, action: &'static str, source: std::io::Error) -> Error {
        Error::Io { action, path: self.to_string(), source }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.path))?;
        if let Some(member) = &self.member {
            write!(f, "::{}", printable(member))?;
        }
        Ok(())
    }
}
