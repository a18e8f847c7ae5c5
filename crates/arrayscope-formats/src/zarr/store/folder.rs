//! A store that is a folder.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::{Part, Store};
use crate::io::ReadAt as _;
use crate::zarr::trouble::Trouble;

/// A folder whose files are the values.
#[derive(Debug)]
pub(in crate::zarr) struct Folder {
    /// Without symbolic links: what a key leads to must lie below it.
    root: PathBuf,
}

impl Folder {
    /// The store at `path`, whose links are followed this once.
    pub(in crate::zarr) fn new(path: &Path) -> io::Result<Self> {
        Ok(Self { root: path.canonicalize()? })
    }

    /// Where a key leads, all links followed; `None` where nothing is.
    fn lead(&self, key: &str) -> Result<Option<PathBuf>, Trouble> {
        let path = match self.root.join(key).canonicalize() {
            Ok(path) => path,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !path.starts_with(&self.root) {
            return Err(Trouble::unsupported(
                "a symbolic link that leads out of the store",
                "only what lies in the store is read",
            ));
        }
        Ok(Some(path))
    }

    /// The file of a key and its length.
    fn open(&self, key: &str) -> Result<Option<(File, u64)>, Trouble> {
        let Some(path) = self.lead(key)? else { return Ok(None) };
        // Asked before opening: opening a pipe waits for somebody to write to it.
        let metadata = path.metadata()?;
        if !metadata.is_file() {
            return Err(Trouble::malformed(0, "something that is no file", "a file"));
        }
        Ok(Some((File::open(path)?, metadata.len())))
    }
}

/// Whether a path leads to nothing, because it or a folder on its way is not there.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

impl Store for Folder {
    fn get(&self, key: &str, part: Part, most: u64) -> Result<Option<Vec<u8>>, Trouble> {
        let Some((file, stored)) = self.open(key)? else { return Ok(None) };
        let (at, nbytes) = part.within(stored, most)?;
        // As many as the file has: no length out of a file makes room for more.
        let mut bytes = vec![0; usize::try_from(nbytes).unwrap_or(usize::MAX)];
        let got = file.read_full_at(&mut bytes, at)?;
        if got < bytes.len() {
            let at = at + got as u64;
            return Err(Trouble::malformed(at, "the end", "more bytes: it was cut while open"));
        }
        Ok(Some(bytes))
    }

    fn nbytes(&self, key: &str) -> Result<Option<u64>, Trouble> {
        let Some(path) = self.lead(key)? else { return Ok(None) };
        Ok(Some(path.metadata()?.len()))
    }

    fn folders(&self, key: &str) -> Result<Option<Vec<String>>, Trouble> {
        let Some(path) = self.lead(key)? else { return Ok(Some(Vec::new())) };
        let mut names = Vec::new();
        for entry in path.read_dir()? {
            let entry = entry?;
            // A link is taken for what it leads to; whether it leads out is asked when it is
            // followed.
            if entry.file_type()?.is_file() || !entry.path().is_dir() {
                continue;
            }
            // A name that is not UTF-8 can be no part of a key, nor of an address.
            names.extend(entry.file_name().into_string());
        }
        names.sort_unstable();
        Ok(Some(names))
    }
}
