//! Every case as data: what is done, to what, how much work it is, and what must come out.

mod array;
mod embeddings;
mod given;
mod products;

use crate::subjects::Subject;
use anyhow::Result;
use serde::Serialize;

pub(crate) use given::Given;

/// Which question a case belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The floor: reading the same bytes.
    Floor,
    /// Extraction of a cross-section.
    Slice,
    /// All statistics over one axis or every axis, and the mean alone.
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

impl Group {
    /// Its word in ids.
    fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Slice => "slice",
            Self::Statistics => "statistics",
            Self::Columns => "columns",
            Self::Axes => "axes",
            Self::Reshape => "reshape",
            Self::Product => "product",
        }
    }
}

/// How much work a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Work {
    /// No byte of the array is touched.
    None {},
    /// Bytes read.
    Bytes {
        /// How many.
        nbytes: u64,
    },
    /// Multiplications and additions.
    Flops {
        /// How many.
        flops: u64,
    },
}

/// One case.
pub(crate) struct Case<'a> {
    /// `group/subject/what`, for records.
    pub(crate) id: String,
    pub(crate) group: Group,
    pub(crate) subject: String,
    /// In words.
    pub(crate) what: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) work: Work,
    /// What the body must give, computed by other means.
    pub(crate) expected: f64,
    pub(crate) tolerance: f64,
    pub(crate) body: Box<dyn Fn() -> Result<Given> + 'a>,
}

/// All cases, in the order in which they are told.
pub(crate) fn all(subjects: &[Subject], quick: bool) -> Result<Vec<Case<'_>>> {
    let mut cases = Vec::new();
    for subject in subjects {
        cases.extend(array::cases(subject)?);
    }
    if let Some(embeddings) = subjects.last() {
        cases.extend(embeddings::cases(embeddings)?);
    }
    let shapes = if quick {
        [[240, 240], [500, 64], [64, 500]]
    } else {
        [[480, 480], [1000, 128], [128, 1000]]
    };
    for shape in shapes {
        cases.extend(products::cases(shape));
    }
    Ok(cases)
}

impl<'a> Case<'a> {
    /// A case about a subject that reads all its bytes and gives the sum of its values.
    fn sums(
        group: Group,
        subject: &Subject,
        what: String,
        body: impl Fn() -> Result<Given> + 'a,
    ) -> Self {
        let (sum, magnitude) = subject.sums();
        Self {
            id: format!("{}/{}/{}", group.name(), subject.name, what.replace(' ', "-")),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subjects;

    #[test]
    fn ids_name_one_case_each_and_every_answer_is_the_expected_one() {
        let subjects = subjects::all().unwrap();
        let mut cases = Vec::new();
        for subject in &subjects {
            cases.extend(array::cases(subject).unwrap());
        }
        cases.extend(embeddings::cases(subjects.last().unwrap()).unwrap());
        cases.extend(products::cases([20, 10]));
        let mut ids = Vec::new();
        for case in cases {
            let answer = (case.body)().unwrap().answer();
            assert!((answer - case.expected).abs() <= case.tolerance, "{} gave {answer}", case.id);
            ids.push(case.id);
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
