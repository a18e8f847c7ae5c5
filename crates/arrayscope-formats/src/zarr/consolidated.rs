//! All documents of a store in one.
//!
//! Source: `.zmetadata` and the member `consolidated_metadata` of a `zarr.json`, as zarr-python
//! writes them. Where documents lie beside their arrays and are quickly found, these count,
//! because consolidated ones may be out of date.

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

/// `.zmetadata` of version 2; in version 3 the same is a member of the root's `zarr.json`.
#[derive(Deserialize)]
struct Consolidated {
    metadata: Documents,
}

/// A `zarr.json`, as far as it is about other documents.
#[derive(Deserialize)]
struct Root {
    consolidated_metadata: Option<Consolidated>,
}

/// The arrays that the consolidated metadata of a store name; `None` where there are none.
pub(super) fn nodes(store: &dyn Store) -> Result<Option<Vec<Node>>, Trouble> {
    if let Some(text) = store.get("zarr.json", Part::All, LONGEST_HEADER)? {
        let root: Root = parsed(&text)?;
        return Ok(root.consolidated_metadata.map(|all| of_version_3(&all.metadata.0)));
    }
    let Some(text) = store.get(".zmetadata", Part::All, LONGEST_HEADER)? else { return Ok(None) };
    let all: Consolidated = parsed(&text)?;
    Ok(Some(of_version_2(&all.metadata.0)))
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, Trouble> {
    serde_json::from_slice(text).map_err(|error| {
        let at = crate::json::offset_of(text, &error) as u64;
        Trouble::malformed(at, crate::json::said(&error), "consolidated metadata")
    })
}

/// A document for each array and group, by its path.
fn of_version_3(documents: &BTreeMap<String, Box<RawValue>>) -> Vec<Node> {
    let arrays = documents.iter().filter_map(|(key, document)| {
        let text = document.get().as_bytes();
        let described = match node_type(text) {
            Ok(NodeType::Group) => return None,
            Ok(NodeType::Array) => describe_v3(text),
            Err(trouble) => Err(trouble),
        };
        Some(Node { key: key.clone(), described })
    });
    arrays.collect()
}

/// Documents by their keys, of which an array has several.
fn of_version_2(documents: &BTreeMap<String, Box<RawValue>>) -> Vec<Node> {
    let arrays = documents.iter().filter_map(|(key, document)| {
        let folder = key.strip_suffix(".zarray")?;
        let attributes = documents.get(&format!("{folder}.zattrs"));
        let attributes = attributes.map_or(&b"{}"[..], |text| text.get().as_bytes());
        let described = describe_v2(document.get().as_bytes(), &Attributes::parse(attributes));
        let key = folder.strip_suffix('/').unwrap_or(folder).to_owned();
        Some(Node { key, described })
    });
    arrays.collect()
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
