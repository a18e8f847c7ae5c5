//! A deflated member: its elements come out in order, or not at all.

use std::io::{self, Read};
use std::sync::Arc;

use arrayscope_core::Array;

use super::member::Bytes;
use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{File, Runs, gather_forward};
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// An array whose elements are compressed.
#[derive(Debug)]
pub(crate) struct DeflatedSource {
    pub(crate) place: Place,
    pub(crate) info: ArrayInfo,
    /// Unpacked bytes before the first element.
    pub(crate) data_offset: u64,
    pub(crate) bytes: Bytes,
    pub(crate) file: Arc<File>,
}

impl ArraySource for DeflatedSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Whole
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let layout = window.narrow(&self.info.layout, &self.place)?;
        let stream = self.bytes.stream(&self.file, &self.place)?;
        let mut stream = Checked { stream, crc: flate2::Crc::new(), nbytes: 0 };
        io::copy(&mut (&mut stream).take(self.data_offset), &mut io::sink())
            .map_err(|error| self.place.unpack(0, &error))?;
        let elements =
            gather_forward(&mut stream, self.data_offset, Runs::of(&layout), &self.place)?;
        if *window == Window::all(self.info.shape()) {
            self.check_end(stream)?;
        }
        dense(&self.info, elements, window, &self.place)
    }
}

impl DeflatedSource {
    /// Unpacks what follows the elements, and compares size and checksum of the
    /// whole with what they were when it was written.
    fn check_end(&self, mut stream: Checked) -> Result<()> {
        // One byte more than there may be is enough to know.
        let left = self.bytes.nbytes.saturating_sub(stream.nbytes).saturating_add(1);
        io::copy(&mut (&mut stream).take(left), &mut io::sink())
            .map_err(|error| self.place.unpack(stream.nbytes, &error))?;
        if stream.nbytes != self.bytes.nbytes {
            let more = if stream.nbytes > self.bytes.nbytes { "more than " } else { "" };
            return Err(self.place.malformed(
                stream.nbytes,
                format!("{more}{} unpacked bytes", stream.nbytes.min(self.bytes.nbytes)),
                format!("{} bytes, as the archive's directory says", self.bytes.nbytes),
            ));
        }
        self.place.check_checksum(stream.crc.sum(), self.bytes.crc32)
    }
}

/// A stream that knows the checksum and the number of its bytes so far.
struct Checked {
    stream: Box<dyn Read>,
    crc: flate2::Crc,
    nbytes: u64,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.crc.update(&buffer[..count]);
        self.nbytes += count as u64;
        Ok(count)
    }
}
