//! The reductions over every axis in turn, which share reads of the array.

use super::Wanted;
use super::answers::Answers;
use super::plan::Plan;
use super::reduce::reduce_watched;
use super::reduction::Reduction;
use super::threads;
use super::tiles::OnLevel;
use super::walk::Sink;
use super::work::Work;
use crate::dtype::{Element, Op};
use crate::kernel::Level;
use crate::view::Source;
use crate::{ArrayView, Result};

/// What lies at one index of the slowest axis is read from memory once for all other axes
/// if it has at most so many bytes: the last cache still has it.
const SLAB: usize = 8 << 20;

/// Elements of one piece of work, at least.
const PIECE: usize = 1 << 17;

/// Reduces `view` over each of its axes in turn: [`reduce`](super::reduce) over axis 0,
/// over axis 1 and so on. None for a 0-D array.
///
/// Dtype, NaN, precision and errors as there. Cost: one or two reads from memory for arrays
/// whose axes nest, as those of slices and transposes do, else one per axis.
///
/// # Errors
/// As for [`reduce`](super::reduce).
///
/// ```
/// use arrayscope_core::{Array, stats::{Wanted, reduce_each_axis}};
/// let a = Array::from_slice(&[1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0], &[3, 2])?;
/// let [columns, rows] = &reduce_each_axis(&a.view(), Wanted::ALL)?[..] else { panic!() };
/// assert_eq!(columns.mean().to_f64(), [3.0, 4.0]);
/// assert_eq!(rows.mean().to_f64(), [1.5, 3.5, 5.5]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn reduce_each_axis(view: &ArrayView<'_>, wanted: Wanted) -> Result<Vec<Reduction>> {
    reduce_each_axis_watched(view, wanted, &|_| {})
}

/// [`reduce_each_axis`] that tells `watch` now and then how many more elements have been
/// read, each of them once for every axis. Called from several threads.
///
/// # Errors
/// As for [`reduce`](super::reduce).
pub fn reduce_each_axis_watched(
    view: &ArrayView<'_>,
    wanted: Wanted,
    watch: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Reduction>> {
    let alone = |axis: usize| reduce_watched(view, &[axis.cast_signed()], wanted, watch);
    let Some(slowest) = shares_slabs(view) else {
        return (0..view.shape().len()).map(alone).collect();
    };
    let mut all = view.dtype().dispatch(Slabs { view: *view, slowest, wanted, watch })??;
    all.insert(slowest, alone(slowest)?);
    Ok(all)
}

/// The slowest axis, if there are slabs along it worth sharing: several, each in one
/// stretch of memory that fits into the cache, for several axes.
fn shares_slabs(view: &ArrayView<'_>) -> Option<usize> {
    let layout = view.layout();
    let step = |axis: usize| layout.strides()[axis].unsigned_abs();
    let axes = (0..layout.ndim()).filter(|axis| layout.shape()[*axis] > 1);
    let slowest = axes.clone().max_by_key(|axis| step(*axis))?;
    // A step of 0 is no stretch: its axis may be walked before the slowest.
    let nested = axes.filter(|axis| *axis != slowest).all(|axis| {
        step(axis) > 0 && step(axis).saturating_mul(layout.shape()[axis]) <= step(slowest)
    });
    let is_large = layout.size() > PIECE && threads::count() <= layout.shape()[slowest];
    (layout.ndim() > 2 && nested && is_large && step(slowest) <= SLAB).then_some(slowest)
}

/// The reductions over all axes but the slowest, slab by slab.
struct Slabs<'a> {
    view: ArrayView<'a>,
    slowest: usize,
    wanted: Wanted,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl Op for Slabs<'_> {
    type Output = Result<Vec<Reduction>>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { view, slowest, wanted, watch } = self;
        let (layout, ndim) = (view.layout(), view.shape().len());
        let length = layout.shape()[slowest];
        let slabs = (PIECE / (layout.size() / length)).clamp(1, length);
        let marks = |axis| (0..ndim).map(|other| other == axis).collect::<Vec<bool>>();
        let axes = (0..ndim).filter(|axis| *axis != slowest);
        let plans: Vec<Plan> =
            axes.clone().map(|axis| Plan::new(layout, &marks(axis))).collect::<Result<_>>()?;
        let mut answers = plans
            .iter()
            .map(|plan| Answers::<T>::new(plan.lane_count, wanted))
            .collect::<Result<Vec<_>>>()?;
        // Lanes are in the order of memory, so that those of a slab are neighbours.
        let lanes = |plan: &Plan| plan.lane_count / length * slabs;
        let mut parts: Vec<_> = plans
            .iter()
            .zip(&mut answers)
            .map(|(plan, answers)| answers.parts(plan.lane_count, lanes(plan)))
            .collect();
        let level = Level::chosen();
        let tiles = &OnLevel { source: Source::<T>::new(&view), level };
        let mut pieces: Vec<Vec<&mut (dyn Sink<T::Native> + Send)>> = Vec::new();
        pieces.resize_with(length.div_ceil(slabs), Vec::new);
        for parts in &mut parts {
            for (piece, part) in pieces.iter_mut().zip(parts) {
                piece.push(part);
            }
        }
        threads::for_each(pieces, |number, sinks| {
            for (plan, sink) in plans.iter().zip(sinks) {
                let first = number * lanes(plan);
                let range = first..plan.lane_count.min(first + lanes(plan));
                let work = Work { level, plan, tiles, wanted, watch };
                work.walk(range, 0..plan.blocks(), *sink);
            }
        });
        let odd: Vec<_> = parts
            .into_iter()
            .map(|parts| parts.into_iter().flat_map(|part| part.odd).collect())
            .collect();
        let all = plans.into_iter().zip(answers).zip(odd).zip(axes);
        Ok(all
            .map(|(((plan, answers), odd), axis)| {
                Reduction::new(plan.order, vec![axis], plan.per_lane, answers, odd, wanted)
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;
    use crate::stats::reduce;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "less than 1013")]
    fn axes_together_give_the_bits_of_each_axis_alone() {
        let shapes: [&[usize]; 7] = [
            &[],
            &[5],
            &[300, 700],
            &[40, 60, 90],
            &[7, 3, 100, 100],
            &[2, 300, 300, 3],
            &[0, 3, 4],
        ];
        for shape in shapes {
            let size = shape.iter().product();
            let mut values: Vec<f32> =
                (0..size).map(|k: usize| f32::from((k % 1013) as u16) / 7.0).collect();
            if let Some(value) = values.get_mut(1234) {
                *value = f32::NAN;
            }
            let a = Array::from_slice(&values, shape).expect("fits");
            let together = reduce_each_axis(&a.view(), Wanted::ALL).expect("floats");
            assert_eq!(together.len(), shape.len());
            for (axis, together) in together.iter().enumerate() {
                let alone = reduce(&a.view(), &[axis.cast_signed()], Wanted::ALL).expect("exists");
                assert_eq!(format!("{together:?}"), format!("{alone:?}"), "{shape:?} {axis}");
            }
        }
    }
}
