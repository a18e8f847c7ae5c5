//! Propagating and ignoring answers, derived from the states of the finite values.

use crate::cases::{Classes, Line};
use crate::common::{Report, read};
use crate::{bits, reduced};
use arrayscope_core::stats::NonFinitePolicy::{self, Exclude, Ignore, Propagate};
use arrayscope_core::stats::{Number, Reduction};

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

fn policy_differs(got: &Reduction, policy: NonFinitePolicy, classes: &Classes) -> Option<String> {
    let floats = |numbers: Vec<Number>| numbers.into_iter().map(Number::to_f64).collect();
    let rows: [(&str, &str, Vec<f64>, Vec<f64>); 4] = [
        ("mean", &classes.mean, got.mean(policy), got.mean(Exclude)),
        ("std", &classes.std, got.std(0, policy), got.std(0, Exclude)),
        ("min", &classes.min, floats(got.min(policy)), floats(got.min(Exclude))),
        ("max", &classes.max, floats(got.max(policy)), floats(got.max(Exclude))),
    ];
    rows.into_iter().find_map(|(name, classes, answers, finite)| {
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
            let got = reduced(&array, &case.axes);
            let problem = policy_differs(&got, Propagate, &numpy.propagate)
                .or_else(|| policy_differs(&got, Ignore, &numpy.ignore));
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
            let got = reduced(&array, &case.axes);
            let answers = |policy| {
                let floats = [got.mean(policy), got.var(0, policy), got.std(1, policy)].concat();
                let ends = [got.min(policy), got.max(policy)].concat();
                let ends: Vec<String> = ends.iter().map(ToString::to_string).collect();
                (bits(&floats), ends)
            };
            let finite = answers(Exclude);
            let equal = finite == answers(Propagate) && finite == answers(Ignore);
            report.case(line.title(), (!equal).then(|| "policies differ".to_owned()));
        }
    }
    report.finish(1_000);
}
