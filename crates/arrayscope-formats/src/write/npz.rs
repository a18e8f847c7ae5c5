//! Writing `.npz`.

use std::path::Path;

use arrayscope_core::Array;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{atomically, failed, npy_to, unwritable};
use crate::error::{Error, Result};

/// Writes arrays under their names as `.npz`, uncompressed as `numpy.savez` does,
/// so that windows of them can be read. The same arrays give the same bytes.
///
/// # Errors
/// As [`npy`](super::npy), and for names that are empty or occur twice.
pub fn npz(path: &Path, arrays: &[(&str, &Array)]) -> Result<()> {
    let shown = path.to_string_lossy();
    let fault = |error: zip::result::ZipError| failed(&shown)(error.into());
    atomically(path, |out| {
        let mut archive = ZipWriter::new(out);
        for (at, (name, array)) in arrays.iter().enumerate() {
            if name.is_empty() || arrays[..at].iter().any(|(earlier, _)| earlier == name) {
                return Err(bad_name(name, &shown));
            }
            let options = SimpleFileOptions::default()
                .compression_method(zip::CompressionMethod::Stored)
                .last_modified_time(zip::DateTime::default())
                .large_file(array.layout().nbytes() as u64 >= u64::from(u32::MAX) - (1 << 20));
            archive.start_file(format!("{name}.npy"), options).map_err(fault)?;
            npy_to(&mut archive, array, &shown)?;
        }
        archive.finish().map_err(fault)?;
        Ok(())
    })
}

fn bad_name(name: &str, shown: &str) -> Error {
    let what = format!("an array called {}", crate::printable::quoted(name));
    unwritable(what, ".npz", "every array needs a name of its own", shown)
}
