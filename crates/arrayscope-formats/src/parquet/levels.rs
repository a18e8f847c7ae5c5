//! Runs of small integers: levels, indices of a dictionary, truth values.
//!
//! Source: `Encodings.md` of Apache Parquet 2.11, "Run Length Encoding / Bit-Packing Hybrid".

/// Small integers of a fixed number of bits, in runs.
#[derive(Clone, Debug)]
pub(super) struct Levels<'a> {
    bytes: &'a [u8],
    bits: u32,
    /// Values that are still to come.
    left: usize,
    run: Run<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Run<'a> {
    /// One value so many times.
    Same(u32, usize),
    /// So many values, of which some have been taken.
    Packed { bytes: &'a [u8], taken: usize, count: usize },
}

impl<'a> Levels<'a> {
    /// The first `count` values of a run-length encoding.
    pub(super) fn new(bytes: &'a [u8], bits: u32, count: usize) -> Self {
        Self { bytes, bits, left: count, run: Run::Same(0, 0) }
    }

    /// The next value and how often it follows, at least once and not beyond the last value;
    /// `None` at the end of the values, or of the bytes.
    pub(super) fn next_run(&mut self) -> Option<(u32, usize)> {
        if self.left == 0 {
            return None;
        }
        loop {
            match &mut self.run {
                Run::Same(value, count) if *count > 0 => {
                    let taken = (*count).min(self.left);
                    *count = 0;
                    self.left -= taken;
                    return Some((*value, taken));
                }
                Run::Packed { bytes, taken, count } if *taken < *count => {
                    let value = packed(bytes, self.bits, *taken);
                    *taken += 1;
                    self.left -= 1;
                    return Some((value, 1));
                }
                _ => self.run = self.next_header()?,
            }
        }
    }

    fn next_header(&mut self) -> Option<Run<'a>> {
        let head = varint(&mut self.bytes)?;
        let count = usize::try_from(head >> 1).ok()?;
        if head & 1 == 1 {
            // Groups of eight; the last may be cut where nothing follows.
            let count = count.checked_mul(8)?;
            let nbytes = (count / 8).checked_mul(self.bits as usize)?.min(self.bytes.len());
            let (bytes, rest) = self.bytes.split_at(nbytes);
            self.bytes = rest;
            let held = (nbytes * 8).checked_div(self.bits as usize).unwrap_or(count);
            let count = count.min(held);
            return (count > 0).then_some(Run::Packed { bytes, taken: 0, count });
        }
        let (value, rest) = self.bytes.split_at_checked(self.bits.div_ceil(8) as usize)?;
        self.bytes = rest;
        let mut word = [0; 4];
        word[..value.len()].copy_from_slice(value);
        (count > 0).then_some(Run::Same(u32::from_le_bytes(word), count))
    }
}

/// An integer of seven bits per byte, the lowest first.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The value at a place among values of so many bits, at most 32, packed from the lowest bit
/// on; what lies behind the bytes is 0.
fn packed(bytes: &[u8], bits: u32, at: usize) -> u32 {
    u32::try_from(packed_wide(bytes, bits, at)).unwrap_or(u32::MAX)
}

/// As [`packed`], of up to 64 bits.
pub(super) fn packed_wide(bytes: &[u8], bits: u32, at: usize) -> u64 {
    let first = at * bits as usize;
    let (byte, shift) = (first / 8, first % 8);
    let mut word = [0; 16];
    let part = bytes.get(byte..bytes.len().min(byte + 9)).unwrap_or_default();
    word[..part.len()].copy_from_slice(part);
    let value = (u128::from_le_bytes(word) >> shift) & ((1 << bits) - 1);
    u64::try_from(value).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], bits: u32, count: usize) -> Vec<u32> {
        let (mut levels, mut values) = (Levels::new(bytes, bits, count), Vec::new());
        while let Some((value, count)) = levels.next_run() {
            values.extend(std::iter::repeat_n(value, count));
        }
        values
    }

    #[test]
    fn runs_and_packed_groups_follow_each_other() {
        // The specification's example: 0 to 7 in three bits.
        let packed = [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(all(&packed, 3, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
        let both = [&[0x08, 5][..], &packed].concat();
        assert_eq!(all(&both, 3, 10), [5, 5, 5, 5, 0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn bytes_that_end_early_give_fewer_values_and_no_bits_give_zeros() {
        assert_eq!(all(&[0x03, 0xff], 3, 8).len(), 2);
        assert!(all(&[0x08], 3, 8).is_empty());
        assert!(all(&[], 3, 8).is_empty());
        assert_eq!(all(&[0x10], 0, 8), [0; 8]);
        assert!(all(&[0x00, 0x00, 0x00], 1, 8).is_empty());
        assert!(all(&[0xff; 9], 1, 8).is_empty());
    }

    #[test]
    fn wide_values_cross_bytes() {
        let bytes = [0xff; 17];
        assert_eq!(packed_wide(&bytes, 64, 1), u64::MAX);
        assert_eq!(packed_wide(&bytes, 63, 1), u64::MAX >> 1);
        assert_eq!(packed_wide(&bytes[..8], 61, 1), 0b111);
    }
}
