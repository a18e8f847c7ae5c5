//! What an array must satisfy, and what is known around it.

use crate::layout::normalize_axis;
use crate::{DType, Error, ErrorKind, Result};

/// What an array must satisfy. The default asks for nothing but sound values in 4 GB.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// The expected length per axis; `None` for any length.
    pub shape: Option<Vec<Option<usize>>>,
    /// The expected dtype.
    pub dtype: Option<DType>,
    /// Lowest and highest value that is allowed.
    pub bounds: Option<(f64, f64)>,
    /// How many non-finite values are allowed.
    pub non_finite_budget: u64,
    /// How many bytes the array may have.
    pub memory_budget: u64,
    /// The axis of samples; guessed unless given.
    pub batch_axis: Option<isize>,
    /// The axis of channels or features; guessed unless given.
    pub channel_axis: Option<isize>,
}

impl Default for Contract {
    fn default() -> Self {
        Self {
            shape: None,
            dtype: None,
            bounds: None,
            non_finite_budget: 0,
            memory_budget: 4_000_000_000,
            batch_axis: None,
            channel_axis: None,
        }
    }
}

impl Contract {
    /// Refuses bounds that hold nothing.
    pub(super) fn check(&self) -> Result<()> {
        match self.bounds {
            Some((low, high)) if low.is_nan() || high.is_nan() || low > high => Err(Error::new(
                ErrorKind::Argument,
                format!("no value lies in {low} to {high} (valid: two numbers, the lower first)"),
            )),
            _ => Ok(()),
        }
    }

    /// The axis of samples of an array of this shape, if it has one.
    pub(super) fn batch_axis(&self, shape: &[usize]) -> Result<Option<usize>> {
        match self.batch_axis {
            Some(axis) => normalize_axis(axis, shape.len()).map(Some),
            None => Ok(guess_batch_axis(shape)),
        }
    }

    /// The axis of channels of an array of this shape, if it has one.
    pub(super) fn channel_axis(&self, shape: &[usize]) -> Result<Option<usize>> {
        match self.channel_axis {
            Some(axis) => normalize_axis(axis, shape.len()).map(Some),
            None => Ok(guess_channel_axis(shape)),
        }
    }
}

/// What is known around an array that is judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// Bytes of memory that the machine could still give; `None` if not known.
    pub available_memory: Option<u64>,
    /// The other arrays of the same container.
    pub siblings: Vec<Sibling>,
}

/// Another array of the same container.
#[derive(Clone, Debug, PartialEq)]
pub struct Sibling {
    /// Its name.
    pub name: String,
    /// Its dtype.
    pub dtype: DType,
    /// Its number of elements.
    pub size: usize,
}

/// The most channels that are guessed: a longer axis is one of samples or of time.
const MAX_CHANNELS: usize = 4096;

/// The axis that samples are most likely counted along: axis 0 of two or more, unless the
/// array looks like a single image, (height, width, 1 to 4).
pub fn guess_batch_axis(shape: &[usize]) -> Option<usize> {
    match shape {
        [] | [_] => None,
        [height, width, 1..=4] if *height.min(width) > 4 => None,
        _ => Some(0),
    }
}

/// The axis that channels or features most likely are: the last of two axes, or the last
/// of more if it is at most 4 long, as in images of grey, RGB or RGBA. None of more than
/// 4096 channels.
pub fn guess_channel_axis(shape: &[usize]) -> Option<usize> {
    match shape {
        [_, ..=MAX_CHANNELS] => Some(1),
        [_, _, .., 1..=4] => Some(shape.len() - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_the_last_axis_of_tables_and_images() {
        assert_eq!(guess_channel_axis(&[32, 128]), Some(1));
        assert_eq!(guess_channel_axis(&[32, 28, 28, 3]), Some(3));
        assert_eq!(guess_channel_axis(&[512, 512, 3]), Some(2));
        assert_eq!(guess_channel_axis(&[32, 28, 28]), None);
        assert_eq!(guess_channel_axis(&[32, 28, 0]), None);
        assert_eq!(guess_channel_axis(&[128]), None);
        assert_eq!(guess_channel_axis(&[2, 1 << 24]), None);
    }

    #[test]
    fn a_single_image_is_no_batch() {
        assert_eq!(guess_batch_axis(&[512, 512, 3]), None);
        assert_eq!(guess_batch_axis(&[32, 28, 28]), Some(0));
        assert_eq!(guess_batch_axis(&[32, 28, 28, 3]), Some(0));
        assert_eq!(guess_batch_axis(&[32, 128]), Some(0));
        assert_eq!(guess_batch_axis(&[128]), None);
    }
}
