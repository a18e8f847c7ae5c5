//! States of a reduction that merge: of shards, chunks or machines.

use super::Wanted;
use super::answers::Answers;
use super::lanes::{LaneAnswers, LaneState};
use super::order::LaneOrder;
use super::plan::Plan;
use super::reduce::{marked, named};
use super::reduction::Reduction;
use super::threads::{self, Pieces};
use super::tiles::OnLevel;
use super::walk::Sink;
use super::work::Work;
use crate::dtype::{Element, Op};
use crate::kernel::{Level, Merge};
use crate::layout::shape_text;
use crate::view::Source;
use crate::{ArrayView, Error, ErrorKind, Result};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// The states of every lane of a reduction, before any answer is asked of them.
///
/// States of parts of an array merge into that of the whole: counts, extrema and sums of
/// integers exactly and in any order, float sums and squared deviations within the bounds
/// of `docs/numerics.md`.
#[derive(Debug)]
pub struct States {
    /// C order, whatever the layout was: states of different layouts merge.
    order: LaneOrder,
    axes: Vec<usize>,
    per_lane: usize,
    lanes: Box<dyn Lanes>,
}

/// The states of all lanes, whatever type their elements had.
trait Lanes: Any + fmt::Debug + Send + Sync {
    /// Takes in the states of other lanes of the same type; `false` if they are not.
    fn merge(&mut self, other: &dyn Any) -> bool;
    fn finish(&self, states: &States, wanted: Wanted) -> Result<Reduction>;
    fn as_any(&self) -> &dyn Any;
}

/// The states of lanes of elements of one type.
struct Typed<T: Element> {
    lanes: Vec<LaneState<T::Native>>,
    element: PhantomData<fn() -> T>,
}

/// The states of `view` reduced over `axes`, to be [merged](States::merge) with those of
/// other parts and [finished](States::finish).
///
/// Shape, dtype and NaN as for [`reduce`](super::reduce). Cost: one read of the bytes;
/// about 80 bytes per lane.
///
/// # Errors
/// When an axis does not exist or is named twice, or the dtype has no statistics.
///
/// ```
/// use arrayscope_core::{Array, stats::{Wanted, reduce_states}};
/// let (a, b) = (Array::from_slice(&[1.0, 2.0], &[2])?, Array::from_slice(&[6.0], &[1])?);
/// let mut whole = reduce_states(&a.view(), &[0])?;
/// whole.merge(&reduce_states(&b.view(), &[0])?)?;
/// assert_eq!(whole.finish(Wanted::MEAN)?.mean().to_f64(), [3.0]);
/// # Ok::<(), arrayscope_core::Error>(())
/// ```
pub fn reduce_states(view: &ArrayView<'_>, axes: &[isize]) -> Result<States> {
    let reduced = marked(axes, view.shape().len())?;
    let plan = Plan::new(view.layout(), &reduced)?;
    let lanes = view.dtype().dispatch(Reduce { view: *view, plan: &plan })?;
    let order = LaneOrder::c(plan.order.shape())?;
    Ok(States { order, axes: named(&reduced), per_lane: plan.per_lane, lanes })
}

impl States {
    /// Lengths of the axes that are left.
    pub fn shape(&self) -> &[usize] {
        self.order.shape()
    }

    /// Takes in the states of another part of the same array.
    ///
    /// # Errors
    /// When shapes, reduced axes or dtypes differ.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if (self.shape(), &self.axes) != (other.shape(), &other.axes) {
            return Err(Error::new(
                ErrorKind::Shape,
                format!(
                    "states of shape {} over axes {:?} cannot be merged with those of shape {} over axes {:?}",
                    shape_text(self.shape()),
                    self.axes,
                    shape_text(other.shape()),
                    other.axes
                ),
            ));
        }
        if !self.lanes.merge(other.lanes.as_any()) {
            return Err(Error::new(
                ErrorKind::DType,
                "only states of arrays of one dtype can be merged",
            ));
        }
        self.per_lane += other.per_lane;
        Ok(())
    }

    /// The answers in the states.
    ///
    /// # Errors
    /// When there is not enough memory for them.
    pub fn finish(&self, wanted: Wanted) -> Result<Reduction> {
        self.lanes.finish(self, wanted)
    }
}

struct Reduce<'a> {
    view: ArrayView<'a>,
    plan: &'a Plan,
}

impl Op for Reduce<'_> {
    type Output = Box<dyn Lanes>;

    fn run<T: Element>(self) -> Self::Output {
        let level = Level::chosen();
        let tiles = &OnLevel { source: Source::<T>::new(&self.view), level };
        let wanted = Wanted::ALL;
        let work = Work { level, plan: self.plan, tiles, wanted, watch: &|_| {} };
        let mut lanes = work.states(Pieces::of(self.plan, threads::count()));
        if !self.plan.order.is_c() {
            lanes = self.plan.order.positions().map(|position| lanes[position]).collect();
        }
        Box::new(Typed::<T> { lanes, element: PhantomData })
    }
}

impl<T: Element> fmt::Debug for Typed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lanes of {}", self.lanes.len(), T::DTYPE)
    }
}

impl<T: Element> Lanes for Typed<T> {
    fn merge(&mut self, other: &dyn Any) -> bool {
        let Some(other) = other.downcast_ref::<Self>() else {
            return false;
        };
        self.lanes.iter_mut().zip(&other.lanes).for_each(|(ours, theirs)| ours.merge(theirs));
        self.lanes.len() == other.lanes.len()
    }

    fn finish(&self, states: &States, wanted: Wanted) -> Result<Reduction> {
        let lanes = self.lanes.len();
        let mut answers = Answers::<T>::new(lanes, wanted)?;
        let mut odd = Vec::new();
        for mut part in answers.parts(lanes, lanes.max(1)) {
            for (lane, state) in self.lanes.iter().enumerate() {
                part.lane(lane, state, &LaneAnswers::of(&state.moments, wanted));
            }
            odd.append(&mut part.odd);
        }
        let (order, axes) = (states.order.clone(), states.axes.clone());
        Ok(Reduction::new(order, axes, states.per_lane, answers, odd, wanted))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::reduce;
    use super::*;
    use crate::Array;
    use crate::kernel::Number;

    fn of(values: &[f64]) -> States {
        let a = Array::from_slice(values, &[values.len()]).expect("fits");
        reduce_states(&a.view(), &[0]).expect("one axis")
    }

    #[test]
    fn shards_merge_into_the_whole() {
        let mut left = of(&[1.0, f64::NAN, 2.0]);
        left.merge(&of(&[6.0, f64::INFINITY])).expect("the same shape");
        let whole = left.finish(Wanted::ALL).expect("small");
        assert_eq!((whole.mean().to_f64(), whole.counts()), (vec![3.0], vec![3]));
        assert_eq!((whole.nan(), whole.pos_inf(), whole.per_lane()), (vec![1], vec![1], 5));
        assert_eq!(whole.max().get(0), Some(Number::Float(6.0)));
    }

    #[test]
    fn unmerged_states_finish_as_the_reduction() {
        let values: Vec<f32> = (0..60_000u16).map(|k| f32::from(k % 777) / 7.0).collect();
        let a = Array::from_slice(&values, &[20, 30, 100]).expect("fits");
        for axes in [&[0][..], &[1], &[2], &[0, 2], &[]] {
            let states = reduce_states(&a.view(), axes).expect("axes exist");
            let one = states.finish(Wanted::ALL).expect("small");
            assert_eq!(one, reduce(&a.view(), axes, Wanted::ALL).expect("axes exist"), "{axes:?}");
        }
    }

    #[test]
    fn what_does_not_belong_together_is_not_merged() {
        let integers = Array::from_slice(&[1i32, 2], &[2]).expect("fits");
        let integers = reduce_states(&integers.view(), &[0]).expect("one axis");
        assert!(of(&[1.0]).merge(&integers).is_err());
        let matrix = Array::from_slice(&[1.0, 2.0], &[1, 2]).expect("fits");
        let columns = reduce_states(&matrix.view(), &[0]).expect("one axis");
        assert!(of(&[1.0]).merge(&columns).is_err());
    }
}
