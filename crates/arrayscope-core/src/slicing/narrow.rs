//! A part of what an index expression selects, as an expression of its own.

use super::{Index, IndexExpression, Slice};
use crate::Result;
use crate::layout::Layout;
use std::ops::Range;

impl IndexExpression {
    /// The terms for an array of `ndim` axes with none left out: each axis has an integer or
    /// a slice of its own, between new axes.
    ///
    /// ```
    /// use arrayscope_core::slicing::{IndexExpression, Index};
    /// let terms = "3, ..., ::2".parse::<IndexExpression>()?.written_out(4);
    /// assert_eq!(IndexExpression::new(terms)?.to_string(), "3, :, :, ::2");
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn written_out(&self, ndim: usize) -> Vec<Index> {
        let names = |term: &&Index| matches!(term, Index::Integer(_) | Index::Slice(_));
        let unnamed = ndim.saturating_sub(self.terms().iter().filter(names).count());
        let whole = Index::Slice(Slice { start: None, stop: None, step: None });
        let mut terms = Vec::with_capacity(ndim);
        let mut left = unnamed;
        for term in self.terms() {
            if matches!(term, Index::Ellipsis) {
                terms.extend(std::iter::repeat_n(whole, std::mem::take(&mut left)));
            } else {
                terms.push(*term);
            }
        }
        terms.extend(std::iter::repeat_n(whole, left));
        terms
    }

    /// The ranges of indices that are selected, where that is one per axis, forwards and
    /// without gaps: a box, as a part of an array is.
    ///
    /// # Errors
    /// When this expression does not fit the shape.
    ///
    /// ```
    /// use arrayscope_core::slicing::IndexExpression;
    /// let ranges = |text: &str| text.parse::<IndexExpression>()?.ranges(&[6, 10]);
    /// assert_eq!(ranges("2:4")?, Some(vec![2..4, 0..10]));
    /// assert_eq!(ranges("2")?, None);
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn ranges(&self, shape: &[usize]) -> Result<Option<Vec<Range<usize>>>> {
        self.fits(shape)?;
        let of_term = |(term, &length): (Index, &usize)| match term {
            Index::Slice(slice) => match slice.indices(length) {
                (first, 1, count) => Some(first.unsigned_abs()..first.unsigned_abs() + count),
                _ => None,
            },
            Index::Integer(_) | Index::NewAxis | Index::Ellipsis => None,
        };
        let terms = self.written_out(shape.len());
        let is_one_each = terms.len() == shape.len();
        let ranges = terms.into_iter().zip(shape).map(of_term).collect::<Option<Vec<_>>>();
        Ok(ranges.filter(|_| is_one_each))
    }

    /// The sentence about what does not fit.
    fn fits(&self, shape: &[usize]) -> Result<()> {
        self.apply(&Layout::try_new(shape, &vec![0; shape.len()], 0, 1)?).map(|_| ())
    }

    /// The expression that selects from an array of `shape` what `ranges` select from what
    /// this one does: one range for each axis that it leaves or makes, with an index in it.
    ///
    /// # Errors
    /// When this expression does not fit the shape.
    ///
    /// ```
    /// use arrayscope_core::slicing::IndexExpression;
    /// let every_third_back = "5, ::-3".parse::<IndexExpression>()?;
    /// let part = every_third_back.narrowed(&[6, 10], &[1..3])?;
    /// assert_eq!(part.to_string(), "5, 6:0:-3");
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    pub fn narrowed(&self, shape: &[usize], ranges: &[Range<usize>]) -> Result<Self> {
        self.fits(shape)?;
        let (mut lengths, mut ranges) = (shape.iter(), ranges.iter());
        let mut terms = Vec::with_capacity(shape.len());
        for term in self.written_out(shape.len()) {
            terms.push(match term {
                Index::Integer(_) => {
                    lengths.next();
                    term
                }
                Index::Slice(slice) => {
                    let (length, range) = (lengths.next(), ranges.next());
                    match (length, range) {
                        (Some(length), Some(range)) => slice.narrowed(*length, range),
                        _ => term,
                    }
                }
                Index::NewAxis | Index::Ellipsis => {
                    ranges.next();
                    term
                }
            });
        }
        Self::new(terms)
    }
}

impl Slice {
    /// The indices of an axis of `length` that have these positions among those selected.
    fn narrowed(self, length: usize, range: &Range<usize>) -> Index {
        let (first, step, _) = self.indices(length);
        let at = |position: usize| first + step * position.cast_signed();
        let stop = at(range.end);
        Index::Slice(Self {
            start: Some(if range.is_empty() { 0 } else { at(range.start) }),
            // Before the first index, not counted from the end.
            stop: if range.is_empty() { Some(0) } else { (stop >= 0).then_some(stop) },
            step: (step != 1).then_some(step),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_selection_is_what_indexing_twice_gives() {
        let layout = Layout::c_order(&[4, 5, 6], 1).expect("small");
        for text in [
            "...",
            "1",
            "::-1, 2",
            "..., ::2",
            "1:3, ::-2, 4:0:-1",
            "None, 3, ..., None, 1:5",
            ":, ::3",
            "0, 0, 0",
            "2:2",
            "..., -3:",
        ] {
            let expression: IndexExpression = text.parse().expect("valid");
            let selected = expression.apply(&layout).expect("fits");
            for cut in 0..=3 {
                let range = |&n: &usize| cut.min(n.saturating_sub(1))..n.min(cut.min(n) + 2);
                let ranges: Vec<Range<usize>> = selected.shape().iter().map(range).collect();
                let again = ranges.iter().map(|range| {
                    let bound = |at: usize| Some(at.cast_signed());
                    let (start, stop) = (bound(range.start), bound(range.end));
                    Index::Slice(Slice { start, stop, step: None })
                });
                let again = IndexExpression::new(again.collect()).expect("slices");
                let expected = again.apply(&selected).expect("fits");
                let narrowed = expression.narrowed(&[4, 5, 6], &ranges).expect("fits");
                let got = narrowed.apply(&layout).expect("fits");
                let offsets = |layout: &Layout| layout.byte_offsets().collect::<Vec<_>>();
                assert_eq!(got.shape(), expected.shape(), "{text} {ranges:?} {narrowed}");
                assert_eq!(offsets(&got), offsets(&expected), "{text} {ranges:?} {narrowed}");
            }
        }
    }

    #[test]
    fn only_boxes_have_ranges() {
        let ranges = |text: &str| {
            let expression: IndexExpression = text.parse().expect("valid");
            expression.ranges(&[6, 10]).expect("fits")
        };
        assert_eq!(ranges("..."), Some(vec![0..6, 0..10]));
        assert_eq!(ranges("-2:, 3:100"), Some(vec![4..6, 3..10]));
        assert_eq!(ranges("4:2").map(|ranges| ranges[0].is_empty()), Some(true));
        for text in ["0", "::2", "::-1", "None", "..., None", "0, None"] {
            assert_eq!(ranges(text), None, "{text}");
        }
        let outside: IndexExpression = "9".parse().expect("valid");
        assert!(outside.ranges(&[6, 10]).is_err());
    }

    #[test]
    fn an_expression_that_does_not_fit_has_no_parts() {
        let expression: IndexExpression = "7".parse().expect("valid");
        assert!(expression.narrowed(&[4], &[]).is_err());
    }
}
