//! NumPy's `.npy`: a header and the elements.

mod descr;
mod header;
mod literal;
mod source;

use std::sync::Arc;

#[cfg(feature = "zarr")]
pub(crate) use descr::{Refusal, dtype_of};
pub(crate) use header::{MAGIC, NpyHeader, described, ended};
#[cfg(feature = "zarr")]
pub(crate) use literal::Literal;
pub(crate) use source::{Checksum, RandomSource, Stored, dense};

use crate::container::{ArraySource, Container, Contents};
use crate::error::Result;
use crate::field;
use crate::info::{ArrayInfo, Storage};
use crate::io::{File, Part};
use crate::note::Note;
use crate::options::OpenOptions;
use crate::place::Place;

/// One `.npy` file.
#[derive(Debug)]
pub(crate) struct NpyContainer {
    contents: Contents,
    data_offset: u64,
    stored: Stored,
}

impl NpyContainer {
    /// Opens a file whose magic has been seen.
    pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Self> {
        let place = Place::new(path, "npy");
        let file = Arc::new(file);
        let end = file.nbytes().map_err(|error| place.io("ask for the file's size", error))?;
        let header = NpyHeader::read(&mut Part { file: Arc::clone(&file), at: 0, end }, &place)?;
        let notes = trailing(&header, end, &place)?;
        let stored = Stored::open(&file, options.access, &place)?;
        let data_offset = header.data_offset;
        let contents = Contents { place, arrays: vec![header.info(None)], notes };
        Ok(Self { contents, data_offset, stored })
    }
}

impl NpyHeader {
    /// The array as the header describes it.
    pub(crate) fn info(self, name: Option<String>) -> ArrayInfo {
        ArrayInfo {
            name,
            dtype: self.dtype,
            byte_order: self.byte_order,
            layout: self.layout,
            axis_names: Vec::new(),
            labels: None,
            storage: Storage::default(),
        }
    }
}

/// Refuses data shorter than declared; notes what follows them.
pub(crate) fn trailing(header: &NpyHeader, end: u64, place: &Place) -> Result<Vec<Note>> {
    let (start, nbytes) = (header.data_offset, header.nbytes());
    let held = end.saturating_sub(start);
    if held < nbytes {
        return Err(ended(
            place,
            end,
            &format!(
                "{nbytes} bytes of elements for shape {} of {}, {} more than there are",
                arrayscope_core::layout::shape_text(header.layout.shape()),
                header.dtype,
                nbytes - held
            ),
        ));
    }
    let member = place.member.clone();
    Ok(if held > nbytes {
        vec![Note::TrailingBytes { member, nbytes: held - nbytes }]
    } else {
        Vec::new()
    })
}

impl Container for NpyContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let (info, place) = (self.contents.first()?, self.contents.place.clone());
        let info = match member {
            None => info.clone(),
            Some(fields) => field::select(info, fields, &place)?,
        };
        Ok(Box::new(RandomSource {
            place,
            info,
            data_offset: self.data_offset,
            stored: self.stored.clone(),
            checksum: None,
        }))
    }
}
