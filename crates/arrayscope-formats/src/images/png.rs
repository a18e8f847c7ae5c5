//! PNG, by the `png` crate.

use std::io::{self, BufReader, Read};

use arrayscope_core::dtype::{ByteOrder, DType};
use png::{BitDepth, ColorType, Decoder, DecodingError, Reader, Transformations};

use super::{Decode, Described, undecodable};
use crate::error::{Error, Result};
use crate::io::{Part, Runs, gather_forward};
use crate::note::Note;
use crate::place::Place;

/// The decoder of PNG.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Png;

/// Bytes that deflate can make of one.
const MOST_PER_BYTE: u64 = 1032;

type Bytes = BufReader<Part>;

impl Decode for Png {
    const FORMAT: &'static str = "png";

    fn describe(&self, file: Part, stored: u64, place: &Place) -> Result<Described> {
        let reader = open(file, place)?;
        let (color, depth) = reader.output_color_type();
        let info = reader.info();
        if info.raw_bytes() as u64 > stored.saturating_mul(MOST_PER_BYTE) {
            let found = format!("{} × {} pixels in {stored} bytes", info.height, info.width);
            return Err(place.malformed(0, found, "as many as so many bytes can hold"));
        }
        let mut notes = Vec::new();
        if info.color_type == ColorType::Indexed {
            notes.push(Note::Expanded { what: "the colours of a palette" });
        } else if info.trns.is_some() {
            notes.push(Note::Expanded { what: "a transparent colour, as a channel of alpha" });
        }
        if info.color_type == ColorType::Grayscale && (info.bit_depth as u8) < 8 {
            notes.push(Note::Expanded { what: "grey of fewer than 8 bits, scaled to 8" });
        }
        if let Some(animation) = info.animation_control.filter(|a| a.num_frames > 1) {
            notes.push(Note::FirstFrame { frames: animation.num_frames.into() });
        }
        let dtype = if depth == BitDepth::Sixteen { DType::U16 } else { DType::U8 };
        let (height, width) = (length(info.height), length(info.width));
        let (channels, byte_order) = (color.samples(), ByteOrder::Big);
        Ok(Described { height, width, channels, dtype, byte_order, notes })
    }

    fn pixels(&self, file: Part, runs: Runs, whole: bool, place: &Place) -> Result<Vec<u8>> {
        let reader = open(file, place)?;
        if reader.info().interlaced {
            return interlaced(reader, runs, place);
        }
        let mut rows = Rows { reader, row: Vec::new(), at: 0 };
        let pixels = gather_forward(&mut rows, 0, runs, place)?;
        if whole {
            rows.reader.finish().map_err(|error| said(place, error))?;
        }
        Ok(pixels)
    }
}

/// A picture whose rows come in seven passes must be held as a whole.
fn interlaced(mut reader: Reader<Bytes>, runs: Runs, place: &Place) -> Result<Vec<u8>> {
    let nbytes = reader.output_buffer_size().unwrap_or(usize::MAX);
    let mut picture = Vec::new();
    crate::io::reserve(&mut picture, nbytes, place)?;
    picture.resize(nbytes, 0);
    reader.next_frame(&mut picture).map_err(|error| said(place, error))?;
    reader.finish().map_err(|error| said(place, error))?;
    gather_forward(&mut picture.as_slice(), 0, runs, place)
}

/// Reads up to the first pixels. Palettes become colours; texts and profiles are skipped.
fn open(file: Part, place: &Place) -> Result<Reader<Bytes>> {
    let mut decoder = Decoder::new(BufReader::with_capacity(1 << 16, file));
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.read_info().map_err(|error| said(place, error))
}

fn said(place: &Place, error: DecodingError) -> Error {
    match error {
        DecodingError::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            place.io("read the picture", error)
        }
        error => undecodable(place, &error),
    }
}

fn length(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The rows of a picture as one stream of bytes.
struct Rows {
    reader: Reader<Bytes>,
    row: Vec<u8>,
    /// How much of the row was read.
    at: usize,
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.row.len() {
            self.row.clear();
            self.at = 0;
            match self.reader.next_row() {
                Ok(Some(row)) => self.row.extend_from_slice(row.data()),
                Ok(None) => return Ok(0),
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        let count = buffer.len().min(self.row.len() - self.at);
        buffer[..count].copy_from_slice(&self.row[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
