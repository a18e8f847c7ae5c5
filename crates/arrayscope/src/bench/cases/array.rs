//! What is measured of every array: reading it, slices of it, statistics over each axis.

use super::super::subjects::Subject;
use super::{Case, Group, Work, total};
use anyhow::Result;
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::stats::axis_stats;

pub(super) fn cases(subject: &Subject) -> Result<Vec<Case<'_>>> {
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
        Ok(checksum(std::hint::black_box(&subject.values)))
    });
    Case { expected: f64::from(expected), tolerance: 0.0, ..case }
}

/// The middle cross-section, as a view and copied.
#[expect(clippy::cast_precision_loss, reason = "offsets and indices are small")]
fn slices(subject: &Subject) -> Result<Vec<Case<'_>>> {
    let shape = subject.array.shape();
    let middle = CrossSection {
        at: shape.iter().map(|length| length / 2).collect(),
        ..CrossSection::default_for(shape)
    };
    // What must come out, from the formula of C order.
    let hidden = |axis: usize| ![middle.rows, middle.columns].contains(&Some(axis));
    let first = (0..shape.len())
        .fold(0, |at, axis| at * shape[axis] + if hidden(axis) { middle.at[axis] } else { 0 });
    let slice = extract_slice(&subject.array, &middle)?;
    let nbytes = slice.layout().nbytes() as u64;
    let view = middle.clone();
    let base = |what: &str| Case::sums(Group::Slice, subject, what.to_owned(), || Ok(0.0));
    Ok(vec![
        Case {
            work: Work::None {},
            expected: (first * size_of::<f32>()) as f64,
            tolerance: 0.0,
            body: Box::new(move || {
                Ok(extract_slice(&subject.array, &view)?.layout().offset() as f64)
            }),
            ..base("slice as a view")
        },
        Case {
            work: Work::Bytes { nbytes },
            expected: f64::from(subject.values[first]),
            tolerance: 0.0,
            body: Box::new(move || {
                let copy = extract_slice(&subject.array, &middle)?.to_c_order()?;
                Ok(copy.value(&[0, 0])?.to_f64())
            }),
            ..base("slice copied")
        },
    ])
}

fn statistics(subject: &Subject) -> Vec<Case<'_>> {
    let over = |axis: usize| {
        Case::sums(Group::Statistics, subject, format!("statistics over axis {axis}"), move || {
            let stats = axis_stats(&subject.array.view(), axis.cast_signed())?;
            Ok(total(&stats.lanes))
        })
    };
    (0..subject.array.shape().len()).map(over).collect()
}
