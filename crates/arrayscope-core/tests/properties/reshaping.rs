//! A reshape keeps the sequence of elements, as a view and as a copy.

use crate::layouts::{array_over, elements, layouts};
use arrayscope_core::layout::Reshape;
use proptest::prelude::*;

/// A shape of as many elements as `shape`, made by merging and splitting axes.
fn regrouped(shape: &[usize], merges: &[bool], split: usize) -> Vec<usize> {
    let mut target: Vec<usize> = Vec::new();
    for (axis, &length) in shape.iter().enumerate() {
        match target.last_mut() {
            Some(last) if merges[axis % merges.len()] => *last *= length,
            _ => target.push(length),
        }
    }
    let divided = target.iter().position(|length| *length > 0 && length % split == 0);
    if let Some(axis) = divided {
        target[axis] /= split;
        target.insert(axis, split);
    }
    target
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn reshape_keeps_the_sequence_of_elements(
        layout in layouts(),
        merges in any::<[bool; 4]>(),
        split in 1usize..4,
    ) {
        let target = regrouped(layout.shape(), &merges, split);
        let target: Vec<isize> = target.iter().map(|length| length.cast_signed()).collect();
        let array = array_over(&layout);
        let reshaped = array.reshape(&target).unwrap();
        prop_assert_eq!(elements(&reshaped), elements(&array));
        match layout.reshape(&target).unwrap() {
            Reshape::View(view) => {
                prop_assert_eq!(reshaped.layout(), &view);
                prop_assert!(view.byte_offsets().eq(layout.byte_offsets()));
                prop_assert_eq!(reshaped.shares_memory(&array), layout.size() > 0);
            }
            Reshape::Copy { nbytes, .. } => {
                prop_assert!(!layout.is_c_contiguous());
                prop_assert_eq!(nbytes, layout.nbytes());
                prop_assert!(!reshaped.shares_memory(&array));
            }
        }
    }

    #[test]
    fn any_array_can_be_flattened_and_shaped_back(layout in layouts()) {
        let array = array_over(&layout);
        let shape: Vec<isize> = layout.shape().iter().map(|length| length.cast_signed()).collect();
        let back = array.reshape(&[-1]).and_then(|flat| flat.reshape(&shape)).unwrap();
        prop_assert_eq!(back.shape(), array.shape());
        prop_assert_eq!(elements(&back), elements(&array));
        let dense = array.to_c_order().unwrap();
        prop_assert!(dense.layout().is_c_contiguous());
        prop_assert_eq!(elements(&dense), elements(&array));
    }

    #[test]
    fn no_target_makes_reshape_panic(
        layout in layouts(),
        target in proptest::collection::vec(prop_oneof![-2isize..7, any::<isize>()], 0..6),
    ) {
        match layout.reshape(&target) {
            Ok(Reshape::View(result) | Reshape::Copy { layout: result, .. }) => {
                prop_assert_eq!(result.size(), layout.size());
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
