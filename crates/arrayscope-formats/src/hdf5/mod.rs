//! HDF5 and NetCDF-4: groups of datasets, in chunks or not, compressed or not.
//!
//! Source: HDF5 File Format Specification 3.0 (The HDF Group); sections are named where
//! they are read.

mod chunks;
mod copy;
mod dataset;
mod dtype;
mod fields;
mod filters;
mod meaning;
mod object;
mod source;
mod structure;
mod tree;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use self::dataset::{Dataset, Elements};
use self::fields::FieldSource;
use self::source::DatasetSource;
use self::structure::{Fault, Store};
use self::tree::Tree;
use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::field;
use crate::info::ArrayInfo;
use crate::io::File;
use crate::note::Note;
use crate::npy::{RandomSource, Stored};
use crate::options::{Access, OpenOptions};
use crate::packed::{PackedSource, Packing};
use crate::place::Place;

/// The member of a packed array that has the numbers as they are stored.
const RAW: &str = "raw";

/// Members that cannot be read and are told one by one.
const MOST_TOLD: usize = 100;

/// Links from one path to another that are followed to find a member.
const MOST_LINKS: usize = 16;

/// One file.
#[derive(Debug)]
pub(crate) struct Hdf5Container {
    contents: Contents,
    store: Store,
    access: Access,
    /// The datasets of the arrays, and what their numbers mean.
    members: Vec<(Arc<Dataset>, Option<Packing>)>,
    by_name: HashMap<String, usize>,
    refused: HashMap<String, Fault>,
    /// Paths that lead to other paths.
    others: HashMap<String, String>,
}

impl Hdf5Container {
    /// Opens a file whose signature has been seen at `base`, behind a user block.
    pub(crate) fn open(file: File, base: u64, path: &str, options: &OpenOptions) -> Result<Self> {
        let (place, file) = (Place::new(path, "hdf5"), Arc::new(file));
        let stored = file.nbytes();
        let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
        let opened = structure::open(&file, base, stored);
        let (store, root) = opened.map_err(|fault| fault.at(&place))?;
        let tree = tree::tree(&store, root).map_err(|fault| fault.at(&place))?;
        let format = if tree.is_netcdf { "netcdf4" } else { "hdf5" };
        Self::new(tree, store, options.access, Place::new(path, format))
    }

    fn new(tree: Tree, store: Store, access: Access, place: Place) -> Result<Self> {
        let Tree { members: listed, refused, others, .. } = tree;
        let mut contents = Contents { place, arrays: Vec::new(), notes: Vec::new() };
        let (mut members, mut by_name) = (Vec::new(), HashMap::new());
        for tree::Listed { dataset, packing } in listed {
            let name = dataset.info.name.clone().unwrap_or_default();
            contents.notes.extend(told(&name, &dataset, packing.as_ref()));
            let info = match &packing {
                None => dataset.info.clone(),
                Some(packing) => {
                    packing.info(&dataset.info).map_err(|error| contents.place.core(error))?
                }
            };
            by_name.insert(name, members.len());
            contents.arrays.push(info);
            members.push((Arc::new(dataset), packing));
        }
        for (member, fault) in refused.iter().take(MOST_TOLD) {
            let place = contents.place.member(member, contents.place.format);
            let because = fault.clone().at(&place).to_string();
            contents.notes.push(Note::UnreadableMember { member: member.clone(), because });
        }
        if refused.len() > MOST_TOLD {
            contents.notes.push(Note::MoreUnreadable { members: refused.len() - MOST_TOLD });
        }
        if !others.is_empty() {
            contents.notes.push(Note::OtherPaths { paths: others.clone() });
        }
        let (refused, others) = (refused.into_iter().collect(), others.into_iter().collect());
        Ok(Self { contents, store, access, members, by_name, refused, others })
    }

    /// The member that a name leads to, and what follows it: the longest name wins.
    fn find<'a>(&self, name: &'a str) -> Option<(usize, Option<&'a str>)> {
        let splits = name.rmatch_indices("::").map(|(at, _)| (&name[..at], Some(&name[at + 2..])));
        std::iter::once((name, None))
            .chain(splits)
            .find_map(|(member, rest)| Some((*self.by_name.get(member)?, rest)))
    }

    /// The name with one path that leads to another replaced by that.
    fn elsewhere(&self, name: &str) -> Option<String> {
        let ends = name.match_indices(['/', ':']).map(|(at, _)| at);
        ends.chain([name.len()]).find_map(|end| {
            let other = self.others.get(&name[..end])?;
            let rest = &name[end..];
            // The root has no name of its own.
            Some(if other.is_empty() {
                rest.trim_start_matches('/').to_owned()
            } else {
                format!("{other}{rest}")
            })
        })
    }

    /// Every name, for messages.
    fn names(&self) -> Vec<String> {
        let readable = self.contents.arrays.iter().filter_map(|info| info.name.clone());
        let mut refused: Vec<String> = self.refused.keys().cloned().collect();
        refused.sort();
        readable.chain(refused).collect()
    }

    /// What reads the numbers of a member as they are stored.
    fn stored(&self, at: usize, info: &ArrayInfo, place: &Place) -> Result<Box<dyn ArraySource>> {
        let dataset = Arc::clone(&self.members[at].0);
        let place = place.clone();
        if let Elements::Plain(data_offset) = dataset.elements {
            let stored = Stored::open(self.store.file(), self.access, &place)?;
            let info = info.clone();
            return Ok(Box::new(RandomSource { place, info, data_offset, stored, checksum: None }));
        }
        let (store, located) = (self.store.clone(), OnceLock::new());
        Ok(Box::new(DatasetSource { place, info: info.clone(), dataset, store, located }))
    }

    /// What reads a member, or what stands behind its name.
    fn member(&self, at: usize, name: &str, rest: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let place = self.contents.place.member(name, self.contents.place.format);
        let (dataset, packing) = &self.members[at];
        match (rest, packing) {
            (None, None) => self.stored(at, &dataset.info, &place),
            (None, Some(packing)) => {
                let (info, packing) = (self.contents.arrays[at].clone(), packing.clone());
                let stored = self.stored(at, &dataset.info, &place)?;
                Ok(Box::new(PackedSource { place, info, stored, packing }))
            }
            (Some(RAW), Some(_)) => {
                let info = ArrayInfo { name: Some(name.to_owned()), ..dataset.info.clone() };
                self.stored(at, &info, &place)
            }
            (Some(path), None) => {
                if let Elements::Plain(_) = dataset.elements {
                    let info = field::select(&dataset.info, path, &place)?;
                    return self.stored(at, &info, &place);
                }
                let whole = self.stored(at, &dataset.info, &place)?;
                Ok(Box::new(FieldSource::new(whole, path, place)?))
            }
            (Some(_), Some(_)) => Err(self.missing(name)),
        }
    }

    fn missing(&self, name: &str) -> Error {
        let (path, member) = (self.contents.place.path.clone(), name.to_owned());
        Error::NoSuchMember { path, member, members: self.names() }
    }

    /// The name that is taken where none was given: of the only member.
    fn only(&self) -> Result<String> {
        let path = || self.contents.place.path.clone();
        let mut names = self.names();
        match names.len() {
            0 => Err(Error::NoArrays { path: path() }),
            1 => Ok(names.swap_remove(0)),
            _ => Err(Error::SeveralArrays { path: path(), members: names }),
        }
    }
}

/// What must be known of a member's numbers.
fn told(name: &str, dataset: &Dataset, packing: Option<&Packing>) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(packing) = packing {
        notes.push(Note::Packed {
            member: name.to_owned(),
            how: packing.to_string(),
            stored: dataset.info.dtype.name(),
        });
    }
    if !dataset.names.is_empty() {
        let (member, names) = (name.to_owned(), dataset.names.clone());
        notes.push(Note::NamedValues { member, names });
    }
    notes
}

impl Container for Hdf5Container {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let asked = match member {
            // Paths may be written from the root.
            Some(name) => name.trim_start_matches('/').to_owned(),
            None => self.only()?,
        };
        let mut name = asked.clone();
        for _ in 0..MOST_LINKS {
            if let Some((at, rest)) = self.find(&name) {
                return self.member(at, &name, rest);
            }
            if let Some(fault) = self.refused.get(&name) {
                let place = self.contents.place.member(&name, self.contents.place.format);
                return Err(fault.clone().at(&place));
            }
            let Some(other) = self.elsewhere(&name) else { break };
            name = other;
        }
        Err(self.missing(&asked))
    }
}
