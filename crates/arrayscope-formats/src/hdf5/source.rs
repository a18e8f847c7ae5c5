//! Windows of a dataset, out of the chunks that they touch.

use std::sync::{Arc, OnceLock};

use arrayscope_core::Array;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::chunks::{Located, Region, locate};
use super::copy::Tile;
use super::dataset::{Chunked, Dataset, Elements};
use super::filters;
use super::structure::{Fault, Parsed, Store};
use crate::container::{ArraySource, Cost};
use crate::credible::{Doubt, FEW, doubt};
use crate::error::Result;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// Bytes of unpacked chunks in memory at once, beside the window.
const UNPACKED_AT_ONCE: usize = 64 << 20;

/// Grids of so many chunks are looked up once and remembered.
const REMEMBERED_CHUNKS: u64 = 1 << 16;

/// A dataset whose elements are not simply one after the other in the file.
#[derive(Debug)]
pub(super) struct DatasetSource {
    pub(super) place: Place,
    /// As it is read.
    pub(super) info: ArrayInfo,
    pub(super) dataset: Arc<Dataset>,
    pub(super) store: Store,
    /// Where all chunks are, once somebody asked.
    pub(super) located: OnceLock<Vec<Located>>,
}

impl ArraySource for DatasetSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        match self.dataset.elements {
            Elements::Chunked(_) => Cost::Chunks,
            _ => Cost::Window,
        }
    }

    /// Chunks that nobody wrote take no space, however long the file is for other reasons.
    fn check_credible(&self, window: &Window) -> Result<()> {
        let declared = window.narrow(&self.info.layout, &self.place)?.nbytes() as u64;
        let Elements::Chunked(chunked) = &self.dataset.elements else { return Ok(()) };
        // Nothing is in no chunk.
        if declared == 0 {
            return Ok(());
        }
        let region = region(chunked, window);
        let doubt =
            self.doubt(chunked, &region, declared).map_err(|fault| fault.at(&self.place))?;
        doubt.map_or(Ok(()), |doubt| Err(doubt.error(&self.place)))
    }

    fn read(&self, window: &Window) -> Result<Array> {
        self.check_credible(window)?;
        let info = &self.info;
        let nbytes = window.narrow(&info.layout, &self.place)?.nbytes();
        let mut elements = Vec::new();
        reserve(&mut elements, nbytes, &self.place)?;
        self.fill(&mut elements, nbytes);
        let target = Tile::new(window.ranges().to_vec());
        match &self.dataset.elements {
            _ if nbytes == 0 => {}
            Elements::Here(bytes) => {
                let all = Window::all(info.shape());
                let whole = Tile::new(all.ranges().to_vec());
                whole.copy(bytes, &target, &mut elements, info.dtype.itemsize());
            }
            Elements::Chunked(chunked) => {
                let read = self.chunks(chunked, window, &target, &mut elements);
                read.map_err(|fault| fault.at(&self.place))?;
            }
            Elements::Plain(_) | Elements::Nowhere => {}
        }
        dense(info, elements, window, &self.place)
    }
}

impl DatasetSource {
    /// Appends elements that nobody wrote.
    fn fill(&self, elements: &mut Vec<u8>, nbytes: usize) {
        let fill = &self.dataset.fill;
        if fill.iter().all(|&byte| byte == 0) {
            elements.resize(nbytes, 0);
        } else {
            elements.extend(fill.iter().copied().cycle().take(nbytes));
        }
    }

    /// Copies what the chunks have of a window.
    fn chunks(
        &self,
        chunked: &Chunked,
        window: &Window,
        target: &Tile,
        elements: &mut [u8],
    ) -> Parsed<()> {
        let itemsize = self.dataset.info.dtype.itemsize();
        let region = region(chunked, window);
        let found = self.locate(chunked, &region)?;
        let at_once = (UNPACKED_AT_ONCE / chunked.nbytes.max(1)).clamp(1, 1024);
        for some in found.chunks(at_once) {
            let unpacked: Vec<Vec<u8>> = if let [one] = some {
                vec![self.unpack(chunked, one)?]
            } else {
                some.par_iter().map(|one| self.unpack(chunked, one)).collect::<Parsed<_>>()?
            };
            for (chunk, bytes) in std::iter::zip(some, unpacked) {
                let tile = Tile::chunk(&chunk.place, &chunked.shape);
                tile.copy(&bytes, target, elements, itemsize);
            }
        }
        Ok(())
    }

    /// Whether what is stored of a region is too little for so many bytes.
    fn doubt(&self, chunked: &Chunked, region: &Region, declared: u64) -> Parsed<Option<Doubt>> {
        let sum = |found: &[Located]| {
            found.iter().fold(0, |sum: u64, chunk| sum.saturating_add(chunk.nbytes))
        };
        if chunked.count() <= REMEMBERED_CHUNKS {
            return doubt(declared, 1, 1, |_| Ok(sum(&self.locate(chunked, region)?)));
        }
        let store = self.store.renewed();
        doubt(declared, region.count(), FEW, |numbers| {
            numbers.iter().try_fold(0_u64, |stored, &number| {
                let found = locate(&store, chunked, &region.one(number))?;
                Ok(stored.saturating_add(sum(&found)))
            })
        })
    }

    /// Where the chunks of a region are.
    fn locate(&self, chunked: &Chunked, region: &Region) -> Parsed<Vec<Located>> {
        let store = self.store.renewed();
        if chunked.count() > REMEMBERED_CHUNKS {
            return locate(&store, chunked, region);
        }
        let all = if let Some(all) = self.located.get() {
            all
        } else {
            // Two threads may do so at the same time; they find the same.
            let all = locate(&store, chunked, &Region::all(&chunked.grid))?;
            self.located.get_or_init(|| all)
        };
        Ok(all.iter().filter(|chunk| region.contains(&chunk.place)).cloned().collect())
    }

    /// The bytes of a chunk.
    fn unpack(&self, chunked: &Chunked, chunk: &Located) -> Parsed<Vec<u8>> {
        let bytes = self.store.read(chunk.address, chunk.nbytes)?;
        let outer = self.dataset.info.shape().iter().zip(&chunked.shape).zip(&chunk.place);
        let is_partial = || {
            let mut ends = outer.map(|((&all, &length), &place)| {
                place.saturating_add(1).saturating_mul(length as u64) > all as u64
            });
            ends.any(|sticks_out| sticks_out)
        };
        let is_plain = chunked.partial_are_plain && is_partial();
        let filters = if is_plain { &[] } else { &chunked.filters[..] };
        let unpacked = filters::undo(bytes, filters, chunk.left_out, chunked.nbytes);
        unpacked.map_err(|found| {
            let expected = format!("the {} bytes of chunk {:?}", chunked.nbytes, chunk.place);
            Fault::malformed(self.store.at(chunk.address), found, expected)
        })
    }
}

/// The chunks that a window touches, which is not empty.
fn region(chunked: &Chunked, window: &Window) -> Region {
    let axes = || std::iter::zip(window.ranges(), &chunked.shape).take(chunked.ndim);
    let first = axes().map(|(range, &length)| (range.start / length) as u64).collect();
    let last = axes().map(|(range, &length)| ((range.end - 1) / length) as u64).collect();
    Region { first, last }
}
