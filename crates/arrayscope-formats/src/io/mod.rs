//! How the bytes of a window come out of a file.

mod gather;
mod map;
mod read_at;
mod runs;

pub(crate) use gather::{gather, gather_forward, reserve};
pub(crate) use map::map;
pub(crate) use read_at::{Part, ReadAt};
pub(crate) use runs::Runs;
