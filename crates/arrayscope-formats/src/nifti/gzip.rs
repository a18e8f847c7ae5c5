//! Voxels in a gzip stream: they come out in order, or not at all.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use arrayscope_core::Array;
use flate2::read::MultiGzDecoder;

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{File, Part, Runs, gather_forward};
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// The most bytes behind the voxels that are unpacked to reach the checksum.
const LONGEST_TAIL: u64 = 1 << 20;

/// The unpacked bytes of a file, from the first on.
pub(super) fn stream(file: &Arc<File>) -> impl Read + use<> {
    let part = Part { file: Arc::clone(file), at: 0, end: u64::MAX };
    let packed = BufReader::with_capacity(1 << 16, part);
    BufReader::with_capacity(1 << 16, MultiGzDecoder::new(packed))
}

/// An array whose elements are compressed.
#[derive(Debug)]
pub(super) struct GzipSource {
    pub(super) place: Place,
    pub(super) info: ArrayInfo,
    /// Unpacked bytes before the first element.
    pub(super) data_offset: u64,
    pub(super) file: Arc<File>,
}

impl ArraySource for GzipSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Whole
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let layout = window.narrow(&self.info.layout, &self.place)?;
        let mut stream = stream(&self.file);
        let unpack = |at| move |error: io::Error| self.place.unpack(at, &error);
        let skipped = io::copy(&mut (&mut stream).take(self.data_offset), &mut io::sink());
        skipped.map_err(unpack(0))?;
        let runs = Runs::of(&layout);
        let elements = gather_forward(&mut stream, self.data_offset, runs, &self.place)?;
        if *window == Window::all(self.info.shape()) {
            // The end of the stream compares its checksum.
            let end = self.data_offset.saturating_add(elements.len() as u64);
            io::copy(&mut stream.take(LONGEST_TAIL), &mut io::sink()).map_err(unpack(end))?;
        }
        dense(&self.info, elements, window, &self.place)
    }
}
