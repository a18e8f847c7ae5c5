//! Statistics over an axis and along an axis.

use super::{NonFinitePolicy, Number, Reduction, Wanted, axes_but, reduce};
use crate::{ArrayView, Result};
use serde::Serialize;

/// The statistics of every lane of one axis, or of everything else per index of an axis.
///
/// Each vector has one value per element of `shape`, in C order. Only finite values count
/// for `min`, `max`, `mean` and `std`; those are NaN where there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AxisStats {
    /// The axis that was reduced, or along which the profile runs.
    pub axis: usize,
    /// Its length.
    pub length: usize,
    /// Shape of the results.
    pub shape: Vec<usize>,
    /// Finite values.
    pub count: Vec<u64>,
    /// NaN.
    pub nan: Vec<u64>,
    /// +Inf.
    pub pos_inf: Vec<u64>,
    /// −Inf.
    pub neg_inf: Vec<u64>,
    /// Smallest finite value.
    pub min: Vec<Number>,
    /// Largest finite value.
    pub max: Vec<Number>,
    /// Mean of the finite values.
    pub mean: Vec<Number>,
    /// Their standard deviation, with divisor `count`.
    pub std: Vec<Number>,
}

impl AxisStats {
    fn of(axis: usize, length: usize, result: &Reduction) -> Self {
        let policy = NonFinitePolicy::Exclude;
        let floats = |values: Vec<f64>| values.into_iter().map(Number::Float).collect();
        Self {
            axis,
            length,
            shape: result.shape().to_vec(),
            count: result.count(),
            nan: result.nan(),
            pos_inf: result.pos_inf(),
            neg_inf: result.neg_inf(),
            min: result.min(policy),
            max: result.max(policy),
            mean: floats(result.mean(policy)),
            std: floats(result.std(0, policy)),
        }
    }
}

/// The statistics over one axis: `a.mean(axis=k)`, `a.min(axis=k)` and so on at once.
///
/// Shape of the results: that of the array without the axis. Dtype, NaN behaviour and
/// precision as in [`reduce`].
///
/// # Errors
/// When there is no such axis, or the dtype has no statistics.
///
/// ```
/// use arrayscope_core::{Array, stats::axis_stats};
/// let a = Array::from_slice(&[1i32, 2, 3, 5, 6, 7], &[2, 3])?;
/// let columns = axis_stats(&a.view(), 0)?;
/// assert_eq!(columns.shape, [3]);
/// let means: Vec<f64> = columns.mean.iter().map(|mean| mean.to_f64()).collect();
/// assert_eq!(means, [3.0, 4.0, 5.0]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn axis_stats(view: &ArrayView<'_>, axis: isize) -> Result<AxisStats> {
    let axis = view.layout().axis(axis)?;
    let result = reduce(view, &[axis.cast_signed()], Wanted::ALL)?;
    Ok(AxisStats::of(axis, view.shape()[axis], &result))
}

/// The profile along one axis: every other axis is reduced, one value per index is left.
///
/// Shape of the results: `(length of the axis,)`. It shows which batch item, slice or
/// channel is odd.
///
/// # Errors
/// When there is no such axis, or the dtype has no statistics.
pub fn profile(view: &ArrayView<'_>, axis: isize) -> Result<AxisStats> {
    let axis = view.layout().axis(axis)?;
    let result = reduce(view, &axes_but(view.shape().len(), axis), Wanted::ALL)?;
    Ok(AxisStats::of(axis, view.shape()[axis], &result))
}

/// The statistics over every axis in turn: one entry per axis, none for a 0-D array.
///
/// Cost: one read of the array per axis.
///
/// # Errors
/// When the dtype has no statistics.
pub fn compute_axis_stats(view: &ArrayView<'_>) -> Result<Vec<AxisStats>> {
    (0..view.shape().len().cast_signed()).map(|axis| axis_stats(view, axis)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn every_axis_has_an_entry_with_its_own_shape() {
        let a = Array::from_slice(&(0u8..24).collect::<Vec<_>>(), &[2, 3, 4]).expect("fits");
        let all = compute_axis_stats(&a.view()).expect("integers");
        let shapes: Vec<&[usize]> = all.iter().map(|stats| stats.shape.as_slice()).collect();
        assert_eq!(shapes, [&[3, 4][..], &[2, 4], &[2, 3]]);
        assert_eq!(all[0].max[11], Number::Integer(23));
    }

    #[test]
    fn the_profile_keeps_the_axis_that_the_statistics_lose() {
        let a = Array::from_slice(&[1.0, 2.0, 3.0, 40.0, 50.0, 60.0], &[2, 3]).expect("fits");
        let rows = profile(&a.view(), 0).expect("an axis");
        assert_eq!((rows.axis, rows.length, rows.shape), (0, 2, vec![2]));
        assert_eq!(rows.mean, [Number::Float(2.0), Number::Float(50.0)]);
    }
}
