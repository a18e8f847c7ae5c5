//! Transposed, reversed, stepped, broadcast, unaligned and byte-swapped arrays.

use crate::answer::{WANTED, answer, expected, levels};
use crate::data::{DTYPES, Values, elements, placed, plain};
use arrayscope_core::stats::Wanted;
use arrayscope_core::{Array, DType};

/// Every subset of the axes.
fn subsets(ndim: usize) -> impl Iterator<Item = Vec<isize>> {
    let axes = move |subset: usize| {
        (0..ndim).filter(move |axis| subset >> axis & 1 == 1).map(usize::cast_signed)
    };
    (0..1 << ndim).map(move |subset| axes(subset).collect())
}

/// The bytes of each lane, by walking every index.
fn lanes(array: &Array, axes: &[isize]) -> Vec<Vec<u8>> {
    let shape = array.shape();
    let is_kept = |axis: &usize| !axes.contains(&axis.cast_signed());
    let kept: Vec<usize> = (0..shape.len()).filter(is_kept).collect();
    let mut lanes = vec![Vec::new(); kept.iter().map(|axis| shape[*axis]).product()];
    for (position, element) in array.view().elements().enumerate() {
        let mut rest = position;
        let mut index = vec![0; shape.len()];
        for (at, length) in index.iter_mut().zip(shape).rev() {
            (*at, rest) = (rest % length, rest / length);
        }
        let lane = kept.iter().fold(0, |lane, &axis| lane * shape[axis] + index[axis]);
        lanes[lane].extend(element);
    }
    lanes
}

const ALL: Wanted = WANTED[0];

#[test]
fn every_arrangement_in_memory_gives_the_bits_of_the_copy_in_c_order() {
    let shapes: [[usize; 3]; 6] =
        [[5, 33, 7], [3, 130, 20], [2, 3, 16], [17, 2, 40], [1, 260, 9], [70, 1, 3]];
    for (number, dtype) in DTYPES.into_iter().enumerate() {
        for shape in shapes {
            let bytes = elements(&dtype, Values::Wild, shape.iter().product(), number as u64);
            let array = plain(&dtype, &bytes, &shape);
            let turned = [[2, 1, 0], [1, 0, 2], [0, 2, 1], [2, 0, 1]];
            let steps = [[1, 1, 1], [-1, 2, -3], [3, -1, 1], [-1, -1, -1]];
            let places: Vec<Array> = (0..4)
                .map(|k| {
                    placed(&array, [0, 1, 0, 3][k], k == 3, &turned[k], &steps[(k + number) % 4])
                })
                .collect();
            for axes in subsets(3).filter(|axes| !axes.is_empty()) {
                let expected = expected(&dtype, lanes(&array, &axes), ALL);
                for level in levels() {
                    for place in places.iter().chain([&array]) {
                        let got = answer(level, place, &axes, ALL);
                        assert_eq!(got, expected, "{dtype} {:?} over {axes:?}", place.layout());
                    }
                }
            }
        }
    }
}

#[test]
fn an_array_repeated_by_strides_of_zero_gives_the_bits_of_its_copy() {
    for dtype in DTYPES {
        let one = plain(&dtype, &elements(&dtype, Values::Wild, 21, 9), &[3, 1, 7, 1]);
        let layout = one.layout().broadcast(&[2, 3, 19, 7, 20]).expect("repeated");
        let repeated = one.with_layout(layout).expect("the same bytes");
        let copy = repeated.to_c_order().expect("small");
        for axes in subsets(5) {
            let expected = answer(arrayscope_core::stats::Level::Baseline, &copy, &axes, ALL);
            for level in levels() {
                for array in [&repeated, &copy] {
                    assert_eq!(answer(level, array, &axes, ALL), expected, "{dtype} {axes:?}");
                }
            }
        }
    }
}

#[test]
fn without_axes_every_element_is_a_lane_of_its_own() {
    for dtype in DTYPES {
        let array = plain(&dtype, &elements(&dtype, Values::Wild, 60, 2), &[3, 20]);
        let turned = placed(&array, 1, true, &[1, 0], &[-2, 1]);
        for wanted in WANTED {
            let expected = expected(&dtype, lanes(&array, &[]), wanted);
            for level in levels() {
                for array in [&array, &turned] {
                    assert_eq!(answer(level, array, &[], wanted), expected, "{dtype} {wanted:?}");
                }
            }
        }
    }
}

#[test]
fn a_lane_along_several_axes_has_its_elements_in_the_order_of_the_indices() {
    // Around a large offset every other order rounds in another way.
    let values: Vec<f64> = (0..6000).map(|k| 1e9 + f64::from(k * 7919 % 6007).sqrt()).collect();
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_ne_bytes()).collect();
    let array = plain(&DType::F64, &bytes, &[10, 20, 30]);
    for axes in [[0, 1], [0, 2], [1, 2], [2, 0]] {
        let expected = expected(&DType::F64, lanes(&array, &axes), ALL);
        let turned = placed(&array, 0, false, &[2, 0, 1], &[1, -1, 1]);
        for level in levels() {
            assert_eq!(answer(level, &array, &axes, ALL), expected, "{axes:?}");
            assert_eq!(answer(level, &turned, &axes, ALL), expected, "{axes:?}, turned");
        }
    }
}
