//! The keywords of `signals`: what the array must satisfy, and what is known around it.

use super::available::available_memory;
use crate::arguments::{count, expected_shape, integer};
use crate::descr::dtype_of;
use crate::error::{type_error, value_error};
use arrayscope_core::DType;
use arrayscope_core::signal::{Context, Contract, Sibling};
use numpy::PyArrayDescr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// Reads the keywords. One that is `None` counts as not given.
pub(super) fn read(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<(Contract, Context)> {
    let mut contract = Contract::default();
    let mut context = Context { available_memory: available_memory(), siblings: Vec::new() };
    let Some(keywords) = keywords else {
        return Ok((contract, context));
    };
    for (name, value) in keywords.iter().filter(|(_, value)| !value.is_none()) {
        match name.cast::<PyString>()?.to_str()? {
            "shape" => contract.shape = Some(expected_shape(&value)?),
            "dtype" => contract.dtype = Some(dtype(&value)?),
            "bounds" => contract.bounds = Some(bounds(&value)?),
            "non_finite_budget" => contract.non_finite_budget = count(&value, "non_finite_budget")?,
            "memory_budget" => contract.memory_budget = count(&value, "memory_budget")?,
            "batch_axis" => contract.batch_axis = Some(integer(&value)?),
            "channel_axis" => contract.channel_axis = Some(integer(&value)?),
            "available_memory" => {
                context.available_memory = Some(count(&value, "available_memory")?);
            }
            "siblings" => context.siblings = siblings(&value)?,
            unknown => {
                return Err(type_error(format!("signals() has no argument {unknown:?}")));
            }
        }
    }
    Ok((contract, context))
}

/// A dtype by its name, or as NumPy takes it.
fn dtype(value: &Bound<'_, PyAny>) -> PyResult<DType> {
    if let Ok(name) = value.cast::<PyString>()
        && let Ok(dtype) = DType::from_name(name.to_str()?)
    {
        return Ok(dtype);
    }
    Ok(dtype_of(&PyArrayDescr::new(value.py(), value)?)?.0)
}

fn bounds(value: &Bound<'_, PyAny>) -> PyResult<(f64, f64)> {
    let ends: Vec<f64> = value.try_iter()?.map(|end| end?.extract()).collect::<PyResult<_>>()?;
    match ends.as_slice() {
        [low, high] => Ok((*low, *high)),
        _ => Err(value_error(format!(
            "bounds has {} numbers (valid: two, the lower first)",
            ends.len()
        ))),
    }
}

/// Other arrays that go the same way, by name: what mixing them would make is told.
fn siblings(value: &Bound<'_, PyAny>) -> PyResult<Vec<Sibling>> {
    let Ok(arrays) = value.cast::<PyDict>() else {
        return Err(type_error("siblings is no dict of names to arrays"));
    };
    let siblings = arrays.iter().map(|(name, array)| {
        let array = crate::input::array(&array)?;
        let (dtype, size) = (array.dtype().clone(), array.layout().size());
        Ok(Sibling { name: name.extract()?, dtype, size })
    });
    siblings.collect()
}
