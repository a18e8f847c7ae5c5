//! The text of an index expression: `3, ..., ::2`.

use crate::{Error, ErrorKind, Result};
use std::fmt;
use std::num::IntErrorKind;
use std::str::FromStr;

/// One term of an index expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Index {
    /// One index; the axis disappears. Negative counts from the end.
    Integer(isize),
    /// A range of indices; the axis stays.
    Slice(Slice),
    /// As many whole axes as are not named otherwise.
    Ellipsis,
    /// A new axis of length 1.
    NewAxis,
}

/// `start:stop:step`, each of which may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slice {
    /// First index.
    pub start: Option<isize>,
    /// First index that is not taken.
    pub stop: Option<isize>,
    /// From one index to the next; not 0.
    pub step: Option<isize>,
}

/// What stands in the brackets of `a[...]`: integers, slices, `...` and `newaxis`.
///
/// ```
/// use arrayscope_core::slicing::IndexExpression;
/// let expression: IndexExpression = "[3, ..., None, ::-2]".parse()?;
/// assert_eq!(expression.to_string(), "3, ..., newaxis, ::-2");
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct IndexExpression {
    terms: Vec<Index>,
}

impl IndexExpression {
    /// An expression of these terms.
    ///
    /// # Errors
    /// When there is more than one ellipsis, or a step of 0.
    pub fn new(terms: Vec<Index>) -> Result<Self> {
        if terms.iter().filter(|term| **term == Index::Ellipsis).count() > 1 {
            return Err(Error::new(
                ErrorKind::Syntax,
                "an index expression can have only one ellipsis (...)",
            ));
        }
        let zero_step = |term: &Index| matches!(term, Index::Slice(Slice { step: Some(0), .. }));
        if terms.iter().any(zero_step) {
            return Err(Error::new(
                ErrorKind::Syntax,
                "a slice cannot have a step of 0 (valid: 1, 2, … or -1, -2, …)",
            ));
        }
        Ok(Self { terms })
    }

    /// The terms.
    pub fn terms(&self) -> &[Index] {
        &self.terms
    }

    /// Whether it selects everything, as an empty expression does.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl FromStr for IndexExpression {
    type Err = Error;

    /// Reads an expression, with or without its brackets.
    fn from_str(text: &str) -> Result<Self> {
        let bare = text.trim();
        let bare =
            bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(bare).trim();
        if bare.is_empty() {
            return Ok(Self::default());
        }
        // One comma may stand behind the last term, as in Python.
        let bare = bare.strip_suffix(',').unwrap_or(bare);
        let terms: Result<Vec<Index>> = bare.split(',').map(term).collect();
        Self::new(terms?)
    }
}

fn term(text: &str) -> Result<Index> {
    let bare = text.trim();
    match bare {
        "..." | "Ellipsis" => return Ok(Index::Ellipsis),
        "None" | "newaxis" | "np.newaxis" => return Ok(Index::NewAxis),
        _ => {}
    }
    let refuse = || {
        Error::new(
            ErrorKind::Syntax,
            format!(
                "{bare:?} is not an index (valid: an integer, start:stop:step, ... or newaxis)"
            ),
        )
    };
    let integer = |part: &str| part.trim().parse::<isize>().map_err(|_| refuse());
    if !bare.contains(':') {
        return integer(bare).map(Index::Integer);
    }
    // NUMPY: a bound or a step too large for an address is as good as the largest one.
    let part = |part: Option<&str>| match part.map(str::trim) {
        None | Some("" | "None") => Ok(None),
        Some(number) => match number.parse::<isize>().map_err(|error| *error.kind()) {
            Ok(value) => Ok(Some(value)),
            Err(IntErrorKind::PosOverflow) => Ok(Some(isize::MAX)),
            Err(IntErrorKind::NegOverflow) => Ok(Some(isize::MIN)),
            Err(_) => Err(refuse()),
        },
    };
    let mut parts = bare.split(':');
    let slice =
        Slice { start: part(parts.next())?, stop: part(parts.next())?, step: part(parts.next())? };
    if parts.next().is_some() {
        return Err(refuse());
    }
    Ok(Index::Slice(slice))
}

impl fmt::Display for IndexExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, term) in self.terms.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |value: Option<isize>| value.map_or_else(String::new, |n| n.to_string());
        match self {
            Self::Integer(index) => index.fmt(f),
            Self::Ellipsis => f.write_str("..."),
            Self::NewAxis => f.write_str("newaxis"),
            Self::Slice(Slice { start, stop, step }) => {
                write!(f, "{}:{}", number(*start), number(*stop))?;
                if step.is_some() { write!(f, ":{}", number(*step)) } else { Ok(()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String> {
        text.parse::<IndexExpression>().map(|expression| expression.to_string())
    }

    #[test]
    fn everything_that_numpy_takes_is_read() {
        for (text, expected) in [
            ("", ""),
            ("[]", ""),
            ("3", "3"),
            ("-1,", "-1"),
            (" 3 , ... , ::2 ", "3, ..., ::2"),
            ("[None, np.newaxis, 1:2]", "newaxis, newaxis, 1:2"),
            ("None:None:-1", "::-1"),
            ("+2 : - 3".replace(' ', "").as_str(), "2:-3"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_index_is_named() {
        for text in [
            ",",
            "[,]",
            "a",
            "1:2:3:4",
            "1,,2",
            "..., ...",
            "::0",
            "1.5",
            "[1",
            "99999999999999999999",
        ] {
            assert!(parse(text).is_err(), "{text:?}");
        }
        assert!(parse("1,x").expect_err("no index").to_string().contains("\"x\""));
    }
}
