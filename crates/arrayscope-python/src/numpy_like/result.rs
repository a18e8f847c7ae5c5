//! Means and spreads in the dtype that NumPy gives them.

use super::counted;
use crate::descr::dtype_of;
use crate::error::type_error;
use crate::stats::Answers;
use crate::values::{self, Place};
use arrayscope_core::DType;
use arrayscope_core::stats::Column;
use numpy::PyArrayDescr;
use pyo3::prelude::*;

/// The dtype of a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Float {
    F64,
    F32,
    F16,
    /// That of the array, which NumPy has from `ml_dtypes`.
    Foreign,
}

impl Float {
    /// NUMPY: floats keep their dtype, integers and bools become float64.
    pub(super) fn of(dtype: &DType) -> Self {
        match dtype {
            DType::F32 => Self::F32,
            DType::F16 => Self::F16,
            DType::BF16 | DType::F8E4M3 | DType::F8E5M2 => Self::Foreign,
            _ => Self::F64,
        }
    }

    /// The dtype that the caller asks for.
    pub(super) fn wished(dtype: &Bound<'_, PyAny>) -> PyResult<Self> {
        let descr = PyArrayDescr::new(dtype.py(), dtype)?;
        match dtype_of(&descr)?.0 {
            DType::F64 => Ok(Self::F64),
            DType::F32 => Ok(Self::F32),
            DType::F16 => Ok(Self::F16),
            _ => Err(type_error(format!(
                "a result of dtype {descr} is not computed (valid: float16, float32, float64)"
            ))),
        }
    }

    /// A column as an array of this dtype, each value rounded once.
    pub(super) fn array<'py>(
        self,
        py: Python<'py>,
        place: &Place,
        column: Column,
        dtype: &DType,
    ) -> PyResult<Bound<'py, PyAny>> {
        #[expect(clippy::cast_possible_truncation, reason = "float32 is what was asked for")]
        let narrow = |value: &f64| *value as f32;
        match (self, column) {
            (Self::F16, Column::F64(values)) => {
                values::placed(py, place, values.into_iter().map(half::f16::from_f64).collect())
            }
            (Self::F32, Column::F64(values)) => {
                values::placed(py, place, values.iter().map(narrow).collect())
            }
            (Self::Foreign, column) => {
                values::as_foreign(&values::column(py, place, column)?, dtype)
            }
            (_, column) => values::column(py, place, column),
        }
    }
}

/// Variances with divisor n made into those with `n - freedom`, where that is no count; their
/// roots if `root`.
#[expect(clippy::cast_precision_loss, reason = "as NumPy divides")]
pub(super) fn with_freedom(
    column: Column,
    answers: &Answers,
    freedom: f64,
    root: bool,
    ignores_nan: bool,
) -> Column {
    let Column::F64(mut values) = column else { return column };
    let scaled = |value: f64, n: u64| match n as f64 {
        n if n <= freedom => f64::NAN,
        // NUMPY: a negative freedom makes a variance of no values at all: 0 / (0 - freedom).
        0.0 => 0.0,
        n => value * (n / (n - freedom)),
    };
    let mut odd = answers.odd().iter().peekable();
    for (position, value) in values.iter_mut().enumerate() {
        let count = match odd.next_if(|(odd, _)| *odd == position) {
            Some((_, census)) if ignores_nan => counted(answers, census.nan),
            _ => answers.per_lane(),
        };
        *value = scaled(*value, count);
        if root {
            *value = value.sqrt();
        }
    }
    Column::F64(values)
}
