//! What a file looks like from outside, to see that it has changed.

use std::collections::VecDeque;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::time::SystemTime;

use arrayscope_formats::is_remote;

/// How many files and folders are looked at within a folder: what a question about an array
/// may cost beside its answer. A store of more chunks may change unnoticed in those that come
/// last; a slice reads them afresh in any case.
const MOST_INSIDE: usize = 256;

/// The files that say what a folder of a Zarr store is, looked at before the others.
const TELLING: [&str; 5] = ["zarr.json", ".zarray", ".zattrs", ".zgroup", ".zmetadata"];

/// Which file it is, its length, and when it was changed.
///
/// A time alone is not enough: a file put in the place of another may bring its own, and a
/// program may set it back. On Unix the inode and the time of its change tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    pub(super) length: u64,
    pub(super) modified: Option<SystemTime>,
    /// Device, inode, and seconds and nanoseconds of the inode's change.
    pub(super) identity: Option<(u64, u64, i64, i64)>,
    /// What the stamps of all that lies in a folder make together.
    pub(super) inside: Option<u64>,
}

impl Stamp {
    /// What a file that is not on this machine looks like.
    pub(super) const FAR: Self = Self { length: 0, modified: None, identity: None, inside: None };

    /// What the file or the folder at `path` looks like now.
    ///
    /// What a server has looks always the same: asking would cost as much as reading. The
    /// reader notices a file that has changed since, and says so.
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        if is_remote(path) {
            return Ok(Self::FAR);
        }
        let metadata = std::fs::metadata(path)?;
        let inside = metadata.is_dir().then(|| inside(path));
        Ok(Self { inside, ..Self::of_one(&metadata) })
    }

    fn of_one(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            identity: identity(metadata),
            inside: None,
        }
    }
}

/// What lies in a folder, the nearest first. Links are not followed.
fn inside(folder: &Path) -> u64 {
    let (mut hasher, mut left) = (DefaultHasher::new(), MOST_INSIDE);
    let mut folders = VecDeque::from([folder.to_owned()]);
    while left > 0
        && let Some(folder) = folders.pop_front()
    {
        for name in TELLING {
            let metadata = folder.join(name).symlink_metadata();
            metadata.ok().map(|metadata| Stamp::of_one(&metadata)).hash(&mut hasher);
        }
        let entries = folder.read_dir().into_iter().flatten().flatten();
        for entry in entries.take(left) {
            left -= 1;
            let Ok(metadata) = entry.metadata() else { continue };
            Stamp::of_one(&metadata).hash(&mut hasher);
            if metadata.is_dir() {
                folders.push_back(entry.path());
            }
        }
    }
    hasher.finish()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such identity")]
fn identity(metadata: &Metadata) -> Option<(u64, u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> Option<(u64, u64, i64, i64)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_another_is_noticed_with_the_same_length_and_time() {
        let folder = tempfile::TempDir::new().unwrap();
        let (old, new) = (folder.path().join("a"), folder.path().join("b"));
        for path in [&old, &new] {
            std::fs::write(path, b"1234").unwrap();
            let file = std::fs::File::options().write(true).open(path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
        let before = Stamp::of(&old).unwrap();
        std::fs::rename(&new, &old).unwrap();
        let after = Stamp::of(&old).unwrap();
        assert_eq!((before.length, before.modified), (after.length, after.modified));
        assert_ne!(before, after);
    }

    #[test]
    fn a_folder_looks_different_when_a_file_deep_in_it_was_written_in_place() {
        let folder = tempfile::TempDir::new().unwrap();
        let deep = folder.path().join("c").join("0");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("1"), b"1234").unwrap();
        let before = Stamp::of(folder.path()).unwrap();
        assert_eq!(before, Stamp::of(folder.path()).unwrap());
        std::fs::File::options().write(true).open(deep.join("1")).unwrap().set_len(3).unwrap();
        assert_ne!(before, Stamp::of(folder.path()).unwrap());
    }

    #[test]
    fn what_tells_what_a_folder_is_is_looked_at_however_many_files_there_are() {
        let folder = tempfile::TempDir::new().unwrap();
        for number in 0..2 * MOST_INSIDE {
            std::fs::write(folder.path().join(number.to_string()), b"").unwrap();
        }
        std::fs::write(folder.path().join(".zarray"), b"{}").unwrap();
        let before = Stamp::of(folder.path()).unwrap();
        std::fs::write(folder.path().join(".zarray"), b"{ }").unwrap();
        assert_ne!(before, Stamp::of(folder.path()).unwrap());
    }
}
