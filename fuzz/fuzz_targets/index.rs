//! Index expressions: what is read is written so that it means the same, and what it
//! selects lies in the array.
#![no_main]

use arrayscope_core::Layout;
use arrayscope_core::slicing::IndexExpression;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(index) = text.parse::<IndexExpression>() else { return };
    let again: IndexExpression = index.to_string().parse().expect("what we write we read");
    assert_eq!(again, index);
    for shape in [&[][..], &[0], &[5], &[4, 3], &[2, 0, 7], &[3, 4, 5, 6]] {
        let whole = Layout::c_order(shape, 4).expect("small");
        if let Ok(part) = index.apply(&whole) {
            let extent = part.extent();
            assert!(extent.is_empty() || extent.end <= whole.nbytes(), "{shape:?} {part:?}");
        }
    }
});
