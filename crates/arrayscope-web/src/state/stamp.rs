//! What a file looks like from outside, to see that it has changed.

use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use arrayscope_formats::is_remote;

/// Which file it is, its length, and when it was changed.
///
/// A time alone is not enough: a file put in the place of another may bring its own, and a
/// program may set it back. On Unix the inode and the time of its change tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) length: u64,
    pub(super) modified: Option<SystemTime>,
    /// Device, inode, and seconds and nanoseconds of the inode's change.
    pub(super) identity: Option<(u64, u64, i64, i64)>,
}

impl Stamp {
    /// What the file at `path` looks like now.
    ///
    /// What a server has looks always the same: asking would cost as much as reading. The
    /// reader notices a file that has changed since, and says so.
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        if is_remote(path) {
            return Ok(Self { length: 0, modified: None, identity: None });
        }
        let metadata = std::fs::metadata(path)?;
        Ok(Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            identity: identity(&metadata),
        })
    }
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
}
