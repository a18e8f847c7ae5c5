//! The measure of a signal as plain values, under the names that the command uses in JSON.

use crate::python::number;
use arrayscope_core::signal::Measured;
use arrayscope_core::stats::Number;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

pub(super) fn to_dict<'py>(py: Python<'py>, measured: &Measured) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    match measured {
        Measured::Shape(of) => {
            all.set_item("shape", &of.shape)?;
            all.set_item("batch_axis", of.batch_axis)?;
            all.set_item("batch_length", of.batch_length)?;
        }
        Measured::DType(of) => {
            all.set_item("dtype", of.dtype.name())?;
            all.set_item("byte_order", of.byte_order.name())?;
            all.set_item("class", of.class)?;
        }
        Measured::NonFinite(of) => {
            all.set_item("nan", of.census.nan)?;
            all.set_item("pos_inf", of.census.pos_inf)?;
            all.set_item("neg_inf", of.census.neg_inf)?;
            all.set_item("fraction", of.fraction)?;
        }
        Measured::Range(of) => {
            all.set_item("of", of.of)?;
            all.set_item("min", number(py, of.min)?)?;
            all.set_item("max", number(py, of.max)?)?;
            all.set_item("channel_axis", of.channel_axis)?;
            all.set_item("channel_min", numbers(py, &of.channel_min)?)?;
            all.set_item("channel_max", numbers(py, &of.channel_max)?)?;
        }
        Measured::Memory(of) => {
            all.set_item("nbytes", of.nbytes)?;
            all.set_item("megabytes", of.megabytes)?;
            all.set_item("mebibytes", of.mebibytes)?;
            all.set_item("budget", of.budget)?;
            all.set_item("ratio", number(py, of.ratio)?)?;
            all.set_item("available", of.available)?;
        }
        Measured::Contiguity(of) => {
            all.set_item("order", of.order.to_string())?;
            all.set_item("strides", &of.strides)?;
            all.set_item("copy_nbytes", of.copy_nbytes)?;
        }
        Measured::None => {}
    }
    Ok(all)
}

fn numbers<'py>(py: Python<'py>, values: &[Number]) -> PyResult<Bound<'py, PyList>> {
    let values = values.iter().map(|value| number(py, *value)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, values)
}
