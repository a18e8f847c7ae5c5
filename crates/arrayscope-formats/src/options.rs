//! How to open a file.

use std::str::FromStr;

use crate::csv::Columns;
use crate::error::{Error, Result};

/// How a file is opened. The default opens what is well-formed without help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOptions {
    /// Whether `.npy` bytes are mapped or read. A map costs nothing until bytes
    /// are touched, but a file that is cut short under a map kills the process:
    /// a server never maps.
    pub access: Access,
    /// The name that messages use for the file instead of its path: an upload
    /// is known by the name that the user gave it.
    pub shown_as: Option<String>,
    /// What separates the cells of a table; `None` detects it.
    pub delimiter: Option<Delimiter>,
    /// Whether the first line of a table holds column names.
    pub header: Header,
    /// Lines left out at the top of a table, before the header.
    pub skip_lines: u64,
    /// Which lines of a table are comments.
    pub comments: Comments,
    /// What separates the whole part of a number from its fraction.
    pub decimal: Decimal,
    /// The columns of a table to read; `None` reads all.
    pub columns: Option<Columns>,
    /// The most memory that a table may take, in bytes. Tables are held in
    /// memory as float64.
    pub max_table_bytes: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            access: Access::Read,
            shown_as: None,
            delimiter: None,
            header: Header::Auto,
            skip_lines: 0,
            comments: Comments::Hash,
            decimal: Decimal::Point,
            columns: None,
            max_table_bytes: 8 << 30,
        }
    }
}

impl OpenOptions {
    /// The defaults, with files mapped into memory where the format allows it.
    #[must_use]
    pub fn mapped() -> Self {
        Self { access: Access::Map, ..Self::default() }
    }
}

/// How the bytes of an array come into memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Only the bytes of a window are read, into memory of our own.
    #[default]
    Read,
    /// The file is mapped; a window is a layout over the map.
    Map,
    /// Files of at most so many bytes are mapped, larger ones are read: the pages of a map
    /// count as memory once they were touched. Files that are opened as one, through an
    /// index, count together.
    MapUpTo(u64),
}

impl Access {
    /// What it is for files of so many bytes together.
    #[must_use]
    pub fn of(self, nbytes: u64) -> Self {
        match self {
            Self::MapUpTo(most) if nbytes <= most => Self::Map,
            Self::MapUpTo(_) => Self::Read,
            access => access,
        }
    }
}

/// Whether the first line of a table holds column names (`--header`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// Column names if none of its cells is a number, data if all are. A line
    /// that is neither is left out, with a note.
    #[default]
    Auto,
    /// The first line holds column names, whatever it looks like.
    Yes,
    /// The first line is data.
    No,
}

/// What separates the cells of a line (`--delimiter`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// One ASCII character; cells may be quoted.
    Byte(u8),
    /// Any run of spaces and tabs.
    Spaces,
}

/// Which lines are comments (`--comment`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comments {
    /// Lines that start with `#`.
    #[default]
    Hash,
    /// Lines that start with this character.
    Byte(u8),
    /// None.
    None,
}

/// The decimal mark (`--decimal`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `1.5`.
    #[default]
    Point,
    /// `1,5`.
    Comma,
}

impl Comments {
    /// The first character of a comment.
    pub(crate) fn prefix(self) -> Option<u8> {
        match self {
            Self::Hash => Some(b'#'),
            Self::Byte(byte) => Some(byte),
            Self::None => None,
        }
    }
}

impl Delimiter {
    /// The delimiter in words, as in "commas".
    pub(crate) fn words(self) -> String {
        match self {
            Self::Byte(b',') => "commas".to_owned(),
            Self::Byte(b';') => "semicolons".to_owned(),
            Self::Byte(b'\t') => "tabs".to_owned(),
            Self::Byte(b'|') => "bars".to_owned(),
            Self::Byte(byte) => format!("'{}'", char::from(byte).escape_default()),
            Self::Spaces => "spaces".to_owned(),
        }
    }
}

impl FromStr for Header {
    type Err = Error;

    /// `auto`, `yes` or `no`.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "auto" => Ok(Self::Auto),
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(not_an_option("--header", text, "auto, yes and no would work")),
        }
    }
}

impl FromStr for Delimiter {
    type Err = Error;

    /// One ASCII character, or a word: `comma`, `semicolon`, `tab` (also `\t`),
    /// `bar`, `spaces`.
    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "comma" => Self::Byte(b','),
            "semicolon" => Self::Byte(b';'),
            "tab" | "\\t" => Self::Byte(b'\t'),
            "bar" | "pipe" => Self::Byte(b'|'),
            "space" | "spaces" | " " => Self::Spaces,
            _ => match text.as_bytes() {
                [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => {
                    Self::Byte(*byte)
                }
                _ => {
                    return Err(not_an_option(
                        "--delimiter",
                        text,
                        "one ASCII character, comma, semicolon, tab, bar or spaces would work",
                    ));
                }
            },
        })
    }
}

impl FromStr for Comments {
    type Err = Error;

    /// One ASCII character, or `none`.
    fn from_str(text: &str) -> Result<Self> {
        match (text, text.as_bytes()) {
            ("none", _) => Ok(Self::None),
            (_, [byte]) if byte.is_ascii_graphic() => Ok(Self::Byte(*byte)),
            _ => Err(not_an_option("--comment", text, "one ASCII character or none would work")),
        }
    }
}

impl FromStr for Decimal {
    type Err = Error;

    /// `point` or `comma`, or the character.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "point" | "." => Ok(Self::Point),
            "comma" | "," => Ok(Self::Comma),
            _ => Err(not_an_option("--decimal", text, "point and comma would work")),
        }
    }
}

fn not_an_option(option: &'static str, found: &str, expected: &str) -> Error {
    Error::Option { option, found: crate::printable::quoted(found), expected: expected.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_name_a_delimiter() {
        assert_eq!("tab".parse::<Delimiter>().unwrap(), Delimiter::Byte(b'\t'));
        assert_eq!(";".parse::<Delimiter>().unwrap(), Delimiter::Byte(b';'));
        assert_eq!("spaces".parse::<Delimiter>().unwrap(), Delimiter::Spaces);
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_words_that_work() {
        let error = "maybe".parse::<Header>().unwrap_err().to_string();
        assert_eq!(error, "--header cannot be 'maybe': auto, yes and no would work");
        assert!("\"".parse::<Delimiter>().is_err());
    }
}
