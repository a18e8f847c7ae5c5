//! Pages as an array.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use arrayscope_core::dtype::ByteOrder;
use arrayscope_core::{Array, Layout};

use super::super::guarded::guarded;
use super::super::undecodable;
use super::copy::{Chunk, Region};
use super::page::{Chunks, Page, Pixels};
use super::{LARGEST_CHUNK, Pages, Shared};
use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::{Runs, gather, reserve};
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// Pages of one shape and dtype.
#[derive(Debug)]
pub(super) struct TiffSource {
    pub(super) place: Place,
    pub(super) info: ArrayInfo,
    pub(super) pages: Arc<[Page]>,
    pub(super) shared: Arc<Shared>,
}

impl ArraySource for TiffSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Window
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let wanted = window.narrow(&self.info.layout, &self.place)?;
        let mut pixels = Vec::new();
        if wanted.size() > 0 {
            reserve(&mut pixels, wanted.nbytes(), &self.place)?;
            let (pages, inside) = self.split(window);
            for page in &self.pages[pages] {
                self.page(page, &inside, &mut pixels)?;
            }
        }
        dense(&self.info, pixels, window, &self.place)
    }
}

impl TiffSource {
    /// The pages of a window, and the window inside each of them.
    fn split(&self, window: &Window) -> (Range<usize>, Window) {
        match (window.ranges(), self.pages.len()) {
            (inside, 1) => (0..1, Window::new(inside.to_vec())),
            ([pages, inside @ ..], _) => (pages.clone(), Window::new(inside.to_vec())),
            // An array of several pages has an axis of pages.
            ([], _) => (0..0, Window::new(Vec::new())),
        }
    }

    /// Appends a window of a page.
    fn page(&self, page: &Page, window: &Window, pixels: &mut Vec<u8>) -> Result<()> {
        match page.pixels {
            Pixels::Plain { data_offset } => {
                let sides = [page.height, page.width, page.channels];
                let shape = if page.channels == 1 { &sides[..2] } else { &sides[..] };
                let layout = Layout::c_order(shape, page.dtype.itemsize());
                let layout = layout.map_err(|error| self.place.core(error))?;
                let runs = Runs::of(&window.narrow(&layout, &self.place)?);
                pixels.extend(gather(&*self.shared.file, data_offset, runs, &self.place)?);
                Ok(())
            }
            Pixels::Chunks(chunks) => guarded(&self.place, || {
                // A decoder that panicked is set to a page before it is used again.
                let decoder = self.shared.decoder.lock();
                let mut decoder = decoder.unwrap_or_else(PoisonError::into_inner);
                let seek = decoder.seek_to_image(page.index);
                seek.map_err(|error| undecodable(&self.place, &error))?;
                self.chunks(&mut decoder, page, chunks, window, pixels)
            }),
        }
    }

    /// Appends a window of a page, out of the chunks that it touches.
    fn chunks(
        &self,
        decoder: &mut Pages,
        page: &Page,
        chunks: Chunks,
        window: &Window,
        pixels: &mut Vec<u8>,
    ) -> Result<()> {
        let (rows, columns) = (window.ranges()[0].clone(), window.ranges()[1].clone());
        let channels = window.ranges().get(2).cloned().unwrap_or(0..1);
        let itemsize = page.dtype.itemsize();
        let region = Region { rows, columns, channels, itemsize };
        let start = pixels.len();
        pixels.resize(start + region.nbytes(), 0);
        let across = page.width.div_ceil(chunks.width);
        let per_plane = across * page.height.div_ceil(chunks.height);
        let planes = if chunks.is_planar { region.channels.clone() } else { 0..1 };
        let mut bytes = Vec::new();
        for plane in planes {
            for down in touched(&region.rows, chunks.height) {
                for right in touched(&region.columns, chunks.width) {
                    let index = plane * per_plane + down * across + right;
                    self.chunk(decoder, index, page, &mut bytes)?;
                    let (top, left) = (down * chunks.height, right * chunks.width);
                    let chunk = Chunk {
                        bytes: &bytes,
                        rows: top..page.height.min(top + chunks.height),
                        columns: left..page.width.min(left + chunks.width),
                        channels: if chunks.is_planar {
                            plane..plane + 1
                        } else {
                            0..page.channels
                        },
                    };
                    region.take(&chunk, &mut pixels[start..]);
                }
            }
        }
        Ok(())
    }

    /// Reads one chunk, in the byte order of the file.
    fn chunk(
        &self,
        decoder: &mut Pages,
        index: usize,
        page: &Page,
        bytes: &mut Vec<u8>,
    ) -> Result<()> {
        let fail = |error| undecodable(&self.place, &error);
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let nbytes = decoder.image_chunk_buffer_layout(index).map_err(fail)?.len;
        if nbytes > LARGEST_CHUNK {
            let found = format!("a strip or tile of {nbytes} bytes");
            let most = format!("at most {LARGEST_CHUNK} bytes are unpacked at once");
            return Err(self.place.unsupported(found, most));
        }
        bytes.clear();
        reserve(bytes, nbytes, &self.place)?;
        bytes.resize(nbytes, 0);
        decoder.read_chunk_bytes(index, bytes).map_err(fail)?;
        if page.is_white_zero {
            // The crate turns them over; what is stored is shown.
            for byte in bytes.iter_mut() {
                *byte = !*byte;
            }
        }
        if page.is_ycbcr {
            super::color::to_rgb(bytes);
        }
        if self.info.byte_order != ByteOrder::NotApplicable
            && self.info.byte_order != ByteOrder::NATIVE
        {
            bytes.chunks_exact_mut(page.dtype.itemsize()).for_each(<[u8]>::reverse);
        }
        Ok(())
    }
}

/// The chunks of an axis that a range of it touches.
fn touched(range: &Range<usize>, length: usize) -> Range<usize> {
    range.start / length..range.end.div_ceil(length)
}
