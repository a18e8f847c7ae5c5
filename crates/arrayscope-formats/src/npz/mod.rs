//! NumPy's `.npz`: a zip archive with one `.npy` per array.

mod member;
mod names;
mod source;

use std::collections::HashMap;
use std::io::{BufReader, Read, Seek};
use std::sync::Arc;

pub(crate) use member::Bytes;
use member::Member;
use zip::ZipArchive;

use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::io::{File, Part};
use crate::known::zip_format;
use crate::note::Note;
use crate::npy::Stored;
use crate::options::OpenOptions;
use crate::place::Place;

/// Bytes of a member's name. Telling names apart takes time that grows with them.
const LONGEST_NAME: usize = 1024;

/// One `.npz` file.
#[derive(Debug)]
pub(crate) struct NpzContainer {
    contents: Contents,
    members: Vec<Member>,
    by_name: HashMap<String, usize>,
    file: Arc<File>,
    stored: Stored,
}

impl NpzContainer {
    /// Opens a zip archive. Members that cannot be read become notes, so that
    /// the others can.
    pub(crate) fn open(
        file: impl Into<Arc<File>>,
        path: &str,
        options: &OpenOptions,
    ) -> Result<Self> {
        let file = file.into();
        let place = Place::new(path, "npz");
        let file_nbytes =
            file.nbytes().map_err(|error| place.io("ask for the file's size", error))?;
        let broken = |error: zip::result::ZipError| {
            place.malformed(
                0,
                format!("a zip archive with a fault ({error})"),
                "an intact zip archive",
            )
        };
        let mut archive = ZipArchive::new(BufReader::new(Part::all(&file))).map_err(broken)?;
        let mut notes = Vec::new();
        if archive.has_duplicate_names() {
            notes.push(Note::DuplicateMembers);
        }
        let mut members: Vec<Member> = Vec::new();
        let mut others = Vec::new();
        for index in 0..archive.len() {
            let name = name_of(&archive, index);
            if name.len() > LONGEST_NAME {
                notes.push(Note::UnreadableMember {
                    because: format!(
                        "its name has {} bytes, expected at most {LONGEST_NAME}",
                        name.len()
                    ),
                    member: name,
                });
                continue;
            }
            // One local header that is broken keeps no other member from being read.
            let bytes = match archive.by_index_raw(index) {
                Ok(entry) if entry.is_dir() => continue,
                Ok(entry) => Bytes::of(&entry),
                Err(_) => Bytes::lost(),
            };
            match Member::open(&name, bytes, &file, file_nbytes, &place) {
                None => others.push(name),
                Some(member) => members.push(member),
            }
        }
        let by_name = names::tell_apart(&mut members, &mut notes);
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
            access if members.iter().any(Member::is_stored) => Stored::open(&file, access, &place)?,
            _ => Stored::File(Arc::clone(&file)),
        };
        let contents = Contents { place, arrays, notes };
        Ok(Self { contents, members, by_name, file, stored })
    }

    /// The member that a name leads to, and the fields that follow it: the
    /// longest name wins.
    fn find<'a>(&self, name: &'a str) -> Option<(&Member, Option<&'a str>)> {
        let splits = name.rmatch_indices("::").map(|(at, _)| (&name[..at], Some(&name[at + 2..])));
        std::iter::once((name, None)).chain(splits).find_map(|(member, fields)| {
            let member = self.members.get(*self.by_name.get(member)?)?;
            Some((member, fields))
        })
    }
}

/// A member's name in the archive; bytes that are not UTF-8 are replaced.
fn name_of<R: Read + Seek>(archive: &ZipArchive<R>, index: usize) -> String {
    match archive.name_for_index(index) {
        Some(Ok(name)) => name.into_owned(),
        _ => format!("member {index}"),
    }
}

impl Container for NpzContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, name: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let names = || self.members.iter().map(|member| member.name.clone()).collect();
        let path = || self.contents.place.path.clone();
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
        let place = self.contents.place.member(&member.name, "npy");
        member.source(&place, &self.file, &self.stored, fields)
    }
}
