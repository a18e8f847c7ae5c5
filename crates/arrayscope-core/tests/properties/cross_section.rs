//! Any selection is repaired into a cross-section that shows the elements it names.

use crate::layouts::{array_over, layouts};
use arrayscope_core::slicing::{CrossSection, extract_slice};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn selections() -> impl Strategy<Value = CrossSection> {
    (option::of(0usize..6), option::of(0usize..6), vec(0usize..8, 0..6))
        .prop_map(|(rows, columns, at)| CrossSection { rows, columns, at })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_repaired_selection_shows_the_elements_that_it_names(
        layout in layouts(),
        selection in selections(),
    ) {
        let section = selection.repaired(layout.shape(), &[]);
        prop_assert_eq!(&section.repaired(layout.shape(), &[]), &section, "repaired twice");
        let shown = [section.rows, section.columns];
        let length = |axis: Option<usize>| axis.map_or(1, |axis| layout.shape()[axis]);
        let hidden_and_empty =
            (0..layout.ndim()).any(|axis| !shown.contains(&Some(axis)) && length(Some(axis)) == 0);
        let array = array_over(&layout);
        let slice = extract_slice(&array, &section).unwrap();
        if hidden_and_empty {
            prop_assert_eq!(slice.shape(), [0, length(section.columns)], "nothing to stand at");
            return Ok(());
        }
        prop_assert_eq!(slice.shape(), [length(section.rows), length(section.columns)]);
        for row in 0..slice.shape()[0] {
            for column in 0..slice.shape()[1] {
                let mut index = section.at.clone();
                shown[0].into_iter().for_each(|axis| index[axis] = row);
                shown[1].into_iter().for_each(|axis| index[axis] = column);
                prop_assert_eq!(slice.value(&[row, column]), array.value(&index));
            }
        }
    }
}
