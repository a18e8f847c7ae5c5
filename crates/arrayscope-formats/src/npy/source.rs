//! Elements that lie in a file as they are, at any offset.

use std::fs::File;
use std::io::Read;
use std::sync::{Arc, OnceLock};

use arrayscope_core::{Array, Layout, SharedBytes};

use crate::container::{ArraySource, Cost};
use crate::error::{Place, Result};
use crate::info::ArrayInfo;
use crate::io::{Part, Runs, gather};
use crate::window::{Window, narrow};

/// A file's bytes.
#[derive(Clone, Debug)]
pub(crate) enum Stored {
    /// Read when they are needed.
    File(Arc<File>),
    /// Mapped, all of them.
    Map(SharedBytes),
}

impl Stored {
    /// The bytes of a range of the file.
    fn read(&self, at: u64, nbytes: u64, place: &Place) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::File(file) => Part { file: Arc::clone(file), at, end: at.saturating_add(nbytes) }
                .read_to_end(&mut bytes)
                .map_err(|error| place.io("read the file", error))
                .map(|_| ())?,
            Self::Map(map) => {
                let bound = |at: u64| usize::try_from(at).map_or(map.len(), |at| at.min(map.len()));
                bytes.extend_from_slice(&map[bound(at)..bound(at.saturating_add(nbytes))]);
            }
        }
        Ok(bytes)
    }
}

/// The checksum that a zip archive keeps of a stored member. It is compared the
/// first time that the whole array is read: a window alone cannot be checked.
#[derive(Clone, Debug)]
pub(crate) struct Checksum {
    pub(crate) crc32: u32,
    /// Where the member starts in the file.
    pub(crate) member_offset: u64,
    /// Bytes of the member after the last element.
    pub(crate) trailing_nbytes: u64,
    /// Set once the checksum was found to agree.
    pub(crate) agreed: Arc<OnceLock<()>>,
}

/// An array whose elements lie uncompressed in a file.
#[derive(Debug)]
pub(crate) struct RandomSource {
    pub(crate) place: Place,
    pub(crate) info: ArrayInfo,
    /// Where the first element lies in the file.
    pub(crate) data_offset: u64,
    pub(crate) stored: Stored,
    pub(crate) checksum: Option<Checksum>,
}

impl ArraySource for RandomSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Window
    }

    fn read(&self, window: &Window) -> Result<Array> {
        window.check(self.info.shape(), &self.place)?;
        let layout = narrow(&self.info.layout, window.ranges()).map_err(|e| self.place.core(e))?;
        let whole = *window == Window::all(self.info.shape());
        match &self.stored {
            Stored::File(file) => {
                let runs = Runs::of(&layout);
                let bytes = gather(&**file, self.data_offset, runs, &self.place)?;
                if whole {
                    self.compare(&bytes)?;
                }
                dense(&self.info, bytes, window, &self.place)
            }
            Stored::Map(bytes) => {
                if whole {
                    let start = usize::try_from(self.data_offset).unwrap_or(usize::MAX);
                    let end = start.saturating_add(self.info.nbytes());
                    self.compare(bytes.get(start..end).unwrap_or(&[]))?;
                }
                self.view(bytes, &layout)
            }
        }
    }
}

impl RandomSource {
    /// The window of a mapped file: another layout, no copy.
    fn view(&self, bytes: &SharedBytes, layout: &Layout) -> Result<Array> {
        let core = |error| self.place.core(error);
        let start = usize::try_from(self.data_offset).unwrap_or(usize::MAX);
        // An empty array touches nothing, and its offset must not overflow.
        let offset = if layout.size() == 0 { 0 } else { layout.offset().saturating_add(start) };
        let layout = Layout::try_new(layout.shape(), layout.strides(), offset, layout.itemsize());
        let dtype = self.info.dtype.clone();
        Array::try_new(bytes.clone(), dtype, self.info.byte_order, layout.map_err(core)?)
            .map_err(core)
    }

    /// Compares the checksum of the member with what it was when it was written.
    /// `elements` are all of them, in the order of the file.
    fn compare(&self, elements: &[u8]) -> Result<()> {
        let Some(checksum) = &self.checksum else {
            return Ok(());
        };
        if checksum.agreed.get().is_some() {
            return Ok(());
        }
        let header_nbytes = self.data_offset - checksum.member_offset;
        let trailing_offset = self.data_offset + elements.len() as u64;
        let mut crc = flate2::Crc::new();
        crc.update(&self.stored.read(checksum.member_offset, header_nbytes, &self.place)?);
        crc.update(elements);
        crc.update(&self.stored.read(trailing_offset, checksum.trailing_nbytes, &self.place)?);
        if crc.sum() != checksum.crc32 {
            return Err(self.place.malformed(
                0,
                format!("a checksum of {:08x}", crc.sum()),
                format!(
                    "{:08x}, as when it was written: the file has changed since",
                    checksum.crc32
                ),
            ));
        }
        let _ = checksum.agreed.set(());
        Ok(())
    }
}

/// An array of the bytes of a window, dense and in the order of the file.
pub(crate) fn dense(
    info: &ArrayInfo,
    bytes: Vec<u8>,
    window: &Window,
    place: &Place,
) -> Result<Array> {
    let f_order = info.layout.is_f_contiguous() && !info.layout.is_c_contiguous();
    let order = if f_order { Layout::f_order } else { Layout::c_order };
    let layout = order(&window.shape(), info.layout.itemsize()).map_err(|e| place.core(e))?;
    Array::try_new(bytes.into(), info.dtype.clone(), info.byte_order, layout)
        .map_err(|error| place.core(error))
}
