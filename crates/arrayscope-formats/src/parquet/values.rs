//! The encodings of values.
//!
//! Source: `Encodings.md` of Apache Parquet 2.11.

use super::levels::{Levels, packed_wide, varint};
use super::schema::Physical;

/// How the values of a page are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Plain,
    /// Indices into the dictionary.
    Dictionary,
    /// Truth values in runs.
    Rle,
    /// Differences between integers, packed.
    Delta,
    /// The first bytes of all values, then the second ones, ….
    Split,
}

impl Encoding {
    /// The encoding with this number; the number itself where there is none.
    pub(super) fn of(code: i64) -> Result<Self, i64> {
        Ok(match code {
            0 => Self::Plain,
            2 | 8 => Self::Dictionary,
            3 => Self::Rle,
            5 => Self::Delta,
            9 => Self::Split,
            other => return Err(other),
        })
    }
}

/// Decodes `count` values into little-endian bytes; `None` where the bytes end early or do
/// not fit. `dictionary` holds the values of the chunk's dictionary.
pub(super) fn decode(
    encoding: Encoding,
    physical: Physical,
    bytes: &[u8],
    count: usize,
    dictionary: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let width = match physical {
        Physical::Boolean => 1,
        Physical::Fixed(width) => width,
        Physical::Other(_) => return None,
    };
    match encoding {
        Encoding::Plain if physical == Physical::Boolean => {
            let packed = bytes.get(..count.div_ceil(8))?;
            Some((0..count).map(|at| packed[at / 8] >> (at % 8) & 1).collect())
        }
        Encoding::Plain => Some(bytes.get(..count.checked_mul(width)?)?.to_vec()),
        Encoding::Dictionary => {
            let (&bits, indices) = bytes.split_first()?;
            look_up(Levels::new(indices, small(bits)?, count), count, dictionary?, width)
        }
        Encoding::Rle if physical == Physical::Boolean => {
            // A length stands in front.
            look_up(Levels::new(bytes.get(4..)?, 1, count), count, &[0, 1], 1)
        }
        Encoding::Delta => delta(bytes, count, width),
        Encoding::Split => {
            let bytes = bytes.get(..count.checked_mul(width)?)?;
            let mut values = vec![0; bytes.len()];
            for at in 0..width {
                let stream = &bytes[at * count..(at + 1) * count];
                let places = values.iter_mut().skip(at).step_by(width);
                std::iter::zip(places, stream).for_each(|(place, &byte)| *place = byte);
            }
            Some(values)
        }
        Encoding::Rle => None,
    }
}

/// Bits of an index, at most 32.
fn small(bits: u8) -> Option<u32> {
    (bits <= 32).then_some(u32::from(bits))
}

/// The values that indices stand for.
fn look_up(mut indices: Levels<'_>, count: usize, values: &[u8], width: usize) -> Option<Vec<u8>> {
    let mut found = Vec::new();
    while let Some((index, repeats)) = indices.next_run() {
        let start = (index as usize).checked_mul(width)?;
        let value = values.get(start..start.checked_add(width)?)?;
        for _ in 0..repeats {
            found.extend_from_slice(value);
        }
    }
    (found.len() == count.checked_mul(width)?).then_some(found)
}

/// Integers as differences: blocks of some miniblocks, each of a number of bits of its own.
fn delta(mut bytes: &[u8], count: usize, width: usize) -> Option<Vec<u8>> {
    let block = usize::try_from(varint(&mut bytes)?).ok()?;
    let miniblocks = usize::try_from(varint(&mut bytes)?).ok()?;
    let total = usize::try_from(varint(&mut bytes)?).ok()?;
    let mut value = zigzag(varint(&mut bytes)?);
    let per_miniblock = block.checked_div(miniblocks)?;
    if !matches!(width, 4 | 8) || per_miniblock == 0 || total < count {
        return None;
    }
    let mut values = Vec::new();
    let mut left = count;
    if left > 0 {
        values.extend_from_slice(&value.to_le_bytes()[..width]);
        left -= 1;
    }
    while left > 0 {
        let least = zigzag(varint(&mut bytes)?);
        let (widths, rest) = bytes.split_at_checked(miniblocks)?;
        bytes = rest;
        for &bits in widths {
            let taken = left.min(per_miniblock);
            if bits > 64 || taken == 0 {
                break;
            }
            // The last miniblock may be cut behind its last value.
            let nbytes = per_miniblock.checked_mul(bits.into())?.div_ceil(8);
            if (taken * usize::from(bits)).div_ceil(8) > bytes.len() {
                return None;
            }
            let (packed, rest) = bytes.split_at(nbytes.min(bytes.len()));
            bytes = rest;
            for at in 0..taken {
                let step = packed_wide(packed, bits.into(), at).cast_signed();
                value = value.wrapping_add(least).wrapping_add(step);
                values.extend_from_slice(&value.to_le_bytes()[..width]);
            }
            left -= taken;
        }
        if widths.iter().any(|&bits| bits > 64) {
            return None;
        }
    }
    Some(values)
}

fn zigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INT32: Physical = Physical::Fixed(4);

    #[test]
    fn differences_add_up() {
        // 7, 5, 3, 1, 2, 3, 4, 5, the specification's second example: differences of -2 at
        // least, in two bits.
        let bytes = [
            &[0x80, 0x01, 4, 8, 14, 3, 2, 0, 0, 0][..],
            &[0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let values = decode(Encoding::Delta, INT32, &bytes, 8, None).unwrap();
        let values: Vec<i32> =
            values.chunks_exact(4).map(|v| i32::from_le_bytes(v.try_into().unwrap())).collect();
        assert_eq!(values, [7, 5, 3, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_ends_early_or_points_outside_is_none() {
        for encoding in [Encoding::Plain, Encoding::Dictionary, Encoding::Delta, Encoding::Split] {
            for length in 0..12 {
                let bytes = vec![0x81; length];
                assert_eq!(decode(encoding, INT32, &bytes, 5, Some(&[0; 8])), None, "{encoding:?}");
            }
        }
        assert_eq!(decode(Encoding::Delta, INT32, &[0, 0, 9, 0], 5, None), None);
        // No bits and no miniblock of bytes: the values would never end.
        assert_eq!(decode(Encoding::Delta, INT32, &[0x80, 1, 0, 9, 0], 5, None), None);
    }

    #[test]
    fn streams_of_bytes_become_values() {
        let split = decode(Encoding::Split, INT32, &[1, 2, 0, 0, 0, 0, 9, 8], 2, None);
        assert_eq!(split.unwrap(), [1, 0, 0, 9, 2, 0, 0, 8]);
    }
}
