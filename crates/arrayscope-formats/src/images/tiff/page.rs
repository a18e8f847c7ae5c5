//! One page as its directory describes it.

use arrayscope_core::DType;
use tiff::decoder::{ChunkType, DecodingSampleType};
use tiff::tags::{CompressionMethod, PhotometricInterpretation, PlanarConfiguration, Tag};
use tiff::{ColorType, TiffResult};

use super::super::undecodable;
use super::Pages;
use crate::error::Result;
use crate::npy::ended;
use crate::place::Place;

/// Bytes that one compressed byte can stand for: LZW is the most generous of the methods,
/// with strings of up to 3838 bytes in 12 bits.
const MOST_PER_BYTE: u64 = 2600;

/// One page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// Counted from 0 in the order of the file.
    pub(super) index: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
    pub(super) dtype: DType,
    pub(super) is_white_zero: bool,
    /// Whether the decoder gives luma and chromas.
    pub(super) is_ycbcr: bool,
    pub(super) pixels: Pixels,
}

/// Where the pixels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pixels {
    /// As they are, from this byte on.
    Plain {
        /// Where the first one is.
        data_offset: u64,
    },
    /// In strips or tiles, which are read as a whole.
    Chunks(Chunks),
}

/// How a page is cut into strips or tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunks {
    pub(super) height: usize,
    pub(super) width: usize,
    /// Whether each channel has chunks of its own.
    pub(super) is_planar: bool,
}

impl Page {
    /// Describes the page that the decoder stands at.
    pub(super) fn describe(
        decoder: &mut Pages,
        index: usize,
        stored: u64,
        place: &Place,
    ) -> Result<Self> {
        let fail = |error| undecodable(place, &error);
        let (width, height) = decoder.dimensions().map_err(fail)?;
        let color = decoder.colortype().map_err(fail)?;
        let (channels, bits) = samples(color);
        let samples: u16 = tag(decoder, Tag::SamplesPerPixel, 1).map_err(fail)?;
        let compression: u16 = tag(decoder, Tag::Compression, 1).map_err(fail)?;
        let is_ycbcr = matches!(color, ColorType::YCbCr(_));
        let is_jpeg = compression == CompressionMethod::ModernJPEG.to_u16();
        let is_known = matches!(bits, 8 | 16 | 32 | 64) && (!is_ycbcr || is_jpeg && bits == 8);
        if channels != samples || !is_known {
            return Err(place.unsupported(
                format!("a page of {samples} samples of {bits} bits ({color:?})"),
                "grey, colours and bands of 8, 16, 32 or 64 bits are read",
            ));
        }
        let (chunk_width, chunk_height) = decoder.chunk_dimensions();
        if width == 0 || height == 0 || chunk_width == 0 || chunk_height == 0 {
            return Err(place.malformed(0, "a page or a chunk of no pixels", "at least one pixel"));
        }
        let layout = decoder.image_chunk_buffer_layout(0).map_err(fail)?;
        let dtype = dtype(layout.sample_type).ok_or_else(|| {
            place.unsupported(format!("samples of {:?}", layout.sample_format), "numbers are read")
        })?;
        let photometric: u16 = tag(decoder, Tag::PhotometricInterpretation, 1).map_err(fail)?;
        let is_white_zero = photometric == PhotometricInterpretation::WhiteIsZero.to_u16();
        let planar: u16 = tag(decoder, Tag::PlanarConfiguration, 1).map_err(fail)?;
        let chunks = Chunks {
            height: length(chunk_height),
            width: length(chunk_width),
            is_planar: planar == PlanarConfiguration::Planar.to_u16() && channels > 1,
        };
        let (height, width, channels) = (length(height), length(width), usize::from(channels));
        let pixels = Pixels::Chunks(chunks);
        let mut page =
            Self { index, height, width, channels, dtype, is_white_zero, is_ycbcr, pixels };
        let ranges = Ranges::read(decoder).map_err(fail)?;
        if let Some(data_offset) = page.plain(decoder, chunks, &ranges).map_err(fail)? {
            page.check_end(data_offset, stored, place)?;
            page.pixels = Pixels::Plain { data_offset };
            return Ok(page);
        }
        ranges.check(page.nbytes(), stored, place)?;
        if is_white_zero && page.dtype.class() == arrayscope_core::dtype::Class::Float {
            let found = "compressed floats of which white is zero";
            return Err(place.unsupported(found, "integers of which white is zero are read"));
        }
        Ok(page)
    }

    /// Whether two pages can be of one array.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let kind = |page: &Self| (page.height, page.width, page.channels);
        kind(self) == kind(other) && self.dtype == other.dtype
    }

    /// Bytes that the tables of strips or tiles take at least: two for where each is and
    /// two for how long.
    pub(super) fn table_nbytes(&self) -> u64 {
        match self.pixels {
            Pixels::Plain { .. } => 4,
            Pixels::Chunks(chunks) => {
                let across = self.width.div_ceil(chunks.width) as u64;
                let down = self.height.div_ceil(chunks.height) as u64;
                across.saturating_mul(down).saturating_mul(4)
            }
        }
    }

    /// Where the first pixel is, if all follow it without compression and without a gap.
    fn plain(
        &self,
        decoder: &mut Pages,
        chunks: Chunks,
        Ranges { offsets, counts }: &Ranges,
    ) -> TiffResult<Option<u64>> {
        let compression: u16 = tag(decoder, Tag::Compression, 1)?;
        let predictor: u16 = tag(decoder, Tag::Predictor, 1)?;
        let is_plain = decoder.get_chunk_type() == ChunkType::Strip
            && compression == CompressionMethod::None.to_u16()
            && predictor == 1
            && !chunks.is_planar;
        let row_nbytes = (self.width * self.channels) as u64 * self.dtype.itemsize() as u64;
        let strip = (chunks.height as u64).checked_mul(row_nbytes);
        let is_dense = std::iter::zip(offsets.windows(2), counts).all(|(pair, &count)| {
            Some(count) == strip && pair[0].checked_add(count) == Some(pair[1])
        });
        let is_all =
            offsets.len() == counts.len() && offsets.len() == self.height.div_ceil(chunks.height);
        Ok(offsets.first().copied().filter(|_| is_plain && is_dense && is_all))
    }

    /// Bytes of all pixels, or as many as can be counted.
    fn nbytes(&self) -> u64 {
        let lengths = [self.height, self.width, self.channels, self.dtype.itemsize()];
        lengths.iter().fold(1, |product: u64, &length| product.saturating_mul(length as u64))
    }

    fn check_end(&self, data_offset: u64, stored: u64, place: &Place) -> Result<()> {
        let end = data_offset.checked_add(self.nbytes());
        if end.is_some_and(|end| end <= stored) {
            return Ok(());
        }
        let (height, width) = (self.height, self.width);
        Err(ended(
            place,
            stored,
            &format!("{height} rows of {width} pixels from byte {data_offset} on"),
        ))
    }
}

/// Where the strips or tiles are, and how many bytes each has.
struct Ranges {
    offsets: Vec<u64>,
    counts: Vec<u64>,
}

impl Ranges {
    fn read(decoder: &mut Pages) -> TiffResult<Self> {
        let (offsets, counts) = match decoder.get_chunk_type() {
            ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
            ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
        };
        let offsets = decoder.get_tag_u64_vec(offsets)?;
        Ok(Self { offsets, counts: decoder.get_tag_u64_vec(counts)? })
    }

    /// Refuses what reaches beyond the file, because a decoder may not miss the last bytes,
    /// and `nbytes` of pixels that cannot be in so few.
    fn check(&self, nbytes: u64, stored: u64, place: &Place) -> Result<()> {
        let packed = self.counts.iter().fold(0_u64, |sum, &count| sum.saturating_add(count));
        if nbytes > packed.saturating_mul(MOST_PER_BYTE) {
            let found = format!("{nbytes} bytes of pixels in {packed} bytes");
            return Err(place.malformed(0, found, "as many as so many bytes can hold"));
        }
        let is_outside = |&(&offset, &count): &(&u64, &u64)| {
            offset.checked_add(count).is_none_or(|end| end > stored)
        };
        match std::iter::zip(&self.offsets, &self.counts).find(is_outside) {
            None => Ok(()),
            Some((offset, count)) => {
                let expected = format!("a strip or tile of {count} bytes from byte {offset} on");
                Err(ended(place, stored, &expected))
            }
        }
    }
}

/// Samples of a pixel, and bits of each.
fn samples(color: ColorType) -> (u16, u8) {
    match color {
        ColorType::Multiband { bit_depth, num_samples } => (num_samples, bit_depth),
        color => (color.num_samples(), color.bit_depth()),
    }
}

/// A tag of one small number, or what it means when it is not there.
fn tag(decoder: &mut Pages, tag: Tag, default: u16) -> TiffResult<u16> {
    Ok(decoder.find_tag_unsigned(tag)?.unwrap_or(default))
}

fn dtype(sample_type: Option<DecodingSampleType>) -> Option<DType> {
    use DecodingSampleType as Sample;
    Some(match sample_type? {
        Sample::U8 => DType::U8,
        Sample::U16 => DType::U16,
        Sample::U32 => DType::U32,
        Sample::U64 => DType::U64,
        Sample::I8 => DType::I8,
        Sample::I16 => DType::I16,
        Sample::I32 => DType::I32,
        Sample::I64 => DType::I64,
        Sample::F16 => DType::F16,
        Sample::F32 => DType::F32,
        Sample::F64 => DType::F64,
    })
}

fn length(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
