//! Files of columns: what Parquet and Arrow have in common.
//!
//! Columns of one number per row make one table; every column is an array of its own, too.
//! What a format has to do is to describe its columns and to read rows of one of them, out
//! of the groups of rows that it stores together.

mod codec;
mod column;
mod fit;
mod sink;
mod source;
mod stored;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use arrayscope_core::Layout;
use arrayscope_core::dtype::{Class, DType};

pub(crate) use codec::Codec;
pub(crate) use column::{Column, Nulls};
pub(crate) use fit::fitted;
pub(crate) use sink::Sink;
use source::{ColumnSource, TableSource};
pub(crate) use stored::stored;

use crate::container::{ArraySource, Container, Contents, Cost};
use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Labels, Storage};
use crate::limits::check_credible;
use crate::note::Note;
use crate::place::Place;

/// Reads rows of a column.
pub(crate) trait Store: fmt::Debug + Send + Sync {
    /// Adds `rows` of a group to `values`. The range is not empty and lies inside of the
    /// group.
    fn read(
        &self,
        group: usize,
        column: usize,
        rows: &Range<usize>,
        values: &mut Sink<'_>,
        place: &Place,
    ) -> Result<()>;
}

/// What a format found in a file.
#[derive(Debug)]
pub(crate) struct Found<S> {
    pub(crate) columns: Vec<Column>,
    /// Columns that are no numbers, each with what it is.
    pub(crate) left_out: Vec<(String, String)>,
    /// Rows of each group.
    pub(crate) groups: Vec<usize>,
    pub(crate) store: S,
    pub(crate) cost: Cost,
    /// Bytes of the file.
    pub(crate) stored: u64,
    pub(crate) notes: Vec<Note>,
}

/// What all sources of a file share.
#[derive(Debug)]
struct Shared {
    columns: Vec<Column>,
    /// The first row of each group, and behind the last one the number of rows.
    starts: Vec<usize>,
    store: Box<dyn Store>,
    cost: Cost,
}

/// A file of columns.
#[derive(Debug)]
pub(crate) struct Columns {
    contents: Contents,
    /// The columns of the table.
    table: Arc<[usize]>,
    by_name: HashMap<String, usize>,
    group_rows: usize,
    shared: Arc<Shared>,
}

impl Columns {
    pub(crate) fn new<S: Store + 'static>(found: Found<S>, place: Place) -> Result<Self> {
        let Found { columns, left_out, groups, store, cost, stored, notes } = found;
        let mut starts = vec![0_usize];
        for rows in &groups {
            let start = starts.last().and_then(|start: &usize| start.checked_add(*rows));
            starts.push(start.ok_or_else(|| {
                place.malformed(0, "more rows than memory has addresses", "fewer rows")
            })?);
        }
        let rows = starts.last().copied().unwrap_or(0);
        let group_rows = groups.iter().copied().max().unwrap_or(0);
        let by_name: HashMap<String, usize> =
            columns.iter().enumerate().map(|(at, column)| (column.name.clone(), at)).collect();
        let table: Arc<[usize]> =
            (0..columns.len()).filter(|&at| columns[at].is_in_table()).collect();
        let mut contents = Contents { place, arrays: Vec::new(), notes };
        if by_name.len() < columns.len() {
            contents.notes.push(Note::DuplicateMembers);
        }
        if !left_out.is_empty() {
            contents.notes.push(Note::LeftOutColumns { columns: left_out });
        }
        let core = |error| contents.place.core(error);
        if !table.is_empty() {
            let info = table_info(&columns, &table, rows, group_rows, cost).map_err(core)?;
            check_credible(&contents.place, info.nbytes() as u64, stored)?;
            contents.notes.extend(conversions(&columns, &table, &info.dtype));
            contents.arrays.push(info);
        }
        for column in &columns {
            let info = own_info(column, rows, group_rows, cost).map_err(core)?;
            check_credible(&contents.place, info.nbytes() as u64, stored)?;
            if !column.is_in_table() {
                contents.arrays.push(info);
            }
        }
        contents.notes.extend(nulls(&columns));
        let shared = Arc::new(Shared { columns, starts, store: Box::new(store), cost });
        Ok(Self { contents, table, by_name, group_rows, shared })
    }

    fn names(&self) -> Vec<String> {
        self.shared.columns.iter().map(|column| column.name.clone()).collect()
    }
}

/// Chunks are told only of what is decoded as a whole.
fn own_info(
    column: &Column,
    rows: usize,
    group_rows: usize,
    cost: Cost,
) -> std::result::Result<ArrayInfo, arrayscope_core::Error> {
    let mut info = column.info(rows, group_rows)?;
    if cost == Cost::Window {
        info.storage.chunk_shape = None;
    }
    Ok(info)
}

/// The array of all columns of numbers: of their dtype if they have one in common, else
/// float64.
fn table_info(
    columns: &[Column],
    table: &[usize],
    rows: usize,
    group_rows: usize,
    cost: Cost,
) -> std::result::Result<ArrayInfo, arrayscope_core::Error> {
    let first = &columns[table[0]].dtype;
    let is_same = table.iter().all(|&at| columns[at].dtype == *first);
    let dtype = if is_same { first.clone() } else { DType::F64 };
    let layout = Layout::c_order(&[rows, table.len()], dtype.itemsize())?;
    let names = table.iter().map(|&at| columns[at].name.clone()).collect();
    let chunk_shape = (cost == Cost::Chunks).then(|| vec![group_rows.max(1), 1]);
    Ok(ArrayInfo {
        name: None,
        byte_order: column::order_of(&dtype),
        dtype,
        layout,
        axis_names: vec!["row".to_owned(), "column".to_owned()],
        labels: Some(Labels { axis: 1, names }),
        storage: Storage { chunk_shape, codecs: columns[table[0]].codecs.clone() },
    })
}

/// Which columns the table holds as another dtype than they are stored in.
fn conversions(columns: &[Column], table: &[usize], dtype: &DType) -> Vec<Note> {
    let mut by_dtype: Vec<(&DType, Vec<String>)> = Vec::new();
    for column in table.iter().map(|&at| &columns[at]).filter(|column| column.stored != *dtype) {
        match by_dtype.iter_mut().find(|(stored, _)| *stored == &column.stored) {
            Some((_, names)) => names.push(column.name.clone()),
            None => by_dtype.push((&column.stored, vec![column.name.clone()])),
        }
    }
    let note = |(stored, members): (&DType, Vec<String>)| {
        let (stored, dtype) = (stored.clone(), dtype.name());
        if matches!(stored, DType::I64 | DType::U64) {
            Note::Rounding { stored: stored.name(), members }
        } else {
            Note::ReadAs { stored: stored.name(), dtype, members }
        }
    };
    by_dtype.into_iter().map(note).collect()
}

/// How many nulls there are, and where.
fn nulls(columns: &[Column]) -> Option<Note> {
    let counts = columns.iter().filter_map(|column| match column.nulls {
        Nulls::Counted(0) => None,
        Nulls::Counted(count) => Some((column.name.clone(), Some(count))),
        // Of floats it makes no difference.
        Nulls::Unknown if column.stored.class() == Class::Float => None,
        Nulls::Unknown => Some((column.name.clone(), None)),
    });
    let columns: Vec<(String, Option<u64>)> = counts.collect();
    (!columns.is_empty()).then_some(Note::Nulls { columns })
}

impl Container for Columns {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let (place, shared) = (&self.contents.place, Arc::clone(&self.shared));
        let path = || place.path.clone();
        let only = match self.contents.arrays.as_slice() {
            [only] => only.name.as_deref(),
            _ => None,
        };
        let Some(name) = member.or(only) else {
            let Some(info) = self.contents.arrays.first() else {
                return Err(Error::NoArrays { path: path() });
            };
            if info.name.is_some() {
                return Err(Error::SeveralArrays { path: path(), members: self.names() });
            }
            let (place, info, columns) = (place.clone(), info.clone(), Arc::clone(&self.table));
            return Ok(Box::new(TableSource { place, info, columns, shared }));
        };
        let Some(&column) = self.by_name.get(name) else {
            return Err(Error::NoSuchMember {
                path: path(),
                member: name.to_owned(),
                members: self.names(),
            });
        };
        let place = place.member(name, place.format);
        let rows = self.shared.starts.last().copied().unwrap_or(0);
        let info = own_info(&self.shared.columns[column], rows, self.group_rows, shared.cost);
        let info = info.map_err(|error| place.core(error))?;
        Ok(Box::new(ColumnSource { place, info, column, shared }))
    }
}
