//! The arrays that are measured: the sample tensors, and the lesson's embedding matrix.

use crate::report::SubjectReport;
use anyhow::{Result, ensure};
use arrayscope_core::report::Geometry;
use arrayscope_core::sample::sample;
use arrayscope_core::signal::{Context, Contract, signals};
use arrayscope_core::{Array, DType};
use arrayscope_formats::available_memory;

/// The seed of all values.
const SEED: u64 = 0;

/// The shape that the lesson calls typical for a small embedding matrix.
pub(crate) const EMBEDDINGS: [usize; 2] = [10_000, 512];

/// An array, and its values as a plain slice to compute expected answers from.
pub(crate) struct Subject {
    pub(crate) name: String,
    title: String,
    pub(crate) array: Array,
    pub(crate) values: Vec<f32>,
}

/// All subjects, the embedding matrix last.
pub(crate) fn all() -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for ndim in 0..=4 {
        let sample = sample(ndim, SEED)?;
        subjects.push(Subject::new(format!("{ndim}-D"), sample.title, sample.array)?);
    }
    let values = pseudo_random(EMBEDDINGS.iter().product());
    let array = Array::from_slice(&values, &EMBEDDINGS)?;
    let title = "An embedding matrix: random values in -1 to 1".to_owned();
    subjects.push(Subject::new("embeddings".to_owned(), title, array)?);
    Ok(subjects)
}

impl Subject {
    fn new(name: String, title: String, array: Array) -> Result<Self> {
        ensure!(
            *array.dtype() == DType::F32,
            "the sample {name} is {}, not float32",
            array.dtype()
        );
        let values = array.view().elements().filter_map(|bytes| bytes.try_into().ok());
        Ok(Self { name, title, values: values.map(f32::from_ne_bytes).collect(), array })
    }

    /// What is told about it: geometry and the six signals.
    pub(crate) fn told(&self) -> Result<SubjectReport> {
        let view = self.array.view();
        let context = Context { available_memory: available_memory(), siblings: Vec::new() };
        let geometry = Geometry::from(&view);
        Ok(SubjectReport {
            name: self.name.clone(),
            title: self.title.clone(),
            shape: geometry.shape,
            dtype: geometry.dtype,
            nbytes: geometry.nbytes,
            signals: signals(&view, &Contract::default(), &context)?,
        })
    }

    /// The sum of all values and of their squares, the smallest and the largest, added up;
    /// and the same of their magnitudes.
    pub(crate) fn checksum(&self) -> (f64, f64) {
        let values = || self.values.iter().copied().map(f64::from);
        let squares: f64 = values().map(|x| x * x).sum();
        let low = values().reduce(f64::min).unwrap_or(0.0);
        let high = values().reduce(f64::max).unwrap_or(0.0);
        let (sum, magnitude) = self.sums();
        (sum + squares + low + high, magnitude + squares + low.abs() + high.abs())
    }

    /// The sum of all values, and the sum of their magnitudes.
    pub(crate) fn sums(&self) -> (f64, f64) {
        let values = || self.values.iter().copied().map(f64::from);
        (values().sum(), values().map(f64::abs).sum())
    }
}

/// Values in −1 to 1 that are the same everywhere: the upper bits of a 64-bit linear
/// congruential generator (Knuth's MMIX constants).
pub(crate) fn pseudo_random(count: usize) -> Vec<f32> {
    let mut state = SEED;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let upper = u16::try_from(state >> 48).unwrap_or(0);
        f32::from(upper) / 32_767.5 - 1.0
    };
    (0..count).map(|_| next()).collect()
}
