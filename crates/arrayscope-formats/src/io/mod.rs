//! How the bytes of a window come out of a file.

#[cfg(feature = "remote")]
mod at_once;
mod file;
mod gather;
mod map;
mod read_at;
mod runs;

#[cfg(feature = "remote")]
pub(crate) use at_once::at_once;
pub(crate) use file::File;
pub(crate) use gather::{gather, gather_forward, reserve};
pub(crate) use map::map;
pub(crate) use read_at::{Habits, Part, ReadAt};
pub(crate) use runs::Runs;
