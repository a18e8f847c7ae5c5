//! Containers of Blosc 1: blocks that were shuffled and compressed on their own.
//!
//! Sources: `README_CHUNK_FORMAT.rst` and `blosc.c` (`blosc_d`) of c-blosc 1.21. Blosc's own
//! decompressor is C that must trust the lengths in its header; this reader is bounded by
//! the slices that it is given.

mod lz;

use super::bytes::{broken, room};
use super::shuffle::{unshuffle, unshuffle_bits};
use crate::zarr::trouble::Trouble;

const HEADER: usize = 16;
const SHUFFLED: u8 = 1;
const COPIED: u8 = 2;
const BIT_SHUFFLED: u8 = 4;
const WHOLE_BLOCKS: u8 = 0x10;
/// Before there was a flag for it, blocks of more parts, or of shorter ones, were not split.
const MOST_PARTS: usize = 16;
const SHORTEST_PART: usize = 128;

/// What the header says.
#[derive(Clone, Copy, Debug)]
struct Header {
    flags: u8,
    itemsize: usize,
    nbytes: usize,
    block_nbytes: usize,
}

impl Header {
    /// The header of a container that holds at most `most` bytes.
    fn read(bytes: &[u8], most: u64) -> Result<Self, Trouble> {
        let expected = "a Blosc header of 16 bytes";
        let header = bytes
            .first_chunk::<HEADER>()
            .ok_or_else(|| Trouble::malformed(0, format!("{} bytes", bytes.len()), expected))?;
        let length = |at: usize| {
            let four = [header[at], header[at + 1], header[at + 2], header[at + 3]];
            usize::try_from(u32::from_le_bytes(four)).unwrap_or(usize::MAX)
        };
        let (nbytes, block_nbytes, compressed) = (length(4), length(8), length(12));
        if header[0] > 2 {
            let found = format!("version {} of Blosc's containers", header[0]);
            return Err(Trouble::unsupported(found, "versions 1 and 2 are read"));
        }
        if compressed != bytes.len() {
            let found = format!("{} bytes", bytes.len());
            let expected = format!("{compressed} bytes, as the Blosc header says");
            return Err(Trouble::malformed(12, found, expected));
        }
        if nbytes as u64 > most {
            let found = format!("a Blosc container of {nbytes} bytes");
            return Err(Trouble::malformed(4, found, format!("at most {most} bytes")));
        }
        if nbytes > 0 && (block_nbytes == 0 || block_nbytes > nbytes) {
            let found = format!("blocks of {block_nbytes} bytes");
            return Err(Trouble::malformed(8, found, format!("blocks of 1 to {nbytes} bytes")));
        }
        let itemsize = usize::from(header[3]).max(1);
        Ok(Self { flags: header[2], itemsize, nbytes, block_nbytes })
    }

    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// How many parts a block of so many bytes was compressed in.
    fn parts(&self, nbytes: usize) -> usize {
        let is_split = !self.has(WHOLE_BLOCKS)
            && self.itemsize <= MOST_PARTS
            && nbytes / self.itemsize >= SHORTEST_PART
            && nbytes == self.block_nbytes;
        if is_split { self.itemsize } else { 1 }
    }
}

/// Unpacks a container of at most `most` bytes.
pub(super) fn decode(bytes: &[u8], most: u64) -> Result<Vec<u8>, Trouble> {
    let header = Header::read(bytes, most)?;
    if header.has(COPIED) {
        let plain = bytes.get(HEADER..HEADER + header.nbytes);
        return Ok(plain.ok_or_else(|| broken("it ends too early"))?.to_vec());
    }
    let mut plain = room(header.nbytes as u64)?;
    let count = header.nbytes.div_ceil(header.block_nbytes.max(1));
    let starts = bytes.get(HEADER..).and_then(|rest| rest.get(..count.checked_mul(4)?));
    let starts = starts.ok_or_else(|| broken("the list of its blocks ends too early"))?;
    // A block is at most as long as what it is a part of, and that is credible.
    let mut block = room(header.block_nbytes as u64)?;
    for start in starts.chunks_exact(4) {
        let start = [start[0], start[1], start[2], start[3]];
        let at = usize::try_from(u32::from_le_bytes(start)).unwrap_or(usize::MAX);
        let packed = bytes.get(at..).unwrap_or_default();
        let nbytes = header.block_nbytes.min(header.nbytes - plain.len());
        block.clear();
        unpack(&header, packed, nbytes, &mut block)?;
        if header.has(SHUFFLED) {
            unshuffle(&block, header.itemsize, &mut plain);
        } else if header.has(BIT_SHUFFLED) {
            unshuffle_bits(&block, header.itemsize, &mut plain);
        } else {
            plain.extend_from_slice(&block);
        }
    }
    Ok(plain)
}

/// Unpacks the parts of one block.
fn unpack(
    header: &Header,
    mut packed: &[u8],
    nbytes: usize,
    block: &mut Vec<u8>,
) -> Result<(), Trouble> {
    let parts = header.parts(nbytes);
    let part_nbytes = nbytes / parts;
    for _ in 0..parts {
        let (length, rest) =
            packed.split_first_chunk::<4>().ok_or_else(|| broken("a block ends too early"))?;
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let part = rest.get(..length).ok_or_else(|| broken("a block ends too early"))?;
        packed = &rest[length..];
        let end = block.len() + part_nbytes;
        if length == part_nbytes {
            block.extend_from_slice(part);
        } else {
            decompress(header, part, part_nbytes, block)?;
        }
        if block.len() != end {
            return Err(broken("a block of another length than the header says"));
        }
    }
    // Bytes behind the last whole part, if a block could have them: c-blosc leaves them out.
    if block.len() < nbytes {
        return Err(broken("blocks that do not divide into their parts"));
    }
    Ok(())
}

/// Appends what one part unpacks to, at most `nbytes` bytes.
fn decompress(
    header: &Header,
    part: &[u8],
    nbytes: usize,
    block: &mut Vec<u8>,
) -> Result<(), Trouble> {
    let start = block.len();
    match header.flags >> 5 {
        0 => return lz::decompress(part, nbytes, block),
        1 => {
            block.resize(start + nbytes, 0);
            let got = lz4_flex::block::decompress_into(part, &mut block[start..]);
            block.truncate(start + got.map_err(|error| broken(&error.to_string()))?);
        }
        3 => {
            use std::io::Read as _;
            let stream = flate2::read::ZlibDecoder::new(part);
            let got = stream.take(nbytes as u64).read_to_end(block);
            got.map_err(|error| broken(&error.to_string()))?;
        }
        4 => block.extend(super::bytes::zstd(part, nbytes as u64)?),
        other => {
            let name = if other == 2 { "snappy".to_owned() } else { format!("number {other}") };
            return Err(Trouble::unsupported(
                format!("the compression {name} in a Blosc container"),
                "blosclz, lz4, zlib and zstd are read",
            ));
        }
    }
    Ok(())
}
