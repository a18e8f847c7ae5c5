//! Propagating and ignoring answers, derived from the states of the finite values.

use crate::cases::{Classes, Line};
use crate::common::{Report, read};
use crate::{EVERYTHING, bits, reduced, reduced_as};
use arrayscope_core::stats::NonFinitePolicy::{self, Exclude, Ignore, Propagate};
use arrayscope_core::stats::{Column, Reduction};
use std::borrow::Cow;

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// Whether an answer is of NumPy's class; a finite one must be that of the finite values.
fn of_class(got: f64, class: u8, finite: f64) -> bool {
    match class {
        b'f' => same(got, finite),
        b'+' => got == f64::INFINITY,
        b'-' => got == f64::NEG_INFINITY,
        // NUMPY: the minimum of nothing is refused there; here it is NaN like the mean.
        _ => got.is_nan(),
    }
}

fn policy_differs(
    (got, finite): (&Reduction, &Reduction),
    policy: NonFinitePolicy,
    classes: &Classes,
) -> Option<String> {
    let rows: [(&str, &str, Cow<'_, Column>, Cow<'_, Column>); 4] = [
        ("mean", &classes.mean, got.mean(), finite.mean()),
        ("std", &classes.std, got.std(), finite.std()),
        ("min", &classes.min, got.min(), finite.min()),
        ("max", &classes.max, got.max(), finite.max()),
    ];
    rows.into_iter().find_map(|(name, classes, answers, finite)| {
        let (answers, finite) = (answers.to_f64(), finite.to_f64());
        let fine = classes.len() == answers.len()
            && classes
                .bytes()
                .zip(answers.iter().zip(&finite))
                .all(|(class, (got, finite))| of_class(*got, class, *finite));
        (!fine).then(|| format!("{name}, {policy:?}: {answers:?}, NumPy's classes {classes:?}"))
    })
}

#[test]
fn propagating_and_ignoring_answers_are_finite_nan_or_infinite_where_numpys_are() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        for case in &line.cases {
            let Some(numpy) = &case.numpy else { continue };
            let finite = reduced(&array, &case.axes);
            let differs = |policy, classes| {
                let got = reduced_as(&array, &case.axes, EVERYTHING.with_policy(policy));
                policy_differs((&got, &finite), policy, classes)
            };
            let problem =
                differs(Propagate, &numpy.propagate).or_else(|| differs(Ignore, &numpy.ignore));
            report.case(format!("{} over axes {:?}", line.title(), case.axes), problem);
        }
    }
    report.finish(300);
}

#[test]
fn without_non_finite_values_all_policies_give_the_same_bits() {
    let mut report = Report::default();
    for line in read::<Line>("statistics") {
        let array = line.array();
        for case in line.cases.iter().filter(|case| case.numpy.is_none()) {
            let answers = |policy| {
                let wanted = EVERYTHING.with_policy(policy);
                let got = reduced_as(&array, &case.axes, wanted);
                let sample = reduced_as(&array, &case.axes, wanted.with_ddof(1));
                let floats = [got.mean(), got.var(), sample.std()].map(|all| bits(&all.to_f64()));
                let ends: Vec<String> =
                    got.min().iter().chain(got.max().iter()).map(|end| end.to_string()).collect();
                (floats, ends)
            };
            let finite = answers(Exclude);
            let equal = finite == answers(Propagate) && finite == answers(Ignore);
            report.case(line.title(), (!equal).then(|| "policies differ".to_owned()));
        }
    }
    report.finish(1_000);
}
