//! The three types that elements are widened to, and a number of any of them.

use super::sum::{Compensated, Exact, Sum};
use serde::{Serialize, Serializer};
use std::fmt;

/// What elements are widened to before arithmetic: `f64`, `i64` or `u64`.
pub trait Wide: Copy + PartialOrd + Default + Send + Sync + fmt::Debug + 'static {
    /// How values of this type are summed.
    type Sum: Sum<Value = Self>;

    /// Whether it is neither NaN nor infinite.
    fn is_finite(self) -> bool;

    /// The nearest `f64`.
    fn to_f64(self) -> f64;

    /// The value with its type told at run time.
    fn number(self) -> Number;
}

impl Wide for f64 {
    type Sum = Compensated;

    #[inline]
    fn is_finite(self) -> bool {
        self.is_finite()
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn number(self) -> Number {
        Number::Float(self)
    }
}

impl Wide for i64 {
    type Sum = Exact<Self>;

    fn is_finite(self) -> bool {
        true
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
    fn to_f64(self) -> f64 {
        self as f64
    }

    fn number(self) -> Number {
        Number::Integer(i128::from(self))
    }
}

impl Wide for u64 {
    type Sum = Exact<Self>;

    fn is_finite(self) -> bool {
        true
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest f64 is what is asked for")]
    fn to_f64(self) -> f64 {
        self as f64
    }

    fn number(self) -> Number {
        Number::Integer(i128::from(self))
    }
}

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
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) if value.is_finite() => {
                let size = value.abs();
                if size != 0.0 && !(1e-5..1e16).contains(&size) {
                    write!(f, "{value:e}")
                } else {
                    value.fmt(f)
                }
            }
            Self::Float(value) => f.write_str(non_finite_name(*value)),
        }
    }
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
}
