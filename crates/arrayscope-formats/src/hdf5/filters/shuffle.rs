//! Shuffled bytes: all first bytes of the elements, then all second ones.

/// Puts the bytes of elements together again. What is left over behind the last whole
/// element is where it was.
pub(super) fn undo(bytes: Vec<u8>, itemsize: u32) -> Vec<u8> {
    let itemsize = usize::try_from(itemsize).unwrap_or(usize::MAX);
    let count = bytes.len() / itemsize.max(1);
    if itemsize < 2 || count < 2 {
        return bytes;
    }
    match itemsize {
        2 => together::<2>(&bytes, count),
        4 => together::<4>(&bytes, count),
        8 => together::<8>(&bytes, count),
        _ => {
            let mut elements = bytes.clone();
            for (byte, plane) in bytes.chunks_exact(count).take(itemsize).enumerate() {
                let targets = elements[byte..].iter_mut().step_by(itemsize);
                for (target, &source) in std::iter::zip(targets, plane) {
                    *target = source;
                }
            }
            elements
        }
    }
}

/// The same for elements of `N` bytes, which are written as wholes.
fn together<const N: usize>(bytes: &[u8], count: usize) -> Vec<u8> {
    let planes: [&[u8]; N] = std::array::from_fn(|byte| &bytes[byte * count..(byte + 1) * count]);
    let mut elements = vec![0; count * N];
    let (wholes, _) = elements.as_chunks_mut::<N>();
    for (at, element) in wholes.iter_mut().enumerate() {
        for (byte, plane) in std::iter::zip(element, planes) {
            *byte = plane[at];
        }
    }
    elements.extend_from_slice(&bytes[count * N..]);
    elements
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn bytes_of_an_element_come_together() {
        for itemsize in 1..10_usize {
            for rest in 0..itemsize {
                let elements: Vec<u8> = (0..u8::try_from(5 * itemsize + rest).unwrap()).collect();
                let mut shuffled = Vec::new();
                for byte in 0..itemsize {
                    shuffled.extend((0..5).map(|element| elements[element * itemsize + byte]));
                }
                shuffled.extend(&elements[5 * itemsize..]);
                assert_eq!(undo(shuffled, u32::try_from(itemsize).unwrap()), elements);
            }
        }
    }

    #[test]
    fn elements_larger_than_the_chunk_were_never_shuffled() {
        assert_eq!(undo(vec![1, 2, 3], 0), [1, 2, 3]);
        assert_eq!(undo(vec![1, 2, 3], 4), [1, 2, 3]);
        assert_eq!(undo(vec![1, 2, 3], u32::MAX), [1, 2, 3]);
    }
}
