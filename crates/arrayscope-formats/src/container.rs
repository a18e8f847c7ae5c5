//! The two nouns that every format implements.

use std::fmt;

use arrayscope_core::Array;

use crate::error::{Error, Result};
use crate::info::ArrayInfo;
use crate::note::Note;
use crate::place::Place;
use crate::window::Window;

/// A file or store that holds arrays.
///
/// Opening one reads what describes its arrays, never their values; a table is
/// the exception, because a text must be read to know its shape.
pub trait Container: fmt::Debug + Send + Sync {
    /// What opening the file told.
    fn contents(&self) -> &Contents;

    /// The format: `npy`, `npz`, `csv`, `csv.gz` for a compressed table, `safetensors`,
    /// `gguf`, `pt`, `hdf5`, `netcdf3` (classic), `netcdf4`, `nifti`, `nifti.gz`, `png`, `jpeg`, `tiff`, `parquet`
    /// or `arrow`.
    fn format(&self) -> &'static str {
        self.contents().place.format
    }

    /// The path as the user knows it, for titles and messages.
    fn path(&self) -> &str {
        &self.contents().place.path
    }

    /// The arrays that can be read, in the order of the file.
    fn arrays(&self) -> &[ArrayInfo] {
        &self.contents().arrays
    }

    /// The arrays that are described but cannot be read, in the order of the file. A
    /// [note](Self::notes) says of each why.
    fn listed(&self) -> &[Listed] {
        &[]
    }

    /// What is odd, and which flag helps.
    fn notes(&self) -> &[Note] {
        &self.contents().notes
    }

    /// The array called `member`; `None` takes the only one.
    ///
    /// A field of a structured array is a member of its own: `field`, or
    /// `member::field`.
    ///
    /// # Errors
    /// [`SeveralArrays`](crate::Error::SeveralArrays) when `None` is not enough,
    /// [`NoSuchMember`](crate::Error::NoSuchMember), and why a member cannot be read.
    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>>;
}

/// An array whose geometry is known, and whose values cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the container.
    pub name: String,
    /// Lengths per axis.
    pub shape: Vec<usize>,
    /// What the format calls the type of its elements: `Q4_K`.
    pub stored_as: String,
    /// Bytes that it takes in the file.
    pub nbytes: u64,
    /// How many of the [arrays](Container::arrays) come before it in the file.
    pub after: usize,
}

/// What is known of a container without reading a value, whatever its format.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The file and its format.
    pub place: Place,
    /// The arrays that can be read, in the order of the file.
    pub arrays: Vec<ArrayInfo>,
    /// What is odd, and which flag helps.
    pub notes: Vec<Note>,
}

impl Contents {
    /// The array of a format that holds one.
    pub(crate) fn first(&self) -> Result<&ArrayInfo> {
        self.arrays.first().ok_or_else(|| Error::NoArrays { path: self.place.path.clone() })
    }
}

/// One array in a container.
pub trait ArraySource: fmt::Debug + Send + Sync {
    /// What is known of it before reading.
    fn info(&self) -> &ArrayInfo;

    /// Whether a window costs as little as it is small.
    fn cost(&self) -> Cost;

    /// Refuses a window of which so little is stored that what it declares is not credible: more
    /// than 4 GiB, and over 1000 times as much.
    ///
    /// [`read`](Self::read) does so itself. Who reads a window in parts, each of them small
    /// enough to be believed, asks this once for all of it. No element is read; formats
    /// whose elements must all be there, or which ask when they open a file, refuse nothing.
    ///
    /// # Errors
    /// [`Bomb`](crate::Error::Bomb), [`BombOfChunks`](crate::Error::BombOfChunks) where some
    /// chunks stood for all, and what makes the lengths of chunks unknown.
    fn check_credible(&self, _window: &Window) -> Result<()> {
        Ok(())
    }

    /// Reads one window. The result has the window's shape, and the dtype and
    /// byte order of the file.
    ///
    /// # Errors
    /// When the window does not fit the shape, or the file turns out to be
    /// damaged or shorter than it said.
    fn read(&self, window: &Window) -> Result<Array>;
}

/// What reading a window costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Only the bytes of the window are touched.
    Window,
    /// The [chunks](crate::Storage::chunk_shape) that the window touches are read and decoded
    /// as wholes.
    Chunks,
    /// Everything before the window is read as well, as in a compressed member:
    /// whoever reads many windows reads the whole array once and keeps it.
    Whole,
}
