//! Why an array of a store cannot be read.

use std::io;

use crate::error::Error;
use crate::place::Place;

/// What is wrong, without the place: other than an [`Error`] it can be copied, so that one
/// that was found while opening is told again whenever the array is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The bytes contradict the format.
    Malformed {
        /// Of the document or chunk.
        byte_offset: u64,
        found: String,
        expected: String,
    },
    /// The store is in order, but uses something that is not read.
    Unsupported { found: String, supported: String },
    /// The system refused.
    System { kind: io::ErrorKind, said: String },
    /// More bytes than what is stored makes credible.
    Bomb { declared: u64, stored: u64 },
}

impl Trouble {
    /// Bytes that contradict the format.
    pub(super) fn malformed(
        byte_offset: u64,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self::Malformed { byte_offset, found: found.into(), expected: expected.into() }
    }

    /// Something that is not read.
    pub(super) fn unsupported(found: impl Into<String>, supported: impl Into<String>) -> Self {
        Self::Unsupported { found: found.into(), supported: supported.into() }
    }

    /// The error of an array's description.
    pub(super) fn error(&self, place: &Place) -> Error {
        match self.clone() {
            Self::Malformed { byte_offset, found, expected } => {
                place.malformed(byte_offset, found, expected)
            }
            Self::Unsupported { found, supported } => place.unsupported(found, supported),
            Self::System { kind, said } => place.io("read the store", io::Error::new(kind, said)),
            Self::Bomb { declared, stored } => {
                Error::Bomb { place: place.boxed(), declared, stored }
            }
        }
    }

    /// The error of one chunk, by the key that it has in the store.
    pub(super) fn in_chunk(&self, key: &str, place: &Place) -> Error {
        let because = self.because();
        Error::Chunk { place: place.boxed(), chunk: key.to_owned(), because }
    }

    /// What is wrong, in words.
    pub(super) fn because(&self) -> String {
        match self.clone() {
            Self::Malformed { byte_offset, found, expected } => {
                format!("at byte {byte_offset} found {found}, expected {expected}")
            }
            Self::Unsupported { found, supported } => format!("{found}: {supported}"),
            Self::System { said, .. } => said,
            Self::Bomb { declared, stored } => format!(
                "it would unpack {declared} bytes out of {stored} stored bytes: more than 4 GiB and over 1000 × what is stored is not credible"
            ),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::System { kind: error.kind(), said: error.to_string() }
    }
}
