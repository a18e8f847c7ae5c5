//! The command, run within Python.

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command with these arguments (without the program's name) and gives its status.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| arrayscope::run(std::iter::once(OsString::from("arrayscope")).chain(arguments)))
}
