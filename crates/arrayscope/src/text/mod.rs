//! How things read in a terminal: numbers, tables, wrapped sentences.

mod number;
mod table;
mod wrap;

pub(crate) use number::{
    bytes, counted, decimal, duration, exact_bytes, memory, number, plural, shape_of,
};
pub(crate) use table::{Align, Table};
pub(crate) use wrap::wrapped;
