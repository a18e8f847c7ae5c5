//! The lesson's claims, put to its (10000, 512) matrix.

use super::{Case, Given, Group, Work};
use crate::subjects::{EMBEDDINGS, Subject};
use anyhow::{Result, ensure};
use arrayscope_core::Array;
use arrayscope_core::stats::{Wanted, all_axes, reduce};
use std::rc::Rc;

pub(crate) fn cases(subject: &Subject) -> Result<Vec<Case<'_>>> {
    let mut cases = columns(subject);
    cases.extend(axes(subject));
    cases.extend(reshapes(subject)?);
    Ok(cases)
}

/// The mean of every column: one after the other, and all in one pass.
fn columns(subject: &Subject) -> Vec<Case<'_>> {
    let group = Group::Columns;
    let array = &subject.array;
    vec![
        Case::sums(group, subject, "means one column at a time".to_owned(), move || {
            let mut sum = 0.0;
            for column in 0..array.shape()[1] {
                let one = array.with_layout(array.layout().select(1, column)?)?;
                sum += Given::from(reduce(&one.view(), &all_axes(1), Wanted::MEAN)?).answer();
            }
            Ok(sum.into())
        }),
        Case::sums(group, subject, "means in one pass".to_owned(), move || {
            Ok(reduce(&array.view(), &[0], Wanted::MEAN)?.into())
        }),
    ]
}

/// Means over axis 0 and over axis −1, by the one reduction and by two plain loops that go
/// down one lane after the other, as a first program would.
fn axes(subject: &Subject) -> Vec<Case<'_>> {
    let group = Group::Axes;
    let reduced = |axis: isize| {
        let what = format!("means over axis {axis}");
        Case::sums(group, subject, what, move || {
            Ok(reduce(&subject.array.view(), &[axis], Wanted::MEAN)?.into())
        })
    };
    let plain = |axis: isize| {
        let what = format!("plain loop over axis {axis}");
        let [rows, columns] = EMBEDDINGS;
        let (lanes, length, lane_step, step) =
            if axis == 0 { (columns, rows, 1, columns) } else { (rows, columns, columns, 1) };
        Case::sums(group, subject, what, move || {
            let values = std::hint::black_box(&subject.values);
            let lane = |lane: usize| -> f64 {
                (0..length).map(|k| f64::from(values[lane * lane_step + k * step])).sum()
            };
            Ok((0..lanes).map(lane).sum::<f64>().into())
        })
    };
    vec![reduced(0), reduced(-1), plain(0), plain(-1)]
}

/// A reshape that is a view, that view copied, and a reshape that must copy.
#[expect(clippy::cast_precision_loss, reason = "strides are small")]
fn reshapes(subject: &Subject) -> Result<Vec<Case<'_>>> {
    let array = &subject.array;
    let [rows, columns] = EMBEDDINGS;
    let swapped = [columns.cast_signed(), rows.cast_signed()];
    let transposed: Rc<Array> = Rc::new(array.with_layout(array.layout().transpose())?);
    ensure!(array.reshape(&swapped)?.shares_memory(array), "a reshape of C order must be a view");
    ensure!(!transposed.reshape(&[-1])?.shares_memory(array), "a flat transpose must be a copy");
    let base = |what: &str| {
        let what = what.to_owned();
        Case { tolerance: 0.0, ..Case::sums(Group::Reshape, subject, what, || Ok(0.0.into())) }
    };
    let (source, second) = (Rc::clone(&transposed), subject.values[1]);
    Ok(vec![
        Case {
            work: Work::None {},
            expected: (rows * size_of::<f32>()) as f64,
            body: Box::new(move || {
                Ok((array.reshape(&swapped)?.layout().strides()[0] as f64).into())
            }),
            ..base("reshape as a view")
        },
        Case {
            expected: f64::from(second),
            body: Box::new(move || {
                Ok(array.reshape(&swapped)?.to_c_order()?.value(&[0, 1])?.to_f64().into())
            }),
            ..base("reshape as a view, then a copy")
        },
        Case {
            expected: f64::from(subject.values[columns]),
            body: Box::new(move || Ok(source.reshape(&[-1])?.value(&[1])?.to_f64().into())),
            ..base("reshape of the transpose, which copies")
        },
    ])
}
