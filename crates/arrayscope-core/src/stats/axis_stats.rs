//! Statistics over an axis and along an axis.

use super::{Reduction, Wanted, axes_but, reduce, reduce_each_axis};
use crate::ArrayView;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// The statistics of every lane of one axis, or of everything else per index of an axis.
///
/// Only finite values count for `min`, `max`, `mean` and `std`; those are NaN where there
/// is none. As JSON it is an object with one list per statistic, in C order of `shape`.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisStats {
    /// The axis that was reduced, or along which the profile runs.
    pub axis: usize,
    /// Its length.
    pub length: usize,
    /// One value per lane of `mean`, `std`, `min` and `max`, and the counts.
    pub lanes: Reduction,
}

impl AxisStats {
    /// Shape of the results.
    pub fn shape(&self) -> &[usize] {
        self.lanes.shape()
    }
}

impl Serialize for AxisStats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("AxisStats", 11)?;
        fields.serialize_field("axis", &self.axis)?;
        fields.serialize_field("length", &self.length)?;
        fields.serialize_field("shape", self.shape())?;
        fields.serialize_field("count", &self.lanes.counts())?;
        fields.serialize_field("nan", &self.lanes.nan())?;
        fields.serialize_field("pos_inf", &self.lanes.pos_inf())?;
        fields.serialize_field("neg_inf", &self.lanes.neg_inf())?;
        fields.serialize_field("min", &*self.lanes.min())?;
        fields.serialize_field("max", &*self.lanes.max())?;
        fields.serialize_field("mean", &*self.lanes.mean())?;
        fields.serialize_field("std", &*self.lanes.std())?;
        fields.end()
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
/// assert_eq!(columns.shape(), [3]);
/// assert_eq!(columns.lanes.mean().to_f64(), [3.0, 4.0, 5.0]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn axis_stats(view: &ArrayView<'_>, axis: isize) -> crate::Result<AxisStats> {
    let axis = view.layout().axis(axis)?;
    let lanes = reduce(view, &[axis.cast_signed()], Wanted::ALL)?;
    Ok(AxisStats { axis, length: view.shape()[axis], lanes })
}

/// The profile along one axis: every other axis is reduced, one value per index is left.
///
/// Shape of the results: `(length of the axis,)`. It shows which batch item, slice or
/// channel is odd.
///
/// # Errors
/// When there is no such axis, or the dtype has no statistics.
pub fn profile(view: &ArrayView<'_>, axis: isize) -> crate::Result<AxisStats> {
    let axis = view.layout().axis(axis)?;
    let lanes = reduce(view, &axes_but(view.shape().len(), axis), Wanted::ALL)?;
    Ok(AxisStats { axis, length: view.shape()[axis], lanes })
}

/// The statistics over every axis in turn: one entry per axis, none for a 0-D array.
///
/// Cost: as for [`reduce_each_axis`].
///
/// # Errors
/// When the dtype has no statistics.
pub fn compute_axis_stats(view: &ArrayView<'_>) -> crate::Result<Vec<AxisStats>> {
    let all = reduce_each_axis(view, Wanted::ALL)?.into_iter().zip(view.shape()).enumerate();
    Ok(all.map(|(axis, (lanes, &length))| AxisStats { axis, length, lanes }).collect())
}

#[cfg(test)]
mod tests {
    use super::super::Number;
    use super::*;
    use crate::Array;

    #[test]
    fn every_axis_has_an_entry_with_its_own_shape() {
        let a = Array::from_slice(&(0u8..24).collect::<Vec<_>>(), &[2, 3, 4]).expect("fits");
        let all = compute_axis_stats(&a.view()).expect("integers");
        let shapes: Vec<&[usize]> = all.iter().map(AxisStats::shape).collect();
        assert_eq!(shapes, [&[3, 4][..], &[2, 4], &[2, 3]]);
        assert_eq!(all[0].lanes.max().get(11), Some(Number::Integer(23)));
    }

    #[test]
    fn the_profile_keeps_the_axis_that_the_statistics_lose() {
        let a = Array::from_slice(&[1.0, 2.0, 3.0, 40.0, 50.0, 60.0], &[2, 3]).expect("fits");
        let rows = profile(&a.view(), 0).expect("an axis");
        assert_eq!((rows.axis, rows.length, rows.shape()), (0, 2, &[2][..]));
        assert_eq!(rows.lanes.mean().to_f64(), [2.0, 50.0]);
    }
}
