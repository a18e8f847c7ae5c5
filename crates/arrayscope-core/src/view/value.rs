//! One element as text that tells it from every other.

use crate::dtype::{ByteOrder, Complex, DType, Element, F8E4M3, F8E5M2, bf16, f16};
use crate::kernel::Number;
use std::fmt;

/// One element of any dtype. Its text tells it from every other: integers in full, floats
/// by the shortest digits that give the same value of their own dtype.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// Any integer, or a date or span counted in its unit.
    Integer(i128),
    /// A float and its dtype's shortest digits.
    Float {
        /// The value, widened.
        value: f64,
        /// Its text.
        text: String,
    },
    /// A complex number and its text.
    Complex {
        /// Real part, widened.
        re: f64,
        /// Imaginary part, widened.
        im: f64,
        /// Its text.
        text: String,
    },
    /// A date or span of time: the count and the unit.
    Time {
        /// How many units; `None` is NumPy's `NaT`.
        count: Option<i64>,
        /// The unit.
        unit: Box<str>,
    },
    /// Text, or what is readable of a byte string; trailing NULs removed.
    Text(String),
    /// Bytes without a meaning.
    Raw(Vec<u8>),
}

impl Value {
    /// The element in `bytes`.
    pub(super) fn of(dtype: &DType, order: ByteOrder, bytes: &[u8]) -> Self {
        match dtype {
            DType::Bool => Self::Bool(bool::load(bytes, order)),
            DType::I8 => Self::Integer(i8::load(bytes, order).into()),
            DType::I16 => Self::Integer(i16::load(bytes, order).into()),
            DType::I32 => Self::Integer(i32::load(bytes, order).into()),
            DType::I64 => Self::Integer(i64::load(bytes, order).into()),
            DType::U8 => Self::Integer(u8::load(bytes, order).into()),
            DType::U16 => Self::Integer(u16::load(bytes, order).into()),
            DType::U32 => Self::Integer(u32::load(bytes, order).into()),
            DType::U64 => Self::Integer(u64::load(bytes, order).into()),
            DType::F16 => short_float(dtype, f16::load(bytes, order)),
            DType::BF16 => short_float(dtype, bf16::load(bytes, order)),
            DType::F8E4M3 => short_float(dtype, F8E4M3::load(bytes, order)),
            DType::F8E5M2 => short_float(dtype, F8E5M2::load(bytes, order)),
            DType::F32 => float(f32::load(bytes, order), &f32::load(bytes, order)),
            DType::F64 => float(f64::load(bytes, order), &f64::load(bytes, order)),
            DType::Complex64 => {
                let z = Complex::<f32>::load(bytes, order);
                complex(z.re.into(), z.im.into(), &z.re, &z.im)
            }
            DType::Complex128 => {
                let z = Complex::<f64>::load(bytes, order);
                complex(z.re, z.im, &z.re, &z.im)
            }
            DType::DateTime64(unit) | DType::TimeDelta64(unit) => {
                let count = i64::load(bytes, order);
                Self::Time { count: (count != i64::MIN).then_some(count), unit: unit.clone() }
            }
            DType::Text { .. } => Self::Text(utf32(bytes, order)),
            DType::Bytes { .. } => {
                let text = String::from_utf8_lossy(bytes);
                Self::Text(text.trim_end_matches('\0').to_owned())
            }
            DType::Raw { .. } | DType::Structured(_) => Self::Raw(bytes.to_vec()),
        }
    }

    /// The value as a number, where it is one: a complex number's magnitude, 0 or 1 of a
    /// bool. `None` for text, dates and raw bytes.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Bool(value) => Some(Number::Integer((*value).into())),
            Self::Integer(value) => Some(Number::Integer(*value)),
            Self::Float { value, .. } => Some(Number::Float(*value)),
            Self::Complex { re, im, .. } => {
                Some(Number::Float(Complex { re: *re, im: *im }.widen()))
            }
            Self::Time { .. } | Self::Text(_) | Self::Raw(_) => None,
        }
    }

    /// The nearest `f64` of [`Self::number`]; NaN where there is none.
    pub fn to_f64(&self) -> f64 {
        self.number().map_or(f64::NAN, Number::to_f64)
    }
}

/// A statistic by the shortest digits that give the same value of `dtype`, as for an
/// extremum, which is one of the elements.
pub(crate) fn digits(dtype: &DType, number: Number) -> String {
    match (dtype, number) {
        (DType::F16 | DType::BF16 | DType::F8E4M3 | DType::F8E5M2, Number::Float(value)) => {
            Number::Float(shortest_of(dtype, value)).to_string()
        }
        #[expect(clippy::cast_possible_truncation, reason = "an element of float32 comes back")]
        (DType::F32, Number::Float(value)) if value.is_finite() => (value as f32).to_string(),
        _ => number.to_string(),
    }
}

fn float<T: Element<Wide = f64>>(element: T, digits: &impl fmt::Debug) -> Value {
    let value = element.widen();
    Value::Float { value, text: digits_of(value, digits) }
}

fn short_float<T: Element<Wide = f64>>(dtype: &DType, element: T) -> Value {
    float(element, &shortest_of(dtype, element.widen()))
}

/// The number with the fewest digits that is nearest to this element of a short dtype.
fn shortest_of(dtype: &DType, value: f64) -> f64 {
    match dtype {
        DType::F16 => shortest(value, |digits| f16::from_f64(digits).to_f64()),
        DType::BF16 => shortest(value, |digits| bf16::from_f64(digits).to_f64()),
        DType::F8E4M3 => shortest(value, |x| nearest(x, |code| F8E4M3(code).to_f64())),
        DType::F8E5M2 => shortest(value, |x| nearest(x, |code| F8E5M2(code).to_f64())),
        _ => value,
    }
}

/// The finite value of an 8-bit float that is nearest to `x`; NaN of NaN.
fn nearest(x: f64, value_of: impl Fn(u8) -> f64) -> f64 {
    let values = (0..=u8::MAX).map(value_of).filter(|value| value.is_finite());
    let nearer = |a: &f64, b: &f64| (a - x).abs().total_cmp(&(b - x).abs());
    values.min_by(nearer).filter(|_| x.is_finite()).unwrap_or(x)
}

/// The number with the fewest digits that `round` takes to `value`: Rust prints the
/// shortest digits of f32 and f64 only.
fn shortest(value: f64, round: impl Fn(f64) -> f64) -> f64 {
    (0..17)
        .filter_map(|places| format!("{value:.places$e}").parse().ok())
        .find(|digits| round(*digits) == value)
        .unwrap_or(value) // NaN
}

fn complex(re: f64, im: f64, re_digits: &impl fmt::Debug, im_digits: &impl fmt::Debug) -> Value {
    let sign = if im.is_sign_negative() && !im.is_nan() { "" } else { "+" };
    let text = format!("{}{sign}{}j", digits_of(re, re_digits), digits_of(im, im_digits));
    Value::Complex { re, im, text }
}

/// Rust's shortest digits; the words of NumPy where there are none.
fn digits_of(value: f64, digits: &impl fmt::Debug) -> String {
    if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "inf".to_owned() } else { "-inf".to_owned() }
    } else {
        format!("{digits:?}")
    }
}

fn utf32(bytes: &[u8], order: ByteOrder) -> String {
    let (quads, _) = bytes.as_chunks::<4>();
    let text: String = quads
        .iter()
        .map(|quad| char::from_u32(u32::load(quad, order)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    text.trim_end_matches('\0').to_owned()
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => f.write_str(if *value { "True" } else { "False" }),
            Self::Integer(value) => value.fmt(f),
            Self::Float { text, .. } | Self::Complex { text, .. } | Self::Text(text) => {
                f.write_str(text)
            }
            Self::Time { count: None, .. } => f.write_str("NaT"),
            Self::Time { count: Some(count), unit } => write!(f, "{count} {unit}"),
            Self::Raw(bytes) => {
                f.write_str("0x")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<T: Element>(element: T) -> String {
        let mut bytes = Vec::new();
        element.store(&mut bytes);
        Value::of(&T::DTYPE, ByteOrder::NATIVE, &bytes).to_string()
    }

    #[test]
    fn digits_are_those_of_the_elements_own_dtype() {
        assert_eq!(text(0.1f32), "0.1");
        assert_eq!(text(f64::from(0.1f32)), "0.10000000149011612");
        assert_eq!(text(1e300), "1e300");
        assert_eq!(text(i64::MIN), "-9223372036854775808");
        assert_eq!(text(u64::MAX), "18446744073709551615");
        assert_eq!(text(f32::NAN), "nan");
        assert_eq!(text(f32::NEG_INFINITY), "-inf");
        assert_eq!(text(true), "True");
        assert_eq!(text(f16::from_f32(0.1)), "0.1");
        assert_eq!(text(f16::MAX), "65500.0"); // as NumPy writes it: 65504 is the only float16 near
        assert_eq!(text(bf16::from_f32(3.2)), "3.2");
        assert_eq!(text(f16::NAN), "nan");
        assert_eq!(text(F8E4M3(1)), "0.002");
        assert_eq!(text(F8E5M2(0xfc)), "-inf");
    }

    #[test]
    fn complex_numbers_read_as_in_python() {
        assert_eq!(text(Complex { re: 1f32, im: -2.5 }), "1.0-2.5j");
        assert_eq!(text(Complex { re: -0.0, im: f64::NAN }), "-0.0+nanj");
    }

    #[test]
    fn text_dates_and_bytes_are_readable() {
        let of =
            |dtype: &DType, bytes: &[u8]| Value::of(dtype, ByteOrder::Little, bytes).to_string();
        assert_eq!(of(&DType::Text { chars: 3 }, b"h\0\0\0\xe9\0\0\0\0\0\0\0"), "hé");
        assert_eq!(of(&DType::Text { chars: 1 }, &[0xff; 4]), "\u{fffd}");
        assert_eq!(of(&DType::Bytes { len: 4 }, b"ab\0\0"), "ab");
        assert_eq!(of(&DType::DateTime64("D".into()), &7i64.to_le_bytes()), "7 D");
        assert_eq!(of(&DType::DateTime64("D".into()), &i64::MIN.to_le_bytes()), "NaT");
        assert_eq!(of(&DType::Raw { len: 2 }, &[1, 0xab]), "0x01ab");
    }
}
