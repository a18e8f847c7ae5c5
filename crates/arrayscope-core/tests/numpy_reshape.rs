//! Reshape agrees with NumPy: view or copy, exact strides, or refusal.

#[path = "common/answer.rs"]
mod answer;
mod common;

use answer::Answer;
use arrayscope_core::layout::Reshape;
use arrayscope_core::{Error, Layout};
use common::{Base, Report, read};
use serde::Deserialize;

/// The facts of a view or an exception, as for any other operation; or a copy.
#[derive(Deserialize)]
#[serde(untagged)]
enum Reshaped {
    Copy { copy: Vec<usize> },
    Other(Answer),
}

#[derive(Deserialize)]
struct Group {
    base: Base,
    cases: Vec<(Vec<isize>, Reshaped)>,
}

fn problem(layout: &Layout, answer: &Reshaped, got: Result<Reshape, Error>) -> Option<String> {
    match (answer, got) {
        (Reshaped::Other(answer), Ok(Reshape::View(view))) => answer.differs_from(&Ok(view)),
        (Reshaped::Other(answer), Err(error)) => answer.differs_from(&Err(error)),
        (Reshaped::Copy { copy }, Ok(Reshape::Copy { layout: dense, nbytes, because })) => {
            let expected = Layout::c_order(copy, layout.itemsize()).expect("NumPy made it");
            let told = because.outer < because.inner && because.stride != because.needed;
            (dense != expected || nbytes != layout.nbytes() || !told).then(|| {
                format!("NumPy: a copy {expected:?}; here {dense:?}, {nbytes} bytes, {because}")
            })
        }
        (Reshaped::Other(_), got) => Some(format!("NumPy: a view or a refusal; here {got:?}")),
        (Reshaped::Copy { .. }, got) => Some(format!("NumPy: a copy; here {got:?}")),
    }
}

#[test]
fn every_reshape_is_the_view_the_copy_or_the_refusal_that_numpy_gives() {
    let mut report = Report::default();
    for group in read::<Group>("reshape") {
        let layout = group.base.layout();
        for (target, answer) in &group.cases {
            let problem = problem(&layout, answer, layout.reshape(target));
            report.case(format!("{} to {target:?}", group.base), problem);
        }
    }
    report.finish(15_000);
}

/// NUMPY: 2.4 reads any negative length as -1; a typing error should not go unnoticed.
#[test]
fn a_negative_length_other_than_minus_one_is_refused() {
    let layout = Layout::c_order(&[6], 8).unwrap();
    for target in [vec![-2, 3], vec![-3], vec![isize::MIN, 6], vec![3, -2]] {
        assert!(layout.reshape(&target).is_err(), "{target:?}");
    }
}
