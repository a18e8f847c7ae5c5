//! Numbers for people: rounded to what can be read, and never rounded silently to a whole.
//!
//! The terminal and the HTML report show the same digits.

use arrayscope_core::stats::Number;
use std::fmt::Display;

/// Significant digits of what is not whole. JSON and CSV have all of them.
const DIGITS: usize = 7;

/// A whole number with its digits in groups of three.
pub fn counted<T: Display + Copy>(value: T) -> String {
    let digits = value.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut text = sign.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: `1 row`, `2,000 rows`.
pub fn plural<T: Display + Copy + PartialEq + From<u8>>(count: T, what: &str) -> String {
    format!("{} {what}{}", counted(count), if count == T::from(1) { "" } else { "s" })
}

/// A statistic: integers in full, floats with seven significant digits.
pub fn number(value: Number) -> String {
    match value {
        Number::Integer(value) => value.to_string(),
        Number::Float(value) => decimal(value),
    }
}

/// A float with seven significant digits.
pub fn decimal(value: f64) -> String {
    significant(value, DIGITS)
}

/// Bytes in full, and in millions and in units of 2²⁰: `576 bytes, 0.000576 MB, 0.0005493 MiB`.
#[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
pub fn memory(count: usize) -> String {
    let (mega, mebi) = (count as f64 / 1e6, count as f64 / f64::from(1 << 20));
    let (mega, mebi) = (significant(mega, 4), significant(mebi, 4));
    format!("{}, {mega} MB, {mebi} MiB", plural(count, "byte"))
}

/// A float with so many significant digits, without zeros at the end.
fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() || value == 0.0 {
        return Number::Float(value).to_string();
    }
    let scientific = format!("{value:.*e}", digits - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let power: i32 = exponent.parse().unwrap_or(0);
    if !(-5..16).contains(&power) {
        return format!("{}e{exponent}", without_zeros(mantissa));
    }
    // Large values keep two decimals: a mean around 1e8 would otherwise look whole.
    let places =
        usize::try_from(i32::try_from(digits).unwrap_or(0) - 1 - power).unwrap_or(0).max(2);
    without_zeros(&format!("{value:.places$}")).to_owned()
}

fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// Bytes in the unit that suits them: `4.82 MB`.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub fn bytes(count: u64) -> String {
    const UNITS: [&str; 6] = ["bytes", "kB", "MB", "GB", "TB", "PB"];
    let mut value = count as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1e3;
        unit += 1;
    }
    if unit == 0 {
        plural(count, "byte")
    } else {
        format!("{} {}", three_digits(value), UNITS[unit])
    }
}

/// Bytes in full, and in the unit that suits them: `4,816,896 bytes (4.82 MB)`.
pub fn exact_bytes(count: u64) -> String {
    if count < 1000 {
        return bytes(count);
    }
    format!("{} bytes ({})", counted(count), bytes(count))
}

/// A span of time in the unit that suits it, with three digits: `1.23 ms`.
pub fn duration(seconds: f64) -> String {
    let (scale, unit) = match seconds {
        s if s < 999.5e-9 => (1e9, "ns"),
        s if s < 999.5e-6 => (1e6, "µs"),
        s if s < 999.5e-3 => (1e3, "ms"),
        _ => (1.0, "s"),
    };
    format!("{} {unit}", three_digits(seconds * scale))
}

/// A value below 1000 with three digits, zeros included, so that columns line up.
fn three_digits(value: f64) -> String {
    let places = match value {
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    format!("{value:.places$}")
}

/// A shape as Python writes it.
pub fn shape_of<T: Display>(shape: &[T]) -> String {
    arrayscope_core::layout::shape_text(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_keep_seven_digits_and_no_zeros() {
        assert_eq!(decimal(f64::from(0.1f32)), "0.1");
        assert_eq!(decimal(1.0 / 3.0), "0.3333333");
        assert_eq!(decimal(1_234_567_890.5), "1234567890.5");
        assert_eq!(decimal(-20.0), "-20");
        assert_eq!(decimal(1e-7 / 3.0), "3.333333e-8");
        assert_eq!(decimal(1e300), "1e300");
        assert_eq!(decimal(0.999_999_99), "1");
        assert_eq!(decimal(f64::NAN), "NaN");
        assert_eq!(decimal(-0.0), "-0");
    }

    #[test]
    fn counts_bytes_and_times_read_at_a_glance() {
        assert_eq!(counted(1_204_224), "1,204,224");
        assert_eq!(counted(-1000), "-1,000");
        assert_eq!(counted(999), "999");
        assert_eq!((bytes(1), bytes(999)), ("1 byte".to_owned(), "999 bytes".to_owned()));
        assert_eq!(plural(2000, "row"), "2,000 rows");
        assert_eq!(bytes(4_816_896), "4.82 MB");
        assert_eq!(bytes(4_000_000_000), "4.00 GB");
        assert_eq!(duration(1.234e-3), "1.23 ms");
        assert_eq!(duration(25e-9), "25.0 ns");
        assert_eq!(duration(12.0), "12.0 s");
    }
}
