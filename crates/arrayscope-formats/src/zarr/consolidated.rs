//! All documents of a store in one, where a store cannot list its folders.
//!
//! Sources: Zarr storage specification version 2, `.zmetadata` as zarr-python writes it;
//! Zarr core specification version 3.0, draft of "Consolidated metadata".

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::metadata::{Attributes, NodeType, describe_v2, describe_v3, node_type};
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

#[derive(Deserialize)]
struct Group {
    consolidated_metadata: Option<Consolidated>,
}

/// The arrays that the consolidated metadata of a store name; none where there are none.
pub(super) fn nodes(store: &dyn Store) -> Result<Vec<Node>, Trouble> {
    let misfit = |text: &[u8], error: &serde_json::Error| {
        let at = crate::json::offset_of(text, error) as u64;
        Trouble::malformed(at, crate::json::said(error), "consolidated metadata")
    };
    if let Some(text) = store.get("zarr.json", Part::All, LONGEST_HEADER)? {
        let group: Group = serde_json::from_slice(&text).map_err(|error| misfit(&text, &error))?;
        let documents = group.consolidated_metadata.map(|all| all.metadata.0).unwrap_or_default();
        let arrays = documents.into_iter().filter_map(|(key, document)| {
            let text = document.get().as_bytes();
            match node_type(text) {
                Ok(NodeType::Group) => None,
                Ok(NodeType::Array) => Some(Node { key, described: describe_v3(text) }),
                Err(trouble) => Some(Node { key, described: Err(trouble) }),
            }
        });
        return Ok(arrays.collect());
    }
    let Some(text) = store.get(".zmetadata", Part::All, LONGEST_HEADER)? else {
        return Ok(Vec::new());
    };
    let all: Consolidated = serde_json::from_slice(&text).map_err(|error| misfit(&text, &error))?;
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
