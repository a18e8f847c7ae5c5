//! A store that a server has.

use std::io;
use std::sync::Mutex;

use super::{Part, Store};
use crate::io::at_once;
use crate::known::ZARR_DOCUMENTS;
use crate::limits::{LONGEST_HEADER, MOST_ARRAYS};
use crate::remote::{Server, Span};
use crate::zarr::trouble::Trouble;

/// What the server has of a document, as far as it says so.
type Found = io::Result<Option<Vec<u8>>>;

/// A folder of a server whose files are the values.
#[derive(Debug)]
pub(in crate::zarr) struct Remote {
    server: Server,
    /// The documents of the root, which were asked for when it was opened.
    documents: Vec<(&'static str, Option<Vec<u8>>)>,
}

impl Remote {
    /// The store at an address; `None` if there is no document of one.
    pub(in crate::zarr) fn open(address: &str) -> io::Result<Option<Self>> {
        Self::of(Server::new(address)?)
    }

    fn of(server: Server) -> io::Result<Option<Self>> {
        let found: Vec<Mutex<Found>> =
            ZARR_DOCUMENTS.iter().map(|_| Mutex::new(Ok(None))).collect();
        let ask = |number: usize| {
            let key: &str = ZARR_DOCUMENTS[number];
            let answer = server.get(key, Span::All { most: LONGEST_HEADER });
            let bytes = answer.map(|answer| answer.map(|answer| answer.bytes));
            *found[number].lock().unwrap_or_else(std::sync::PoisonError::into_inner) = bytes;
            Ok::<(), ()>(())
        };
        // All at the same time; none of them fails.
        let _ = at_once(found.len(), found.len(), ask);
        let found = found
            .into_iter()
            .map(|one| one.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        let found: Vec<_> = std::iter::zip(ZARR_DOCUMENTS, found).collect();
        let is_document = |bytes: &[u8]| bytes.trim_ascii_start().starts_with(b"{");
        let is_store =
            |(_, found): &(_, Found)| matches!(found, Ok(Some(bytes)) if is_document(bytes));
        if !found.iter().any(is_store) {
            // It may be a file. Where the server itself is in trouble, that is what is told.
            let trouble = found.into_iter().filter_map(|(_, found)| found.err());
            let mut trouble =
                trouble.filter(|error| error.kind() != io::ErrorKind::PermissionDenied);
            return trouble.next().map_or(Ok(None), Err);
        }
        // A server that says only that a document may not be read may mean that there is none.
        let documents = found.into_iter().map(|(key, found)| match found {
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
            found => Ok((key, found.unwrap_or(None))),
        });
        let documents = documents.collect::<io::Result<_>>()?;
        Ok(Some(Self { server, documents }))
    }
}

impl Store for Remote {
    fn get(&self, key: &str, part: Part, most: u64) -> Result<Option<Vec<u8>>, Trouble> {
        if part == Part::All
            && let Some((_, document)) = self.documents.iter().find(|(name, _)| *name == key)
        {
            return Ok(document.clone());
        }
        let span = match part {
            Part::All => Span::All { most },
            // Nothing needs no question.
            Part::Range { nbytes: 0, .. } | Part::Last { nbytes: 0 } => {
                return Ok(Some(Vec::new()));
            }
            Part::Range { at, nbytes } => Span::Range { at, nbytes: nbytes.min(most) },
            Part::Last { nbytes } => Span::Last { nbytes: nbytes.min(most) },
        };
        let Some(answer) = self.server.get(key, span)? else { return Ok(None) };
        // Whether it has what was asked for is asked as of a file.
        part.within(answer.total, most)?;
        Ok(Some(answer.bytes))
    }

    fn nbytes(&self, key: &str) -> Result<Option<u64>, Trouble> {
        if let Some((_, document)) = self.documents.iter().find(|(name, _)| *name == key) {
            return Ok(document.as_ref().map(|document| document.len() as u64));
        }
        Ok(self.server.nbytes(key)?)
    }

    fn folders(&self, key: &str) -> Result<Option<Vec<String>>, Trouble> {
        Ok(self.server.folders(key, MOST_ARRAYS)?)
    }

    fn is_far(&self) -> bool {
        true
    }
}
