//! Zarr, version 2 and 3: arrays in chunks, in a folder, a zip archive or on a server.
//!
//! Sources: Zarr core specification version 3.0, Zarr storage specification version 2.
//!
//! Read by ourselves: the `zarrs` crate unpacks a chunk to whatever comes out, asks for
//! memory by the shapes in a document, does not say which chunk failed, and adds more than
//! three minutes of processor time to a clean build. What is left beside the decompressors,
//! which are crates, are two JSON documents and the order of elements.

mod codec;
mod consolidated;
mod coordinates;
mod metadata;
mod read;
mod source;
mod store;
mod target;
mod tiles;
mod tree;
mod trouble;

#[cfg(feature = "hdf5")]
pub(crate) use codec::{unpack_blosc, unpack_zstd};

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use self::metadata::Described;
use self::read::Indices;
use self::source::ZarrSource;
#[cfg(feature = "remote")]
use self::store::Remote;
use self::store::{Folder, Store, Zipped};
use self::tree::{Node, Tree};
use self::trouble::Trouble;
use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::field;
use crate::info::ArrayInfo;
use crate::io::File;
use crate::note::Note;
use crate::place::Place;

/// One store.
#[derive(Debug)]
pub(crate) struct ZarrContainer {
    contents: Contents,
    store: Arc<dyn Store>,
    members: Vec<Arc<Member>>,
    by_name: HashMap<String, usize>,
    /// Whether there may be arrays that are not known, because nobody lists them.
    is_unlisted: bool,
}

/// An array of a store.
#[derive(Debug)]
struct Member {
    /// Its key, which is its name; empty for the root.
    key: String,
    array: Result<Arc<Described>, Trouble>,
}

impl ZarrContainer {
    /// Opens a folder that holds a document of Zarr's.
    pub(crate) fn open(folder: &Path, path: &str) -> Result<Self> {
        let place = Place::new(path, "zarr");
        let store = Folder::new(folder).map_err(|error| place.io("open the store", error))?;
        Self::read(Arc::new(store), place)
    }

    /// Opens the store in a zip archive; `None` if there is none.
    pub(crate) fn open_zip(file: &Arc<File>, path: &str) -> Result<Option<Self>> {
        let place = Place::new(path, "zarr.zip");
        let store = Zipped::open(file, &place).map_err(|error| place.io("read the file", error))?;
        store.map(|store| Self::read(Arc::new(store), place)).transpose()
    }

    /// Opens the store that a server has at an address; `None` if there is none.
    #[cfg(feature = "remote")]
    pub(crate) fn open_remote(address: &str, path: &str) -> Result<Option<Self>> {
        let place = Place::new(path, "zarr");
        let store = Remote::open(address).map_err(|error| place.io("open the address", error))?;
        store.map(|store| Self::read(Arc::new(store), place)).transpose()
    }

    fn read(store: Arc<dyn Store>, place: Place) -> Result<Self> {
        let mut tree = Tree::read(&*store).map_err(|trouble| trouble.error(&place))?;
        coordinates::add_units(&mut tree.nodes);
        let mut contents = Contents { place, arrays: Vec::new(), notes: Vec::new() };
        let mut members = Vec::new();
        for Node { key, described } in tree.nodes {
            let place = contents.place.clone();
            let place = if key.is_empty() { place } else { place.member(&key, place.format) };
            let array = described.map(Arc::new);
            match &array {
                Ok(described) => contents.arrays.push(info(&key, described)),
                Err(trouble) if key.is_empty() => return Err(trouble.error(&place)),
                Err(trouble) => contents.notes.push(Note::UnreadableMember {
                    member: key.clone(),
                    because: trouble.error(&place).to_string(),
                }),
            }
            members.push(Arc::new(Member { key, array }));
        }
        if !tree.others.is_empty() {
            contents.notes.push(Note::OtherMembers { members: tree.others });
        }
        let is_unlisted = !tree.unlisted.is_empty();
        if is_unlisted {
            contents.notes.push(Note::Unlisted { groups: tree.unlisted });
        }
        let names = members.iter().enumerate();
        let by_name = names.map(|(at, member)| (member.key.clone(), at)).collect();
        Ok(Self { contents, store, members, by_name, is_unlisted })
    }

    /// The array that a name leads to, and the fields that follow it: the longest name wins.
    fn find<'a>(&self, name: &'a str) -> Option<(Arc<Member>, Option<&'a str>)> {
        readings(name).find_map(|(member, fields)| {
            let member = self.members.get(*self.by_name.get(member)?)?;
            Some((Arc::clone(member), fields))
        })
    }

    /// The same of an array that nobody lists, which is looked for.
    fn look_for<'a>(&self, name: &'a str) -> Result<Option<(Arc<Member>, Option<&'a str>)>> {
        if !self.is_unlisted {
            return Ok(None);
        }
        for (key, fields) in readings(name).filter(|(key, _)| !key.is_empty()) {
            let place = self.contents.place.member(key, self.contents.place.format);
            let found = Tree::array(&*self.store, key).map_err(|trouble| trouble.error(&place))?;
            if let Some(Node { key, described }) = found {
                return Ok(Some((
                    Arc::new(Member { key, array: described.map(Arc::new) }),
                    fields,
                )));
            }
        }
        Ok(None)
    }
}

/// Every way to read a name as that of an array and of fields of it, the longest first.
fn readings(name: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let splits = name.rmatch_indices("::").map(|(at, _)| (&name[..at], Some(&name[at + 2..])));
    // The root has no name: all of it is the field.
    let readings = std::iter::once((name, None)).chain(splits).chain([("", Some(name))]);
    readings.filter(|(member, fields)| !member.is_empty() || fields.is_some())
}

/// What is known of an array before it is read.
fn info(key: &str, described: &Described) -> ArrayInfo {
    ArrayInfo {
        name: (!key.is_empty()).then(|| key.to_owned()),
        dtype: described.dtype.clone(),
        byte_order: described.byte_order,
        layout: described.layout.clone(),
        axis_names: described.axis_names.clone(),
        labels: None,
        storage: described.storage(),
    }
}

impl Container for ZarrContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, name: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let path = || self.contents.place.path.clone();
        let names = || self.members.iter().map(|member| member.key.clone()).collect();
        let (member, fields) = match (name, self.members.as_slice()) {
            (None, [only]) => (Arc::clone(only), None),
            (None, []) if self.is_unlisted => {
                return Err(self.contents.place.unsupported(
                    "a store whose arrays nobody lists",
                    "consolidated metadata would name them, or the address of one does, as in \
                     http://host/run.zarr::group/array",
                ));
            }
            (None, []) => return Err(Error::NoArrays { path: path() }),
            (None, _) => return Err(Error::SeveralArrays { path: path(), members: names() }),
            (Some(name), _) => match self.find(name) {
                Some(found) => found,
                None => self.look_for(name)?.ok_or_else(|| Error::NoSuchMember {
                    path: path(),
                    member: name.to_owned(),
                    members: names(),
                })?,
            },
        };
        let place = &self.contents.place;
        let place = match member.key.as_str() {
            "" => place.clone(),
            key => place.member(key, place.format),
        };
        let described = member.array.as_ref().map_err(|trouble| trouble.error(&place))?;
        let whole = info(&member.key, described);
        let info = match fields {
            None => whole.clone(),
            Some(fields) => field::select(&whole, fields, &place)?,
        };
        Ok(Box::new(ZarrSource {
            place,
            info,
            whole,
            field: fields.map(str::to_owned),
            described: Arc::clone(described),
            store: Arc::clone(&self.store),
            key: member.key.clone(),
            indices: Indices::default(),
        }))
    }
}
