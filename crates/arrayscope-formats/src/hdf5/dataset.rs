//! A dataset as its object header describes it; nothing of its values is read.

use arrayscope_core::layout::shape_text;
use arrayscope_core::{DType, Layout};

use super::dtype::{Typed, typed};
use super::filters;
use super::object::{
    ChunkIndex, Chunks, DataLayout, Dataspace, Datatype, Filter, Header, fill_value, kind, pipeline,
};
use super::structure::{Fault, Parsed, Store, to_usize};
use crate::info::{ArrayInfo, Storage};
use crate::limits::{CREDIBLE_BYTES, CREDIBLE_RATIO};

/// Bytes of one chunk that is unpacked; it must be held as a whole.
const LARGEST_CHUNK: u64 = 256 << 20;

/// A dataset that can be read.
#[derive(Debug)]
pub(super) struct Dataset {
    /// The array as it is stored.
    pub(super) info: ArrayInfo,
    /// The names of an enumeration's values.
    pub(super) names: Vec<String>,
    pub(super) elements: Elements,
    /// The bytes of an element that nobody wrote.
    pub(super) fill: Vec<u8>,
}

/// Where the elements of a dataset are.
#[derive(Debug)]
pub(super) enum Elements {
    /// All of them were in the object header.
    Here(Vec<u8>),
    /// One after the other, from this byte of the file on.
    Plain(u64),
    /// Nobody wrote one.
    Nowhere,
    Chunked(Chunked),
}

/// The chunks of a dataset.
#[derive(Debug)]
pub(super) struct Chunked {
    /// Lengths per axis of the array, those inside of an element included.
    pub(super) shape: Vec<usize>,
    pub(super) index: ChunkIndex,
    pub(super) address: u64,
    pub(super) filters: Vec<Filter>,
    pub(super) partial_are_plain: bool,
    /// Axes of the dataset, those inside of an element not included.
    pub(super) ndim: usize,
    /// Chunks per axis.
    pub(super) grid: Vec<u64>,
    /// Chunks per axis of an array that has grown as far as it may; [`u64::MAX`] where
    /// there is no limit.
    pub(super) most: Vec<u64>,
    /// Bytes of a chunk when it is unpacked.
    pub(super) nbytes: usize,
}

impl Dataset {
    /// Describes a dataset; the name is for its address.
    pub(super) fn describe(store: &Store, header: &Header, name: &str) -> Parsed<Self> {
        let dataspace = header.expect(kind::DATASPACE, "shape")?;
        let dataspace = Dataspace::parse(&mut dataspace.cursor())?;
        let message = header.expect(kind::DATATYPE, "type of elements")?;
        let datatype = Datatype::parse(&mut message.cursor())?;
        if dataspace.is_null {
            return Err(Fault::unsupported("a dataset without elements", "arrays have a shape"));
        }
        let Typed { dtype, byte_order, shape: inner, names } = typed(&datatype)?;
        let shape = shape(&dataspace, &inner, header.at)?;
        let described = || format!("shape {} of {}", shape_text(&shape), dtype.name());
        let layout = Layout::c_order(&shape, dtype.itemsize()).map_err(|error| {
            let expected = format!("a shape that fits in memory addresses ({error})");
            Fault::malformed(header.at, described(), expected)
        })?;
        if header.find(kind::EXTERNAL).is_some() {
            let found = format!("{} whose values are in other files", described());
            return Err(Fault::unsupported(found, "other files are not opened"));
        }
        let filters = match header.find(kind::PIPELINE) {
            None => Vec::new(),
            Some(message) => pipeline(&mut message.cursor())?,
        };
        let mut elements = elements(store, header, &dataspace, &filters, &layout)?;
        if let Elements::Chunked(chunked) = &mut elements {
            chunked.extend(&inner, dtype.itemsize(), layout.nbytes(), store, header.at)?;
            filters::check(&chunked.filters, &described)?;
        }
        let storage = storage(&elements, &filters);
        let fill = fill_value(header)?.filter(|fill| fill.len() == datatype.nbytes());
        let mut fill = fill.unwrap_or_else(|| vec![0; dtype.itemsize()]);
        if fill.chunks(dtype.itemsize()).any(|inner| inner != &fill[..dtype.itemsize()]) {
            let found = format!("{} with a fill value that is an array", described());
            return Err(Fault::unsupported(found, "fill values of one number are read"));
        }
        fill.truncate(dtype.itemsize());
        let info = info(name, dtype, byte_order, layout, storage);
        Ok(Self { info, names, elements, fill })
    }
}

fn info(
    name: &str,
    dtype: DType,
    byte_order: arrayscope_core::dtype::ByteOrder,
    layout: Layout,
    storage: Storage,
) -> ArrayInfo {
    let (name, axis_names) = (Some(name.to_owned()), Vec::new());
    ArrayInfo { name, dtype, byte_order, layout, axis_names, labels: None, storage }
}

/// The axes of the dataset, and those inside of an element.
fn shape(dataspace: &Dataspace, inner: &[usize], at: u64) -> Parsed<Vec<usize>> {
    let outer = dataspace.shape.iter().map(|&length| to_usize(length, at));
    outer.chain(inner.iter().map(|&length| Ok(length))).collect()
}

/// Where the elements are. Those that are stored as they are must all be there.
fn elements(
    store: &Store,
    header: &Header,
    dataspace: &Dataspace,
    filters: &[Filter],
    layout: &Layout,
) -> Parsed<Elements> {
    let message = header.expect(kind::LAYOUT, "layout")?;
    let nbytes = layout.nbytes() as u64;
    let parsed = DataLayout::parse(&mut message.cursor())?;
    if nbytes == 0 {
        return Ok(Elements::Nowhere);
    }
    match parsed {
        DataLayout::Compact(bytes) if bytes.len() == layout.nbytes() => Ok(Elements::Here(bytes)),
        DataLayout::Compact(bytes) => {
            let found = format!("{} bytes of elements", bytes.len());
            Err(Fault::malformed(header.at, found, format!("{nbytes} bytes")))
        }
        DataLayout::Contiguous(Some(address)) => {
            store.check(address, nbytes, "elements")?;
            Ok(Elements::Plain(store.at(address)))
        }
        DataLayout::Contiguous(None) => {
            check_credible(nbytes, store, header.at)?;
            Ok(Elements::Nowhere)
        }
        DataLayout::Chunked(chunks) => {
            check_credible(nbytes, store, header.at)?;
            let Some(address) = chunks.address else { return Ok(Elements::Nowhere) };
            Ok(Elements::Chunked(Chunked::new(chunks, address, dataspace, filters, header.at)?))
        }
    }
}

/// Refuses more than 4 GiB that are more than 1000 times the file.
fn check_credible(nbytes: u64, store: &Store, at: u64) -> Parsed<()> {
    let stored = store.nbytes();
    if nbytes <= CREDIBLE_BYTES || nbytes <= stored.saturating_mul(CREDIBLE_RATIO) {
        return Ok(());
    }
    Err(Fault::malformed(
        at,
        format!("{nbytes} bytes of elements in a file of {stored} bytes"),
        "at most 4 GiB, or 1000 × what is stored",
    ))
}

/// How people see that the elements are kept.
fn storage(elements: &Elements, filters: &[Filter]) -> Storage {
    let Elements::Chunked(chunked) = elements else { return Storage::default() };
    Storage {
        chunk_shape: Some(chunked.shape.clone()),
        codecs: filters.iter().map(Filter::name).collect(),
    }
}

impl Chunked {
    fn new(
        chunks: Chunks,
        address: u64,
        dataspace: &Dataspace,
        filters: &[Filter],
        at: u64,
    ) -> Parsed<Self> {
        let Chunks { shape, index, partial_are_plain, .. } = chunks;
        let ndim = dataspace.shape.len();
        if shape.len() != ndim {
            let found = format!("chunks of {} axes", shape.len());
            return Err(Fault::malformed(at, found, format!("{ndim}, as the dataset")));
        }
        let per_axis = |lengths: &[u64]| -> Vec<u64> {
            let chunks = std::iter::zip(lengths, &shape);
            let count = |(&all, &one): (&u64, &u64)| {
                if all == u64::MAX { u64::MAX } else { all.div_ceil(one) }
            };
            chunks.map(count).collect()
        };
        let (grid, most) = (per_axis(&dataspace.shape), per_axis(&dataspace.most));
        let shape = shape.iter().map(|&length| to_usize(length, at)).collect::<Parsed<_>>()?;
        let filters = filters.to_vec();
        Ok(Self { shape, index, address, filters, partial_are_plain, ndim, grid, most, nbytes: 0 })
    }

    /// Chunks of the whole grid.
    pub(super) fn count(&self) -> u64 {
        self.grid.iter().copied().fold(1, u64::saturating_mul)
    }

    /// Adds the axes inside of an element, and checks how large a chunk is.
    fn extend(
        &mut self,
        inner: &[usize],
        itemsize: usize,
        nbytes: usize,
        store: &Store,
        at: u64,
    ) -> Parsed<()> {
        self.shape.extend_from_slice(inner);
        let sizes = self.shape.iter().map(|&length| length as u64);
        let chunk = sizes.fold(itemsize as u64, u64::saturating_mul);
        if chunk > LARGEST_CHUNK {
            let found = format!("chunks of {} elements", shape_text(&self.shape));
            let supported = format!("chunks of at most {LARGEST_CHUNK} bytes are unpacked");
            return Err(Fault::unsupported(found, supported));
        }
        self.nbytes = to_usize(chunk, at)?;
        // Chunks may stick out of the array, and be unpacked for little of what is in them.
        let all = self.grid.iter().copied().fold(chunk, u64::saturating_mul);
        check_credible(all.max(nbytes as u64), store, at)
    }
}
