//! One cell of a table, read as a number.

use crate::options::Decimal;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A finite number; `rounded` if it is an integer that float64 cannot hold.
    Number { value: f64, rounded: bool },
    /// A number beyond the range of float64; its sign.
    Overflow(f64),
    /// True or false, spelled out.
    Boolean(bool),
    /// Nothing but white space.
    Empty,
    /// A word for a missing value.
    Missing,
    /// NaN, spelled out.
    Nan,
    /// Infinity, spelled out, with its sign.
    Infinite(f64),
    /// Anything else.
    Text,
}

/// Words for missing values, in lower case. NaN is a value of its own.
const MISSING: [&str; 6] = ["na", "n/a", "#n/a", "<na>", "null", "none"];

impl Cell {
    /// Reads a cell without its quotes.
    pub(crate) fn read(cell: &[u8], decimal: Decimal) -> Self {
        let bytes = cell.trim_ascii();
        if bytes.is_empty() {
            return Self::Empty;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Self::Text;
        };
        let number = match decimal {
            Decimal::Point => parse(text),
            // Without a digit before its comma it is the rest of something that was cut.
            Decimal::Comma if text.contains('.') || is_cut(text) => None,
            Decimal::Comma => parse(&text.replacen(',', ".", 1)),
        };
        number.unwrap_or_else(|| word(text))
    }

    /// Whether the cell can stand in a column of numbers.
    pub(crate) fn is_value(self) -> bool {
        self != Self::Text
    }

    /// Whether the cell says a number, and not just that there is none.
    pub(crate) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Number { .. }
                | Self::Boolean(_)
                | Self::Overflow(_)
                | Self::Infinite(_)
                | Self::Nan
        )
    }
}

/// Whether a comma follows no digit.
fn is_cut(text: &str) -> bool {
    text.split_once(',').is_some_and(|(whole, _)| !whole.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether commas part the digits in groups of three, as in 1,000 or -2,500,000.75.
pub(crate) fn has_thousands(cell: &[u8]) -> bool {
    let bare = cell.trim_ascii();
    let bare = bare.strip_prefix(b"-").or_else(|| bare.strip_prefix(b"+")).unwrap_or(bare);
    let whole = bare.split(|byte| *byte == b'.').next().unwrap_or_default();
    let mut groups = whole.split(|byte| *byte == b',');
    let digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    let first = groups.next().unwrap_or_default();
    let mut more = groups.peekable();
    (1..=3).contains(&first.len())
        && digits(first)
        && more.peek().is_some()
        && more.all(|group| group.len() == 3 && digits(group))
}

/// A decimal number: digits, a point, an exponent. Words are not taken.
fn parse(text: &str) -> Option<Cell> {
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    if value.is_infinite() {
        return Some(Cell::Overflow(value));
    }
    Some(Cell::Number { value, rounded: value.abs() >= EXACT && is_rounded(text, value) })
}

/// Every integer up to 2^53 is a float64.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether an integer lost digits in becoming `value`.
fn is_rounded(text: &str, value: f64) -> bool {
    if text.contains(['.', 'e', 'E']) {
        return false;
    }
    match text.parse::<i128>() {
        Ok(integer) => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a saturated value is unequal, as it should be"
            )]
            let back = value as i128;
            back != integer
        }
        Err(_) => true,
    }
}

fn word(text: &str) -> Cell {
    let lower = text.to_ascii_lowercase();
    let (sign, bare) = match lower.strip_prefix('-') {
        Some(bare) => (-1.0, bare),
        None => (1.0, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    match bare {
        "nan" => Cell::Nan,
        "inf" | "infinity" => Cell::Infinite(sign * f64::INFINITY),
        _ if lower == "true" => Cell::Boolean(true),
        _ if lower == "false" => Cell::Boolean(false),
        _ if MISSING.contains(&lower.as_str()) => Cell::Missing,
        _ => Cell::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Cell {
        Cell::read(text.as_bytes(), Decimal::Point)
    }

    fn number(value: f64) -> Cell {
        Cell::Number { value, rounded: false }
    }

    #[test]
    fn decimal_numbers_are_read_exactly() {
        for (text, value) in
            [("1", 1.0), (" 5.1 ", 5.1), ("-.5", -0.5), ("+3.", 3.0), ("1e-3", 0.001), ("2E5", 2e5)]
        {
            assert_eq!(read(text), number(value), "{text}");
        }
    }

    #[test]
    fn words_for_missing_nan_and_infinity_are_told_apart() {
        assert_eq!(read("  "), Cell::Empty);
        for text in ["NA", "N/A", "null", "None", "#N/A"] {
            assert_eq!(read(text), Cell::Missing, "{text}");
        }
        assert_eq!(read("NaN"), Cell::Nan);
        assert_eq!(read("-inf"), Cell::Infinite(f64::NEG_INFINITY));
        assert_eq!(read("Infinity"), Cell::Infinite(f64::INFINITY));
    }

    #[test]
    fn everything_else_is_text() {
        for text in ["setosa", "1_000", "0x10", "1,5", "1.2.3", "-", "e", "--1", "1e", "+true", "é"]
        {
            assert_eq!(read(text), Cell::Text, "{text}");
        }
        assert_eq!(Cell::read(b"\xff", Decimal::Point), Cell::Text);
    }

    #[test]
    fn what_float64_cannot_hold_is_known() {
        assert_eq!(read("9007199254740992"), number(EXACT));
        assert!(matches!(read("9007199254740993"), Cell::Number { rounded: true, .. }));
        assert!(matches!(read("-9223372036854775807"), Cell::Number { rounded: true, .. }));
        assert_eq!(read("1e999"), Cell::Overflow(f64::INFINITY));
    }

    #[test]
    fn a_decimal_comma_is_read_when_asked_for() {
        assert_eq!(Cell::read(b"1,5", Decimal::Comma), number(1.5));
        assert_eq!(Cell::read(b"1.5", Decimal::Comma), Cell::Text);
        assert_eq!(Cell::read(b"7", Decimal::Comma), number(7.0));
        assert_eq!(Cell::read(b"1,000", Decimal::Comma), number(1.0));
    }

    #[test]
    fn a_decimal_comma_has_a_digit_before_it() {
        for text in [",2", "-,5", "+,", ","] {
            assert_eq!(Cell::read(text.as_bytes(), Decimal::Comma), Cell::Text, "{text}");
        }
    }

    #[test]
    fn digits_in_groups_of_three_are_known() {
        for text in ["1,000", " -2,500,000 ", "12,345.75"] {
            assert!(has_thousands(text.as_bytes()), "{text}");
        }
        for text in ["1,5", "1000", "1000,000", "1,00", "1,000,5", ",000", "a,000", ""] {
            assert!(!has_thousands(text.as_bytes()), "{text}");
        }
    }
}
