//! Pictures as arrays: rows, columns and, where there are several, channels.

#[cfg(any(feature = "jpeg", feature = "tiff"))]
mod guarded;
#[cfg(feature = "jpeg")]
pub(crate) mod jpeg;
pub(crate) mod png;
#[cfg(feature = "tiff")]
pub(crate) mod tiff;

use std::fmt;
use std::sync::Arc;

use arrayscope_core::dtype::{ByteOrder, DType};
use arrayscope_core::{Array, Layout};

use crate::container::{ArraySource, Container, Contents, Cost};
use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Storage};
use crate::io::{File, Part, Runs};
use crate::limits::check_credible;
use crate::note::Note;
use crate::npy::dense;
use crate::place::Place;
use crate::window::Window;

/// A picture of one page that is decoded from its first row on.
#[derive(Debug)]
pub(crate) struct Picture<D> {
    contents: Contents,
    file: Arc<File>,
    decoder: D,
}

/// What a decoder says of a picture before it decodes it.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) height: usize,
    pub(crate) width: usize,
    /// One channel has no axis of its own.
    pub(crate) channels: usize,
    pub(crate) dtype: DType,
    pub(crate) byte_order: ByteOrder,
    pub(crate) notes: Vec<Note>,
}

/// A compressed format of one picture.
pub(crate) trait Decode: fmt::Debug + Clone + Send + Sync + 'static {
    /// The name of the format.
    const FORMAT: &'static str;

    /// Reads what stands before the pixels, in a file of `stored` bytes.
    fn describe(&self, file: Part, stored: u64, place: &Place) -> Result<Described>;

    /// The bytes of the pixels from the first row on, up to the end of a window. A `whole`
    /// picture is checked up to its last byte.
    fn pixels(&self, file: Part, runs: Runs, whole: bool, place: &Place) -> Result<Vec<u8>>;
}

impl<D: Decode> Picture<D> {
    /// Opens a picture whose magic has been seen.
    pub(crate) fn open(file: File, path: &str, decoder: D) -> Result<Self> {
        let (place, file) = (Place::new(path, D::FORMAT), Arc::new(file));
        let stored = file.nbytes();
        let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
        let described = decoder.describe(Part::all(&file), stored, &place)?;
        let Described { height, width, channels, dtype, byte_order, notes } = described;
        let info = info(&[height, width], channels, dtype, byte_order, &place)?;
        check_credible(&place, info.nbytes() as u64, stored)?;
        Ok(Self { contents: Contents { place, arrays: vec![info], notes }, file, decoder })
    }
}

/// An array of pixels; `shape` has all axes but the channels.
fn info(
    shape: &[usize],
    channels: usize,
    dtype: DType,
    byte_order: ByteOrder,
    place: &Place,
) -> Result<ArrayInfo> {
    let mut shape = shape.to_vec();
    let names = ["page", "row", "column"];
    let mut axis_names: Vec<String> =
        names[names.len() - shape.len()..].iter().map(|&name| name.to_owned()).collect();
    if channels != 1 {
        shape.push(channels);
        axis_names.push("channel".to_owned());
    }
    let layout = Layout::c_order(&shape, dtype.itemsize()).map_err(|error| place.core(error))?;
    let byte_order = if dtype.has_byte_order() { byte_order } else { ByteOrder::NotApplicable };
    Ok(ArrayInfo {
        name: None,
        dtype,
        byte_order,
        layout,
        axis_names,
        labels: None,
        storage: Storage::default(),
    })
}

/// What a decoder's words are to us: bytes that contradict the format. The decoders do
/// not say where.
fn undecodable(place: &Place, error: &impl fmt::Display) -> Error {
    let said: String = error.to_string().chars().take(200).collect();
    let found = format!("data that does not decode ({})", crate::printable(said.trim()));
    place.malformed(0, found, "an intact picture")
}

impl<D: Decode> Container for Picture<D> {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let place = &self.contents.place;
        if let Some(member) = member {
            return Err(Error::NoSuchMember {
                path: place.path.clone(),
                member: member.to_owned(),
                members: Vec::new(),
            });
        }
        Ok(Box::new(PictureSource {
            place: place.clone(),
            info: self.contents.first()?.clone(),
            file: Arc::clone(&self.file),
            decoder: self.decoder.clone(),
        }))
    }
}

/// The pixels of a picture: they come out in order, or not at all.
#[derive(Debug)]
struct PictureSource<D> {
    place: Place,
    info: ArrayInfo,
    file: Arc<File>,
    decoder: D,
}

impl<D: Decode> ArraySource for PictureSource<D> {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        Cost::Whole
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let runs = Runs::of(&window.narrow(&self.info.layout, &self.place)?);
        let whole = *window == Window::all(self.info.shape());
        let pixels = self.decoder.pixels(Part::all(&self.file), runs, whole, &self.place)?;
        dense(&self.info, pixels, window, &self.place)
    }
}
