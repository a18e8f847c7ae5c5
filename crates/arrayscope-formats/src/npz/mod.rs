//! NumPy's `.npz`: a zip archive with one `.npy` per array.

mod member;
mod source;

use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;

use member::Member;
use zip::ZipArchive;

use crate::container::{ArraySource, Container};
use crate::error::{Error, Place, Result};
use crate::info::ArrayInfo;
use crate::known::zip_format;
use crate::note::Note;
use crate::npy::Stored;
use crate::options::{Access, OpenOptions};

/// One `.npz` file.
#[derive(Debug)]
pub(crate) struct NpzContainer {
    place: Place,
    arrays: Vec<ArrayInfo>,
    notes: Vec<Note>,
    members: Vec<Member>,
    file: Arc<File>,
    stored: Stored,
}

impl NpzContainer {
    /// Opens a zip archive. Members that cannot be read become notes, so that
    /// the others can.
    pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Self> {
        let place = Place::new(path, "npz");
        let file_nbytes =
            file.metadata().map_err(|error| place.io("ask for the file's size", error))?.len();
        let file = Arc::new(file);
        let broken = |error: zip::result::ZipError| {
            place.malformed(
                0,
                format!("a zip archive with a fault ({error})"),
                "an intact zip archive",
            )
        };
        let mut archive = ZipArchive::new(BufReader::new(&*file)).map_err(broken)?;
        let mut notes = Vec::new();
        if archive.has_duplicate_names() {
            notes.push(Note::DuplicateMembers);
        }
        let mut members: Vec<Member> = Vec::new();
        let mut others = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(broken)?;
            if entry.is_dir() {
                continue;
            }
            let name = Member::name_of(&entry);
            match Member::open(&entry, name.clone(), &file, file_nbytes, &place) {
                None => others.push(name),
                Some(member) => members.push(member),
            }
        }
        if members.is_empty() && !others.is_empty() {
            let format = zip_format(&others);
            return Err(Error::NotReadable { format, path: path.to_owned() });
        }
        let mut arrays = Vec::new();
        for member in &members {
            match &member.array {
                Ok(array) => {
                    arrays.push(array.info.clone());
                    notes.extend(array.notes.iter().cloned());
                }
                Err(error) => notes.push(Note::UnreadableMember {
                    member: member.name.clone(),
                    because: error.to_string(),
                }),
            }
        }
        if !others.is_empty() {
            notes.push(Note::OtherMembers { members: others });
        }
        let stored = match options.access {
            Access::Map if members.iter().any(Member::is_stored) => {
                Stored::Map(crate::io::map(&file, &place)?)
            }
            _ => Stored::File(Arc::clone(&file)),
        };
        Ok(Self { place, arrays, notes, members, file, stored })
    }

    /// The member that a name leads to, and the fields that follow it: the
    /// longest name wins.
    fn find<'a>(&self, name: &'a str) -> Option<(&Member, Option<&'a str>)> {
        self.members
            .iter()
            .filter_map(|member| match name.strip_prefix(member.name.as_str())? {
                "" => Some((member, None)),
                rest => Some((member, Some(rest.strip_prefix("::")?))),
            })
            .max_by_key(|(member, _)| member.name.len())
    }
}

impl Container for NpzContainer {
    fn format(&self) -> &'static str {
        "npz"
    }

    fn path(&self) -> &str {
        &self.place.path
    }

    fn arrays(&self) -> &[ArrayInfo] {
        &self.arrays
    }

    fn notes(&self) -> &[Note] {
        &self.notes
    }

    fn source(&self, name: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let names = || self.members.iter().map(|member| member.name.clone()).collect();
        let path = || self.place.path.clone();
        let (member, fields) = match (name, self.members.as_slice()) {
            (None, [only]) => (only, None),
            (None, []) => return Err(Error::NoArrays { path: path() }),
            (None, _) => {
                return Err(Error::SeveralArrays { path: path(), members: names() });
            }
            (Some(name), _) => self.find(name).ok_or_else(|| Error::NoSuchMember {
                path: path(),
                member: name.to_owned(),
                members: names(),
            })?,
        };
        let place = self.place.member(&member.name, "npy");
        member.source(&place, &self.file, &self.stored, fields)
    }
}
