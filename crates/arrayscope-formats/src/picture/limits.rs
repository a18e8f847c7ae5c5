//! Colour limits: the values at the ends of a colour map.

use arrayscope_core::stats::{Number, Summary};

use super::Scale;
use crate::number::{counted, decimal};

/// The values at the ends of the colour map, and where they come from.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Limits {
    /// The value of the first colour.
    pub low: Number,
    /// The value of the last colour.
    pub high: Number,
    /// `this slice` or `typed`.
    pub from: &'static str,
    /// What lies between them.
    #[serde(skip)]
    pub scale: Scale,
}

impl Limits {
    /// The limits typed, or the extremes of the slice; `None` where it has no numbers.
    pub fn new(typed: Option<(f64, f64)>, summary: Option<&Summary>) -> Option<Self> {
        if let Some((low, high)) = typed {
            let (low, high) = (Number::Float(low), Number::Float(high));
            return Some(Self { low, high, from: "typed", scale: Scale::Linear });
        }
        let all = summary.filter(|all| all.count > 0)?;
        Some(Self { low: all.min, high: all.max, from: "this slice", scale: Scale::Linear })
    }

    /// The same limits with another scale between them.
    #[must_use]
    pub fn scaled(self, scale: Scale) -> Self {
        Self { scale, ..self }
    }

    /// Where a value lies between the limits, 0 to 1; the middle where they are the same.
    pub fn place(&self, value: f64) -> f64 {
        let (low, high) = (self.low.to_f64(), self.high.to_f64());
        if low == high {
            return if value < low {
                0.0
            } else if value > high {
                1.0
            } else {
                0.5
            };
        }
        let bend = self.scale.bend(low, high);
        let (low, high) = (bend(low), bend(high));
        // Halves first: high − low may overflow where neither does.
        let place = (bend(value) / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
        if place.is_nan() { 0.5 } else { place.clamp(0.0, 1.0) }
    }

    /// An end as text: integers in full, floats with seven significant digits.
    pub fn end(number: Number) -> String {
        match number {
            Number::Integer(value) => counted(value),
            Number::Float(value) => decimal(value),
        }
    }

    /// `limits 0 to 1 (this slice)`.
    pub fn sentence(&self) -> String {
        format!("limits {} to {} ({})", Self::end(self.low), Self::end(self.high), self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_between_the_ends_however_far_these_are() {
        let limits = Limits::new(Some((f64::MIN, f64::MAX)), None).unwrap();
        assert_eq!((limits.place(0.0), limits.place(f64::MAX)), (0.5, 1.0));
        let flat = Limits::new(Some((2.0, 2.0)), None).unwrap();
        assert_eq!([1.0, 2.0, 3.0].map(|value| flat.place(value)), [0.0, 0.5, 1.0]);
        assert_eq!(flat.sentence(), "limits 2 to 2 (typed)");
        assert_eq!(Limits::new(None, None), None);
    }
}
