//! Files that the commands write: what their names must end with, and that none of them is
//! the file that is read.

use anyhow::{Result, bail};
use arrayscope_formats::printable;
use std::path::Path;

/// The ending of a path, which decides the format; one of `endings`.
pub(crate) fn ending<'a>(path: &Path, what: &str, endings: &[&'a str]) -> Result<&'a str> {
    let found = path.extension().and_then(|ending| ending.to_str());
    if let Some(ending) = endings.iter().find(|ending| Some(**ending) == found) {
        return Ok(ending);
    }
    let dotted: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    let listed = match dotted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    let path = printable(&path.to_string_lossy());
    bail!("cannot write {what} by that ending, {listed} would work: {path}")
}

/// Refuses to write over the file that is read: what was in it would be lost, and a result
/// would stand under its name.
pub(crate) fn spare(input: &Path, output: &Path) -> Result<()> {
    if is_same(input, output) {
        let path = printable(&output.to_string_lossy());
        bail!("refused to write over the file that is read, another name would work: {path}");
    }
    Ok(())
}

/// Whether two paths lead to one file. Nothing is opened: a pipe would wait for somebody.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (one.metadata(), other.metadata()) {
        use std::os::unix::fs::MetadataExt as _;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_listed_where_none_fits() {
        assert_eq!(ending(Path::new("a.csv"), "a slice", &["npy", "csv"]).unwrap(), "csv");
        let refused = ending(Path::new("-"), "a slice", &["npy", "csv", "png"]).unwrap_err();
        let text = "cannot write a slice by that ending, .npy, .csv and .png would work: -";
        assert_eq!(refused.to_string(), text);
        let refused = ending(Path::new("x.csv"), "a sample", &["npy"]).unwrap_err();
        assert!(refused.to_string().contains("ending, .npy would work"));
    }

    #[test]
    fn a_file_is_the_same_under_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a.npy"), folder.path().join("b.npy"));
        std::fs::write(&file, "old").unwrap();
        assert!(spare(&file, &folder.path().join(".").join("a.npy")).is_err());
        assert!(spare(&file, &other).is_ok());
        std::fs::write(&other, "old").unwrap();
        assert!(spare(&file, &other).is_ok());
        #[cfg(unix)]
        {
            let link = folder.path().join("c.npy");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            assert!(spare(&file, &link).is_err() && spare(&link, &file).is_err());
        }
    }
}
