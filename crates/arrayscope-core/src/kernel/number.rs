//! One value of a statistic, whatever type it has.

use serde::{Serialize, Serializer};
use std::fmt;

/// One value of a statistic: an integer stays exact, a float may be non-finite.
///
/// As JSON it is a number, or one of the strings `NaN`, `Infinity`, `-Infinity`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// From an integer or boolean array.
    Integer(i128),
    /// From a floating-point or complex array.
    Float(f64),
}

impl Number {
    /// NaN: the answer where there is none.
    pub const NAN: Self = Self::Float(f64::NAN);

    /// The nearest `f64`.
    #[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// `self − other`, exact for integers before it is rounded to the nearest `f64`.
    #[must_use]
    pub fn minus(self, other: Self) -> f64 {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => {
                Self::Integer(left.saturating_sub(right)).to_f64()
            }
            _ => self.to_f64() - other.to_f64(),
        }
    }

    /// Whether it is finite and less than `bound`, exactly.
    #[expect(clippy::cast_possible_truncation, reason = "beyond i128 it saturates, as wanted")]
    pub fn is_below(self, bound: f64) -> bool {
        match self {
            Self::Integer(value) => !bound.is_nan() && value < bound.ceil() as i128,
            Self::Float(value) => value.is_finite() && value < bound,
        }
    }

    /// Whether it is finite and greater than `bound`, exactly.
    #[expect(clippy::cast_possible_truncation, reason = "beyond i128 it saturates, as wanted")]
    pub fn is_above(self, bound: f64) -> bool {
        match self {
            Self::Integer(value) => !bound.is_nan() && value > bound.floor() as i128,
            Self::Float(value) => value.is_finite() && value > bound,
        }
    }
}

/// Integers in full; floats by the shortest digits that give the same `f64`, or with
/// `{:.7}` by at most seven significant digits.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) if !value.is_finite() => f.write_str(non_finite_name(value)),
            Self::Float(value) => match f.precision() {
                Some(digits) => f.write_str(&significant(value, digits)),
                None if has_exponent(value) => write!(f, "{value:e}"),
                None => write!(f, "{value}"),
            },
        }
    }
}

/// Whether a value is so large or so small that zeros would hide its digits.
fn has_exponent(value: f64) -> bool {
    value != 0.0 && !(1e-5..1e16).contains(&value.abs())
}

/// At most so many significant digits, without zeros at the end.
fn significant(value: f64, digits: usize) -> String {
    let scientific = format!("{value:.*e}", digits.max(1) - 1);
    let rounded: f64 = scientific.parse().unwrap_or(value); // what was just printed
    if has_exponent(rounded) { format!("{rounded:e}") } else { format!("{rounded}") }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_str(&value.to_string()),
            },
            Self::Float(value) if value.is_finite() => serializer.serialize_f64(value),
            Self::Float(value) => serializer.serialize_str(non_finite_name(value)),
        }
    }
}

/// The word for a value that is not finite: `NaN`, `Infinity` or `-Infinity`.
fn non_finite_name(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_words_for_what_it_has_no_numbers_for() {
        let json = |number: Number| serde_json::to_string(&number).expect("a number");
        assert_eq!(json(Number::Float(f64::NAN)), "\"NaN\"");
        assert_eq!(json(Number::Float(f64::INFINITY)), "\"Infinity\"");
        assert_eq!(json(Number::Float(f64::NEG_INFINITY)), "\"-Infinity\"");
        assert_eq!(json(Number::Float(0.1)), "0.1");
        assert_eq!(json(Number::Integer(u64::MAX.into())), "18446744073709551615");
        assert_eq!(json(Number::Integer(i64::MIN.into())), "-9223372036854775808");
    }

    #[test]
    fn very_large_and_very_small_numbers_are_written_with_an_exponent() {
        assert_eq!(Number::Float(1e300).to_string(), "1e300");
        assert_eq!(Number::Float(5e-324).to_string(), "5e-324");
        assert_eq!(Number::Float(1234.5).to_string(), "1234.5");
        assert_eq!(Number::Float(-0.0).to_string(), "-0");
    }

    #[test]
    fn integers_are_compared_with_bounds_exactly() {
        let beyond = Number::Integer((1 << 53) + 1);
        assert!(
            beyond.is_above(9_007_199_254_740_992.0) && !beyond.is_below(9_007_199_254_740_992.0)
        );
        assert!(Number::Integer(1).is_above(0.5) && Number::Integer(-1).is_below(-0.5));
        assert!(!Number::Integer(1).is_above(f64::INFINITY) && !Number::Integer(1).is_above(1.0));
        assert!(Number::Integer(i128::MAX / 2).is_below(f64::INFINITY));
        assert!(!Number::Integer(0).is_above(f64::NAN) && !Number::NAN.is_below(1.0));
        assert_eq!(beyond.minus(Number::Integer(1 << 53)), 1.0);
    }

    #[test]
    fn a_precision_counts_significant_digits() {
        let seven = |value: f64| format!("{:.7}", Number::Float(value));
        assert_eq!(seven(f64::from(0.1f32)), "0.1");
        assert_eq!(seven(1.0 / 3.0), "0.3333333");
        assert_eq!(seven(100_000_004.5), "100000000");
        assert_eq!(seven(9.999_999_99e-6), "0.00001");
        assert_eq!(seven(1.0 / 3e9), "3.333333e-10");
        assert_eq!(seven(f64::NAN), "NaN");
        assert_eq!(format!("{:.3}", Number::Integer(123_456)), "123456");
    }
}
