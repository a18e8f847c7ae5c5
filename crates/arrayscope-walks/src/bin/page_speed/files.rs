//! The arrays that the targets are about, as files.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use arrayscope_walks::write_npy;
use tempfile::TempDir;

/// Bytes that are written at once.
const PIECE: usize = 1 << 20;

/// Two files that are removed with this value.
#[derive(Debug)]
pub(crate) struct Files {
    folder: TempDir,
}

impl Files {
    /// Writes 600 MB: a (64, 512, 512, 3) and a (6, 4096, 4096) array of float32.
    pub(crate) fn write() -> Result<Self> {
        let folder = tempfile::tempdir().context("cannot make a folder")?;
        let files = Self { folder };
        noise(&files.batch(), &[64, 512, 512, 3])?;
        noise(&files.wide(), &[6, 4096, 4096])?;
        Ok(files)
    }

    /// 64 pictures of 512 × 512 with three channels.
    pub(crate) fn batch(&self) -> PathBuf {
        self.folder.path().join("batch.npy")
    }

    /// Six pictures of 4096 × 4096.
    pub(crate) fn wide(&self) -> PathBuf {
        self.folder.path().join("wide.npy")
    }
}

/// A file of numbers from 0 to 1 in which no cell is like its neighbour.
fn noise(path: &Path, shape: &[usize]) -> Result<()> {
    write_npy(path, "<f4", shape, &[])?;
    let file = OpenOptions::new().append(true).open(path).context("cannot open a new file")?;
    let mut file = BufWriter::with_capacity(PIECE, file);
    let mut state = 1_u32;
    for _ in 0..shape.iter().product::<usize>() {
        // A linear congruential generator, Numerical Recipes, section 7.1.5; its upper 16 bits.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let upper = u16::try_from(state >> 16).unwrap_or_default();
        let value = f32::from(upper) / f32::from(u16::MAX);
        file.write_all(&value.to_le_bytes()).context("cannot write a file to measure with")?;
    }
    file.flush().context("cannot write a file to measure with")
}
