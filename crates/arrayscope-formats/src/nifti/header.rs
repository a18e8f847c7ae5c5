//! The header of a `NIfTI` image.
//!
//! Sources: `nifti1.h` and `nifti2.h` of the `NIfTI` Data Format Working Group. The two
//! versions say the same at other offsets and in other widths; the first four bytes
//! hold the length of the header, which also tells the byte order.

use arrayscope_core::Layout;
use arrayscope_core::dtype::{ByteOrder, DType};
use arrayscope_core::layout::shape_text;

use super::fields::{Bytes, Fields};
use super::scale::Scale;
use crate::error::Result;
use crate::place::Place;

/// Bytes of the longer of the two headers.
pub(super) const LONGEST: usize = 540;

/// What the header says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NiftiHeader {
    pub(super) dtype: DType,
    pub(super) byte_order: ByteOrder,
    /// Where the voxels are, counted from the first.
    pub(super) layout: Layout,
    /// Where the first voxel is in the file.
    pub(super) data_offset: u64,
    /// What turns stored numbers into values; `None` if they are the values.
    pub(super) scale: Option<Scale>,
    pub(super) axis_names: Vec<String>,
}

impl NiftiHeader {
    /// Reads the header from the first bytes of the image.
    pub(super) fn parse(start: &[u8], place: &Place) -> Result<Self> {
        let bytes = Bytes::of(start, place)?;
        let fields = bytes.fields;
        let (dtype, channels) = element(bytes.i16(fields.datatype), fields, place)?;
        let shape = bytes.shape(place)?;
        let layout = layout(&shape, channels, dtype.itemsize()).map_err(|error| {
            let found = format!("shape {} of {dtype}", shape_text(&shape));
            let expected = format!("a shape that fits in memory addresses ({error})");
            place.malformed(fields.dim as u64, found, expected)
        })?;
        let byte_order =
            if dtype.has_byte_order() { bytes.byte_order } else { ByteOrder::NotApplicable };
        let mut axis_names = bytes.axis_names(shape.len());
        axis_names.extend(channels.map(|_| "channel".to_owned()));
        // Colours are not scaled, as the standard says of RGB24.
        let scale = if channels.is_some() { None } else { bytes.scale(place)? };
        let data_offset = bytes.data_offset(place)?;
        Ok(Self { dtype, byte_order, layout, data_offset, scale, axis_names })
    }
}

/// The dtype of a data type's number, and how many of them a voxel has if it has several.
fn element(datatype: i16, fields: &Fields, place: &Place) -> Result<(DType, Option<usize>)> {
    let plain = match datatype {
        2 => DType::U8,
        4 => DType::I16,
        8 => DType::I32,
        16 => DType::F32,
        32 => DType::Complex64,
        64 => DType::F64,
        128 => return Ok((DType::U8, Some(3))),
        256 => DType::I8,
        512 => DType::U16,
        768 => DType::U32,
        1024 => DType::I64,
        1280 => DType::U64,
        1792 => DType::Complex128,
        2304 => return Ok((DType::U8, Some(4))),
        1 => return Err(place.unsupported("voxels of one bit", "voxels of whole bytes are read")),
        1536 | 2048 => {
            return Err(place.unsupported(
                "voxels of long double",
                "their bits depend on the machine that wrote them",
            ));
        }
        _ => {
            let found = format!("the data type {datatype}");
            return Err(place.malformed(fields.datatype as u64, found, "a data type of NIfTI"));
        }
    };
    Ok((plain, None))
}

/// The first axis fastest; the channels of a voxel lie together.
fn layout(
    shape: &[usize],
    channels: Option<usize>,
    itemsize: usize,
) -> Result<Layout, arrayscope_core::Error> {
    let Some(channels) = channels else {
        return Layout::f_order(shape, itemsize);
    };
    let voxels = Layout::f_order(shape, channels * itemsize)?;
    let step = isize::try_from(itemsize).unwrap_or(isize::MAX);
    let (shape, strides) = ([shape, &[channels]].concat(), [voxels.strides(), &[step]].concat());
    Layout::try_new(&shape, &strides, 0, itemsize)
}

impl Bytes<'_> {
    fn shape(&self, place: &Place) -> Result<Vec<usize>> {
        let (at, ndim) = self.dim(0);
        let Some(ndim) = usize::try_from(ndim).ok().filter(|ndim| (1..=7).contains(ndim)) else {
            return Err(place.malformed(at, format!("{ndim} axes"), "1 to 7 axes"));
        };
        (1..=ndim)
            .map(|axis| {
                let (at, length) = self.dim(axis);
                usize::try_from(length).map_err(|_| {
                    place.malformed(at, format!("a length of {length}"), "a length of 0 or more")
                })
            })
            .collect()
    }

    fn data_offset(&self, place: &Place) -> Result<u64> {
        let at = self.fields.vox_offset;
        let found = if self.is_first() {
            let offset = self.real(at);
            // Up to 2^63 every float without a fraction is an integer of 64 bits.
            #[expect(clippy::cast_possible_truncation, reason = "checked")]
            (offset.fract() == 0.0 && offset.abs() < 9e18).then_some(offset as i64)
        } else {
            Some(i64::from_ne_bytes(self.array(at)))
        };
        let least = self.fields.first_voxel;
        found
            .and_then(|offset| u64::try_from(offset).ok())
            .filter(|&offset| offset >= least)
            .ok_or_else(|| {
                let found =
                    found.map_or_else(|| self.real(at).to_string(), |offset| offset.to_string());
                place.malformed(
                    at as u64,
                    format!("voxels at byte {found}"),
                    format!("byte {least} or later"),
                )
            })
    }

    /// A slope of 0 or one that is not finite means none, as nibabel reads it.
    fn scale(&self, place: &Place) -> Result<Option<Scale>> {
        let (slope, inter) = (self.real(self.fields.scl_slope), self.real(self.fields.scl_inter));
        if slope == 0.0 || !slope.is_finite() || (slope == 1.0 && inter == 0.0) {
            return Ok(None);
        }
        if !inter.is_finite() {
            let at = self.fields.scl_inter as u64;
            let found = format!("an intercept of {inter} beside a slope of {slope}");
            return Err(place.malformed(at, found, "a finite number"));
        }
        Ok(Some(Scale { slope, inter }))
    }

    /// The standard's names of the axes, with the units of space and time.
    fn axis_names(&self, ndim: usize) -> Vec<String> {
        let units = if self.is_first() {
            self.raw::<1>(self.fields.units)[0]
        } else {
            // The eight bits that are used of an int.
            u32::from_ne_bytes(self.array(self.fields.units)).to_le_bytes()[0]
        };
        let space = [None, Some("m"), Some("mm"), Some("µm")].get(usize::from(units & 7));
        let time =
            [None, Some("s"), Some("ms"), Some("µs"), Some("Hz"), Some("ppm"), Some("rad/s")];
        let time = time.get(usize::from(units & 0x38) / 8);
        let unit = |axis| match axis {
            0..3 => space.copied().flatten(),
            3 => time.copied().flatten(),
            _ => None,
        };
        let names = ["x", "y", "z", "t", "u", "v", "w"].iter().take(ndim).enumerate();
        names
            .map(|(axis, name)| match unit(axis) {
                Some(unit) => format!("{name} ({unit})"),
                None => (*name).to_owned(),
            })
            .collect()
    }
}
