//! A store as a list of its entries: keys and values can be changed without an archive's
//! directory or checksums falling apart.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The zip archive of the entries in a list, if an archive can hold them.
pub(crate) fn zipped(mut list: &[u8]) -> Option<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    while let Some((&nbytes, rest)) = list.split_first() {
        let (key, rest) = rest.split_at(rest.len().min(nbytes.into()));
        let (nbytes, rest) = rest.split_at(rest.len().min(2));
        let nbytes = nbytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte));
        let (value, rest) = rest.split_at(rest.len().min(nbytes));
        archive.start_file(str::from_utf8(key).ok()?, stored).ok()?;
        archive.write_all(value).ok()?;
        list = rest;
    }
    archive.finish().ok().map(Cursor::into_inner)
}
