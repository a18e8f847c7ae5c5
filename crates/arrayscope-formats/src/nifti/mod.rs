//! `NIfTI` images: voxels of medicine, compressed or not, scaled or not.

mod fields;
mod gzip;
mod header;
mod scale;

use std::io::Read;
use std::sync::Arc;

use self::gzip::GzipSource;
use self::header::NiftiHeader;
pub(crate) use self::scale::Scale;
use self::scale::ScaledSource;
use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Storage};
use crate::io::{File, Part};
use crate::limits::check_credible;
use crate::note::Note;
use crate::npy::{RandomSource, Stored, ended};
use crate::options::OpenOptions;
use crate::place::Place;

/// The member with the numbers as they are stored.
const RAW: &str = "raw";

/// One image.
#[derive(Debug)]
pub(crate) struct NiftiContainer {
    contents: Contents,
    /// The numbers as they are stored.
    stored: ArrayInfo,
    scale: Option<Scale>,
    data_offset: u64,
    bytes: Bytes,
}

/// Where the image's bytes are.
#[derive(Debug)]
enum Bytes {
    Plain(Stored),
    Gzip(Arc<File>),
}

impl NiftiContainer {
    /// Opens an image whose magic has been seen.
    pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Self> {
        let (place, file) = (Place::new(path, "nifti"), Arc::new(file));
        let end = file.nbytes();
        let end = end.map_err(|error| place.io("ask for the file's size", error))?;
        let start = Part { file: Arc::clone(&file), at: 0, end };
        let header = read_header(start).map_err(|error| place.io("read the header", error))?;
        let header = NiftiHeader::parse(&header, &place)?;
        let nbytes = header.layout.nbytes() as u64;
        let held = end.saturating_sub(header.data_offset);
        if held < nbytes {
            let expected =
                format!("{nbytes} bytes of voxels, {} more than there are", nbytes - held);
            return Err(ended(&place, end, &expected));
        }
        let bytes = Bytes::Plain(Stored::open(&file, options.access, &place)?);
        let mut image = Self::new(header, place, bytes)?;
        if held > nbytes {
            let nbytes = held - nbytes;
            image.contents.notes.push(Note::TrailingBytes { member: None, nbytes });
        }
        Ok(image)
    }

    /// Opens an image in a gzip stream.
    pub(crate) fn open_gzip(file: Arc<File>, path: &str) -> Result<Self> {
        let place = Place::new(path, "nifti.gz");
        let stored = file.nbytes();
        let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
        let header = read_header(gzip::stream(&file)).map_err(|error| place.unpack(0, &error))?;
        let header = NiftiHeader::parse(&header, &place)?;
        let declared = header.data_offset.saturating_add(header.layout.nbytes() as u64);
        check_credible(&place, declared, stored)?;
        Self::new(header, place, Bytes::Gzip(file))
    }

    fn new(header: NiftiHeader, place: Place, bytes: Bytes) -> Result<Self> {
        let NiftiHeader { dtype, byte_order, layout, data_offset, scale, axis_names } = header;
        let stored = ArrayInfo {
            name: None,
            dtype,
            byte_order,
            layout,
            axis_names,
            labels: None,
            storage: Storage::default(),
        };
        let mut contents = Contents { place, arrays: Vec::new(), notes: Vec::new() };
        let info = match scale {
            None => stored.clone(),
            Some(scale) => {
                let dtype = stored.dtype.name();
                contents.notes.push(Note::Scaled { scale: scale.to_string(), stored: dtype });
                Scale::info(&stored).map_err(|error| contents.place.core(error))?
            }
        };
        contents.arrays.push(info);
        Ok(Self { contents, stored, scale, data_offset, bytes })
    }

    /// What reads the numbers as they are stored.
    fn raw(&self, name: Option<&str>, place: &Place) -> Box<dyn ArraySource> {
        let (place, data_offset) = (place.clone(), self.data_offset);
        let info = ArrayInfo { name: name.map(str::to_owned), ..self.stored.clone() };
        match &self.bytes {
            Bytes::Plain(stored) => {
                let stored = stored.clone();
                Box::new(RandomSource { place, info, data_offset, stored, checksum: None })
            }
            Bytes::Gzip(file) => {
                Box::new(GzipSource { place, info, data_offset, file: Arc::clone(file) })
            }
        }
    }
}

/// As much of the start as the longest header takes.
fn read_header(stream: impl Read) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    stream.take(header::LONGEST as u64).read_to_end(&mut start)?;
    Ok(start)
}

impl Container for NiftiContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let place = &self.contents.place;
        match (member, self.scale) {
            (Some(RAW), _) => Ok(self.raw(member, &place.member(RAW, place.format))),
            (Some(other), _) => Err(Error::NoSuchMember {
                path: place.path.clone(),
                member: other.to_owned(),
                members: vec![RAW.to_owned()],
            }),
            (None, None) => Ok(self.raw(None, place)),
            (None, Some(scale)) => {
                let (place, info) = (place.clone(), self.contents.first()?.clone());
                let stored = self.raw(None, &place);
                Ok(Box::new(ScaledSource { place, info, stored, scale }))
            }
        }
    }
}
