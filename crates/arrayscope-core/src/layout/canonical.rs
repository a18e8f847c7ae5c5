//! The canonical form of a set of axes: unit axes dropped, neighbours merged.

use super::Axes;

/// The same index space in as few axes as possible, still in C order.
///
/// Axes of length 1 go; an axis whose stride is what its inner neighbour spans is merged
/// with it. The sequence of byte offsets in C order does not change.
pub(crate) fn merge_axes(
    axes: impl IntoIterator<Item = (usize, isize)>,
) -> (Axes<usize>, Axes<isize>) {
    let mut shape: Axes<usize> = Axes::new();
    let mut strides: Axes<isize> = Axes::new();
    for (length, stride) in axes.into_iter().filter(|(length, _)| *length != 1) {
        if let (Some(outer_length), Some(outer_stride)) = (shape.last_mut(), strides.last_mut())
            && length.cast_signed().checked_mul(stride) == Some(*outer_stride)
            && let Some(both) = outer_length.checked_mul(length)
        {
            *outer_length = both;
            *outer_stride = stride;
            continue;
        }
        shape.push(length);
        strides.push(stride);
    }
    (shape, strides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Offsets;

    #[test]
    fn a_dense_array_becomes_one_axis() {
        let (shape, strides) = merge_axes([(2, 60), (1, 7), (3, 20), (5, 4)]);
        assert_eq!((shape.as_slice(), strides.as_slice()), (&[30][..], &[4][..]));
    }

    #[test]
    fn merging_never_changes_the_sequence_of_offsets() {
        for [a, b, c] in triples(&[0usize, 1, 2, 3]) {
            for [s, t, u] in triples(&[-12isize, -4, 0, 4, 8, 12, 24]) {
                let plain: Vec<isize> = Offsets::new(&[a, b, c], &[s, t, u]).collect();
                let (shape, strides) = merge_axes([(a, s), (b, t), (c, u)]);
                let merged: Vec<isize> = Offsets::new(&shape, &strides).collect();
                assert_eq!(plain, merged, "{:?} {:?}", [a, b, c], [s, t, u]);
            }
        }
    }

    fn triples<T: Copy>(values: &[T]) -> Vec<[T; 3]> {
        let pairs = values.iter().flat_map(|&a| values.iter().map(move |&b| (a, b)));
        pairs.flat_map(|(a, b)| values.iter().map(move |&c| [a, b, c])).collect()
    }
}
