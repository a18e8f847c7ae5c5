//! Rearranging and rearranging back gives the layout again.

use crate::layouts::{indices, layouts};
use arrayscope_core::Layout;
use proptest::prelude::*;

proptest! {
    #[test]
    fn flipping_twice_gives_the_layout_again(layout in layouts()) {
        for axis in 0..layout.ndim().cast_signed() {
            let twice = layout.flip(axis).and_then(|flipped| flipped.flip(axis));
            prop_assert_eq!(twice.as_ref(), Ok(&layout));
        }
    }

    #[test]
    fn a_flipped_axis_is_read_from_its_end(layout in layouts()) {
        for axis in 0usize..layout.ndim() {
            let flipped = layout.flip(axis.cast_signed()).unwrap();
            for index in indices(layout.shape()) {
                let mut mirrored = index.clone();
                mirrored[axis] = layout.shape()[axis] - 1 - index[axis];
                prop_assert_eq!(flipped.byte_offset(&mirrored), layout.byte_offset(&index));
            }
        }
    }

    #[test]
    fn a_permutation_and_its_inverse_give_the_layout_again(
        layout in layouts(),
        keys in any::<[u8; 4]>(),
    ) {
        let mut axes: Vec<usize> = (0..layout.ndim()).collect();
        axes.sort_by_key(|&axis| keys[axis]);
        let mut inverse = axes.clone();
        for (position, &axis) in axes.iter().enumerate() {
            inverse[axis] = position;
        }
        let signed = |axes: &[usize]| axes.iter().map(|axis| axis.cast_signed()).collect::<Vec<_>>();
        let there = layout.permute(&signed(&axes)).unwrap();
        prop_assert_eq!(there.permute(&signed(&inverse)), Ok(layout));
    }

    #[test]
    fn transposing_twice_and_swapping_twice_give_the_layout_again(layout in layouts()) {
        prop_assert_eq!(&layout.transpose().transpose(), &layout);
        for first in 0..layout.ndim().cast_signed() {
            for second in -layout.ndim().cast_signed()..0 {
                let twice = layout.swap(first, second).and_then(|it| it.swap(first, second));
                prop_assert_eq!(twice.as_ref(), Ok(&layout));
            }
        }
    }

    #[test]
    fn an_expanded_axis_can_be_squeezed_away(layout in layouts(), at in 0isize..5) {
        let at = at.min(layout.ndim().cast_signed());
        let wider = layout.expand(at).unwrap();
        prop_assert_eq!(wider.squeeze_axis(at), Ok(layout.clone()));
        prop_assert!(layout.squeeze().shape().iter().all(|length| *length != 1));
    }

    #[test]
    fn broadcasting_repeats_the_same_elements(layout in layouts(), times in 1usize..4) {
        let shape = [&[times], layout.shape()].concat();
        let once: Vec<usize> = layout.byte_offsets().collect();
        let repeated: Vec<usize> = layout.broadcast(&shape).unwrap().byte_offsets().collect();
        prop_assert_eq!(repeated, once.repeat(times));
    }

    #[test]
    fn no_axis_and_no_shape_makes_a_layout_panic(
        layout in layouts(),
        first in any::<isize>(),
        second in any::<isize>(),
        shape in proptest::collection::vec(any::<usize>(), 0..6),
    ) {
        let results: [Result<Layout, _>; 6] = [
            layout.flip(first),
            layout.swap(first, second),
            layout.squeeze_axis(first),
            layout.expand(second),
            layout.permute(&[first, second]),
            layout.broadcast(&shape),
        ];
        for result in results.into_iter().flatten() {
            prop_assert!(result.extent().end <= isize::MAX.unsigned_abs());
        }
    }
}
