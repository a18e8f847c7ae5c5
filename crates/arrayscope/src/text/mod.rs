//! How things read in a terminal: numbers, tables, wrapped sentences.

mod table;
mod wrap;

pub(crate) use arrayscope_formats::number::{
    bytes, counted, duration, exact_bytes, memory, number, plural, shape_of,
};
pub(crate) use table::{Align, Table};
pub(crate) use wrap::wrapped;
