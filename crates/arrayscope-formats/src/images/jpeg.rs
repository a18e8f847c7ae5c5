//! JPEG, by the `zune-jpeg` crate.

use std::io::BufReader;

use arrayscope_core::dtype::{ByteOrder, DType};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::guarded::guarded;
use super::{Decode, Described, undecodable};
use crate::error::Result;
use crate::io::{Part, Runs, gather_forward, reserve};
use crate::place::Place;

/// The decoder of JPEG.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Jpeg;

/// Bytes of pixels for each byte of a file, at most: every block of 8 × 8 takes a bit of
/// the first scan, and with sampling factors of 4 × 4 and 1 × 1, 18 blocks are 1024 pixels
/// of three channels.
const MOST_PER_BYTE: u64 = 1366;

/// The longest side that the format has.
const LONGEST_SIDE: usize = u16::MAX as usize;

impl Decode for Jpeg {
    const FORMAT: &'static str = "jpeg";

    fn describe(&self, file: Part, stored: u64, place: &Place) -> Result<Described> {
        guarded(place, || {
            let decoder = open(file, place)?;
            let info = decoder.info().ok_or_else(|| undecodable(place, &"no frame"))?;
            let channels = channels(&decoder).ok_or_else(|| {
                let found = format!("a JPEG of {} components", info.components);
                place.unsupported(found, "grey and colours of red, green and blue are read")
            })?;
            let nbytes = u64::from(info.width) * u64::from(info.height) * channels as u64;
            if nbytes > stored.saturating_mul(MOST_PER_BYTE) {
                let found = format!("{} × {} pixels in {stored} bytes", info.height, info.width);
                return Err(place.malformed(0, found, "as many as so many bytes can hold"));
            }
            Ok(Described {
                height: info.height.into(),
                width: info.width.into(),
                channels,
                dtype: DType::U8,
                byte_order: ByteOrder::NotApplicable,
                notes: Vec::new(),
            })
        })
    }

    fn pixels(&self, file: Part, runs: Runs, _: bool, place: &Place) -> Result<Vec<u8>> {
        guarded(place, || {
            let mut decoder = open(file, place)?;
            let nbytes = decoder.output_buffer_size().unwrap_or(usize::MAX);
            let mut picture = Vec::new();
            reserve(&mut picture, nbytes, place)?;
            picture.resize(nbytes, 0);
            decoder.decode_into(&mut picture).map_err(|error| undecodable(place, &error))?;
            gather_forward(&mut picture.as_slice(), 0, runs, place)
        })
    }
}

/// Reads the headers. A picture that ends early is an error, not a grey area.
fn open(file: Part, place: &Place) -> Result<JpegDecoder<BufReader<Part>>> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(LONGEST_SIDE)
        .set_max_height(LONGEST_SIDE);
    let file = BufReader::with_capacity(1 << 16, file);
    let mut decoder = JpegDecoder::new_with_options(file, options);
    decoder.decode_headers().map_err(|error| undecodable(place, &error))?;
    let wanted = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    Ok(decoder)
}

/// Channels of the array; `None` for what is neither grey nor of three colours.
fn channels(decoder: &JpegDecoder<BufReader<Part>>) -> Option<usize> {
    match decoder.input_colorspace()? {
        ColorSpace::Luma => Some(1),
        ColorSpace::YCbCr | ColorSpace::RGB => Some(3),
        _ => None,
    }
}
