//! Strategies: layouts with permuted, reversed, stepped and zero strides, and their arrays.

use arrayscope_core::{Array, ByteOrder, DType, Layout, SharedBytes};
use proptest::collection::vec;
use proptest::prelude::*;

/// Layouts of 0 to 4 axes with lengths 0 to 5.
pub(crate) fn layouts() -> impl Strategy<Value = Layout> {
    (vec(0usize..=5, 0..=4), any::<[u8; 4]>(), vec(-2isize..=2, 4), 0usize..9, 1usize..=4).prop_map(
        |(shape, keys, steps, lead, itemsize)| arrange(&shape, keys, &steps, lead, itemsize),
    )
}

/// Axes dense in the order of `keys`, every `step`-th element of each: 0 repeats one.
fn arrange(
    shape: &[usize],
    keys: [u8; 4],
    steps: &[isize],
    lead: usize,
    itemsize: usize,
) -> Layout {
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    axes.sort_by_key(|&axis| keys[axis]);
    let mut strides = vec![0; shape.len()];
    let mut span = itemsize.cast_signed();
    for axis in axes {
        strides[axis] = span * steps[axis];
        span *= shape[axis].max(1).cast_signed() * steps[axis].abs().max(1);
    }
    let below: isize = shape
        .iter()
        .zip(&strides)
        .map(|(&length, &stride)| stride.min(0) * length.saturating_sub(1).cast_signed())
        .sum();
    let offset = lead + below.unsigned_abs();
    Layout::try_new(shape, &strides, offset, itemsize).expect("starts at or after `lead`")
}

/// An array of raw elements whose bytes tell where they came from.
pub(crate) fn array_over(layout: &Layout) -> Array {
    let end = layout.extent().end;
    // A step of 151, coprime with 251, puts distinct bytes into any 251 neighbours.
    let bytes: Vec<u8> = (0..end).map(|at| (at * 151 % 251).to_le_bytes()[0]).collect();
    let dtype = DType::Raw { len: layout.itemsize() };
    Array::try_new(SharedBytes::from(bytes), dtype, ByteOrder::NotApplicable, layout.clone())
        .expect("the bytes reach to the end of the extent")
}

/// Every index of a shape, in C order.
pub(crate) fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![vec![]], |prefixes, &length| {
        prefixes
            .iter()
            .flat_map(|prefix| (0..length).map(move |at| [prefix.as_slice(), &[at]].concat()))
            .collect()
    })
}

/// The elements in C order, as text.
pub(crate) fn elements(array: &Array) -> Vec<String> {
    indices(array.shape())
        .iter()
        .map(|index| array.value(index).expect("inside the shape").to_string())
        .collect()
}
