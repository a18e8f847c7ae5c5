//! What a case gives, and the one number of it that is compared with the expected one.

use arrayscope_core::stats::Reduction;

/// What a case gives. Only the work is timed: the answer is made of it afterwards.
pub(crate) enum Given {
    /// The answer itself.
    Number(f64),
    /// Statistics over one axis, or over several in turn.
    Lanes(Vec<Reduction>),
}

impl Given {
    /// One number that is wrong if anything is.
    pub(crate) fn answer(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Lanes(axes) => axes.iter().map(checksum).sum(),
        }
    }
}

impl From<f64> for Given {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Reduction> for Given {
    fn from(lanes: Reduction) -> Self {
        Self::Lanes(vec![lanes])
    }
}

/// The sum of all values, from the means; with all statistics also the sum of all squares,
/// the smallest and the largest value.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
fn checksum(lanes: &Reduction) -> f64 {
    let mut sum = 0.0;
    let deviations = lanes.std().to_f64();
    for (lane, mean) in lanes.mean().to_f64().into_iter().enumerate() {
        let deviation = deviations.get(lane);
        let square = deviation.map_or(0.0, |deviation| deviation * deviation + mean * mean);
        sum += lanes.count(lane) as f64 * (mean + square);
    }
    let ends = [lanes.min().to_f64(), lanes.max().to_f64()];
    sum + ends[0].iter().copied().reduce(f64::min).unwrap_or(0.0)
        + ends[1].iter().copied().reduce(f64::max).unwrap_or(0.0)
}
