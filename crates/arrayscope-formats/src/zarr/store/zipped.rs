//! A store in a zip archive.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

use zip::{CompressionMethod, ZipArchive};

use super::{Part, Store};
use crate::io::{File, Part as FilePart, ReadAt as _};
use crate::known::ZARR_DOCUMENTS;
use crate::npz::Bytes;
use crate::place::Place;
use crate::zarr::tree::DEEPEST;
use crate::zarr::trouble::Trouble;

/// An archive whose members are the values.
#[derive(Debug)]
pub(in crate::zarr) struct Zipped {
    file: Arc<File>,
    file_nbytes: u64,
    /// The directory: it keeps a position in the file, so one thread asks at a time.
    archive: Mutex<ZipArchive<BufReader<FilePart>>>,
    /// The folder of the archive that is the store, with a slash at its end, or nothing.
    root: String,
    /// The folders on the way to documents, by the folder that they are in.
    folders: BTreeMap<String, BTreeSet<String>>,
    place: Place,
}

impl Zipped {
    /// The store in an archive; `None` if it is something else, an `.npz` for one.
    pub(in crate::zarr) fn open(file: &Arc<File>, place: &Place) -> io::Result<Option<Self>> {
        let file_nbytes = file.nbytes()?;
        let Ok(archive) = ZipArchive::new(BufReader::new(FilePart::all(file))) else {
            return Ok(None);
        };
        // Names that are not UTF-8 can be no keys.
        let names = archive.file_names().filter_map(Result::ok);
        let documents: Vec<_> = names.filter(|name| is_document(name)).collect();
        // An archive of a folder has that folder's name before every key.
        let shallowest = documents.iter().min_by_key(|name| name.matches('/').count());
        let Some(root) =
            shallowest.map(|name| name[..name.rfind('/').map_or(0, |at| at + 1)].to_owned())
        else {
            return Ok(None);
        };
        let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for key in documents.iter().filter_map(|name| name.strip_prefix(root.as_str())) {
            // One level more than is opened, so that what lies deeper is seen and told.
            let end = key.match_indices('/').nth(DEEPEST + 1).map_or(key.len(), |(at, _)| at);
            let mut rest = &key[..end];
            while let Some((folder, _)) = rest.rsplit_once('/') {
                let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                if !folders.entry(parent.to_owned()).or_default().insert(name.to_owned()) {
                    break;
                }
                rest = folder;
            }
        }
        let (file, archive) = (Arc::clone(file), Mutex::new(archive));
        Ok(Some(Self { file, file_nbytes, archive, root, folders, place: place.clone() }))
    }

    /// Where the member of a key is.
    fn find(&self, key: &str) -> Result<Option<Bytes>, Trouble> {
        let name = format!("{}{key}", self.root);
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(index) = archive.index_for_name(&name) else { return Ok(None) };
        let bytes = archive.by_index_raw(index).map_or_else(|_| Bytes::lost(), |e| Bytes::of(&e));
        bytes.check(self.file_nbytes, &self.place).map_err(|error| self.said(&error))?;
        Ok(Some(bytes))
    }

    /// What the reader of archives says, without the place that the caller adds.
    fn said(&self, error: &crate::error::Error) -> Trouble {
        let text = error.to_string();
        let text = text.strip_suffix(&format!(": {}", self.place)).unwrap_or(&text);
        Trouble::malformed(0, format!("a member that cannot be read ({text})"), "an intact member")
    }
}

/// Whether a name is that of a document.
fn is_document(name: &str) -> bool {
    ZARR_DOCUMENTS.contains(&name.rsplit('/').next().unwrap_or_default())
}

impl Store for Zipped {
    fn get(&self, key: &str, part: Part, most: u64) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(member) = self.find(key)? else { return Ok(None) };
        let (at, nbytes) = part.within(member.nbytes, most)?;
        let length = usize::try_from(nbytes).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        if member.method == CompressionMethod::Stored {
            // It lies in the file, as was checked.
            bytes.resize(length, 0);
            let got = self.file.read_full_at(&mut bytes, member.at + at)?;
            bytes.truncate(got);
        } else {
            let stream = member.stream(&self.file, &self.place);
            let mut stream = stream.map_err(|error| self.said(&error))?;
            io::copy(&mut stream.by_ref().take(at), &mut io::sink())?;
            stream.take(nbytes).read_to_end(&mut bytes)?;
        }
        if bytes.len() < length {
            let at = at + bytes.len() as u64;
            return Err(Trouble::malformed(at, "the end", "as many bytes as the directory says"));
        }
        if part == Part::All {
            let mut crc = flate2::Crc::new();
            crc.update(&bytes);
            if crc.sum() != member.crc32 {
                let found = format!("a checksum of {:08x}", crc.sum());
                let expected = format!("{:08x}, as the archive's directory says", member.crc32);
                return Err(Trouble::malformed(0, found, expected));
            }
        }
        Ok(Some(bytes))
    }

    fn nbytes(&self, key: &str) -> Result<Option<u64>, Trouble> {
        Ok(self.find(key)?.map(|member| member.nbytes))
    }

    fn folders(&self, key: &str) -> Result<Option<Vec<String>>, Trouble> {
        Ok(Some(self.folders.get(key).into_iter().flatten().cloned().collect()))
    }
}
