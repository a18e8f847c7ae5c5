//! Every case as data: what is done, to what, how much work it is, and what must come out.

use super::product::{Order, packed, triple_loop};
use super::subjects::{EMBEDDINGS, Subject, pseudo_random};
use anyhow::{Result, ensure};
use arrayscope_core::slicing::{CrossSection, extract_slice};
use arrayscope_core::stats::{NonFinitePolicy, Reduction, Wanted, all_axes, axis_stats, reduce};
use arrayscope_core::{Array, layout::shape_text};
use serde::Serialize;
use std::rc::Rc;

/// Which question a case belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Group {
    /// The floor: reading the same bytes.
    Floor,
    /// Extraction of a cross-section.
    Slice,
    /// All statistics over one axis.
    Statistics,
    /// One column at a time, or all in one pass.
    Columns,
    /// Axis 0 against axis −1.
    Axes,
    /// Reshape as view or copy.
    Reshape,
    /// `arr.T @ arr` against `arr @ arr.T`.
    Product,
}

/// How much work a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Work {
    /// No byte of the array is touched.
    None {},
    /// Bytes read.
    Bytes { nbytes: u64 },
    /// Multiplications and additions.
    Flops { flops: u64 },
}

/// One case.
pub(super) struct Case<'a> {
    /// `group/subject/what`, for records.
    pub(super) id: String,
    pub(super) group: Group,
    pub(super) subject: String,
    /// In words.
    pub(super) what: String,
    pub(super) shape: Vec<usize>,
    pub(super) work: Work,
    /// What the body must give, computed by other means.
    pub(super) expected: f64,
    pub(super) tolerance: f64,
    pub(super) body: Box<dyn Fn() -> Result<f64> + 'a>,
}

/// Moments alone: a mean per lane.
const MEANS: Wanted = Wanted { moments: true, extrema: false, census: false };

/// All cases, in the order in which they are told.
pub(super) fn all(subjects: &[Subject], quick: bool) -> Result<Vec<Case<'_>>> {
    let mut cases = Vec::new();
    for subject in subjects {
        cases.push(floor(subject));
        cases.extend(slices(subject)?);
        cases.extend(statistics(subject));
    }
    if let Some(embeddings) = subjects.last() {
        cases.extend(columns(embeddings));
        cases.extend(axes(embeddings));
        cases.extend(reshapes(embeddings)?);
    }
    let shapes = if quick {
        [[240, 240], [500, 64], [64, 500]]
    } else {
        [[480, 480], [1000, 128], [128, 1000]]
    };
    for shape in shapes {
        cases.extend(products(shape));
    }
    Ok(cases)
}

impl<'a> Case<'a> {
    /// A case about a subject that reads all its bytes and gives the sum of its values.
    fn sums(
        (group, slug): (Group, &str),
        subject: &Subject,
        what: String,
        body: impl Fn() -> Result<f64> + 'a,
    ) -> Self {
        let (sum, magnitude) = subject.sums();
        Self {
            id: format!("{slug}/{}/{}", subject.name, what.replace(' ', "-")),
            group,
            subject: subject.name.clone(),
            what,
            shape: subject.array.shape().to_vec(),
            work: Work::Bytes { nbytes: subject.array.layout().nbytes() as u64 },
            expected: sum,
            // Rounding of the two ways to sum, far above either's and far below an error.
            tolerance: 1e-9 * magnitude,
            body: Box::new(body),
        }
    }
}

/// Σ mean × count: the sum of all values, from any reduction.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
fn total(result: &Reduction) -> f64 {
    let means = result.mean(NonFinitePolicy::Exclude);
    means.iter().zip(result.count()).map(|(mean, count)| mean * count as f64).sum()
}

fn floor(subject: &Subject) -> Case<'_> {
    let checksum = |values: &[f32]| {
        f64::from(values.iter().fold(0u32, |sum, value| sum.wrapping_add(value.to_bits())))
    };
    let expected = subject.values.chunks(1000).fold(0u32, |sum, part| {
        part.iter().fold(sum, |sum, value| sum.wrapping_add(value.to_bits()))
    });
    let what = "reading every value".to_owned();
    let case = Case::sums((Group::Floor, "floor"), subject, what, move || {
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
    let base =
        |what: &str| Case::sums((Group::Slice, "slice"), subject, what.to_owned(), || Ok(0.0));
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

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
fn statistics(subject: &Subject) -> Vec<Case<'_>> {
    let over = |axis: usize| {
        Case::sums(
            (Group::Statistics, "statistics"),
            subject,
            format!("statistics over axis {axis}"),
            move || {
                let stats = axis_stats(&subject.array.view(), axis.cast_signed())?;
                let sums = stats.mean.iter().zip(&stats.count);
                Ok(sums.map(|(mean, count)| mean.to_f64() * *count as f64).sum())
            },
        )
    };
    (0..subject.array.shape().len()).map(over).collect()
}

fn columns(subject: &Subject) -> Vec<Case<'_>> {
    let group = (Group::Columns, "columns");
    let array = &subject.array;
    vec![
        Case::sums(group, subject, "means one column at a time".to_owned(), move || {
            let mut sum = 0.0;
            for column in 0..array.shape()[1] {
                let one = array.with_layout(array.layout().select(1, column)?)?;
                sum += total(&reduce(&one.view(), &all_axes(1), MEANS)?);
            }
            Ok(sum)
        }),
        Case::sums(group, subject, "means in one pass".to_owned(), move || {
            Ok(total(&reduce(&array.view(), &[0], MEANS)?))
        }),
    ]
}

/// Means over axis 0 and over axis −1, by the one reduction and by two plain loops that go
/// down one lane after the other, as a first program would.
fn axes(subject: &Subject) -> Vec<Case<'_>> {
    let group = (Group::Axes, "axes");
    let reduced = |axis: isize| {
        let what = format!("means over axis {axis}");
        Case::sums(group, subject, what, move || {
            Ok(total(&reduce(&subject.array.view(), &[axis], MEANS)?))
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
            Ok((0..lanes).map(lane).sum())
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
        Case {
            tolerance: 0.0,
            ..Case::sums((Group::Reshape, "reshape"), subject, what, || Ok(0.0))
        }
    };
    let (source, second) = (Rc::clone(&transposed), subject.values[1]);
    Ok(vec![
        Case {
            work: Work::None {},
            expected: (rows * size_of::<f32>()) as f64,
            body: Box::new(move || Ok(array.reshape(&swapped)?.layout().strides()[0] as f64)),
            ..base("reshape as a view")
        },
        Case {
            expected: f64::from(second),
            body: Box::new(move || {
                Ok(array.reshape(&swapped)?.to_c_order()?.value(&[0, 1])?.to_f64())
            }),
            ..base("reshape as a view, then a copy")
        },
        Case {
            expected: f64::from(subject.values[columns]),
            body: Box::new(move || Ok(source.reshape(&[-1])?.value(&[1])?.to_f64())),
            ..base("reshape of the transpose, which copies")
        },
    ])
}

fn products(shape: [usize; 2]) -> Vec<Case<'static>> {
    let values: Rc<[f32]> = pseudo_random(shape.iter().product()).into();
    let mut cases = Vec::new();
    for (way, is_packed) in [("triple loop", false), ("packed", true)] {
        for order in [Order::TransposeFirst, Order::TransposeLast] {
            let (expected, magnitude) = order.expected(&values, shape);
            let (name, values) = (order.name(), Rc::clone(&values));
            let subject = shape_text(&shape);
            cases.push(Case {
                id: format!("product/{subject}/{way}/{name}").replace(' ', ""),
                group: Group::Product,
                subject,
                what: format!("{name}, {way}"),
                shape: shape.to_vec(),
                work: Work::Flops { flops: order.flops(shape) },
                expected,
                // float32 sums of up to a thousand products each.
                tolerance: 1e-5 * magnitude,
                body: Box::new(move || {
                    let values = std::hint::black_box(&*values);
                    if is_packed {
                        packed(values, shape, order)
                    } else {
                        Ok(triple_loop(values, shape, order))
                    }
                }),
            });
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::super::subjects;
    use super::*;

    #[test]
    fn ids_name_one_case_each_and_every_answer_is_the_expected_one() {
        let mut subjects = subjects::all().unwrap();
        let embeddings = subjects.pop().unwrap();
        let cases = |subject| {
            [vec![floor(subject)], slices(subject).unwrap(), statistics(subject)].concat_boxes()
        };
        let mut ids = Vec::new();
        let mut all: Vec<Case<'_>> = subjects.iter().flat_map(cases).collect();
        all.extend(columns(&embeddings));
        all.extend(axes(&embeddings));
        all.extend(reshapes(&embeddings).unwrap());
        all.extend(products([20, 10]));
        for case in all {
            let answer = (case.body)().unwrap();
            assert!((answer - case.expected).abs() <= case.tolerance, "{} gave {answer}", case.id);
            ids.push(case.id);
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    trait ConcatBoxes<'a> {
        fn concat_boxes(self) -> Vec<Case<'a>>;
    }

    impl<'a, const N: usize> ConcatBoxes<'a> for [Vec<Case<'a>>; N] {
        fn concat_boxes(self) -> Vec<Case<'a>> {
            self.into_iter().flatten().collect()
        }
    }
}
