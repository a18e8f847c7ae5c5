//! `BloscLZ`, Blosc's own compression, of the family of `FastLZ`.
//!
//! Source: `blosclz_decompress` in `blosclz.c` of c-blosc 1.21. A byte below 32 is a number
//! of literals, less one; any other starts a match: three bits of length and five of
//! distance, then further lengths while the bits are all set, then eight bits of distance.
//! A distance whose bits are all set is followed by sixteen more.

use crate::zarr::codec::bytes::broken;
use crate::zarr::trouble::Trouble;

/// The distance from which on sixteen bits follow.
const FAR: usize = 8191;

/// Appends what `packed` unpacks to, at most `nbytes` bytes.
pub(super) fn decompress(packed: &[u8], nbytes: usize, plain: &mut Vec<u8>) -> Result<(), Trouble> {
    let (start, end) = (plain.len(), plain.len() + nbytes);
    let mut packed = Packed(packed);
    // The first byte has a marker where others have the kind: it is a run of literals.
    let mut control = usize::from(packed.next()? & 31);
    loop {
        if control < 32 {
            let literals = packed.take(control + 1)?;
            if plain.len() + literals.len() > end {
                return Err(broken("more bytes than the block has"));
            }
            plain.extend_from_slice(literals);
        } else {
            let (length, distance) = packed.a_match(control)?;
            if plain.len() + length > end {
                return Err(broken("more bytes than the block has"));
            }
            repeat(plain, start, length, distance)?;
        }
        match packed.0.split_first() {
            None => return Ok(()),
            Some((&next, rest)) => {
                control = usize::from(next);
                packed = Packed(rest);
            }
        }
    }
}

/// Appends `length` bytes that stand `distance` bytes before the end; those that are being
/// appended count.
fn repeat(
    plain: &mut Vec<u8>,
    start: usize,
    length: usize,
    distance: usize,
) -> Result<(), Trouble> {
    let from = plain.len().checked_sub(distance).filter(|&from| from >= start);
    let from = from.ok_or_else(|| broken("a repetition of what comes before the block"))?;
    let mut left = length;
    while left > 0 {
        // What was appended repeats too, so that a stretch doubles each time.
        let stretch = (plain.len() - from).min(left);
        plain.extend_from_within(from..from + stretch);
        left -= stretch;
    }
    Ok(())
}

/// What is still to be unpacked.
struct Packed<'a>(&'a [u8]);

impl<'a> Packed<'a> {
    fn next(&mut self) -> Result<u8, Trouble> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Trouble> {
        let (taken, rest) =
            self.0.split_at_checked(count).ok_or_else(|| broken("a block ends too early"))?;
        self.0 = rest;
        Ok(taken)
    }

    /// Length and distance of a match.
    fn a_match(&mut self, control: usize) -> Result<(usize, usize), Trouble> {
        let mut length = (control >> 5) - 1;
        let high = (control & 31) << 8;
        if length == 6 {
            loop {
                let more = self.next()?;
                length += usize::from(more);
                if more != 255 {
                    break;
                }
            }
        }
        let low = usize::from(self.next()?);
        let distance = if low == 255 && high == 31 << 8 {
            let far = usize::from(self.next()?) << 8;
            FAR + far + usize::from(self.next()?)
        } else {
            high + low
        };
        Ok((length + 3, distance + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(packed: &[u8], nbytes: usize) -> Result<Vec<u8>, Trouble> {
        let mut plain = Vec::new();
        decompress(packed, nbytes, &mut plain).map(|()| plain)
    }

    #[test]
    fn matches_repeat_what_they_append() {
        // Three literals, then twelve bytes from three before.
        let packed = [2, b'a', b'b', b'c', 7 << 5, 3, 2, 0, b'z'];
        assert_eq!(unpacked(&packed, 16).unwrap(), b"abcabcabcabcabcz");
        assert!(unpacked(&packed, 15).is_err());
    }

    #[test]
    fn what_reaches_outside_is_refused() {
        assert!(unpacked(&[], 4).is_err());
        assert!(unpacked(&[3, 1, 2], 4).is_err());
        assert!(unpacked(&[0, 1, 1 << 5, 9], 100).is_err());
        assert!(unpacked(&[0, 1, 7 << 5 | 31, 0, 255, 255], 100).is_err());
    }
}
