//! The sample tensors of the lesson's table, from 0-D to 4-D.

mod blood_markers;
mod digits;
mod random;
mod scenes;

use crate::{Array, Error, ErrorKind, Result};
use random::Random;

/// An array to learn with, and what its axes and numbers mean.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The array: float32, in C order.
    pub array: Array,
    /// What it is, in one line.
    pub title: String,
    /// What each axis is.
    pub axis_names: Vec<String>,
    /// The unit of all its values; `None` if they have none, or each its own.
    pub unit: Option<String>,
    /// Names along one axis, if they have names.
    pub labels: Option<Labels>,
}

/// Names, and perhaps units, of the indices of one axis.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Labels {
    /// The axis.
    pub axis: usize,
    /// A name per index.
    pub names: Vec<String>,
    /// A unit per index; empty if there are none.
    pub units: Vec<String>,
}

/// The sample tensor with `ndim` axes, 0 to 4:
///
/// | ndim | shape | what it is |
/// |---|---|---|
/// | 0 | `()` | a temperature in °C |
/// | 1 | `(128,)` | one patient's blood markers, with names and units |
/// | 2 | `(32, 128)` | the markers of 32 patients in four groups, standardised |
/// | 3 | `(32, 28, 28)` | grey images of handwritten-looking digits, 0 to 1 |
/// | 4 | `(32, 28, 28, 3)` | RGB images of shapes before a gradient, 0 to 1 |
///
/// The same seed gives the same bits. No value is NaN or infinite.
///
/// # Errors
/// When `ndim` is greater than 4.
///
/// ```
/// let sample = arrayscope_core::sample::sample(4, 0)?;
/// assert_eq!(sample.array.shape(), [32, 28, 28, 3]);
/// assert_eq!(sample.axis_names, ["batch", "height", "width", "channel"]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn sample(ndim: usize, seed: u64) -> Result<Sample> {
    let mut random = Random::new(seed);
    match ndim {
        0 => temperature(&mut random),
        1 => blood_markers::of_one_patient(&mut random),
        2 => blood_markers::of_a_batch(&mut random),
        3 => digits::batch(&mut random),
        4 => scenes::batch(&mut random),
        _ => Err(Error::new(
            ErrorKind::Argument,
            format!("there is no sample with {ndim} axes (valid: 0 to 4)"),
        )),
    }
}

/// A single reading of a thermometer in a room.
fn temperature(random: &mut Random) -> Result<Sample> {
    let celsius = (random.normal(21.5, 0.8) * 10.0).round() / 10.0;
    Ok(Sample {
        array: floats(&[celsius], &[])?,
        title: "A scalar: one temperature reading".into(),
        axis_names: vec![],
        unit: Some("°C".into()),
        labels: None,
    })
}

/// A float32 array of these values.
#[expect(clippy::cast_possible_truncation, reason = "the samples are float32")]
fn floats(values: &[f64], shape: &[usize]) -> Result<Array> {
    let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    Array::from_slice(&values, shape)
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::summary;

    #[test]
    fn the_shapes_are_those_of_the_lesson() {
        let shapes = [vec![], vec![128], vec![32, 128], vec![32, 28, 28], vec![32, 28, 28, 3]];
        for (ndim, shape) in shapes.iter().enumerate() {
            let sample = sample(ndim, 0).expect("one of five");
            assert_eq!(sample.array.shape(), shape);
            assert_eq!(sample.axis_names.len(), ndim);
            if let Some(labels) = sample.labels {
                assert_eq!(labels.names.len(), shape[labels.axis]);
                assert!(labels.units.is_empty() || labels.units.len() == labels.names.len());
            }
        }
        assert!(sample(5, 0).is_err());
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_and_another_seed_others() {
        let bytes = |ndim, seed| -> Vec<u8> {
            let sample = sample(ndim, seed).expect("one of five");
            sample.array.view().elements().flatten().copied().collect()
        };
        for ndim in 0..5 {
            assert_eq!(bytes(ndim, 7), bytes(ndim, 7));
            assert_ne!(bytes(ndim, 7), bytes(ndim, 8));
        }
    }

    #[test]
    fn every_value_is_finite_and_images_lie_between_zero_and_one() {
        for ndim in 0..5 {
            let sample = sample(ndim, 3).expect("one of five");
            let all = summary(&sample.array.view()).expect("floats");
            assert_eq!(all.non_finite(), 0);
            if ndim >= 3 {
                assert!(all.min.to_f64() >= 0.0 && all.max.to_f64() <= 1.0, "{all:?}");
                assert!(all.std.to_f64() > 0.1, "an image shows something: {all:?}");
            }
        }
    }
}
