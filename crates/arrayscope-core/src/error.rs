//! The one error type of the core: a kind to act on and a sentence to read.

use std::fmt;

/// What went wrong, for code that wants to act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An axis or an index does not exist in an array of this shape.
    OutOfRange,
    /// A text could not be read as a shape, an index expression or a dtype.
    Syntax,
    /// A shape cannot be had: element counts differ, or axes do not broadcast.
    Shape,
    /// A size or an offset does not fit in memory addresses.
    Overflow,
    /// The bytes at hand are fewer than the layout needs.
    Bounds,
    /// The dtype has no answer to what was asked.
    DType,
    /// An argument has a value for which the result is not defined.
    Argument,
}

/// Why something could not be done: what was asked, what was found, what would work.
///
/// The sentence starts in lower case and has no full stop, so that callers can put it
/// behind a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    /// An error of `kind` that reads as `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The result of anything in the core that can fail.
pub type Result<T> = std::result::Result<T, Error>;
