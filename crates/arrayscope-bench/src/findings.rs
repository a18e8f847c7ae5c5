//! What the measurements say together, whatever the lesson claims.

use crate::cases::{Group, Work};
use crate::report::Measurement;
use anyhow::{Context as _, Result};
use arrayscope_formats::number::duration;
use serde::Serialize;

/// A difference smaller than this is none: it is within what a machine's mood makes.
const WORTH_NAMING: f64 = 1.1;

/// A comparison of cases.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The question.
    pub about: String,
    /// What was measured, as sentences.
    pub text: String,
    /// Time of the first over time of the second.
    pub ratio: f64,
}

/// All findings.
pub(crate) fn findings(all: &[Measurement]) -> Result<Vec<Finding>> {
    let of = |group: Group| all.iter().filter(move |case| case.group == group).collect::<Vec<_>>();
    let mut findings = Vec::new();
    if let [one_by_one, one_pass, ..] = of(Group::Columns)[..] {
        findings.push(columns(one_by_one, one_pass));
    }
    if let [first, last, plain_first, plain_last, ..] = of(Group::Axes)[..] {
        findings.push(axes("axis 0 against axis -1, the one reduction", first, last));
        findings.push(axes("axis 0 against axis -1, plain loop", plain_first, plain_last));
    }
    if let [view, copied, forced, ..] = of(Group::Reshape)[..] {
        findings.push(reshape(view, copied, forced));
    }
    for four in of(Group::Product).chunks(4) {
        if let [plain_first, plain_last, packed_first, packed_last] = *four {
            findings.push(product([plain_first, plain_last], [packed_first, packed_last])?);
        }
    }
    Ok(findings)
}

fn ratio(of: &Measurement, to: &Measurement) -> f64 {
    of.timing.median_seconds / to.timing.median_seconds
}

fn took(case: &Measurement) -> String {
    duration(case.timing.median_seconds)
}

fn columns(one_by_one: &Measurement, one_pass: &Measurement) -> Finding {
    let ratio = ratio(one_by_one, one_pass);
    let text = format!(
        "one column at a time took {}, one pass {}: {ratio:.1} times as long; the lesson's factor \
         of a hundred is that of a loop in Python",
        took(one_by_one),
        took(one_pass)
    );
    Finding { about: "one column at a time against one pass".to_owned(), text, ratio }
}

/// The lesson says that axis 0 is the slow one, because it steps far.
fn axes(about: &str, first: &Measurement, last: &Measurement) -> Finding {
    let ratio = ratio(first, last);
    let judged = if ratio > WORTH_NAMING {
        format!("axis 0 is {ratio:.2} times slower, as the lesson says")
    } else if ratio < 1.0 / WORTH_NAMING {
        format!("axis 0 is {:.2} times faster, the opposite of what the lesson says", 1.0 / ratio)
    } else {
        "no difference worth naming, unlike what the lesson says".to_owned()
    };
    let text = format!("axis 0 took {}, axis -1 took {}: {judged}", took(first), took(last));
    Finding { about: about.to_owned(), text, ratio }
}

fn reshape(view: &Measurement, copied: &Measurement, forced: &Measurement) -> Finding {
    let text = format!(
        "a view took {} and touches no element; copying it took {}, and the reshape of the \
         transpose, which has to copy across the strides, {}",
        took(view),
        took(copied),
        took(forced)
    );
    Finding { about: "reshape as copy against view".to_owned(), text, ratio: ratio(copied, view) }
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of counts")]
fn product(plain: [&Measurement; 2], packed: [&Measurement; 2]) -> Result<Finding> {
    let flops = |case: &Measurement| match case.work {
        Work::Flops { flops } => Some(flops as f64),
        _ => None,
    };
    let flops = |of: [&Measurement; 2]| Some(flops(of[0])? / flops(of[1])?);
    let more_work = flops(plain).context("a product without FLOPs")?;
    let (plain_ratio, packed_ratio) = (ratio(plain[0], plain[1]), ratio(packed[0], packed[1]));
    let work = if (more_work - 1.0).abs() < f64::EPSILON {
        "FLOPs are equal".to_owned()
    } else {
        format!("arr.T @ arr has {more_work:.3} times the FLOPs")
    };
    let text = format!(
        "{work}; it took {plain_ratio:.3} times as long as arr @ arr.T with the triple loop, \
         {packed_ratio:.3} times packed; per FLOP that is {:.2} times in the loop and {:.2} \
         times packed",
        plain_ratio / more_work,
        packed_ratio / more_work
    );
    let about = format!("arr.T @ arr against arr @ arr.T, {}", plain[0].subject);
    Ok(Finding { about, text, ratio: plain_ratio })
}
