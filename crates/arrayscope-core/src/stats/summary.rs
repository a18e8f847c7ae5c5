//! The statistics of a whole array.

use super::{Column, Number, Reduction, Wanted, all_axes, reduce_watched};
use crate::{ArrayView, Result};
use serde::Serialize;

/// Counts, extrema, mean and standard deviation of all elements.
///
/// `count + nan + pos_inf + neg_inf` is the size of the array. As JSON the keys are the
/// names of the fields, and NaN is the string `NaN`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Finite values: those that the other statistics are of.
    pub count: u64,
    /// NaN.
    pub nan: u64,
    /// +Inf.
    pub pos_inf: u64,
    /// −Inf.
    pub neg_inf: u64,
    /// The smallest finite value; NaN if there is none.
    pub min: Number,
    /// The largest finite value; NaN if there is none.
    pub max: Number,
    /// The mean of the finite values; NaN if there is none.
    pub mean: Number,
    /// Their standard deviation, with divisor `count`; NaN if there is none.
    pub std: Number,
}

/// The statistics of all elements, of which only the finite ones count for `min`, `max`,
/// `mean` and `std`.
///
/// Dtype, precision and errors as in [`reduce`](super::reduce).
///
/// ```
/// use arrayscope_core::{Array, stats::summary};
/// let a = Array::from_slice(&[1.0, 3.0, f64::NAN, f64::INFINITY], &[2, 2])?;
/// let all = summary(&a.view())?;
/// assert_eq!((all.count, all.nan, all.pos_inf), (2, 1, 1));
/// assert_eq!((all.mean.to_f64(), all.std.to_f64()), (2.0, 1.0));
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
///
/// # Errors
/// When the dtype has no statistics.
pub fn summary(view: &ArrayView<'_>) -> Result<Summary> {
    summary_watched(view, &|_| {})
}

/// [`summary`], telling `watch` now and then how many more elements have been read.
///
/// # Errors
/// When the dtype has no statistics.
pub fn summary_watched(view: &ArrayView<'_>, watch: &(dyn Fn(usize) + Sync)) -> Result<Summary> {
    let whole = reduce_watched(view, &all_axes(view.shape().len()), Wanted::ALL, watch)?;
    Ok(Summary::of(&whole))
}

impl Summary {
    /// The statistics of a full reduction.
    pub(super) fn of(whole: &Reduction) -> Self {
        let census = whole.whole_census();
        let first = |column: &Column| column.get(0).unwrap_or(Number::NAN);
        Self {
            count: whole.count(0),
            nan: census.nan,
            pos_inf: census.pos_inf,
            neg_inf: census.neg_inf,
            min: first(&whole.min()),
            max: first(&whole.max()),
            mean: first(&whole.mean()),
            std: first(&whole.std()),
        }
    }

    /// All values that are not finite.
    pub fn non_finite(&self) -> u64 {
        self.nan + self.pos_inf + self.neg_inf
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn a_scalar_is_its_own_mean() {
        let a = Array::from_slice(&[21.5f32], &[]).expect("fits");
        let all = summary(&a.view()).expect("a float");
        assert_eq!((all.count, all.mean.to_f64(), all.std.to_f64()), (1, 21.5, 0.0));
    }

    #[test]
    fn of_an_empty_array_everything_but_the_counts_is_nan() {
        let a = Array::from_slice::<f64>(&[], &[0, 3]).expect("fits");
        let all = summary(&a.view()).expect("a float");
        assert_eq!((all.count, all.non_finite()), (0, 0));
        assert!([all.min, all.max, all.mean, all.std].iter().all(|x| x.to_f64().is_nan()));
    }

    #[test]
    fn integers_at_the_end_of_their_range_stay_exact() {
        let a = Array::from_slice(&[i64::MAX, i64::MAX - 2], &[2]).expect("fits");
        let all = summary(&a.view()).expect("an integer");
        assert_eq!(all.min, Number::Integer(i128::from(i64::MAX) - 2));
        assert_eq!(all.std.to_f64(), 1.0);
    }

    #[test]
    fn complex_numbers_are_measured_by_their_magnitude() {
        use crate::dtype::Complex;
        let a = Array::from_slice(
            &[Complex { re: 3f32, im: 4.0 }, Complex { re: 0.0, im: -1.0 }],
            &[2],
        );
        let all = summary(&a.expect("fits").view()).expect("complex");
        assert_eq!((all.min.to_f64(), all.max.to_f64(), all.mean.to_f64()), (1.0, 5.0, 3.0));
    }
}
