//! Files mapped into memory: the only `unsafe` of this crate.

use std::fs::File;

use arrayscope_core::SharedBytes;

use crate::error::Result;
use crate::place::Place;

/// The whole file as bytes. Nothing is read until it is touched.
#[expect(unsafe_code, reason = "a map of a file has no safe constructor")]
pub(crate) fn map(file: &File, place: &Place) -> Result<SharedBytes> {
    // SAFETY: the map is read-only and private to this process. What remains is
    // that another process changes or cuts the file while it is mapped: changed
    // bytes are seen as other values, and every bit pattern is a value of every
    // dtype that is loaded from bytes; a cut file ends the process with SIGBUS.
    // `Access::Map` documents that, and is for programs whose files are the
    // user's own; the server never asks for it.
    let map = unsafe { memmap2::Mmap::map(file) };
    let map = map.map_err(|error| place.io("map the file", error))?;
    Ok(SharedBytes::new(map))
}
