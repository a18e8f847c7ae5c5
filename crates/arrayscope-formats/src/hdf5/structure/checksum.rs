//! The two checksums of HDF5.

/// Bob Jenkins' lookup3 (`hashlittle` with 0 as initial value), which HDF5 keeps behind its
/// newer structures. Source: `lookup3.c`, public domain, 2006.
pub(in crate::hdf5) fn lookup3(bytes: &[u8]) -> u32 {
    // Only the lower half of the length takes part.
    let length = bytes.len() as u64 & u64::from(u32::MAX);
    let start = 0xdead_beef_u32.wrapping_add(u32::try_from(length).unwrap_or(u32::MAX));
    let mut state = [start; 3];
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<12>()
        && !after.is_empty()
    {
        add(&mut state, block);
        mix(&mut state);
        rest = after;
    }
    if !rest.is_empty() {
        let mut block = [0; 12];
        block[..rest.len()].copy_from_slice(rest);
        add(&mut state, &block);
        finish(&mut state);
    }
    state[2]
}

fn add(state: &mut [u32; 3], block: &[u8; 12]) {
    for (word, bytes) in std::iter::zip(state, block.as_chunks::<4>().0) {
        *word = word.wrapping_add(u32::from_le_bytes(*bytes));
    }
}

fn mix([a, b, c]: &mut [u32; 3]) {
    let step = |x: &mut u32, y: &mut u32, z: &mut u32, bits| {
        *x = x.wrapping_sub(*z) ^ z.rotate_left(bits);
        *z = z.wrapping_add(*y);
    };
    step(a, b, c, 4);
    step(b, c, a, 6);
    step(c, a, b, 8);
    step(a, b, c, 16);
    step(b, c, a, 19);
    step(c, a, b, 4);
}

fn finish([a, b, c]: &mut [u32; 3]) {
    let step = |x: &mut u32, y: &u32, bits| *x = (*x ^ *y).wrapping_sub(y.rotate_left(bits));
    step(c, b, 14);
    step(a, c, 11);
    step(b, a, 25);
    step(c, b, 16);
    step(a, c, 4);
    step(b, a, 14);
    step(c, b, 24);
}

/// Fletcher's sum over 16-bit words, as the filter of that name keeps it behind a chunk.
/// Source: `H5_checksum_fletcher32` of the HDF5 library: big-endian words, the last byte of
/// an odd length as the upper half of a word.
pub(in crate::hdf5) fn fletcher32(bytes: &[u8]) -> u32 {
    let fold = |sum: u32| (sum & 0xffff) + (sum >> 16);
    let (mut low, mut high) = (0_u32, 0_u32);
    // 360 words of 16 bits cannot overflow the sums before they are folded.
    for block in bytes.chunks(720) {
        for word in block.chunks(2) {
            let word = u16::from_be_bytes([word[0], word.get(1).copied().unwrap_or(0)]);
            low += u32::from(word);
            high += low;
        }
        (low, high) = (fold(low), fold(high));
    }
    fold(high) << 16 | fold(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookup3_gives_the_values_of_its_author() {
        // From the comments and the driver of lookup3.c.
        assert_eq!(lookup3(b""), 0xdead_beef);
        assert_eq!(lookup3(b"Four score and seven years ago"), 0x1777_0551);
    }

    #[test]
    fn fletcher_sums_words_and_an_odd_byte() {
        assert_eq!(fletcher32(&[0, 1, 0, 2]), 0x0004_0003);
        assert_eq!(fletcher32(&[1, 2, 3]), 0x0504_0402);
        assert_eq!(fletcher32(&[]), 0);
    }
}
