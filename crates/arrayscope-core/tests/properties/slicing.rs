//! Index expressions: text and back, never outside of the parent, never a panic.

use crate::layouts::layouts;
use arrayscope_core::slicing::IndexExpression;
use proptest::collection::vec;
use proptest::prelude::*;

fn entry() -> impl Strategy<Value = String> {
    let bound = || prop_oneof![Just(String::new()), (-7i64..8).prop_map(|at| at.to_string())];
    let step = prop_oneof![
        Just(String::new()),
        Just(":".to_owned()),
        (-3i64..4).prop_map(|step| format!(":{step}")),
        any::<i64>().prop_map(|step| format!(":{step}")),
    ];
    prop_oneof![
        3 => (-4i64..4).prop_map(|at| at.to_string()),
        6 => (bound(), bound(), step).prop_map(|(start, stop, step)| format!("{start}:{stop}{step}")),
        1 => any::<(i64, i64)>().prop_map(|(start, stop)| format!("{start}:{stop}")),
        1 => Just("...".to_owned()),
        1 => Just("None".to_owned()),
        1 => Just("newaxis".to_owned()),
    ]
}

/// Expressions of up to five entries, with any spaces; most of them mean something.
fn expressions() -> impl Strategy<Value = String> {
    (vec((entry(), " ?"), 1..=5), any::<bool>()).prop_map(|(entries, bracketed)| {
        let entries: Vec<String> =
            entries.iter().map(|(entry, space)| format!("{space}{entry}{space}")).collect();
        let bare = entries.join(",");
        if bracketed { format!("[{bare}]") } else { bare }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_expression_reads_back_as_it_is_shown(text in expressions(), layout in layouts()) {
        if let Ok(expression) = text.parse::<IndexExpression>() {
            let shown = expression.to_string();
            let again: IndexExpression = shown.parse().unwrap();
            prop_assert_eq!(again.to_string(), shown);
            prop_assert_eq!(again.apply(&layout), expression.apply(&layout));
        }
    }

    #[test]
    fn a_slice_touches_no_byte_that_its_parent_does_not(
        text in expressions(),
        layout in layouts(),
    ) {
        let applied = text.parse::<IndexExpression>().and_then(|it| it.apply(&layout));
        if let Ok(slice) = applied {
            let parents: Vec<usize> = layout.byte_offsets().collect();
            prop_assert!(slice.byte_offsets().all(|at| parents.contains(&at)));
            if slice.size() > 0 {
                let (inner, outer) = (slice.extent(), layout.extent());
                prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
            }
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,40}", near in "[-0-9:., \\[\\]aeinoswxN]{0,24}") {
        for text in [text, near] {
            if let Ok(expression) = text.parse::<IndexExpression>() {
                prop_assert!(expression.to_string().parse::<IndexExpression>().is_ok());
            }
        }
    }
}
