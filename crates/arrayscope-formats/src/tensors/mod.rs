//! Files of named arrays whose elements lie in them as they are.
//!
//! safetensors, GGUF and `.pt` differ in how they say where a tensor lies; what
//! follows from it is the same for all of them, and stands here.

mod overlapping;
mod packed;
mod source;

use std::collections::HashMap;

pub(crate) use overlapping::overlaps;
pub(crate) use packed::Packed;
pub(crate) use source::Elements;

use crate::container::{ArraySource, Container, Contents, Listed};
use crate::error::{Error, Result};
use crate::info::ArrayInfo;
use crate::limits::MOST_ARRAYS;
use crate::note::Note;
use crate::npy::{Checksum, Stored};
use crate::place::Place;

/// A file of named tensors, or several files that belong together.
#[derive(Debug)]
pub(crate) struct Tensors {
    contents: Contents,
    /// Where the elements of each of the arrays are.
    located: Vec<Located>,
    by_name: HashMap<String, usize>,
    unreadable: HashMap<String, Refused>,
    listed: Vec<Listed>,
}

/// Where the elements of a tensor are.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) stored: Stored,
    /// Where the layout's offset 0 lies in the file.
    pub(crate) data_offset: u64,
    pub(crate) elements: Elements,
    /// Of the member of an archive that the elements are in.
    pub(crate) checksum: Option<Checksum>,
}

/// Why a tensor cannot be read: what it uses, and what would work.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) found: String,
    pub(crate) supported: String,
}

/// A tensor that is described, but not in a type that is read.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) stored_as: String,
    pub(crate) nbytes: u64,
}

impl Tensors {
    /// An empty container, to be filled.
    pub(crate) fn new(place: Place) -> Self {
        Self {
            contents: Contents { place, arrays: Vec::new(), notes: Vec::new() },
            located: Vec::new(),
            by_name: HashMap::new(),
            unreadable: HashMap::new(),
            listed: Vec::new(),
        }
    }

    /// Where errors about the whole file are.
    pub(crate) fn place(&self) -> &Place {
        &self.contents.place
    }

    /// Tells something about the file.
    pub(crate) fn note(&mut self, note: Note) {
        self.contents.notes.push(note);
    }

    /// Takes up an array, which must have a name that no other has.
    pub(crate) fn push(&mut self, info: ArrayInfo, located: Located) {
        let name = info.name.clone().unwrap_or_default();
        self.by_name.insert(name, self.located.len());
        self.contents.arrays.push(info);
        self.located.push(located);
    }

    /// Takes up a tensor that is there but cannot be read, with a note that says why.
    pub(crate) fn refuse(&mut self, name: String, refused: Refused) {
        let error = self.refusal(&name, &refused);
        self.note(Note::UnreadableMember { member: name.clone(), because: error.to_string() });
        self.unreadable.insert(name, refused);
    }

    /// Takes up a tensor as [`refuse`](Self::refuse) does, of which the geometry is known.
    pub(crate) fn list(&mut self, described: Described, refused: Refused) {
        let Described { name, shape, stored_as, nbytes } = described;
        self.refuse(name.clone(), refused);
        let after = self.located.len();
        self.listed.push(Listed { name, shape, stored_as, nbytes, after });
    }

    fn refusal(&self, name: &str, Refused { found, supported }: &Refused) -> Error {
        let place = self.place();
        place.member(name, place.format).unsupported(found, supported)
    }

    /// Every name, for messages.
    fn names(&self) -> Vec<String> {
        let readable = self.contents.arrays.iter().filter_map(|info| info.name.clone());
        let mut unreadable: Vec<String> = self.unreadable.keys().cloned().collect();
        unreadable.sort();
        readable.chain(unreadable).collect()
    }

    /// The name that is taken where none was given: of the only tensor.
    fn only(&self) -> Result<String> {
        let path = || self.place().path.clone();
        match (self.names(), self.located.len() + self.unreadable.len()) {
            (_, 0) => Err(Error::NoArrays { path: path() }),
            (mut names, 1) => Ok(names.swap_remove(0)),
            (members, _) => Err(Error::SeveralArrays { path: path(), members }),
        }
    }
}

/// Refuses more arrays than a list of them is for.
pub(crate) fn check_count(count: u64, byte_offset: u64, place: &Place) -> Result<()> {
    if count <= MOST_ARRAYS as u64 {
        return Ok(());
    }
    Err(place.malformed(
        byte_offset,
        format!("{count} tensors"),
        format!("at most {MOST_ARRAYS} in one file"),
    ))
}

impl Container for Tensors {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn listed(&self) -> &[Listed] {
        &self.listed
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let only;
        let name = if let Some(name) = member {
            name
        } else {
            only = self.only()?;
            &only
        };
        if let Some(refused) = self.unreadable.get(name) {
            return Err(self.refusal(name, refused));
        }
        let Some(&index) = self.by_name.get(name) else {
            return Err(Error::NoSuchMember {
                path: self.place().path.clone(),
                member: name.to_owned(),
                members: self.names(),
            });
        };
        let (info, located) = (&self.contents.arrays[index], &self.located[index]);
        let place = self.place().member(name, self.place().format);
        Ok(located.elements.source(place, info.clone(), located))
    }
}
