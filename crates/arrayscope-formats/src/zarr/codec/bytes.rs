//! What is done to bytes: compressions, checksums and shuffles.
//!
//! Whatever comes out of a compression is bounded by what the chunk can have: more is
//! refused as soon as it comes.

use std::cell::RefCell;
use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::{blosc, shuffle};
use crate::limits::{CREDIBLE_BYTES, CREDIBLE_RATIO};
use crate::zarr::trouble::Trouble;

/// One thing that was done to bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::zarr) enum Codec {
    Gzip,
    Zlib,
    Zstd,
    /// A block of LZ4 behind its length in four bytes.
    Lz4,
    Blosc,
    /// Four bytes at the end.
    Crc32c,
    /// The first bytes of all elements, then the second bytes, and so on.
    Shuffle {
        itemsize: usize,
    },
}

/// How many bytes there must or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Exactly(u64),
    AtMost(u64),
}

impl Size {
    fn most(self) -> u64 {
        match self {
            Self::Exactly(nbytes) | Self::AtMost(nbytes) => nbytes,
        }
    }

    /// Refuses another number of bytes.
    fn check(self, found: u64) -> Result<(), Trouble> {
        let (fits, expected) = match self {
            Self::Exactly(nbytes) => (found == nbytes, format!("{nbytes}")),
            Self::AtMost(nbytes) => (found <= nbytes, format!("at most {nbytes}")),
        };
        if fits {
            return Ok(());
        }
        let found_text = format!("{found} bytes");
        Err(Trouble::malformed(found.min(self.most()), found_text, format!("{expected} bytes")))
    }
}

impl Codec {
    /// The name in the format.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zlib => "zlib",
            Self::Zstd => "zstd",
            Self::Lz4 => "lz4",
            Self::Blosc => "blosc",
            Self::Crc32c => "crc32c",
            Self::Shuffle { .. } => "shuffle",
        }
    }

    /// Bytes after encoding so many. A compression may make incompressible data a little
    /// longer; none of these by more than an eighth and a header.
    fn encoded(self, size: Size) -> Size {
        match (self, size) {
            (Self::Crc32c, Size::Exactly(nbytes)) => Size::Exactly(nbytes.saturating_add(4)),
            (Self::Crc32c, Size::AtMost(nbytes)) => Size::AtMost(nbytes.saturating_add(4)),
            (Self::Shuffle { .. }, size) => size,
            (_, size) => {
                let most = size.most();
                Size::AtMost(most.saturating_add(most / 8).saturating_add(1 << 16))
            }
        }
    }

    /// Undoes it.
    fn decode(self, bytes: Vec<u8>, size: Size) -> Result<Vec<u8>, Trouble> {
        let (declared, stored) = (size.most(), bytes.len() as u64);
        if declared > CREDIBLE_BYTES && declared > stored.saturating_mul(CREDIBLE_RATIO) {
            return Err(Trouble::Bomb { declared, stored });
        }
        match self {
            Self::Gzip => inflated(MultiGzDecoder::new(bytes.as_slice()), size),
            Self::Zlib => inflated(ZlibDecoder::new(bytes.as_slice()), size),
            Self::Zstd => zstd(&bytes, size.most()),
            Self::Lz4 => lz4(&bytes, size),
            Self::Blosc => blosc::decode(&bytes, size.most()),
            Self::Crc32c => checked(bytes),
            Self::Shuffle { itemsize } => {
                let mut plain = room(bytes.len() as u64)?;
                shuffle::unshuffle(&bytes, itemsize, &mut plain);
                Ok(plain)
            }
        }
    }
}

/// The most bytes that a value can have whose contents, encoded by `codecs`, are `nbytes`.
pub(in crate::zarr) fn stored_most(codecs: &[Codec], nbytes: u64) -> u64 {
    codecs.iter().fold(Size::Exactly(nbytes), |size, codec| codec.encoded(size)).most()
}

/// Undoes all `codecs`, the last one first; the result has `nbytes` bytes.
pub(in crate::zarr) fn decode(
    codecs: &[Codec],
    mut bytes: Vec<u8>,
    nbytes: u64,
) -> Result<Vec<u8>, Trouble> {
    let mut sizes = vec![Size::Exactly(nbytes)];
    for codec in codecs {
        sizes.extend(sizes.last().map(|&size| codec.encoded(size)));
    }
    for (at, codec) in codecs.iter().enumerate().rev() {
        sizes[at + 1].check(bytes.len() as u64)?;
        bytes = codec.decode(bytes, sizes[at])?;
    }
    sizes[0].check(bytes.len() as u64)?;
    Ok(bytes)
}

/// Room for so many bytes, or a message instead of an abort. Nothing is touched.
pub(super) fn room(nbytes: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    usize::try_from(nbytes)
        .ok()
        .and_then(|nbytes| bytes.try_reserve_exact(nbytes).ok())
        .map(|()| bytes)
        .ok_or_else(|| {
            let found = format!("a chunk of {nbytes} bytes");
            Trouble::unsupported(found, "chunks that fit in the memory there is are read")
        })
}

/// Data that a decompressor does not take.
pub(super) fn broken(said: &str) -> Trouble {
    Trouble::malformed(0, format!("data that do not unpack ({said})"), "intact data")
}

/// What a decompressor gives, and no more than may be.
fn inflated(stream: impl Read, size: Size) -> Result<Vec<u8>, Trouble> {
    let most = size.most();
    // Memory grows with what comes out, not with what is promised.
    let mut bytes = Vec::new();
    let got = stream.take(most.saturating_add(1)).read_to_end(&mut bytes);
    got.map_err(|error| broken(&error.to_string()))?;
    if bytes.len() as u64 > most {
        return Err(too_many(most));
    }
    Ok(bytes)
}

fn too_many(most: u64) -> Trouble {
    Trouble::malformed(0, format!("more than {most} bytes packed"), format!("{most} bytes"))
}

/// Unpacks frames of at most `most` bytes.
pub(super) fn zstd(bytes: &[u8], most: u64) -> Result<Vec<u8>, Trouble> {
    thread_local! {
        // Its tables are kept from chunk to chunk; what that saves was not measured.
        static DECOMPRESSOR: RefCell<Option<zstd::bulk::Decompressor<'static>>> =
            const { RefCell::new(None) };
    }
    if let Ok(Some(declared)) = zstd::zstd_safe::get_frame_content_size(bytes)
        && declared > most
    {
        return Err(too_many(most));
    }
    let mut plain = room(most)?;
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            None => kept.insert(zstd::bulk::Decompressor::new()?),
        };
        decompressor.decompress_to_buffer(bytes, &mut plain).map_err(|e| broken(&e.to_string()))
    })?;
    Ok(plain)
}

/// As numcodecs writes it: the length, then one block.
fn lz4(bytes: &[u8], size: Size) -> Result<Vec<u8>, Trouble> {
    let (length, block) =
        bytes.split_first_chunk::<4>().ok_or_else(|| broken("fewer than four bytes"))?;
    let length = u64::from(u32::from_le_bytes(*length));
    size.check(length)?;
    let mut plain = room(length)?;
    plain.resize(usize::try_from(length).unwrap_or(0), 0);
    let got = lz4_flex::block::decompress_into(block, &mut plain);
    plain.truncate(got.map_err(|error| broken(&error.to_string()))?);
    Ok(plain)
}

/// The bytes before their checksum (CRC-32C, RFC 3720, little-endian).
fn checked(mut bytes: Vec<u8>) -> Result<Vec<u8>, Trouble> {
    let (start, written) =
        bytes.split_last_chunk::<4>().ok_or_else(|| broken("fewer than four bytes"))?;
    let (found, written) = (crc32c::crc32c(start), u32::from_le_bytes(*written));
    let at = start.len();
    if !crate::limits::checksum_agrees(found, written) {
        let expected = format!("{written:08x}, as when it was written");
        return Err(Trouble::malformed(at as u64, format!("a checksum of {found:08x}"), expected));
    }
    bytes.truncate(at);
    Ok(bytes)
}
