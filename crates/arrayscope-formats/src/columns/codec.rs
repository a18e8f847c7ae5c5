//! The compressions of columns, unpacked without trusting what they say of their size.

use std::io::{Error, ErrorKind, Read, Result};

use flate2::read::MultiGzDecoder;
use zstd::stream::read::Decoder as ZstdDecoder;

/// How the bytes of a column are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    Plain,
    /// Snappy, in its raw format.
    Snappy,
    Gzip,
    Zstd,
    /// LZ4, one block without a frame.
    Lz4,
    /// LZ4 in its frame format.
    Lz4Frame,
}

/// Unpacked bytes for each byte that is stored, at most: an element of Snappy copies 64
/// bytes and takes three, a byte of LZ4 adds 255 to a length. Both are unpacked into memory
/// that is asked for before.
const SNAPPY_RATIO: usize = 64;
const LZ4_RATIO: usize = 256;

/// The power of two that Zstandard may look back: 8 MiB, which its own documentation
/// recommends to support, unless what is expected is longer.
fn window_log(nbytes: usize) -> u32 {
    usize::BITS.saturating_sub(nbytes.leading_zeros()).clamp(23, 31)
}

impl Codec {
    /// Its name; `None` where nothing was done.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Snappy => Some("snappy"),
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
            Self::Lz4 | Self::Lz4Frame => Some("lz4"),
        }
    }

    /// Unpacks to exactly `nbytes`.
    pub(crate) fn unpack(self, packed: Vec<u8>, nbytes: usize) -> Result<Vec<u8>> {
        let invalid =
            |error: &dyn std::fmt::Display| Error::new(ErrorKind::InvalidData, error.to_string());
        let unpacked = match self {
            Self::Plain => packed,
            Self::Snappy => {
                let declared =
                    snap::raw::decompress_len(&packed).map_err(|error| invalid(&error))?;
                check(declared, nbytes)?;
                check_ratio(nbytes, packed.len(), SNAPPY_RATIO)?;
                snap::raw::Decoder::new()
                    .decompress_vec(&packed)
                    .map_err(|error| invalid(&error))?
            }
            Self::Gzip => take(MultiGzDecoder::new(packed.as_slice()), packed.len(), nbytes)?,
            Self::Zstd => {
                let mut stream = ZstdDecoder::with_buffer(packed.as_slice())?;
                stream.window_log_max(window_log(nbytes))?;
                take(stream, packed.len(), nbytes)?
            }
            Self::Lz4 => {
                check_ratio(nbytes, packed.len(), LZ4_RATIO)?;
                let mut unpacked = vec![0; nbytes];
                let got = lz4_flex::block::decompress_into(&packed, &mut unpacked)
                    .map_err(|error| invalid(&error))?;
                unpacked.truncate(got);
                unpacked
            }
            Self::Lz4Frame => {
                let stream = lz4_flex::frame::FrameDecoder::new(packed.as_slice());
                take(stream, packed.len(), nbytes)?
            }
        };
        check(unpacked.len(), nbytes)?;
        Ok(unpacked)
    }
}

/// What a stream gives, and not more than one byte beyond what is expected. Memory grows
/// with what arrives.
fn take(stream: impl Read, packed: usize, nbytes: usize) -> Result<Vec<u8>> {
    let mut unpacked = Vec::with_capacity(nbytes.min(packed.saturating_mul(4)));
    stream.take((nbytes as u64).saturating_add(1)).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

fn check(found: usize, nbytes: usize) -> Result<()> {
    if found == nbytes {
        return Ok(());
    }
    let found = if found > nbytes { "more".to_owned() } else { found.to_string() };
    Err(Error::new(ErrorKind::InvalidData, format!("{found} bytes where {nbytes} are declared")))
}

fn check_ratio(nbytes: usize, packed: usize, most: usize) -> Result<()> {
    if nbytes <= packed.saturating_mul(most) {
        return Ok(());
    }
    let what = format!("{packed} bytes cannot hold the {nbytes} that are declared");
    Err(Error::new(ErrorKind::InvalidData, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_that_lies_is_refused_before_memory_is_asked_for() {
        for codec in [Codec::Snappy, Codec::Lz4] {
            // Snappy's own length, 2^31 - 1, in front.
            let packed = vec![0xff, 0xff, 0xff, 0xff, 0x07, 0];
            assert!(codec.unpack(packed, i32::MAX as usize).is_err(), "{codec:?}");
        }
        let packed = snap::raw::Encoder::new().compress_vec(&[7; 1000]).unwrap();
        assert_eq!(Codec::Snappy.unpack(packed.clone(), 1000).unwrap(), [7; 1000]);
        let refused = Codec::Snappy.unpack(packed, 999).unwrap_err().to_string();
        assert_eq!(refused, "more bytes where 999 are declared");
    }

    #[test]
    fn garbage_is_an_error_of_every_codec() {
        for codec in [Codec::Snappy, Codec::Gzip, Codec::Zstd, Codec::Lz4, Codec::Lz4Frame] {
            for packed in [vec![], vec![0xff; 9], b"\x28\xb5\x2f\xfd\0\xff\xff\xff".to_vec()] {
                assert!(codec.unpack(packed, 64).is_err(), "{codec:?}");
            }
        }
    }
}
