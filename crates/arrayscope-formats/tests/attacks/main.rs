//! Files that lie: each is refused with a reason, and none panics.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod archives;
mod columns;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod gguf;
mod hdf5;
mod headers;
mod images;
mod members;
mod netcdf;
mod nifti;
mod safetensors;
mod strangers;
#[cfg(all(feature = "columns", feature = "hdf5", feature = "zarr"))]
mod table;
mod tables;
mod torch;
mod truncations;
#[cfg(feature = "zarr")]
mod zarr;

use std::io::{Cursor, Write};

use arrayscope_formats::{Loaded, OpenOptions, Result};
use common::{both, load_bytes};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Paths in `attacks/`, and bytes.
type Files = Vec<(String, Vec<u8>)>;

fn load(bytes: &[u8]) -> Result<Loaded> {
    load_bytes(bytes, &OpenOptions::default())
}

/// Opens a file and reads every array in it, both ways. Panics are what it is for.
fn read_everything(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    for options in both() {
        let Ok(container) = arrayscope_formats::open(&path, &options) else { continue };
        for info in container.arrays() {
            if let Ok(source) = container.source(info.name.as_deref()) {
                let window = arrayscope_formats::Window::all(source.info().shape());
                if info.nbytes() < 1 << 20 {
                    let _ = source.read(&window);
                }
            }
        }
        container.notes().iter().for_each(|note| drop(note.to_string()));
    }
}

/// One `.npz` of one member.
fn npz(name: &str, data: &[u8], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
    archive.write_all(data).unwrap();
    archive.finish().unwrap().into_inner()
}
