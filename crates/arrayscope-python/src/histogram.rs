//! `histogram(a, ...)`: how many finite values lie in each bin.

use crate::error::{raised, value_error};
use crate::python::call;
use crate::{arguments, input, values};
use arrayscope_core::stats;
use arrayscope_core::{Array, Error, ErrorKind, Result};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyIterator, PyTuple};

/// The most counts that histograms of channels can have altogether, as in the core.
const MAX_COUNTS: usize = 1 << 22;

/// How many finite values lie in each of some equally wide bins.
///
/// Also a pair, as NumPy's: ``counts, edges = histogram(a)``.
#[pyclass(module = "arrayscope", frozen)]
pub(crate) struct Histogram {
    /// The axis whose indices are the channels; None if the array is one channel.
    #[pyo3(get)]
    channel_axis: Option<usize>,
    channels: Vec<stats::Histogram>,
    counts: PyOnceLock<Py<PyAny>>,
    edges: PyOnceLock<Py<PyAny>>,
}

/// The histogram of all elements, or of each channel.
#[pyfunction]
#[pyo3(signature = (a, bins=10, range=None, channel_axis=None))]
pub(crate) fn histogram(
    a: &Bound<'_, PyAny>,
    bins: usize,
    range: Option<(f64, f64)>,
    channel_axis: Option<&Bound<'_, PyAny>>,
) -> PyResult<Histogram> {
    let array = input::array(a)?;
    let axis = channel_axis.map(arguments::integer).transpose()?;
    let compute = || match (axis, range) {
        (None, range) => Ok((None, vec![stats::histogram(&array.view(), bins, range)?])),
        (Some(axis), None) => {
            let all = stats::channel_histograms(&array, Some(axis), bins)?;
            Ok((all.channel_axis, all.channels))
        }
        (Some(axis), Some(range)) => {
            let axis = array.layout().axis(axis)?;
            Ok((Some(axis), per_channel(&array, axis, bins, range)?))
        }
    };
    let (channel_axis, channels) = a.py().detach(compute).map_err(|error| raised(&error))?;
    Ok(Histogram { channel_axis, channels, counts: PyOnceLock::new(), edges: PyOnceLock::new() })
}

/// The histogram of each channel over a range that was given.
fn per_channel(
    array: &Array,
    axis: usize,
    bins: usize,
    range: (f64, f64),
) -> Result<Vec<stats::Histogram>> {
    let channels = array.shape()[axis];
    if channels.saturating_mul(bins) > MAX_COUNTS {
        return Err(Error::new(
            ErrorKind::Argument,
            format!("{channels} channels of {bins} bins are more than {MAX_COUNTS} counts"),
        ));
    }
    (0..channels)
        .map(|channel| {
            let one = array.layout().select(axis, channel)?;
            stats::histogram(&array.with_layout(one)?.view(), bins, Some(range))
        })
        .collect()
}

impl Histogram {
    /// A count of the one channel, or an array with that of each.
    fn per_channel<'py>(
        &self,
        py: Python<'py>,
        count: impl Fn(&stats::Histogram) -> u64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let counts: Vec<i64> = self.channels.iter().map(|one| count(one).cast_signed()).collect();
        match (self.channel_axis, counts.as_slice()) {
            (None, [only]) => Ok(only.into_pyobject(py)?.into_any()),
            _ => values::array(py, &[counts.len()], counts),
        }
    }
}

#[pymethods]
impl Histogram {
    /// Values per bin: shape (bins,), or (channels, bins).
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let make = || {
            let counts = self.channels.iter().flat_map(|one| &one.counts);
            let all: Vec<i64> = counts.map(|count| count.cast_signed()).collect();
            let bins = self.channels.first().map_or(0, |one| one.counts.len());
            let shape = [self.channels.len(), bins];
            let shape = if self.channel_axis.is_some() { &shape[..] } else { &shape[1..] };
            values::array(py, shape, all).map(Bound::unbind)
        };
        Ok(self.counts.get_or_try_init(py, make)?.bind(py))
    }

    /// Bounds of the bins: one more than there are bins.
    #[getter]
    fn edges<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let make = || {
            let edges = self.channels.first().map(|one| one.edges.clone()).unwrap_or_default();
            values::array(py, &[edges.len()], edges).map(Bound::unbind)
        };
        Ok(self.edges.get_or_try_init(py, make)?.bind(py))
    }

    /// Finite values below the first edge: an int, or an array with that of each channel.
    #[getter]
    fn below<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.per_channel(py, |one| one.below)
    }

    /// Finite values above the last edge.
    #[getter]
    fn above<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.per_channel(py, |one| one.above)
    }

    /// NaN.
    #[getter]
    fn nan<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.per_channel(py, |one| one.census.nan)
    }

    /// Positive infinities.
    #[getter]
    fn pos_inf<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.per_channel(py, |one| one.census.pos_inf)
    }

    /// Negative infinities.
    #[getter]
    fn neg_inf<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.per_channel(py, |one| one.census.neg_inf)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyTuple::new(py, [self.counts(py)?, self.edges(py)?])?.try_iter()
    }

    /// Plain values under the names that the page's JSON uses.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_plain", "histogram")
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            self.channel_axis == other.get().channel_axis && self.channels == other.get().channels
        })
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let one = |one: &stats::Histogram| {
            let census = (one.census.nan, one.census.pos_inf, one.census.neg_inf);
            (one.edges.clone(), one.counts.clone(), one.below, one.above, census)
        };
        let channels: Vec<_> = this.get().channels.iter().map(one).collect();
        let state = (this.get().channel_axis, channels);
        (this.get_type().getattr("_restore")?, state).into_pyobject(this.py())
    }

    #[staticmethod]
    #[expect(clippy::type_complexity, reason = "what __reduce__ wrote, field by field")]
    fn _restore(
        channel_axis: Option<usize>,
        channels: Vec<(Vec<f64>, Vec<u64>, u64, u64, (u64, u64, u64))>,
    ) -> PyResult<Self> {
        if channel_axis.is_none() && channels.len() != 1 {
            return Err(value_error("a histogram without a channel axis has one channel"));
        }
        let channels = channels.into_iter().map(|(edges, counts, below, above, census)| {
            let (nan, pos_inf, neg_inf) = census;
            let census = stats::Census { nan, pos_inf, neg_inf };
            stats::Histogram { edges, counts, below, above, census }
        });
        let channels = channels.collect();
        Ok(Self { channel_axis, channels, counts: PyOnceLock::new(), edges: PyOnceLock::new() })
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "histogram")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "histogram")
    }
}
