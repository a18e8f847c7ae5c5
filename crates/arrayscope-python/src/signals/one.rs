//! One of the six signals.

use super::Evidence;
use super::measured::to_dict;
use crate::error::value_error;
use crate::python::call;
use arrayscope_core::signal::{self, Verdict};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

/// One of the six measures of readiness, judged.
#[pyclass(module = "arrayscope", frozen)]
pub(crate) struct Signal {
    name: String,
    verdict: Verdict,
    text: String,
    rule: String,
    /// What the core told; of those that were unpickled `restored` has the rest.
    told: Option<signal::Signal>,
    restored: Option<Py<PyDict>>,
    evidence: PyOnceLock<Py<PyTuple>>,
}

impl Signal {
    pub(super) fn of(told: &signal::Signal) -> Self {
        Self {
            name: told.signal.to_string(),
            verdict: told.verdict,
            text: told.measured.to_string(),
            rule: told.rule.clone(),
            told: Some(told.clone()),
            restored: None,
            evidence: PyOnceLock::new(),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The verdict with this name.
pub(super) fn verdict(name: &str) -> PyResult<Verdict> {
    [Verdict::Pass, Verdict::Info, Verdict::Warn, Verdict::Fail]
        .into_iter()
        .find(|verdict| verdict.to_string() == name)
        .ok_or_else(|| {
            value_error(format!("there is no verdict {name:?} (valid: pass, info, warn, fail)"))
        })
}

#[pymethods]
impl Signal {
    /// Which of the six: "shape", "dtype", "non-finite", "value range", "memory", "contiguity".
    #[getter]
    fn signal(&self) -> &str {
        &self.name
    }

    /// What the rule makes of the measure: "pass", "info", "warn" or "fail".
    #[getter(verdict)]
    fn verdict_name(&self) -> String {
        self.verdict.to_string()
    }

    /// What was measured, as a sentence.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// The rule, in words and with its numbers.
    #[getter]
    fn rule(&self) -> &str {
        &self.rule
    }

    /// What was measured, as plain values; empty where this dtype has no such measure.
    #[getter]
    fn measured<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        // A new one each time: a dict can be written to, a signal cannot.
        match (&self.told, &self.restored) {
            (Some(told), _) => to_dict(py, &told.measured),
            (None, Some(restored)) => restored.bind(py).copy(),
            (None, None) => Ok(PyDict::new(py)),
        }
    }

    /// What led to the verdict: a tuple of Evidence.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        let make = || {
            let told = self.told.iter().flat_map(|told| &told.evidence);
            let all = told.map(|one| Bound::new(py, Evidence::of(py, one)?));
            PyTuple::new(py, all.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        };
        Ok(self.evidence.get_or_try_init(py, make)?.bind(py))
    }

    /// Plain values under the names that the command uses in JSON.
    fn to_dict<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_plain", "signal")
    }

    fn __eq__(this: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        match other.cast::<Self>() {
            Ok(other) => {
                call(this, "_plain", "signal_key")?.eq(call(other, "_plain", "signal_key")?)
            }
            Err(_) => Ok(false),
        }
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, signal) = (this.py(), this.get());
        let texts = (&signal.name, signal.verdict_name(), &signal.text, &signal.rule);
        let state = (texts, signal.measured(py)?, signal.evidence(py)?);
        (this.get_type().getattr("_restore")?, state).into_pyobject(py)
    }

    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        texts: (String, String, String, String),
        measured: Py<PyDict>,
        evidence: Py<PyTuple>,
    ) -> PyResult<Self> {
        let (name, verdict_name, text, rule) = texts;
        let signal = Self {
            name,
            verdict: verdict(&verdict_name)?,
            text,
            rule,
            told: None,
            restored: Some(measured),
            evidence: PyOnceLock::new(),
        };
        // New, so nobody was here before.
        let _ = signal.evidence.set(py, evidence);
        Ok(signal)
    }

    fn __repr__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_text", "signal")
    }

    fn _repr_html_<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call(this, "_html", "signal")
    }
}
