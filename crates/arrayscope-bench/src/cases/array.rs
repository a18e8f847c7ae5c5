//! What is measured of every array: reading it, slices of it, statistics over each axis.

use super::{Case, Given, Group, Work};
use crate::subjects::Subject;
use anyhow::Result;
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::stats::{Wanted, axis_stats, compute_axis_stats, reduce};

pub(crate) fn cases(subject: &Subject) -> Result<Vec<Case<'_>>> {
    let mut cases = vec![floor(subject)];
    cases.extend(slices(subject)?);
    cases.extend(statistics(subject));
    Ok(cases)
}

/// The floor of all others: a checksum of the bits, which reads every value once.
fn floor(subject: &Subject) -> Case<'_> {
    let checksum = |values: &[f32]| {
        f64::from(values.iter().fold(0u32, |sum, value| sum.wrapping_add(value.to_bits())))
    };
    let expected = subject.values.chunks(1000).fold(0u32, |sum, part| {
        part.iter().fold(sum, |sum, value| sum.wrapping_add(value.to_bits()))
    });
    let what = "reading every value".to_owned();
    let case = Case::sums(Group::Floor, subject, what, move || {
        Ok(checksum(std::hint::black_box(&subject.values)).into())
    });
    Case { expected: f64::from(expected), tolerance: 0.0, ..case }
}

/// The middle cross-section, as a view and copied.
#[expect(clippy::cast_precision_loss, reason = "offsets and indices are small")]
fn slices(subject: &Subject) -> Result<Vec<Case<'_>>> {
    let shape = subject.array.shape();
    let middle = CrossSection {
        at: shape.iter().map(|length| length / 2).collect(),
        ..CrossSection::default_for(shape, &[])
    };
    // What must come out, from the formula of C order.
    let hidden = |axis: usize| ![middle.rows, middle.columns].contains(&Some(axis));
    let first = (0..shape.len())
        .fold(0, |at, axis| at * shape[axis] + if hidden(axis) { middle.at[axis] } else { 0 });
    let slice = extract_slice(&subject.array, &middle)?;
    let nbytes = slice.layout().nbytes() as u64;
    let view = middle.clone();
    let base = |what: &str| Case::sums(Group::Slice, subject, what.to_owned(), || Ok(0.0.into()));
    Ok(vec![
        Case {
            work: Work::None {},
            expected: (first * size_of::<f32>()) as f64,
            tolerance: 0.0,
            body: Box::new(move || {
                Ok((extract_slice(&subject.array, &view)?.layout().offset() as f64).into())
            }),
            ..base("slice as a view")
        },
        Case {
            work: Work::Bytes { nbytes },
            expected: f64::from(subject.values[first]),
            tolerance: 0.0,
            body: Box::new(move || {
                let copy = extract_slice(&subject.array, &middle)?.to_c_order()?;
                Ok(copy.value(&[0, 0])?.to_f64().into())
            }),
            ..base("slice copied")
        },
    ])
}

/// All statistics over each axis and over every axis in one call, and the mean alone.
fn statistics(subject: &Subject) -> Vec<Case<'_>> {
    let array = &subject.array;
    let axes = array.shape().len();
    let mut cases = Vec::new();
    for axis in 0..axes.cast_signed() {
        cases.push(all_statistics(subject, &format!("axis {axis}"), 1, move || {
            Ok(axis_stats(&array.view(), axis)?.lanes.into())
        }));
        let what = format!("mean over axis {axis}");
        cases.push(Case::sums(Group::Statistics, subject, what, move || {
            Ok(reduce(&array.view(), &[axis], Wanted::MEAN)?.into())
        }));
    }
    if axes > 1 {
        cases.push(all_statistics(subject, "every axis", axes, move || {
            let stats = compute_axis_stats(&array.view())?;
            Ok(Given::Lanes(stats.into_iter().map(|axis| axis.lanes).collect()))
        }));
    }
    cases
}

/// A case that computes all statistics, over as many axes.
#[expect(clippy::cast_precision_loss, reason = "a few axes")]
fn all_statistics<'a>(
    subject: &'a Subject,
    over: &str,
    axes: usize,
    body: impl Fn() -> Result<Given> + 'a,
) -> Case<'a> {
    let (checksum, magnitude) = subject.checksum();
    let axes = axes as f64;
    Case {
        expected: axes * checksum,
        tolerance: 1e-9 * axes * magnitude,
        ..Case::sums(Group::Statistics, subject, format!("all statistics over {over}"), body)
    }
}
