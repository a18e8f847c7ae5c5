//! Scales: how values between the colour limits are spread, the same as on the page.

use std::str::FromStr;

use crate::error::{Error, Result};

/// Around zero symlog is nearly linear, up to this share of the farther limit.
const LINEAR_SHARE: f64 = 1e-3;

/// How values between the limits are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    #[default]
    Linear,
    /// By their logarithm; what is not above zero takes the lowest colour. With a lower limit
    /// that is not above zero it is linear.
    Log,
    /// By sign(x) · log(1 + |x| / t), where t is a thousandth of the farther limit.
    Symlog,
}

impl Scale {
    /// What is done to a value before it is placed linearly.
    pub(super) fn bend(self, low: f64, high: f64) -> impl Fn(f64) -> f64 {
        let threshold = low.abs().max(high.abs()) * LINEAR_SHARE;
        move |value: f64| match self {
            Self::Log if low > 0.0 => {
                // The lowest colour, without an infinity to compute with.
                value.max(low).ln()
            }
            Self::Symlog if threshold > 0.0 => (value.abs() / threshold).ln_1p().copysign(value),
            Self::Linear | Self::Log | Self::Symlog => value,
        }
    }
}

impl FromStr for Scale {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "linear" => Ok(Self::Linear),
            "log" => Ok(Self::Log),
            "symlog" => Ok(Self::Symlog),
            _ => Err(Error::Option {
                option: "scale",
                found: crate::printable::quoted(text),
                expected: "linear, log or symlog".to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Limits;

    fn places<const N: usize>(scale: &str, limits: (f64, f64), values: [f64; N]) -> [f64; N] {
        let limits = Limits::new(Some(limits), None).unwrap().scaled(scale.parse().unwrap());
        values.map(|value| (limits.place(value) * 1e9).round() / 1e9)
    }

    #[test]
    fn a_logarithm_gives_every_power_the_same_room() {
        let found = places("log", (1.0, 1000.0), [-1.0, 0.0, 1.0, 10.0, 100.0, 1000.0, 1e9]);
        let third = 0.333_333_333;
        assert_eq!(found, [0.0, 0.0, 0.0, third, 0.666_666_667, 1.0, 1.0]);
        assert_eq!(places("log", (0.0, 2.0), [1.0]), [0.5]);
    }

    #[test]
    fn symlog_has_zero_in_the_middle_of_even_limits() {
        let found = places("symlog", (-10.0, 10.0), [-10.0, 0.0, 10.0]);
        assert_eq!(found, [0.0, 0.5, 1.0]);
        let [small] = places("symlog", (-10.0, 10.0), [0.1]);
        assert!(small > 0.6, "{small}");
        assert_eq!(places("symlog", (0.0, 0.0), [0.0]), [0.5]);
    }
}
