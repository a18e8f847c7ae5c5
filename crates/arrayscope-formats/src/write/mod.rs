//! Writers: `.npy`, `.npz`, CSV and PNG.
//!
//! Every writer fills a temporary file beside the target and renames it at the end,
//! so that the target is either what it was or complete.

mod csv;
mod npy;
mod npz;
mod png;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub use self::csv::{csv, csv_to};
pub use self::npy::{npy, npy_to};
pub use self::npz::npz;
pub use self::png::{png, png_to};

use crate::error::{Error, Result};

/// Writes a file by `fill`, as every writer here does: beside `path` first, and under its
/// name when it is complete, so that the target is either what it was or whole.
///
/// # Errors
/// When the file cannot be created, filled or renamed; the target is then untouched.
///
/// ```
/// use std::io::Write;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("notes.txt");
/// arrayscope_formats::write::file(&path, |out| writeln!(out, "done"))?;
/// assert_eq!(std::fs::read_to_string(&path)?, "done\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn file(path: &Path, fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<()> {
    let shown = path.to_string_lossy().into_owned();
    atomically(path, |out| fill(out).map_err(failed(&shown)))
}

/// Fills a file beside `path`, then gives it that name.
///
/// What exists at `path` and is no plain file, a pipe or `/dev/null`, is written
/// to as it is: renaming would replace it.
fn atomically(path: &Path, fill: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let fail = |action| {
        let path = path.to_string_lossy().into_owned();
        move |source| Error::Io { action, path, source }
    };
    let target = behind_links(path).map_err(fail("open the file"))?;
    if target.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        let file = File::options().write(true).open(&target).map_err(fail("open the file"))?;
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        return out.flush().map_err(fail("write the file"));
    }
    let temporary = create_beside(&target).map_err(fail("write the file"))?;
    let (file, temporary_path) = temporary.into_parts();
    // Before the first byte: what was for its owner alone stays so.
    #[cfg(unix)]
    if let Ok(metadata) = target.metadata() {
        file.set_permissions(metadata.permissions()).map_err(fail("write the file"))?;
    }
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error).map_err(fail("write the file"))?;
    temporary_path
        .persist(&target)
        .map_err(|error| fail("rename the finished file to")(error.error))
}

/// The file that a path leads to: the target of a symbolic link is replaced or created,
/// and the link stays.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(next) = target.read_link() else { return Ok(target) };
        // A relative link counts from the folder that the link is in.
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

fn create_beside(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".arrayscope-").suffix(".tmp");
    // As any new file; by default a temporary file is for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|error| {
        // Behind "at path" stands the temporary name, which helps nobody.
        let said = error.to_string();
        io::Error::new(error.kind(), said.split(" at path ").next().unwrap_or_default())
    })
}

/// The error for values that a format cannot hold.
fn unwritable(
    what: impl Into<String>,
    format: &'static str,
    expected: impl Into<String>,
    path: &str,
) -> Error {
    Error::Unwritable {
        what: what.into(),
        format,
        expected: expected.into(),
        path: path.to_owned(),
    }
}

/// The error for a write that failed.
fn failed(path: &str) -> impl Fn(io::Error) -> Error {
    move |source| Error::Io { action: "write the file", path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_fails_leaves_the_old_file_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.bin");
        std::fs::write(&path, "old").unwrap();
        let result = atomically(&path, |out| {
            out.write_all(b"new").unwrap();
            Err(unwritable("this", "npy", "something else", "x.bin"))
        });
        assert!(result.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        atomically(&path, |out| out.write_all(b"new").map_err(failed("x.bin"))).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_of_a_file_that_is_replaced_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "old").unwrap();
        for mode in [0o600, 0o664] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            atomically(&path, |out| out.write_all(b"new").map_err(failed("secret"))).unwrap();
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o7777, mode);
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_target_of_a_dangling_link_is_created_and_a_loop_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::os::unix::fs::symlink("file", &link).unwrap();
        atomically(&link, |out| out.write_all(b"new").map_err(failed("link"))).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        let round = folder.path().join("round");
        std::os::unix::fs::symlink("round", &round).unwrap();
        let error = atomically(&round, |_| Ok(())).unwrap_err().to_string();
        assert!(error.contains("symbolic links"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn devices_and_links_stay_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        atomically(&link, |out| out.write_all(b"new").map_err(failed("link"))).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        atomically(Path::new("/dev/null"), |out| out.write_all(b"x").map_err(failed("null")))
            .unwrap();
        assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    }
}
