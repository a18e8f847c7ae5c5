//! All documents of a store of version 2 in one, where the others were left behind.
//!
//! Source: `.zmetadata` as zarr-python writes it. Where a store has its own documents these
//! count, because consolidated ones may be out of date.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::metadata::{Attributes, describe_v2};
use super::store::{Part, Store};
use super::tree::Node;
use super::trouble::Trouble;
use crate::limits::{LONGEST_HEADER, MOST_ARRAYS};

/// Documents by key, no more than a list of arrays is for.
#[derive(Debug, Default)]
struct Documents(BTreeMap<String, Box<RawValue>>);

#[derive(Deserialize)]
struct Consolidated {
    metadata: Documents,
}

/// The arrays that the consolidated metadata of a store name; none where there are none.
pub(super) fn nodes(store: &dyn Store) -> Result<Vec<Node>, Trouble> {
    let Some(text) = store.get(".zmetadata", Part::All, LONGEST_HEADER)? else {
        return Ok(Vec::new());
    };
    let all: Consolidated = serde_json::from_slice(&text).map_err(|error| {
        let at = crate::json::offset_of(&text, &error) as u64;
        Trouble::malformed(at, crate::json::said(&error), "consolidated metadata")
    })?;
    let documents = all.metadata.0;
    let arrays = documents.iter().filter_map(|(key, document)| {
        let folder = key.strip_suffix(".zarray")?;
        let attributes = documents.get(&format!("{folder}.zattrs"));
        let attributes = attributes.map_or(&b"{}"[..], |text| text.get().as_bytes());
        let described = describe_v2(document.get().as_bytes(), &Attributes::parse(attributes));
        let key = folder.strip_suffix('/').unwrap_or(folder).to_owned();
        Some(Node { key, described })
    });
    Ok(arrays.collect())
}

impl<'de> Deserialize<'de> for Documents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        /// An array has a document and attributes, and is in a group that has both.
        const MOST: usize = 4 * MOST_ARRAYS;

        impl<'de> Visitor<'de> for Entries {
            type Value = Documents;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of documents")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Documents, A::Error> {
                let mut documents = BTreeMap::new();
                while let Some((key, document)) = map.next_entry()? {
                    if documents.len() == MOST {
                        return Err(de::Error::custom(format_args!("more than {MOST} documents")));
                    }
                    documents.insert(key, document);
                }
                Ok(Documents(documents))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
