//! What is wrong with a structure, before anybody knows in which member.

use crate::error::Error;
use crate::place::Place;

/// The result of reading a structure of the file.
pub(in crate::hdf5) type Parsed<T> = Result<T, Fault>;

/// Why a structure cannot be read. It becomes an error where the member is known, and can
/// be told again each time that somebody asks for the member.
#[derive(Clone, Debug)]
pub(in crate::hdf5) enum Fault {
    /// The bytes contradict the format.
    Malformed {
        /// In the file, user block included.
        byte_offset: u64,
        found: String,
        expected: String,
    },
    /// The bytes are in order, but mean something that is not read.
    Unsupported { found: String, supported: String },
    /// The operating system refused.
    Io(String),
}

impl Fault {
    pub(in crate::hdf5) fn malformed(
        byte_offset: u64,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self::Malformed { byte_offset, found: found.into(), expected: expected.into() }
    }

    pub(in crate::hdf5) fn unsupported(
        found: impl Into<String>,
        supported: impl Into<String>,
    ) -> Self {
        Self::Unsupported { found: found.into(), supported: supported.into() }
    }

    /// The error at a place: in the file, or in a member of it.
    pub(in crate::hdf5) fn at(self, place: &Place) -> Error {
        match self {
            Self::Malformed { byte_offset, found, expected } => {
                place.malformed(byte_offset, found, expected)
            }
            Self::Unsupported { found, supported } => place.unsupported(found, supported),
            Self::Io(said) => place.io("read the file", std::io::Error::other(said)),
        }
    }
}
