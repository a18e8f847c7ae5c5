//! Files of states: statistics of parts of an array, to be merged into those of the whole.
//!
//! A file of states is a `.npz`, which NumPy reads too. Its member `states` holds JSON as
//! bytes: what the states are of. Each reduction has the columns of
//! [`STATE_COLUMNS`], named `axis0_count` where axis 0
//! was reduced, `along0_count` where every other one was. docs/formats.md has the details.

use std::ops::Range;
use std::path::Path;

use arrayscope_core::dtype::{Column, DType, Element};
use arrayscope_core::stats::{STATE_COLUMNS, States};
use arrayscope_core::{Array, ArrayView, ErrorKind};
use serde::{Deserialize, Serialize};

use crate::container::{ArraySource, Container};
use crate::error::{Error, Result};
use crate::info::Labels;
use crate::json;
use crate::window::Window;
use crate::{OpenOptions, open, write};

/// The member that says what the states are of.
const HEADER: &str = "states";
/// What the files that are written say, and the only version there is.
const VERSION: u32 = 1;
/// The longest header that is read.
const MOST_HEADER_BYTES: usize = 64 << 20;

/// States of one array, or of parts of it: one set per axis that was asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedStates {
    /// Whether everything but the axis was reduced, instead of the axis.
    pub along: bool,
    /// The axis and the states of each reduction. Shape, dtype and boxes are the same in all.
    pub reductions: Vec<(usize, States)>,
    /// Names of the positions along an axis of the whole array, where there are some.
    pub labels: Option<Labels>,
}

/// The JSON.
#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    shape: json::Lengths,
    dtype: String,
    along: bool,
    axes: json::Lengths,
    /// First and last index, the last one not included, per axis.
    boxes: Vec<Vec<[usize; 2]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<StoredLabels>,
}

/// What the JSON of every version has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredLabels {
    axis: usize,
    names: Vec<String>,
}

/// Writes states as a `.npz` file.
///
/// # Errors
/// What the system says; the file is then what it was.
///
/// ```
/// use arrayscope_core::{Array, stats::{States, Wanted, Within}};
/// use arrayscope_formats::states::{self, SavedStates};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("first.npz");
/// let first = Array::from_slice(&[1.0, 2.0], &[2])?;
/// let of = States::of(&first, &[0], Within { whole: &[3], start: &[0] })?;
/// states::write(&path, &SavedStates { along: false, reductions: vec![(0, of)], labels: None })?;
/// let saved = states::read(&path)?;
/// assert_eq!(saved.reductions[0].1.missing(), Some(vec![2..3]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(path: &Path, saved: &SavedStates) -> Result<()> {
    let core = |error| failed(path, error);
    let Some((_, first)) = saved.reductions.first() else {
        return Err(refused(path, "an array without axes has no states over an axis"));
    };
    let pairs = |ranges: &[Range<usize>]| ranges.iter().map(|r| [r.start, r.end]).collect();
    let labels = saved.labels.as_ref();
    let header = Header {
        version: VERSION,
        shape: json::Lengths(first.whole().to_vec()),
        dtype: first.dtype().name(),
        along: saved.along,
        axes: json::Lengths(saved.reductions.iter().map(|(axis, _)| *axis).collect()),
        boxes: first.covered().map(pairs).collect(),
        labels: labels.map(|of| StoredLabels { axis: of.axis, names: of.names.clone() }),
    };
    let header = serde_json::to_vec(&header).map_err(|error| refused(path, &error.to_string()))?;
    let header = Array::from_slice(&header, &[header.len()]).map_err(core)?;
    let mut arrays = vec![(HEADER.to_owned(), header)];
    for (axis, states) in &saved.reductions {
        for (column, name) in states.columns().map_err(core)?.iter().zip(STATE_COLUMNS) {
            arrays.push((member(saved.along, *axis, name), stored(column).map_err(core)?));
        }
    }
    let named: Vec<(&str, &Array)> =
        arrays.iter().map(|(name, array)| (name.as_str(), array)).collect();
    write::npz(path, &named)
}

/// Reads a file of states.
///
/// # Errors
/// Where the file is no `.npz`, has no states, was written by a later version, or where what
/// it holds cannot be the states of the boxes that it names.
pub fn read(path: &Path) -> Result<SavedStates> {
    let file = open(path, &OpenOptions::default())?;
    let header = header(path, file.as_ref())?;
    let dtype = DType::from_name(&header.dtype).map_err(|error| failed(path, error))?;
    let boxes: Vec<Vec<Range<usize>>> = header
        .boxes
        .iter()
        .map(|part| part.iter().map(|[start, end]| *start..*end).collect())
        .collect();
    let reductions = header.axes.0.iter().map(|&axis| {
        let ndim = header.shape.0.len();
        if axis >= ndim {
            return Err(refused(path, &format!("axis {axis} of an array of {ndim} axes")));
        }
        let axes: Vec<isize> = (0..ndim)
            .filter(|other| (*other == axis) != header.along)
            .map(usize::cast_signed)
            .collect();
        let mut columns = Vec::new();
        for name in STATE_COLUMNS {
            let source = file.source(Some(&member(header.along, axis, name)))?;
            columns.push(column(path, source.as_ref())?);
        }
        let columns: [Column; STATE_COLUMNS.len()] =
            columns.try_into().map_err(|_| refused(path, "columns are missing"))?;
        let states = States::from_columns(&header.shape.0, &dtype, &axes, boxes.clone(), &columns);
        Ok((axis, states.map_err(|error| failed(path, error))?))
    });
    let reductions = reductions.collect::<Result<_>>()?;
    let labels = header.labels.map(|of| Labels { axis: of.axis, names: of.names });
    let fits = |of: &Labels| header.shape.0.get(of.axis) == Some(&of.names.len());
    Ok(SavedStates { along: header.along, reductions, labels: labels.filter(fits) })
}

fn header(path: &Path, file: &dyn Container) -> Result<Header> {
    if !file.arrays().iter().any(|info| info.name.as_deref() == Some(HEADER)) {
        let what = "no states, arrayscope stats --save writes a file of them";
        return Err(refused(path, what));
    }
    let source = file.source(Some(HEADER))?;
    let info = source.info();
    if info.dtype != DType::U8 || info.layout.nbytes() > MOST_HEADER_BYTES {
        return Err(refused(path, "the member states is not JSON as bytes"));
    }
    let array = source.read(&Window::all(info.shape()))?;
    let text: Vec<u8> = array.view().elements().flatten().copied().collect();
    let wrong = |error: serde_json::Error| {
        refused(path, &format!("the member states: {}", json::said(&error)))
    };
    let found: Versioned = serde_json::from_slice(&text).map_err(wrong)?;
    if found.version != VERSION {
        let what = format!("states of version {}, this program reads {VERSION}", found.version);
        return Err(refused(path, &what));
    }
    serde_json::from_slice(&text).map_err(wrong)
}

/// The name of a column in the file.
fn member(along: bool, axis: usize, column: &str) -> String {
    format!("{}{axis}_{column}", if along { "along" } else { "axis" })
}

fn refused(path: &Path, what: &str) -> Error {
    failed(path, arrayscope_core::Error::new(ErrorKind::Argument, what.to_owned()))
}

fn failed(path: &Path, source: arrayscope_core::Error) -> Error {
    Error::Core { address: path.to_string_lossy().into_owned(), source }
}

/// A column of states as an array of one axis.
fn stored(column: &Column) -> arrayscope_core::Result<Array> {
    let shape = &[column.len()];
    match column {
        Column::U64(values) => Array::from_slice(values, shape),
        Column::I64(values) => Array::from_slice(values, shape),
        Column::F32(values) => Array::from_slice(values, shape),
        // There are no other columns of states.
        others => Array::from_slice(&others.to_f64(), shape),
    }
}

/// An array of one axis as a column of states.
fn column(path: &Path, source: &dyn ArraySource) -> Result<Column> {
    fn all<T: Element>(view: &ArrayView<'_>) -> Vec<T> {
        view.elements().map(|bytes| T::load(bytes, view.byte_order())).collect()
    }
    let array = source.read(&Window::all(source.info().shape()))?;
    let view = array.view();
    match (view.dtype(), view.shape()) {
        (DType::U64, [_]) => Ok(Column::U64(all(&view))),
        (DType::I64, [_]) => Ok(Column::I64(all(&view))),
        (DType::F32, [_]) => Ok(Column::F32(all(&view))),
        (DType::F64, [_]) => Ok(Column::F64(all(&view))),
        (dtype, shape) => {
            let shape = arrayscope_core::layout::shape_text(shape);
            Err(refused(path, &format!("a column of states of dtype {dtype} and shape {shape}")))
        }
    }
}
