//! The small parts of an array that have something of a kind in them.
//!
//! ```text
//! search(view):
//!   if view is small: visit it
//!   else for each index (or block of indices) of the first axis that a reduction finds:
//!     search(view at that index)
//! ```
//!
//! Only what has something in it is read again, each time a smaller part of it.

use crate::layout::Axes;
use crate::stats::{Reduction, Target, Wanted, axes_but, first_index, reduce};
use crate::{ArrayView, Layout, Result};
use std::ops::ControlFlow;

/// So many elements are looked at one by one.
const SMALL: usize = 1 << 14;

/// An axis longer than that is gone through in blocks of so many indices.
const BLOCK: usize = 1 << 12;

/// What is looked for: which lanes of a reduction have it.
pub(super) struct Search<F> {
    wanted: Wanted,
    lanes: F,
}

/// What is done with a small part and the index of its first element.
type Visit<'a> = dyn FnMut(&ArrayView<'_>, &[usize]) -> Result<ControlFlow<()>> + 'a;

impl Search<fn(&Reduction) -> Vec<usize>> {
    /// Anything that is not finite.
    pub(super) const ODD: Self = Self {
        wanted: Wanted::CENSUS,
        lanes: |lanes| lanes.odd().iter().map(|odd| odd.0).collect(),
    };
}

/// The index of the first value, in C order, that is beyond a bound.
pub(super) fn first_beyond(view: &ArrayView<'_>, target: Target) -> Result<Option<Vec<usize>>> {
    let lanes = |lanes: &Reduction| -> Vec<usize> {
        let ends = match target {
            Target::Above(_) => lanes.max(),
            _ => lanes.min(),
        };
        let is_beyond = |lane: &usize| match (target, ends.get(*lane)) {
            (Target::Below(bound), Some(min)) => min.is_below(bound),
            (Target::Above(bound), Some(max)) => max.is_above(bound),
            _ => true,
        };
        (0..ends.len()).filter(is_beyond).collect()
    };
    let mut found = None;
    Search { wanted: Wanted::EXTREMA, lanes }.visit(view, &mut |part, start| {
        found = first_index(part, target)?.map(|inside| moved(inside, start));
        Ok(if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found)
}

impl<F: Fn(&Reduction) -> Vec<usize>> Search<F> {
    /// Visits the small parts in C order, with as many axes as the whole.
    pub(super) fn visit(&self, view: &ArrayView<'_>, visit: &mut Visit<'_>) -> Result<()> {
        let mut start = vec![0; view.shape().len()];
        self.go(view, &mut start, visit).map(|_| ())
    }

    fn go(
        &self,
        view: &ArrayView<'_>,
        start: &mut [usize],
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>> {
        let axis = match view.shape().iter().position(|length| *length > 1) {
            Some(axis) if view.layout().size() > SMALL => axis,
            _ => return visit(view, start),
        };
        let (length, first) = (view.shape()[axis], start[axis]);
        let step = if length > BLOCK { BLOCK } else { 1 };
        let whole = length / step * step;
        let mut found = self.found(view, axis, step)?;
        found.extend((whole < length).then_some(whole / step));
        for at in found {
            let range = at * step..length.min((at + 1) * step);
            start[axis] = first + range.start;
            let part = narrowed(view.layout(), axis, range.start, range.len())?;
            if self.go(&view.with_layout(&part)?, start, visit)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        start[axis] = first;
        Ok(ControlFlow::Continue(()))
    }

    /// Which of the whole steps along an axis have what is looked for.
    fn found(&self, view: &ArrayView<'_>, axis: usize, step: usize) -> Result<Vec<usize>> {
        let layout = view.layout();
        // In front of it all axes have one index: of them only the number matters.
        let (shape, strides) = (&layout.shape()[axis..], &layout.strides()[axis..]);
        let (steps, stride) = (shape[0] / step, strides[0]);
        let mut lengths: Axes<usize> = [steps, step].into_iter().collect();
        lengths.extend_from_slice(&shape[1..]);
        let mut by: Axes<isize> = [stride * step.cast_signed(), stride].into_iter().collect();
        by.extend_from_slice(&strides[1..]);
        if step == 1 {
            lengths.remove(1);
            by.remove(1);
        }
        let Ok(in_steps) = Layout::try_new(&lengths, &by, layout.offset(), layout.itemsize())
        else {
            return Ok((0..steps).collect()); // as many axes as there can be
        };
        let axes = axes_but(lengths.len(), 0);
        Ok((self.lanes)(&reduce(&view.with_layout(&in_steps)?, &axes, self.wanted)?))
    }
}

/// A range of an axis, which has at least its first index.
fn narrowed(layout: &Layout, axis: usize, first: usize, length: usize) -> Result<Layout> {
    let mut shape: Axes<usize> = layout.shape().into();
    shape[axis] = length;
    let steps = layout.strides()[axis] * first.cast_signed(); // fits: L3
    let offset = layout.offset().wrapping_add_signed(steps);
    Layout::try_new(&shape, layout.strides(), offset, layout.itemsize())
}

/// The index in the whole of an index in a part.
pub(super) fn moved(mut index: Vec<usize>, start: &[usize]) -> Vec<usize> {
    index.iter_mut().zip(start).for_each(|(at, start)| *at += start);
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;
    use crate::stats::non_finite_places;

    /// The first and the number of NaN, found by searching.
    fn searched(view: &ArrayView<'_>) -> (Option<Vec<usize>>, usize) {
        let (mut first, mut parts) = (None, 0);
        let mut visit = |part: &ArrayView<'_>, start: &[usize]| {
            let nan = non_finite_places(part, 0)?.nan.map(|inside| moved(inside, start));
            first = first.take().or(nan);
            parts += 1;
            Ok(ControlFlow::Continue(()))
        };
        Search::ODD.visit(view, &mut visit).expect("floats");
        (first, parts)
    }

    #[test]
    fn the_first_is_that_of_a_look_at_every_element() {
        for (shape, at) in [
            (&[90_001][..], &[0, 4095, 4096, 90_000][..]),
            (&[30_000, 3], &[5, 89_999]),
            (&[3, 30_000], &[5, 30_000, 89_999]),
            (&[1, 5, 40, 500], &[0, 20_000, 99_999]),
            (&[2, 1, 3], &[4]),
        ] {
            for &at in at {
                let mut values = vec![0f32; shape.iter().product()];
                values[at] = f32::NAN;
                values.last_mut().expect("not empty").clone_from(&f32::NAN);
                let array = Array::from_slice(&values, shape).expect("fits");
                let transposed = array.with_layout(array.layout().transpose()).expect("same bytes");
                for array in [&array, &transposed] {
                    let view = array.view();
                    let expected = first_index(&view, Target::Nan).expect("floats");
                    assert_eq!(searched(&view).0, expected, "{shape:?} {at}");
                }
            }
        }
    }

    #[test]
    fn parts_without_it_are_not_visited() {
        let mut values = vec![1f32; 200 * 1000];
        values[123_456] = f32::NAN;
        let array = Array::from_slice(&values, &[200, 1000]).expect("fits");
        assert_eq!(searched(&array.view()), (Some(vec![123, 456]), 1));
    }

    #[test]
    fn the_first_beyond_a_bound_is_found_from_either_end() {
        let mut values = vec![0u8; 90_001];
        (values[70_000], values[80_000]) = (9, 8);
        let array = Array::from_slice(&values, &[90_001]).expect("fits");
        let backwards = array.index(&"::-1".parse().expect("valid")).expect("inside");
        let find = |array: &Array, target| first_beyond(&array.view(), target).expect("integers");
        assert_eq!(find(&array, Target::Above(7.0)), Some(vec![70_000]));
        assert_eq!(find(&backwards, Target::Above(7.0)), Some(vec![10_000]));
        assert_eq!(find(&array, Target::Below(0.0)), None);
    }
}
