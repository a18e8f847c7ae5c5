//! One member of an archive: where its bytes are and which array they hold.

use std::io::{BufReader, Read};
use std::sync::Arc;

use zip::CompressionMethod;
use zip::read::ZipFile;

use super::source::DeflatedSource;
use crate::container::ArraySource;
use crate::error::{Error, Result};
use crate::field;
use crate::info::ArrayInfo;
use crate::io::{File, Part};
use crate::limits::check_credible;
use crate::note::Note;
use crate::npy::{Checksum, MAGIC, NpyHeader, RandomSource, Stored, trailing};
use crate::place::Place;

/// A member that is an array, or should be one.
#[derive(Debug)]
pub(crate) struct Member {
    /// The name as NumPy gives it, without `.npy`; with it where the archive has both.
    pub(crate) name: String,
    /// The name in the archive.
    pub(crate) full_name: String,
    pub(crate) bytes: Bytes,
    /// The array, or why it cannot be read.
    pub(crate) array: Result<MemberArray, Error>,
}

/// What is known of a member's array.
#[derive(Debug)]
pub(crate) struct MemberArray {
    pub(crate) info: ArrayInfo,
    /// Bytes of the member before the first element.
    pub(crate) data_offset: u64,
    pub(crate) notes: Vec<Note>,
}

/// Where a member's bytes are, as the archive's directory says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes {
    /// Offset in the file.
    pub(crate) at: u64,
    /// Bytes in the file.
    pub(crate) compressed_nbytes: u64,
    /// Bytes once unpacked.
    pub(crate) nbytes: u64,
    pub(crate) crc32: u32,
    pub(crate) method: CompressionMethod,
    encrypted: bool,
}

impl Member {
    /// The member of these bytes; `None` if it is no array.
    pub(crate) fn open(
        full_name: &str,
        bytes: Bytes,
        file: &Arc<File>,
        file_nbytes: u64,
        archive: &Place,
    ) -> Option<Self> {
        let bare = full_name.strip_suffix(".npy");
        let name = bare.unwrap_or(full_name).to_owned();
        let place = archive.member(&name, "npy");
        let array = bytes.describe(&name, file, file_nbytes, &place);
        let is_array = bare.is_some() || array.is_ok() || bytes.starts_with_magic(file);
        is_array.then_some(Self { name, full_name: full_name.to_owned(), bytes, array })
    }

    /// Calls the member what the archive calls it; `false` if it is called so already.
    pub(crate) fn take_full_name(&mut self) -> bool {
        let is_new = self.name != self.full_name;
        self.name.clone_from(&self.full_name);
        if let Ok(array) = &mut self.array {
            array.info.name = Some(self.name.clone());
            for note in &mut array.notes {
                if let Note::TrailingBytes { member, .. } = note {
                    *member = Some(self.name.clone());
                }
            }
        }
        is_new
    }

    pub(crate) fn is_stored(&self) -> bool {
        self.bytes.method == CompressionMethod::Stored
    }

    /// The member's array, or the field of it that a path leads to, ready to be read.
    pub(crate) fn source(
        &self,
        place: &Place,
        file: &Arc<File>,
        stored: &Stored,
        fields: Option<&str>,
    ) -> Result<Box<dyn ArraySource>> {
        let Ok(array) = &self.array else {
            // Errors hold what the system said and cannot be copied: ask again.
            let file_nbytes = file.nbytes().map_err(|e| place.io("ask for the file's size", e))?;
            return match self.bytes.describe(&self.name, file, file_nbytes, place) {
                Err(error) => Err(error),
                Ok(_) => Err(place.malformed(
                    0,
                    "a file that changed while it was open",
                    "a stable file",
                )),
            };
        };
        let info = match fields {
            None => array.info.clone(),
            Some(fields) => field::select(&array.info, fields, place)?,
        };
        let (data_offset, place) = (array.data_offset, place.clone());
        if !self.is_stored() {
            let file = Arc::clone(file);
            return Ok(Box::new(DeflatedSource {
                place,
                info,
                data_offset,
                bytes: self.bytes,
                file,
            }));
        }
        let checksum = Checksum {
            crc32: self.bytes.crc32,
            member_offset: self.bytes.at,
            member_nbytes: self.bytes.nbytes,
            elements_nbytes: array.info.nbytes() as u64,
            agreed: Arc::default(),
        };
        Ok(Box::new(RandomSource {
            place,
            info,
            data_offset: self.bytes.at + data_offset,
            stored: stored.clone(),
            checksum: Some(checksum),
        }))
    }
}

impl Bytes {
    /// Those of an entry.
    pub(crate) fn of<R: Read>(entry: &ZipFile<'_, R>) -> Self {
        Self {
            at: entry.data_start().unwrap_or(u64::MAX),
            compressed_nbytes: entry.compressed_size(),
            nbytes: entry.size(),
            crc32: entry.crc32(),
            method: entry.compression(),
            encrypted: entry.encrypted(),
        }
    }

    /// Those of an entry whose local header is broken: there are none to be found.
    pub(crate) fn lost() -> Self {
        let method = CompressionMethod::Stored;
        Self { at: u64::MAX, compressed_nbytes: 0, nbytes: 0, crc32: 0, method, encrypted: false }
    }

    /// Checks what the directory promises.
    pub(crate) fn check(&self, file_nbytes: u64, place: &Place) -> Result<()> {
        if self.encrypted {
            return Err(
                place.unsupported("the member is encrypted", "unencrypted members are read")
            );
        }
        if self.at == u64::MAX {
            return Err(place.malformed(
                0,
                "a local header that is broken",
                "one where the archive's directory says",
            ));
        }
        let ends = self.at.checked_add(self.compressed_nbytes).filter(|&end| end <= file_nbytes);
        if ends.is_none() {
            return Err(place.malformed(
                self.at.min(file_nbytes),
                format!(
                    "a member of {} bytes that reaches beyond the file",
                    self.compressed_nbytes
                ),
                format!("a member inside the {file_nbytes} bytes of the file"),
            ));
        }
        if self.method == CompressionMethod::Stored && self.nbytes != self.compressed_nbytes {
            return Err(place.malformed(
                self.at,
                format!("{} bytes stored as {}", self.nbytes, self.compressed_nbytes),
                "equal sizes for a member that is not compressed",
            ));
        }
        check_credible(place, self.nbytes, self.compressed_nbytes)
    }

    /// Reads the member's header and checks what it and the directory promise.
    fn describe(
        &self,
        name: &str,
        file: &Arc<File>,
        file_nbytes: u64,
        place: &Place,
    ) -> Result<MemberArray> {
        self.check(file_nbytes, place)?;
        let header = NpyHeader::read(&mut self.stream(file, place)?, place)?;
        let declared = header.data_offset.saturating_add(header.nbytes());
        check_credible(place, declared, self.compressed_nbytes)?;
        let notes = trailing(&header, self.nbytes, place)?;
        let data_offset = header.data_offset;
        Ok(MemberArray { info: header.info(Some(name.to_owned())), data_offset, notes })
    }

    /// The member's bytes from the first one on, unpacked.
    pub(crate) fn stream(&self, file: &Arc<File>, place: &Place) -> Result<Box<dyn Read>> {
        let end = self.at.saturating_add(self.compressed_nbytes);
        let part = BufReader::new(Part { file: Arc::clone(file), at: self.at, end });
        match self.method {
            CompressionMethod::Stored => Ok(Box::new(part)),
            CompressionMethod::Deflated => {
                let unpacked = flate2::bufread::DeflateDecoder::new(part);
                Ok(Box::new(BufReader::with_capacity(1 << 16, unpacked)))
            }
            other => Err(place.unsupported(
                format!("the member is compressed with {other}"),
                "stored and deflated members are read",
            )),
        }
    }

    /// Whether the member is an array in spite of its name.
    fn starts_with_magic(&self, file: &Arc<File>) -> bool {
        let mut start = [0; MAGIC.len()];
        let place = Place::new("", "npy");
        !self.encrypted
            && self.at != u64::MAX
            && self
                .stream(file, &place)
                .is_ok_and(|mut stream| stream.read_exact(&mut start).is_ok() && start == *MAGIC)
    }
}
