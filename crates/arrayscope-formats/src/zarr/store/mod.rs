//! Where a store keeps its values: keys lead to bytes.

mod folder;
#[cfg(feature = "remote")]
mod remote;
mod zipped;

use std::fmt;

pub(super) use folder::Folder;
#[cfg(feature = "remote")]
pub(super) use remote::Remote;
pub(super) use zipped::Zipped;

use super::trouble::Trouble;

/// Keys and their values, wherever they are. Source: Zarr core specification version 3.0,
/// "Stores", of which only reading is asked for.
pub(super) trait Store: fmt::Debug + Send + Sync {
    /// A part of the value at `key`, at most `most` bytes; `None` where there is none.
    ///
    /// A value that is longer, or a part that reaches beyond its end, is refused before
    /// memory is asked for.
    fn get(&self, key: &str, part: Part, most: u64) -> Result<Option<Vec<u8>>, Trouble>;

    /// Bytes of the value at `key`; `None` where there is none.
    fn nbytes(&self, key: &str) -> Result<Option<u64>, Trouble>;

    /// The names of the folders in the folder `key`, sorted; `None` where nobody lists them.
    fn folders(&self, key: &str) -> Result<Option<Vec<String>>, Trouble>;

    /// Whether each question takes long, so that many are asked at the same time, and lists
    /// of what is there are better than looking for it.
    fn is_far(&self) -> bool {
        false
    }
}

/// Which bytes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of them.
    All,
    /// So many from an offset on.
    Range { at: u64, nbytes: u64 },
    /// So many at the end.
    Last { nbytes: u64 },
}

impl Part {
    /// Where the part starts and how long it is, in a value of `stored` bytes.
    pub(super) fn within(self, stored: u64, most: u64) -> Result<(u64, u64), Trouble> {
        let (at, nbytes) = match self {
            Self::All => (0, stored),
            Self::Range { at, nbytes } => (at, nbytes),
            Self::Last { nbytes } => (stored.saturating_sub(nbytes), nbytes),
        };
        if nbytes > most {
            let found = format!("{nbytes} bytes");
            return Err(Trouble::malformed(0, found, format!("at most {most} bytes")));
        }
        if at.checked_add(nbytes).is_none_or(|end| end > stored) {
            let found = format!("the end after {stored} bytes");
            return Err(Trouble::malformed(stored, found, format!("{nbytes} bytes from {at} on")));
        }
        Ok((at, nbytes))
    }
}

/// A key in a folder of the store; the root has no name.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
