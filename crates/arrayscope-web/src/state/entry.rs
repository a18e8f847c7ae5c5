//! One array of the catalogue: what is known of it, and how its values are read.

use std::sync::Arc;

use arrayscope_core::sample::Labels;
use arrayscope_core::signal::{Measures, Sibling};
use arrayscope_core::stats::Summary;
use arrayscope_core::view::Description;
use arrayscope_core::{Array, ByteOrder, DType, Layout};
use arrayscope_formats::{ArrayInfo, printable};

use super::file::OpenFile;
use super::known::Known;
use super::named::Named;
use super::progress::{Progress, Underway};
use crate::text::shorten;

/// Where an array comes from. The page lists arrays in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A file named when the server was started.
    File,
    /// A file that the page sent.
    Upload,
    /// One of the sample tensors.
    Sample,
}

impl Origin {
    /// The word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::File => "file",
            Self::Upload => "upload",
        }
    }
}

/// One array that the page may ask for.
pub(crate) struct Entry {
    /// How the page names it; never a path.
    pub(crate) id: String,
    pub(crate) origin: Origin,
    /// What a person reads: control characters are escaped.
    pub(crate) title: String,
    /// `path::member[index]`, control characters escaped; for reading, not for opening.
    pub(crate) address: String,
    /// Its file and its name there, as far as it has them.
    pub(crate) place: Place,
    /// What a command line calls it, where it can.
    pub(crate) named: Option<Named>,
    /// `npy`, `npz`, `csv`, ...; `sample` for the samples.
    pub(crate) format: String,
    pub(crate) dtype: DType,
    pub(crate) byte_order: ByteOrder,
    pub(crate) layout: Layout,
    /// One per axis, from the file or guessed from the shape: hints, never rules.
    pub(crate) axis_names: Vec<String>,
    /// Names of the positions along one axis, such as the column names of a table.
    pub(crate) labels: Option<Labels>,
    pub(crate) unit: Option<String>,
    /// What is odd about its file: one list for all arrays of it.
    pub(crate) notes: Arc<[String]>,
    pub(super) data: Data,
    /// Statistics of the whole.
    pub(super) summary: Known<Summary>,
    /// What the signals need to know of the values.
    pub(super) measures: Known<Option<Arc<Measures>>>,
    /// How far the statistics are that are being computed.
    pub(crate) progress: Progress,
}

/// Where in which file an array is, and how it is kept there; control characters are escaped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Nothing for what is in no file.
    pub(crate) file: Option<String>,
    /// Nothing for the only array of its file.
    pub(crate) member: Option<String>,
    /// Lengths of the chunks of the file.
    pub(crate) chunk_shape: Option<Vec<usize>>,
    /// What was done to the bytes, by the names of the format.
    pub(crate) codecs: Vec<String>,
}

/// Where the values are.
pub(super) enum Data {
    /// In memory from the start.
    Memory(Array),
    /// In a file that is read when values are asked for.
    File(FileData),
    /// What is left of the first when the second is subtracted.
    Difference(Arc<Entry>, Arc<Entry>),
}

/// An array of a container.
pub(super) struct FileData {
    pub(super) file: Arc<OpenFile>,
    pub(super) member: Option<String>,
}

/// The longest name of a dtype that is shown, in characters: a structured one names all its
/// fields.
const LONGEST_DTYPE: usize = 200;

impl Entry {
    /// The dtype as the page shows it: fields have names from the file.
    pub(crate) fn dtype_name(&self) -> String {
        shorten(&printable(&self.dtype.name()), LONGEST_DTYPE)
    }

    /// Lengths per axis.
    pub(crate) fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Begins a computation that the page may ask for, which takes each element so many times.
    pub(crate) fn underway(&self, what: &'static str, times: usize) -> Underway<'_> {
        let total = (self.layout.nbytes() as u64).saturating_mul(times as u64);
        self.progress.begin(what, total, self.layout.itemsize())
    }

    /// What it is in its file, whether it is read densely or not: what signals judge.
    pub(crate) fn described(&self) -> Description<'_> {
        Description { dtype: &self.dtype, byte_order: self.byte_order, layout: &self.layout }
    }

    /// The name of a position along an axis, if the array has names there.
    pub(crate) fn label(&self, axis: usize, index: usize) -> Option<&str> {
        let labels = self.labels.as_ref().filter(|labels| labels.axis == axis)?;
        labels.names.get(index).map(String::as_str)
    }

    /// The other arrays of the same container: mixing dtypes is told.
    pub(crate) fn siblings(&self) -> Vec<Sibling> {
        let Data::File(file) = &self.data else {
            return Vec::new();
        };
        let is_other = |info: &&ArrayInfo| info.name.is_some() && info.name != file.member;
        let sibling = |info: &ArrayInfo| Sibling {
            name: info.name.clone().unwrap_or_default(),
            dtype: info.dtype.clone(),
            size: info.layout.size(),
        };
        file.file.container().arrays().iter().filter(is_other).map(sibling).collect()
    }
}
