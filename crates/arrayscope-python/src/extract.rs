//! `extract_slice(a, ...)`: any two axes of an array, the others at one index.

use crate::error::{raised, type_error, value_error};
use crate::{arguments, input};
use arrayscope_core::layout::normalize_axis;
use arrayscope_core::slicing::CrossSection;
use arrayscope_formats::usual_axis_names;
use numpy::PyUntypedArrayMethods as _;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PySlice, PyTuple};

/// The cross-section of `a`: a NumPy view.
#[pyfunction]
#[pyo3(signature = (a, at=None, rows=None, columns=None))]
pub(crate) fn extract_slice<'py>(
    a: &Bound<'py, PyAny>,
    at: Option<&Bound<'py, PyAny>>,
    rows: Option<isize>,
    columns: Option<isize>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = a.py();
    let array = input::ndarray(a)?;
    let shape = array.shape().to_vec();
    let section = section(&shape, at, rows, columns)?;
    let shown = |axis: usize| section.rows == Some(axis) || section.columns == Some(axis);
    if (0..shape.len()).any(|axis| !shown(axis) && shape[axis] == 0) {
        // There is no index to stand at: a section of the right width, without a row.
        let width = section.columns.map_or(0, |axis| shape[axis]);
        return input::numpy_function(py, "empty")?.call1(((0, width), array.dtype()));
    }
    let mut terms: Vec<Bound<'py, PyAny>> = Vec::with_capacity(shape.len() + 2);
    // Fewer than two axes to show get one of length 1, so that a section is always 2-D.
    terms.extend((shape.len()..2).map(|_| py.None().into_bound(py)));
    for axis in 0..shape.len() {
        terms.push(if shown(axis) {
            PySlice::full(py).into_any()
        } else {
            section.at[axis].into_pyobject(py)?.into_any()
        });
    }
    terms.push(py.Ellipsis().into_bound(py));
    let view = array.get_item(PyTuple::new(py, terms)?)?;
    if section.rows > section.columns { view.getattr("T") } else { Ok(view) }
}

/// The cross-section that was asked for. What was not is the default's, as on the page, of
/// axes that stand at no index.
fn section(
    shape: &[usize],
    at: Option<&Bound<'_, PyAny>>,
    rows: Option<isize>,
    columns: Option<isize>,
) -> PyResult<CrossSection> {
    let ndim = shape.len();
    let axis = |axis: Option<isize>| {
        axis.map(|axis| normalize_axis(axis, ndim)).transpose().map_err(|error| raised(&error))
    };
    let (rows, columns) = (axis(rows)?, axis(columns)?);
    if rows.is_some() && rows == columns {
        return Err(value_error(format!(
            "rows and columns are both axis {}: they must be two different axes",
            rows.unwrap_or_default()
        )));
    }
    if rows.is_some() && ndim < 2 {
        return Err(value_error("an array of one axis has columns but no axis for rows"));
    }
    let places = places(shape, at)?;
    let fixed: Vec<usize> = places.iter().map(|(axis, _)| *axis).collect();
    let names = usual_axis_names(shape);
    let mut section = CrossSection::completed((rows, columns), &fixed, shape, &names);
    for (axis, index) in places {
        section.at[axis] = index;
    }
    Ok(section)
}

/// Axes and their indices: from a mapping, a sequence, or one number for the first axis.
fn places(shape: &[usize], at: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<(usize, usize)>> {
    let mut places = Vec::new();
    let Some(at) = at else {
        return Ok(places);
    };
    let mut stand = |axis: usize, value: &Bound<'_, PyAny>| -> PyResult<()> {
        places.push((axis, arguments::index(arguments::integer(value)?, axis, shape[axis])?));
        Ok(())
    };
    if let Ok(mapping) = at.cast::<PyDict>() {
        for (axis, value) in mapping.iter() {
            let axis = normalize_axis(arguments::integer(&axis)?, shape.len());
            stand(axis.map_err(|error| raised(&error))?, &value)?;
        }
        return Ok(places);
    }
    let several: Vec<Bound<'_, PyAny>> = if at.is_instance_of::<PyInt>() {
        vec![at.clone()]
    } else {
        let no_places =
            |_| type_error("at is neither a mapping of axes to indices nor a sequence of indices");
        at.try_iter().map_err(no_places)?.collect::<PyResult<_>>()?
    };
    if several.len() > shape.len() {
        return Err(value_error(format!(
            "at has {} indices, the array has {} axes",
            several.len(),
            shape.len()
        )));
    }
    for (axis, value) in several.iter().enumerate() {
        if !value.is_none() {
            stand(axis, value)?;
        }
    }
    Ok(places)
}
