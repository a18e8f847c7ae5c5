//! One array of a store, read window by window.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrayscope_core::{Array, Layout};

use super::metadata::Described;
use super::read::{Indices, Reading, in_parallel};
use super::store::{Store, join};
use super::target::Target;
use super::tiles::Tiles;
use crate::container::{ArraySource, Cost};
use crate::credible::{FEW, MANY, doubt};
use crate::error::{Error, Result};
use crate::field;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// An array whose chunks are values of a store.
#[derive(Debug)]
pub(super) struct ZarrSource {
    pub(super) place: Place,
    /// As it is read: the array, or a field of it.
    pub(super) info: ArrayInfo,
    /// The array, and the field that is read, if it is one.
    pub(super) whole: ArrayInfo,
    pub(super) field: Option<String>,
    pub(super) described: Arc<Described>,
    pub(super) store: Arc<dyn Store>,
    /// The key of the array.
    pub(super) key: String,
    pub(super) indices: Indices,
}

impl ArraySource for ZarrSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Chunks
    }

    /// Chunks that are not there take no space, and an array of nothing else can claim any
    /// shape.
    fn check_credible(&self, window: &Window) -> Result<()> {
        window.narrow(&self.info.layout, &self.place)?;
        let outer = Window::new(window.ranges()[..self.whole.shape().len()].to_vec());
        let declared = outer.narrow(&self.whole.layout, &self.place)?.nbytes() as u64;
        let Described { grid, pipeline, .. } = &*self.described;
        let tiles = Tiles::any(outer.ranges(), &grid.chunk_shape);
        let most = if self.store.is_far() { FEW } else { MANY };
        let stored = |numbers: &[u64]| {
            let sum = AtomicU64::new(0);
            in_parallel(&*self.store, pipeline, numbers.len(), |at| {
                // A number below the count of chunks, which is one of addresses.
                let number = usize::try_from(numbers[at]).unwrap_or_default();
                let key = join(&self.key, &grid.keys.key(&tiles.get(number).chunk));
                let nbytes = self.store.nbytes(&key);
                let nbytes = nbytes.map_err(|trouble| trouble.in_chunk(&key, &self.place))?;
                sum.fetch_add(nbytes.unwrap_or(0), Ordering::Relaxed);
                Ok::<(), Error>(())
            })?;
            Ok(sum.into_inner())
        };
        let doubt = doubt(declared, tiles.count() as u64, most, stored)?;
        doubt.map_or(Ok(()), |doubt| Err(doubt.error(&self.place)))
    }

    fn read(&self, window: &Window) -> Result<Array> {
        self.check_credible(window)?;
        let ranges = window.ranges();
        // A field with a subarray has more axes than the array; its chunks are the array's.
        let (outer, inner) = ranges.split_at(self.whole.shape().len());
        let outer = Window::new(outer.to_vec());
        let bytes = self.elements(&outer)?;
        let Some(field) = &self.field else {
            return dense(&self.info, bytes, window, &self.place);
        };
        let layout = Layout::c_order(&outer.shape(), self.whole.layout.itemsize());
        let layout = layout.map_err(|error| self.place.core(error))?;
        let read = ArrayInfo { layout, ..self.whole.clone() };
        let read = field::select(&read, field, &self.place)?;
        let all = Window::all(&outer.shape());
        let part = Window::new([all.ranges(), inner].concat()).narrow(&read.layout, &self.place)?;
        Array::try_new(bytes.into(), read.dtype, read.byte_order, part)
            .map_err(|error| self.place.core(error))
    }
}

impl ZarrSource {
    /// The elements of a window of the whole array, in C order.
    fn elements(&self, window: &Window) -> Result<Vec<u8>> {
        let layout = window.narrow(&self.whole.layout, &self.place)?;
        let grid = &self.described.grid;
        let tiles = Tiles::new(window.ranges(), &grid.chunk_shape);
        let tiles = tiles.map_err(|trouble| trouble.error(&self.place))?;
        let mut bytes = Vec::new();
        reserve(&mut bytes, layout.nbytes(), &self.place)?;
        bytes.resize(layout.nbytes(), 0);
        let target = Target::new(bytes, &window.shape(), layout.itemsize());
        let reading = Reading {
            store: &*self.store,
            indices: &self.indices,
            fill: &self.described.fill,
            target: &target,
        };
        in_parallel(&*self.store, &self.described.pipeline, tiles.count(), |number| {
            let tile = tiles.get(number);
            let key = join(&self.key, &grid.keys.key(&tile.chunk));
            let read = reading.chunk(&self.described.pipeline, &key, &tile);
            read.map_err(|trouble| trouble.in_chunk(&key, &self.place))
        })?;
        Ok(target.into_bytes())
    }
}
