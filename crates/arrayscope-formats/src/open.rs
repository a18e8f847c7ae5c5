//! From a path to a container, by what the file holds and never by its name.

use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

#[cfg(feature = "columns")]
use crate::arrow::Framing;
use crate::container::Container;
use crate::csv::TableContainer;
use crate::error::{Error, Result};
use crate::gguf;
use crate::images::{self, Picture};
use crate::io::{File, Part, ReadAt as _};
use crate::known::{PROBE_BYTES, Probe, ZARR_FOLDER, described, folder_format, probe};
use crate::netcdf::NetcdfContainer;
use crate::nifti::NiftiContainer;
use crate::npy::NpyContainer;
use crate::npz::NpzContainer;
use crate::options::OpenOptions;
use crate::place::Place;
use crate::remote::{self, is_remote};
use crate::safetensors;
use crate::torch;

/// Opens a file by its first bytes.
///
/// A format that is known but not readable in this version is named in the
/// refusal, and so are the first bytes of what is not recognised.
///
/// # Errors
/// [`Error::Io`], [`Error::NotReadable`], [`Error::Unrecognised`], and whatever
/// the format's reader finds.
///
/// ```
/// use arrayscope_formats::{OpenOptions, open};
/// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats/iris.csv");
/// let iris = open(path.as_ref(), &OpenOptions::default())?;
/// assert_eq!(iris.arrays()[0].shape(), [150, 5]);
/// assert!(iris.notes()[0].help().is_some());
/// # Ok::<(), arrayscope_formats::Error>(())
/// ```
pub fn open(path: &Path, options: &OpenOptions) -> Result<Box<dyn Container>> {
    let shown = options.shown_as.clone().unwrap_or_else(|| remote::shown(&path.to_string_lossy()));
    if is_remote(path) {
        return open_remote(path, &shown, options);
    }
    let fail = |action| {
        let path = shown.clone();
        move |source| Error::Io { action, path, source }
    };
    // Asked before opening: opening a pipe waits for somebody to write to it.
    let metadata = path.metadata().map_err(fail("open the file"))?;
    if metadata.is_dir() {
        return open_folder(path, shown);
    }
    if !metadata.is_file() {
        let format = "no file of its own (a pipe, a device or a socket)";
        return Err(Error::NotReadable { format, path: shown });
    }
    let file = File::open(path).map_err(fail("open the file"))?;
    open_file(file, path, &shown, options)
}

/// What a server has: a store, if documents of one lie there, else a file.
#[cfg(feature = "remote")]
fn open_remote(path: &Path, shown: &str, options: &OpenOptions) -> Result<Box<dyn Container>> {
    let fail = |source| Error::Io { action: "open the address", path: shown.to_owned(), source };
    let address = path.to_string_lossy();
    if let Some(store) = crate::zarr::ZarrContainer::open_remote(&address, shown)? {
        return Ok(Box::new(store));
    }
    let file = File::open(path).map_err(fail)?;
    open_file(file, path, shown, options)
}

/// What a server has, in a program that asks none.
#[cfg(not(feature = "remote"))]
fn open_remote(_: &Path, shown: &str, _: &OpenOptions) -> Result<Box<dyn Container>> {
    let format = "the address of a server";
    Err(Error::CompiledOut { format, feature: "remote", path: shown.to_owned() })
}

/// A file, which is what its first bytes say.
fn open_file(
    file: File,
    path: &Path,
    shown: &str,
    options: &OpenOptions,
) -> Result<Box<dyn Container>> {
    let fail = |source| Error::Io { action: "read the file", path: shown.to_owned(), source };
    let nbytes = file.nbytes().map_err(fail)?;
    let start = first_bytes_of(&file).map_err(fail)?;
    match probe(&start) {
        Probe::Npy => Ok(Box::new(NpyContainer::open(file, shown, options)?)),
        Probe::Zip => open_zip(file, shown, options),
        Probe::Text => {
            let text = Part::all(&Arc::new(file));
            Ok(Box::new(TableContainer::open(text, nbytes, shown, "csv", options)?))
        }
        Probe::Gzip => open_gzip(file, nbytes, shown, options),
        Probe::Safetensors => Ok(Box::new(safetensors::open(file, shown, options)?)),
        Probe::SafetensorsIndex => {
            Ok(Box::new(safetensors::open_index(&file, path, shown, options)?))
        }
        Probe::Nifti => Ok(Box::new(NiftiContainer::open(file, shown, options)?)),
        Probe::Netcdf => Ok(Box::new(NetcdfContainer::open(file, shown, options)?)),
        Probe::Gguf => Ok(Box::new(gguf::open(file, shown, options)?)),
        Probe::Torch => Ok(Box::new(torch::open(file, shown, options)?)),
        #[cfg(feature = "hdf5")]
        Probe::Hdf5(base) => {
            Ok(Box::new(crate::hdf5::Hdf5Container::open(file, base, shown, options)?))
        }
        #[cfg(not(feature = "hdf5"))]
        Probe::Hdf5(_) => {
            let format = "an HDF5 or NetCDF-4 file";
            Err(Error::CompiledOut { format, feature: "hdf5", path: shown.to_owned() })
        }
        Probe::Png => Ok(Box::new(Picture::open(file, shown, images::png::Png)?)),
        #[cfg(feature = "jpeg")]
        Probe::Jpeg => Ok(Box::new(Picture::open(file, shown, images::jpeg::Jpeg)?)),
        #[cfg(feature = "tiff")]
        Probe::Tiff => Ok(Box::new(images::tiff::TiffContainer::open(file, shown)?)),
        #[cfg(feature = "columns")]
        Probe::Parquet => Ok(Box::new(crate::parquet::open(file, shown)?)),
        #[cfg(feature = "columns")]
        Probe::ArrowFile => Ok(Box::new(crate::arrow::open(file, shown, Framing::File)?)),
        #[cfg(feature = "columns")]
        Probe::ArrowStream => Ok(Box::new(crate::arrow::open(file, shown, Framing::Stream)?)),
        #[cfg(not(feature = "columns"))]
        Probe::Parquet => Err(Error::CompiledOut {
            format: "a Parquet file",
            feature: "columns",
            path: shown.to_owned(),
        }),
        #[cfg(not(feature = "columns"))]
        Probe::ArrowFile | Probe::ArrowStream => Err(Error::CompiledOut {
            format: "an Arrow file",
            feature: "columns",
            path: shown.to_owned(),
        }),
        #[cfg(not(feature = "jpeg"))]
        Probe::Jpeg => Err(Error::CompiledOut {
            format: "a JPEG image",
            feature: "jpeg",
            path: shown.to_owned(),
        }),
        #[cfg(not(feature = "tiff"))]
        Probe::Tiff => Err(Error::CompiledOut {
            format: "a TIFF image",
            feature: "tiff",
            path: shown.to_owned(),
        }),
        Probe::Known(format) => Err(Error::NotReadable { format, path: shown.to_owned() }),
        Probe::Unknown => {
            Err(Error::Unrecognised { found: described(&start), path: shown.to_owned() })
        }
    }
}

/// A folder, which is what lies in it.
fn open_folder(path: &Path, shown: String) -> Result<Box<dyn Container>> {
    let format = folder_format(path);
    #[cfg(feature = "zarr")]
    if format == ZARR_FOLDER {
        return Ok(Box::new(crate::zarr::ZarrContainer::open(path, &shown)?));
    }
    #[cfg(not(feature = "zarr"))]
    if format == ZARR_FOLDER {
        return Err(Error::CompiledOut { format, feature: "zarr", path: shown });
    }
    Err(Error::NotReadable { format, path: shown })
}

/// A zip archive, which is what its members are.
fn open_zip(file: File, shown: &str, options: &OpenOptions) -> Result<Box<dyn Container>> {
    #[cfg(feature = "zarr")]
    let file = {
        let file = Arc::new(file);
        if let Some(store) = crate::zarr::ZarrContainer::open_zip(&file, shown)? {
            return Ok(Box::new(store));
        }
        file
    };
    match NpzContainer::open(file, shown, options) {
        #[cfg(not(feature = "zarr"))]
        Err(Error::NotReadable { format: format @ crate::known::ZARR_ZIP, .. }) => {
            Err(Error::CompiledOut { format, feature: "zarr", path: shown.to_owned() })
        }
        npz => Ok(Box::new(npz?)),
    }
}

/// Whether a file holds a member of this name, read or not. A table has none, and is not
/// read to know it.
pub(crate) fn holds(path: &Path, member: &str) -> bool {
    let metadata = path.metadata();
    let start = match metadata {
        Ok(metadata) if metadata.is_file() => {
            File::open(path).and_then(|file| first_bytes_of(&file))
        }
        // Of a folder there is nothing to probe: opening it looks into it.
        Ok(metadata) if metadata.is_dir() => Ok(b"PK\x03\x04".to_vec()),
        _ => return false,
    };
    // Nothing that is one stream has members with brackets in their names.
    let has_members = |start: &[u8]| {
        !matches!(
            probe(start),
            Probe::Text | Probe::Gzip | Probe::Png | Probe::Jpeg | Probe::Known(_) | Probe::Unknown
        )
    };
    if !start.is_ok_and(|start| has_members(&start)) {
        return false;
    }
    let Ok(container) = open(path, &OpenOptions::default()) else { return false };
    !matches!(container.source(Some(member)), Err(Error::NoSuchMember { .. }))
}

/// A gzip stream: a table, or something whose name a refusal gives.
fn open_gzip(
    file: File,
    stored: u64,
    path: &str,
    options: &OpenOptions,
) -> Result<Box<dyn Container>> {
    // What it holds is known only behind its first bytes.
    let place = Place::new(path, "gzip");
    let file = Arc::new(file);
    let stream = || MultiGzDecoder::new(BufReader::new(Part::all(&file)));
    let start =
        first_bytes(&mut stream()).map_err(|error| crate::csv::unreadable(&place, 0, error))?;
    let refuse = |format| Err(Error::NotReadable { format, path: path.to_owned() });
    match probe(&start) {
        Probe::Text => {
            Ok(Box::new(TableContainer::open(stream(), stored, path, "csv.gz", options)?))
        }
        Probe::Npy => refuse("a gzip-compressed .npy file (gunzip it first)"),
        Probe::Zip | Probe::Torch => refuse("a gzip-compressed zip archive (gunzip it first)"),
        Probe::Netcdf => refuse("a gzip-compressed NetCDF file (gunzip it first)"),
        Probe::Gguf => refuse("a gzip-compressed GGUF file (gunzip it first)"),
        Probe::Gzip => refuse("compressed with gzip twice (gunzip it first)"),
        Probe::Safetensors | Probe::SafetensorsIndex => {
            refuse("a gzip-compressed safetensors file (gunzip it first)")
        }
        Probe::Nifti => Ok(Box::new(NiftiContainer::open_gzip(file, path)?)),
        Probe::Hdf5(_) => refuse("a gzip-compressed HDF5 or NetCDF-4 file (gunzip it first)"),
        Probe::Png | Probe::Jpeg | Probe::Tiff => {
            refuse("a gzip-compressed picture (gunzip it first)")
        }
        Probe::Parquet | Probe::ArrowFile | Probe::ArrowStream => {
            refuse("a gzip-compressed file of columns (gunzip it first)")
        }
        Probe::Known(format) => refuse(format),
        Probe::Unknown => Err(Error::Unrecognised {
            found: format!("a gzip stream of {}", described(&start)),
            path: path.to_owned(),
        }),
    }
}

/// Up to [`PROBE_BYTES`] from the start of a file.
fn first_bytes_of(file: &File) -> std::io::Result<Vec<u8>> {
    let mut start = vec![0; PROBE_BYTES];
    let got = file.read_full_at(&mut start, 0)?;
    start.truncate(got);
    Ok(start)
}

/// Up to [`PROBE_BYTES`] from the start of a stream.
fn first_bytes(stream: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    stream.take(PROBE_BYTES as u64).read_to_end(&mut start)?;
    Ok(start)
}
