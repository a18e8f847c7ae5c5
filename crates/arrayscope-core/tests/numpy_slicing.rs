//! Index expressions agree with NumPy: shape, strides, offset, contiguity, refusal.

#[path = "common/answer.rs"]
mod answer;
mod common;

use answer::Answer;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_core::{Error, Layout};
use common::{Base, Report, read};
use serde::Deserialize;

#[derive(Deserialize)]
struct Group {
    base: Base,
    cases: Vec<(String, Answer)>,
}

fn index(layout: &Layout, text: &str) -> Result<Layout, Error> {
    text.parse::<IndexExpression>()?.apply(layout)
}

#[test]
fn every_index_expression_gives_what_numpy_gives() {
    let mut report = Report::default();
    for group in read::<Group>("index") {
        let layout = group.base.layout();
        for (text, answer) in &group.cases {
            let problem = answer.differs_from(&index(&layout, text));
            report.case(format!("[{text}] of {}", group.base), problem);
        }
    }
    report.finish(25_000);
}

#[test]
fn brackets_and_spaces_change_nothing() {
    let mut report = Report::default();
    for group in read::<Group>("index").iter().rev().take(400) {
        let layout = group.base.layout();
        for (text, answer) in &group.cases {
            let spaced = format!(" [ {} ] ", text.replace(':', " : ").replace(',', " , "));
            let problem = answer.differs_from(&index(&layout, &spaced));
            report.case(format!("{spaced:?} of {}", group.base), problem);
        }
    }
    report.finish(3_000);
}
