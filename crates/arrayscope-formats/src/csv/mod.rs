//! Tables as text: CSV, TSV and whatever else separates cells, also compressed.

mod cell;
mod columns;
mod detect;
mod first_line;
mod lines;
mod quoted;
mod records;
mod splitter;
mod table;
mod values;

use std::io::{BufReader, Cursor, Read};

pub use columns::Columns;
pub(crate) use lines::unreadable;

use arrayscope_core::{Array, ByteOrder, DType, Layout};

use crate::container::{ArraySource, Container, Contents, Cost};
use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Labels, Storage};
use crate::options::OpenOptions;
use crate::place::Place;
use crate::window::Window;

/// Bytes of text from which the delimiter is detected.
const SAMPLE_NBYTES: u64 = 256 << 10;

/// A table, which is held in memory as float64.
#[derive(Debug)]
pub(crate) struct TableContainer {
    contents: Contents,
    array: Array,
}

impl TableContainer {
    /// Reads a text. `stored` is the size of the file, which a compressed text
    /// exceeds.
    pub(crate) fn open(
        mut stream: impl Read,
        stored: u64,
        path: &str,
        format: &'static str,
        options: &OpenOptions,
    ) -> Result<Self> {
        let place = Place::new(path, format);
        let mut sample = Vec::new();
        (&mut stream)
            .take(SAMPLE_NBYTES)
            .read_to_end(&mut sample)
            .map_err(|error| lines::unreadable(&place, sample.len() as u64, error))?;
        let delimiter = options.delimiter.unwrap_or_else(|| {
            let all = (sample.len() as u64) < SAMPLE_NBYTES;
            let ended = sample.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
            let whole_lines = if all { sample.len() } else { ended.unwrap_or(sample.len()) };
            detect::delimiter(&sample[..whole_lines], options)
        });
        let text = BufReader::with_capacity(1 << 16, Cursor::new(sample).chain(stream));
        let table = table::read(text, stored, delimiter, options, &place)?;
        Self::new(table, place)
    }

    fn new(table: table::Table, place: Place) -> Result<Self> {
        let core = |error| place.core(error);
        let dtype = DType::F64;
        let layout =
            Layout::c_order(&[table.rows, table.columns], dtype.itemsize()).map_err(core)?;
        let byte_order = ByteOrder::NATIVE;
        let array = Array::try_new(table.bytes.into(), dtype.clone(), byte_order, layout.clone());
        let array = array.map_err(core)?;
        let info = ArrayInfo {
            name: None,
            dtype,
            byte_order,
            layout,
            axis_names: vec!["row".to_owned(), "column".to_owned()],
            labels: table.names.map(|names| Labels { axis: 1, names }),
            storage: Storage::default(),
        };
        let contents = Contents { place, arrays: vec![info], notes: table.notes };
        Ok(Self { contents, array })
    }
}

impl Container for TableContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let Contents { place, .. } = &self.contents;
        if let Some(member) = member {
            return Err(Error::NoSuchMember {
                path: place.path.clone(),
                member: member.to_owned(),
                members: Vec::new(),
            });
        }
        Ok(Box::new(TableSource {
            place: place.clone(),
            info: self.contents.first()?.clone(),
            array: self.array.clone(),
        }))
    }
}

/// The array of a table: windows are views of it.
#[derive(Debug)]
struct TableSource {
    place: Place,
    info: ArrayInfo,
    array: Array,
}

impl ArraySource for TableSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Window
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let layout = window.narrow(self.array.layout(), &self.place)?;
        self.array.with_layout(layout).map_err(|error| self.place.core(error))
    }
}
