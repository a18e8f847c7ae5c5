//! Elements that lie in a file as they are, at any offset.

use std::io::{BufRead, BufReader, ErrorKind};
use std::sync::{Arc, OnceLock};

use arrayscope_core::{Array, Layout, SharedBytes};

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{File, Part, ReadAt, Runs, gather};
use crate::options::Access;
use crate::place::Place;
use crate::window::Window;

/// A file's bytes.
#[derive(Clone, Debug)]
pub(crate) enum Stored {
    /// Read when they are needed.
    File(Arc<File>),
    /// Mapped, all of them.
    Map(SharedBytes),
}

impl ReadAt for Stored {
    fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> std::io::Result<usize> {
        match self {
            Self::File(file) => file.read_at(buffer, byte_offset),
            Self::Map(map) => {
                let start = usize::try_from(byte_offset).map_or(map.len(), |at| at.min(map.len()));
                let count = buffer.len().min(map.len() - start);
                buffer[..count].copy_from_slice(&map[start..start + count]);
                Ok(count)
            }
        }
    }
}

impl Stored {
    /// A file as the options want it: mapped, where that is possible, or read.
    pub(crate) fn open(file: &Arc<File>, access: Access, place: &Place) -> Result<Self> {
        // What a server has cannot be mapped.
        if let Some(local) = file.local()
            && access.of(length(local, place)?) == Access::Map
        {
            return Ok(Self::Map(crate::io::map(local, place)?));
        }
        Ok(Self::File(Arc::clone(file)))
    }

    /// Adds a range of the file to a checksum, a piece at a time.
    fn checked(&self, crc: &mut flate2::Crc, at: u64, nbytes: u64, place: &Place) -> Result<()> {
        let end = at.saturating_add(nbytes);
        match self {
            Self::File(file) => {
                let part = Part { file: Arc::clone(file), at, end };
                let mut part = BufReader::with_capacity(1 << 16, part);
                loop {
                    let piece = match part.fill_buf() {
                        Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                        piece => piece.map_err(|error| place.io("read the file", error))?,
                    };
                    if piece.is_empty() {
                        return Ok(());
                    }
                    crc.update(piece);
                    let used = piece.len();
                    part.consume(used);
                }
            }
            Self::Map(map) => {
                let bound = |at: u64| usize::try_from(at).map_or(map.len(), |at| at.min(map.len()));
                crc.update(&map[bound(at)..bound(end)]);
                Ok(())
            }
        }
    }
}

/// Bytes of a file.
fn length(file: &std::fs::File, place: &Place) -> Result<u64> {
    Ok(file.metadata().map_err(|error| place.io("ask for the file's size", error))?.len())
}

/// The checksum that a zip archive keeps of a stored member. It is compared the
/// first time that the whole array is read: a window alone cannot be checked.
#[derive(Clone, Debug)]
pub(crate) struct Checksum {
    pub(crate) crc32: u32,
    /// Where the member starts in the file.
    pub(crate) member_offset: u64,
    /// Bytes of the member: header, elements and what follows them.
    pub(crate) member_nbytes: u64,
    /// Bytes of all elements, of which a field is a part.
    pub(crate) elements_nbytes: u64,
    /// Set once the checksum was found to agree.
    pub(crate) agreed: Arc<OnceLock<()>>,
}

/// An array whose elements, or a field of them, lie uncompressed in a file.
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
        let layout = window.narrow(&self.info.layout, &self.place)?;
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
                    self.compare(&[])?;
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
    /// `elements` are all of them, in the order of the file; of a field, where they are
    /// not all that the checksum is about, the member is read once more.
    fn compare(&self, elements: &[u8]) -> Result<()> {
        let Some(checksum) = &self.checksum else {
            return Ok(());
        };
        if checksum.agreed.get().is_some() {
            return Ok(());
        }
        let Checksum { member_offset, member_nbytes, elements_nbytes, .. } = *checksum;
        let mut crc = flate2::Crc::new();
        let add = |crc: &mut _, at, nbytes| self.stored.checked(crc, at, nbytes, &self.place);
        if elements.len() as u64 == elements_nbytes {
            let header_nbytes = self.data_offset - member_offset;
            add(&mut crc, member_offset, header_nbytes)?;
            crc.update(elements);
            let end = self.data_offset + elements_nbytes;
            add(&mut crc, end, member_nbytes - header_nbytes - elements_nbytes)?;
        } else {
            add(&mut crc, member_offset, member_nbytes)?;
        }
        self.place.check_checksum(crc.sum(), checksum.crc32)?;
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
    let (shape, itemsize) = (window.shape(), info.layout.itemsize());
    let layout = Layout::try_new(&shape, &strides_in_file_order(&shape, &info.layout), 0, itemsize);
    let layout = layout.map_err(|error| place.core(error))?;
    Array::try_new(bytes.into(), info.dtype.clone(), info.byte_order, layout)
        .map_err(|error| place.core(error))
}

/// The strides of a dense array of this shape whose axes follow each other as those of
/// `whole` do: C order, F order, or for a subarray in a field of an F order array neither.
fn strides_in_file_order(shape: &[usize], whole: &Layout) -> Vec<isize> {
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    // As the runs were read: by falling stride, the first axis outside if they are equal.
    axes.sort_by_key(|&axis| std::cmp::Reverse(whole.strides()[axis]));
    let mut strides = vec![0; shape.len()];
    let mut stride = isize::try_from(whole.itemsize()).unwrap_or(isize::MAX);
    for &axis in axes.iter().rev() {
        strides[axis] = stride;
        let length = isize::try_from(shape[axis].max(1)).unwrap_or(isize::MAX);
        stride = stride.saturating_mul(length);
    }
    strides
}
