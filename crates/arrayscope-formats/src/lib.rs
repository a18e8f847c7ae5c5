//! Readers and writers of array files.
//!
//! ```
//! use arrayscope_formats::{Address, OpenOptions};
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats");
//! let address: Address = format!("{folder}/stored.npz::x[1, ::2]").parse()?;
//! let loaded = address.load(&OpenOptions::default())?;
//! assert_eq!(loaded.format, "npz");
//! assert_eq!(loaded.array.shape(), [2]);
//! # Ok::<(), arrayscope_formats::Error>(())
//! ```
//!
//! A path is opened by its first bytes ([`open`]) and becomes a [`Container`]; each
//! array in it is an [`ArraySource`], which reads a [`Window`]. An [`Address`]
//! (`path::member[index]`) does all three. [`mod@write`] goes the other way.
//!
//! Nothing in a file is trusted: lengths are checked against the file, sizes are
//! computed with overflow checks, headers and nesting have caps, and no code found
//! in a file is run. What could be read but is odd comes back as a [`Note`], what
//! cannot be read as an [`Error`] that says what was found and what would work.

mod address;
#[cfg(feature = "columns")]
mod arrow;
#[cfg(feature = "columns")]
mod columns;
mod container;
#[cfg(any(feature = "hdf5", feature = "zarr"))]
mod credible;
mod csv;
mod error;
mod field;
mod gguf;
#[cfg(feature = "hdf5")]
mod hdf5;
mod images;
mod info;
mod io;
mod json;
mod known;
mod limits;
mod machine;
mod netcdf;
mod nifti;
mod note;
mod npy;
mod npz;
pub mod number;
mod open;
mod options;
mod packed;
#[cfg(feature = "columns")]
mod parquet;
pub mod picture;
mod place;
mod printable;
mod remote;
pub mod report;
mod safetensors;
pub mod states;
mod tensors;
mod torch;
mod touched;
mod window;
pub mod write;
#[cfg(feature = "zarr")]
mod zarr;

pub use address::{Address, Loaded};
pub use container::{ArraySource, Container, Contents, Cost, Listed};
pub use csv::Columns;
pub use error::{Error, Result};
pub use info::{ArrayInfo, Labels, Storage, usual_axis_names};
pub use machine::available_memory;
pub use note::Note;
pub use open::open;
pub use options::{Access, Comments, Decimal, Delimiter, Header, OpenOptions};
pub use place::Place;
pub use printable::printable;
pub use remote::is_remote;
pub use touched::Touched;
pub use window::Window;
