//! Bytes or bits of elements that were sorted by their place in the element.
//!
//! Sources: `shuffle.c` and `bitshuffle-generic.c` of c-blosc 1.21; Masui et al., "A
//! compression scheme for radio data in high performance computing" (2015), section 3.2.

/// Appends the elements whose first bytes stand first in `shuffled`, then all second bytes,
/// and so on. What is left behind the last whole element is as it was.
pub(super) fn unshuffle(shuffled: &[u8], itemsize: usize, plain: &mut Vec<u8>) {
    match itemsize {
        0 | 1 => plain.extend_from_slice(shuffled),
        2 => unshuffle_by::<2>(shuffled, plain),
        4 => unshuffle_by::<4>(shuffled, plain),
        8 => unshuffle_by::<8>(shuffled, plain),
        16 => unshuffle_by::<16>(shuffled, plain),
        _ => {
            let count = shuffled.len() / itemsize;
            for element in 0..count {
                plain.extend((0..itemsize).map(|byte| shuffled[byte * count + element]));
            }
            plain.extend_from_slice(&shuffled[count * itemsize..]);
        }
    }
}

/// With the number of bytes known, the compiler can unroll and vectorise the loop.
fn unshuffle_by<const N: usize>(shuffled: &[u8], plain: &mut Vec<u8>) {
    let count = shuffled.len() / N;
    let (whole, rest) = shuffled.split_at(count * N);
    let rows: [&[u8]; N] = std::array::from_fn(|byte| &whole[byte * count..(byte + 1) * count]);
    let start = plain.len();
    plain.resize(start + whole.len(), 0);
    for (element, to) in plain[start..].chunks_exact_mut(N).enumerate() {
        for (byte, row) in std::iter::zip(to, rows) {
            *byte = row[element];
        }
    }
    plain.extend_from_slice(rest);
}

/// Appends the elements of which bit 0 of byte 0 stands first, eight elements in a byte,
/// then bit 1, and so on. Blosc leaves blocks alone whose number of elements is not a
/// multiple of eight.
pub(super) fn unshuffle_bits(shuffled: &[u8], itemsize: usize, plain: &mut Vec<u8>) {
    let count = shuffled.len() / itemsize.max(1);
    if count == 0 || !count.is_multiple_of(8) {
        plain.extend_from_slice(shuffled);
        return;
    }
    let row = count / 8;
    let start = plain.len();
    plain.resize(start + count * itemsize, 0);
    let elements = &mut plain[start..];
    for byte in 0..itemsize {
        let rows = &shuffled[byte * count..(byte + 1) * count];
        for group in 0..row {
            let bits = std::array::from_fn(|bit| rows[bit * row + group]);
            let bytes = transposed(u64::from_le_bytes(bits)).to_le_bytes();
            for (element, value) in bytes.into_iter().enumerate() {
                elements[(group * 8 + element) * itemsize + byte] = value;
            }
        }
    }
    plain.extend_from_slice(&shuffled[count * itemsize..]);
}

/// A matrix of eight by eight bits, its rows made columns.
///
/// Source: Warren, Hacker's Delight, second edition, section 7-3.
fn transposed(mut bits: u64) -> u64 {
    for (shift, mask) in
        [(7, 0x00AA_00AA_00AA_00AA), (14, 0x0000_CCCC_0000_CCCC), (28, 0x0000_0000_F0F0_F0F0_u64)]
    {
        let moved = (bits ^ (bits >> shift)) & mask;
        bits ^= moved ^ (moved << shift);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_for_every_itemsize_and_rest() {
        for itemsize in 1..20 {
            for length in 0..80_usize {
                let plain: Vec<u8> =
                    (0..length).map(|at| u8::try_from(at * 3).unwrap_or(9)).collect();
                let count = length / itemsize;
                let mut shuffled: Vec<u8> = (0..count * itemsize)
                    .map(|at| plain[at % count * itemsize + at / count])
                    .collect();
                shuffled.extend(&plain[count * itemsize..]);
                let mut found = Vec::new();
                unshuffle(&shuffled, itemsize, &mut found);
                assert_eq!(found, plain, "{itemsize} {length}");
            }
        }
    }

    #[test]
    fn bits_come_back() {
        let plain: Vec<u8> = (0..=255).map(|byte: u8| byte.wrapping_mul(37)).collect();
        let (itemsize, count) = (4, 64);
        let mut shuffled = vec![0; plain.len()];
        for bit in 0..itemsize * 8 {
            for element in 0..count {
                let value = plain[element * itemsize + bit / 8] >> (bit % 8) & 1;
                shuffled[bit * count / 8 + element / 8] |= value << (element % 8);
            }
        }
        let mut found = Vec::new();
        unshuffle_bits(&shuffled, itemsize, &mut found);
        assert_eq!(found, plain);
    }
}
