//! The reductions over every axis in turn, which share reads of the array.

use super::Wanted;
use super::answers::Answers;
use super::plan::Plan;
use super::reduce::{reduce, split};
use super::reduction::Reduction;
use super::threads;
use super::tiles::OnLevel;
use super::walk::Sink;
use super::work::Work;
use crate::dtype::{Element, Op};
use crate::kernel::Level;
use crate::view::Source;
use crate::{ArrayView, Result};

/// What lies at one index of the first axis is read from memory once for all other axes if
/// it has at most so many bytes: the last cache still has it.
const SLAB: usize = 8 << 20;

/// Elements of one piece of work, at least.
const PIECE: usize = 1 << 17;

/// Reduces `view` over each of its axes in turn: [`reduce`](super::reduce) over axis 0,
/// over axis 1 and so on. None for a 0-D array.
///
/// Dtype, NaN, precision and errors as there. Cost: one or two reads from memory for arrays
/// in C order, else one per axis.
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
    let apart = |axes: std::ops::Range<usize>| -> Result<Vec<Reduction>> {
        axes.map(|axis| reduce(view, &[axis.cast_signed()], wanted)).collect()
    };
    let ndim = view.shape().len();
    if !shares_slabs(view) {
        return apart(0..ndim);
    }
    let mut all = apart(0..1)?;
    all.extend(view.dtype().dispatch(Slabs { view: *view, wanted })??);
    Ok(all)
}

/// Whether there are slabs worth sharing: several, each in one stretch of memory that fits
/// into the cache, for several axes.
fn shares_slabs(view: &ArrayView<'_>) -> bool {
    let (shape, strides) = (view.shape(), view.layout().strides());
    let [first, _, _, ..] = *shape else {
        return false;
    };
    let step = strides[0].unsigned_abs();
    let nested = shape[1..]
        .iter()
        .zip(&strides[1..])
        .all(|(length, stride)| stride.unsigned_abs().saturating_mul(*length) <= step);
    nested && threads::count() <= first && step <= SLAB && view.layout().size() > PIECE
}

/// The reductions over all axes but the first, slab by slab.
struct Slabs<'a> {
    view: ArrayView<'a>,
    wanted: Wanted,
}

impl Op for Slabs<'_> {
    type Output = Result<Vec<Reduction>>;

    fn run<T: Element>(self) -> Self::Output {
        let Self { view, wanted } = self;
        let (layout, shape, ndim) = (view.layout(), view.shape(), view.shape().len());
        let slabs = (PIECE / (layout.size() / shape[0])).clamp(1, shape[0]);
        let marks = |axis| (0..ndim).map(|other| other == axis).collect::<Vec<bool>>();
        let plans: Vec<Plan> = (1..ndim).map(|axis| Plan::new(layout, &marks(axis))).collect();
        let mut answers = plans
            .iter()
            .map(|plan| Answers::<T>::new(plan.lane_count, wanted))
            .collect::<Result<Vec<_>>>()?;
        // Lanes are in C order of the axes that are left, so that those of a slab are
        // neighbours.
        let lanes = |plan: &Plan| plan.lane_count / shape[0] * slabs;
        let mut parts: Vec<_> = plans
            .iter()
            .zip(&mut answers)
            .map(|(plan, answers)| answers.parts(plan.lane_count, lanes(plan)))
            .collect();
        let level = Level::chosen();
        let tiles = &OnLevel { source: Source::<T>::new(&view), level };
        let mut pieces: Vec<Vec<&mut (dyn Sink<T::Native> + Send)>> = Vec::new();
        pieces.resize_with(shape[0].div_ceil(slabs), Vec::new);
        for parts in &mut parts {
            for (piece, part) in pieces.iter_mut().zip(parts) {
                piece.push(part);
            }
        }
        threads::for_each(pieces, |number, sinks| {
            for (plan, sink) in plans.iter().zip(sinks) {
                let first = number * lanes(plan);
                let range = first..plan.lane_count.min(first + lanes(plan));
                let work = Work { level, plan, tiles, wanted, watch: &|_| {} };
                work.walk(range, 0..plan.blocks(), *sink);
            }
        });
        let odd: Vec<_> = parts
            .into_iter()
            .map(|parts| parts.into_iter().flat_map(|part| part.odd).collect())
            .collect();
        let all = plans.iter().zip(answers).zip(odd).enumerate();
        Ok(all
            .map(|(before, ((plan, answers), odd))| {
                let (shape, axes) = split(shape, &marks(before + 1));
                Reduction::new(shape, axes, plan.per_lane, answers, odd, wanted)
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

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
