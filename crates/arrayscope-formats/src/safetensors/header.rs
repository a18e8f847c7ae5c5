//! The header of a safetensors file.
//!
//! Source: the format's description, <https://huggingface.co/docs/safetensors>: eight
//! bytes of length (little-endian), a JSON object from names to dtype, shape and the
//! first and last byte of each tensor, then the tensors without a gap between them.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::error::Result;
use crate::json::Lengths;
use crate::limits::MOST_ARRAYS;
use crate::place::Place;

/// A tensor as the header describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) dtype: String,
    pub(super) shape: Lengths,
    /// First byte and the one after the last, from the end of the header.
    pub(super) data_offsets: (u64, u64),
}

/// The tensors in the order of the header.
#[derive(Debug)]
pub(super) struct Header(pub(super) Vec<(String, Entry)>);

impl Header {
    /// Parses the JSON of a header, which starts at byte 8 of the file.
    pub(super) fn parse(text: &[u8], place: &Place) -> Result<Self> {
        serde_json::from_slice(text).map_err(|error| {
            let at = 8 + offset_in(text, &error) as u64;
            place.malformed(at, crate::json::said(&error), "the header of a safetensors file")
        })
    }
}

/// The byte that an error of the parser is about.
fn offset_in(text: &[u8], error: &serde_json::Error) -> usize {
    crate::json::offset_of(text, error)
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Header;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of tensors")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "__metadata__" {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                    if entries.len() == MOST_ARRAYS {
                        return Err(de::Error::custom(format_args!(
                            "more than {MOST_ARRAYS} tensors"
                        )));
                    }
                    entries.push((name, map.next_value()?));
                }
                Ok(Header(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
