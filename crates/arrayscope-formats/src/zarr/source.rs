//! One array of a store, read window by window.

use std::sync::Arc;

use arrayscope_core::{Array, Layout};

use super::metadata::Described;
use super::read::{Indices, Reading, in_parallel};
use super::store::{Store, join};
use super::target::Target;
use super::tiles::Tiles;
use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::field;
use crate::info::ArrayInfo;
use crate::io::reserve;
use crate::limits::{CREDIBLE_BYTES, CREDIBLE_RATIO};
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

    fn read(&self, window: &Window) -> Result<Array> {
        window.narrow(&self.info.layout, &self.place)?;
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
        self.check_credible(layout.nbytes() as u64, &tiles)?;
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

    /// Refuses a window of more than 4 GiB over 1000 times what is stored of it: chunks that
    /// are not there take no space, and an array of nothing else can claim any shape.
    fn check_credible(&self, declared: u64, tiles: &Tiles<'_>) -> Result<()> {
        if declared <= CREDIBLE_BYTES {
            return Ok(());
        }
        let mut stored = 0_u64;
        for number in 0..tiles.count() {
            if stored.saturating_mul(CREDIBLE_RATIO) >= declared {
                return Ok(());
            }
            let key = join(&self.key, &self.described.grid.keys.key(&tiles.get(number).chunk));
            let nbytes = self.store.nbytes(&key);
            let nbytes = nbytes.map_err(|trouble| trouble.in_chunk(&key, &self.place))?;
            stored = stored.saturating_add(nbytes.unwrap_or(0));
        }
        crate::limits::check_credible(&self.place, declared, stored)
    }
}
