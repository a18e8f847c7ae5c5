//! The address of an array: `path::member[index]`.

mod parse;

use std::fmt;
use std::path::PathBuf;

use arrayscope_core::Array;
use arrayscope_core::slicing::IndexExpression;

use crate::container::ArraySource;
use crate::error::{Error, Result};
use crate::info::ArrayInfo;
use crate::note::Note;
use crate::open::open;
use crate::options::OpenOptions;
use crate::printable::printable;
use crate::remote::shown;
use crate::window::Window;

/// A file, a member of it and an index into that: `path::member[index]`.
///
/// Member and index may be left out. Characters that mean something in an
/// address also occur in the names of files: what exists decides, the longest
/// name first, and a member that exists with its brackets before an index.
/// `C:\data` has one colon and is a path.
///
/// What starts with `http://`, `https://` or `s3://` is the address of a server, whatever
/// files there are: its path ends at the first `::`, and brackets at its end are an index.
///
/// ```
/// use arrayscope_formats::Address;
/// let address: Address = "run.npz::x_train[3, ..., ::2]".parse()?;
/// assert_eq!(address.member.as_deref(), Some("x_train"));
/// assert_eq!(address.to_string(), "run.npz::x_train[3, ..., ::2]");
/// # Ok::<(), arrayscope_formats::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The file.
    pub path: PathBuf,
    /// The member: an array of an `.npz`, a field of a structured array.
    pub member: Option<String>,
    /// The index, as NumPy writes it.
    pub index: Option<IndexExpression>,
}

/// An array, and where it came from.
#[derive(Debug)]
pub struct Loaded {
    /// The array, with the index of the address applied.
    pub array: Array,
    /// The member as its container describes it, before the index.
    pub info: ArrayInfo,
    /// The container's format, as [`Container::format`](crate::Container::format).
    pub format: &'static str,
    /// What is odd about the container.
    pub notes: Vec<Note>,
    /// The address, with the member that was taken.
    pub address: Address,
}

impl Address {
    /// The whole of the only array in a file.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), member: None, index: None }
    }

    /// Opens the file and reads what the address selects, and no more where the
    /// format allows it.
    ///
    /// # Errors
    /// Those of [`open`], of [`Container::source`](crate::Container::source) and
    /// of [`ArraySource::read`], and an index that does not fit the shape.
    pub fn load(&self, options: &OpenOptions) -> Result<Loaded> {
        let container = open(&self.path, options)?;
        let source = container.source(self.member.as_deref())?;
        let array = read(&*source, self.index.as_ref(), &self.to_string())?;
        let info = source.info().clone();
        let address = Self { member: info.name.clone(), ..self.clone() };
        let (format, notes) = (container.format(), container.notes().to_vec());
        Ok(Loaded { array, info, format, notes, address })
    }
}

/// Reads what an index selects from a source: the covering window, then the
/// rest of the index.
fn read(source: &dyn ArraySource, index: Option<&IndexExpression>, address: &str) -> Result<Array> {
    let shape = source.info().shape().to_vec();
    let core = |source| Error::Core { address: address.to_owned(), source };
    let Some(index) = index else {
        return source.read(&Window::all(&shape));
    };
    let (window, rest) = Window::covering(index, &shape).map_err(core)?;
    source.read(&window)?.index(&rest).map_err(core)
}

impl fmt::Display for Address {
    /// `path::member[index]`, with control characters escaped and without what an address of
    /// a server may hold of secrets: its query, a name and a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&shown(&self.path.to_string_lossy())))?;
        if let Some(member) = &self.member {
            write!(f, "::{}", printable(member))?;
        }
        self.index.as_ref().map_or(Ok(()), |index| write!(f, "[{index}]"))
    }
}
