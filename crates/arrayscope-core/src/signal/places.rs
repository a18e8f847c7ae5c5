//! Where the first offenders are: of each kind, the first in C order.

use super::{Contract, Measures};
use crate::kernel::{Census, Number};
use crate::stats::{Target, Wanted, all_axes, axes_but, first_index, reduce};
use crate::{ArrayView, Layout, Result};

/// The longest axis along which values that are not finite are counted.
const LONGEST: usize = 1 << 20;

/// So many values are searched one by one.
const SHORT: usize = 4096;

/// The places of what signals object to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    /// The index of the first NaN.
    pub(super) nan: Option<Vec<usize>>,
    /// The index of the first +Inf.
    pub(super) pos_inf: Option<Vec<usize>>,
    /// The index of the first −Inf.
    pub(super) neg_inf: Option<Vec<usize>>,
    /// Per axis, how many values are not finite at each index; empty of a long axis.
    /// Counted only if there are any.
    pub(super) counts: Option<Vec<Vec<u64>>>,
    /// The first value below the bounds, and the first above.
    pub(super) below: Beyond,
    pub(super) above: Beyond,
}

/// The first value beyond a bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Beyond {
    /// Searched only if there is such a value.
    bound: Option<f64>,
    pub(super) found: Option<Found>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) index: Vec<usize>,
    /// In the digits of its dtype.
    pub(super) text: String,
    pub(super) value: Option<Number>,
}

impl Places {
    /// What is looked for in an array with these measures, nothing found yet; `None` if
    /// nothing offends.
    pub(super) fn wanted(shape: &[usize], of: &Measures, contract: &Contract) -> Option<Self> {
        let (low, high) = contract.bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let low = Some(low).filter(|low| of.min.is_below(*low));
        let high = Some(high).filter(|high| of.max.is_above(*high));
        let is_counted = of.census.total() > 0;
        if !is_counted && low.is_none() && high.is_none() {
            return None;
        }
        let room = |length: &usize| if *length <= LONGEST { vec![0; *length] } else { vec![] };
        Some(Self {
            nan: None,
            pos_inf: None,
            neg_inf: None,
            counts: is_counted.then(|| shape.iter().map(room).collect()),
            below: Beyond { bound: low, found: None },
            above: Beyond { bound: high, found: None },
        })
    }

    /// Looks into a part whose first element has the index `start`.
    pub(super) fn take_in(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
        self.count(part, start)?;
        self.below.look_into(part, start, Target::Below)?;
        self.above.look_into(part, start, Target::Above)
    }

    fn count(&mut self, part: &ArrayView<'_>, start: &[usize]) -> Result<()> {
        let Some(counts) = &mut self.counts else { return Ok(()) };
        let ndim = part.shape().len();
        // One read, for the many parts of a large array that have nothing to count.
        let odd = reduce(part, &all_axes(ndim), Wanted::CENSUS)?.whole_census();
        if odd.total() == 0 {
            return Ok(());
        }
        for (axis, counts) in counts.iter_mut().enumerate().filter(|(_, one)| !one.is_empty()) {
            // Of one axis alone they would be a list of all elements.
            if ndim > 1 {
                let lanes = reduce(part, &axes_but(ndim, axis), Wanted::CENSUS)?;
                lanes.odd().iter().for_each(|(at, odd)| counts[start[axis] + at] += odd.total());
            }
        }
        let Census { nan, pos_inf, neg_inf } = odd;
        for (count, first, target) in [
            (nan, &mut self.nan, Target::Nan),
            (pos_inf, &mut self.pos_inf, Target::PosInf),
            (neg_inf, &mut self.neg_inf, Target::NegInf),
        ] {
            if count == 0 {
                continue;
            }
            let found = first_in(part, target)?.map(|index| moved(index, start));
            // `None` is less than any index.
            if found.is_some() && (first.is_none() || found < *first) {
                *first = found;
            }
        }
        Ok(())
    }
}

impl Beyond {
    fn look_into(
        &mut self,
        part: &ArrayView<'_>,
        start: &[usize],
        target: fn(f64) -> Target,
    ) -> Result<()> {
        let Some(bound) = self.bound else { return Ok(()) };
        let Some(inside) = first_in(part, target(bound))? else { return Ok(()) };
        let value = part.value(&inside)?;
        let index = moved(inside, start);
        if self.found.as_ref().is_none_or(|found| index < found.index) {
            self.found = Some(Found { index, text: value.to_string(), value: value.number() });
        }
        Ok(())
    }
}

/// The index of the first value that is what is looked for.
///
/// The axes are gone through one by one, each with a reduction that says at which of its
/// indices there is such a value: that reads at the speed of memory.
fn first_in(part: &ArrayView<'_>, target: Target) -> Result<Option<Vec<usize>>> {
    let shape = part.shape();
    let length = shape.first().copied().unwrap_or(1);
    match shape.len() {
        0 | 1 if length <= SHORT => return first_index(part, target),
        1 => return first_in_blocks(part, target),
        _ if length > LONGEST => return first_in_blocks(part, target),
        _ => {}
    }
    let is_finite = matches!(target, Target::Below(_) | Target::Above(_));
    let wanted = if is_finite { Wanted::EXTREMA } else { Wanted::CENSUS };
    let lanes = reduce(part, &axes_but(shape.len(), 0), wanted)?;
    let odd = |is_there: fn(&Census) -> bool| {
        lanes.odd().iter().find(|(_, census)| is_there(census)).map(|(at, _)| *at)
    };
    let at = match target {
        Target::Nan => odd(|census| census.nan > 0),
        Target::PosInf => odd(|census| census.pos_inf > 0),
        Target::NegInf => odd(|census| census.neg_inf > 0),
        Target::Below(bound) => lanes.min().iter().position(|min| min.is_below(bound)),
        Target::Above(bound) => lanes.max().iter().position(|max| max.is_above(bound)),
    };
    let Some(at) = at else { return Ok(None) };
    let layout = part.layout().select(0, at)?;
    let inside = first_in(&part.with_layout(&layout)?, target)?;
    Ok(inside.map(|rest| [&[at], rest.as_slice()].concat()))
}

/// [`first_in`] of a part whose first axis is long: it becomes two.
fn first_in_blocks(part: &ArrayView<'_>, target: Target) -> Result<Option<Vec<usize>>> {
    let layout = part.layout();
    let (length, stride) = (layout.shape()[0], layout.strides()[0]);
    let (inner, itemsize) = (layout.ndim() - 1, layout.itemsize());
    let blocks = [&[length / SHORT, SHORT], &layout.shape()[1..]].concat();
    let steps = [&[stride * SHORT.cast_signed(), stride], &layout.strides()[1..]].concat();
    let Ok(all) = Layout::try_new(&blocks, &steps, layout.offset(), itemsize) else {
        return first_index(part, target); // as many axes as there can be
    };
    if let Some(index) = first_in(&part.with_layout(&all)?, target)? {
        let at = index[0] * SHORT + index[1];
        return Ok(Some([&[at], &index[index.len() - inner..]].concat()));
    }
    let done = length / SHORT * SHORT;
    if done == length {
        return Ok(None);
    }
    let shape = [&[length - done], &layout.shape()[1..]].concat();
    let offset = layout.offset().saturating_add_signed(stride * done.cast_signed());
    let rest = Layout::try_new(&shape, layout.strides(), offset, itemsize)?;
    let index = first_in(&part.with_layout(&rest)?, target)?;
    Ok(index.map(|index| moved(index, &[done])))
}

/// The index in the whole of an index in a part.
fn moved(mut index: Vec<usize>, start: &[usize]) -> Vec<usize> {
    index.iter_mut().zip(start).for_each(|(at, start)| *at += start);
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn a_long_axis_is_searched_to_its_end() {
        let find = |view: &ArrayView<'_>| first_in(view, Target::Above(1.0)).expect("integers");
        for at in [0, 4095, 4096, 8191, 8192, 9000] {
            let mut values = vec![0u8; 9001];
            values[at] = 9;
            let array = Array::from_slice(&values, &[9001]).expect("fits");
            assert_eq!(find(&array.view()), Some(vec![at]));
            let backwards = array.index(&"::-1".parse().expect("valid")).expect("inside");
            assert_eq!(find(&backwards.view()), Some(vec![9000 - at]));
        }
        let mut values = vec![0u8; 2 * LONGEST + 2];
        values[2 * LONGEST + 1] = 9;
        let array = Array::from_slice(&values, &[LONGEST + 1, 2]).expect("fits");
        assert_eq!(find(&array.view()), Some(vec![LONGEST, 1]));
        assert_eq!(first_in(&array.view(), Target::Below(0.0)), Ok(None));
    }

    #[test]
    fn the_first_of_each_kind_is_that_of_a_search_through_all() {
        let mut state = 1u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for shape in [&[4, 5, 6][..], &[120], &[2, 60], &[1, 1, 120], &[3, 2, 4, 5]] {
            for _ in 0..20 {
                let value = |k| [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -9.0, 9.0][k];
                let mut values = vec![0f32; 120];
                (0..5).for_each(|k| values[next(120) as usize] = value(k));
                let array = Array::from_slice(&values, shape).expect("fits");
                let transposed = array.with_layout(array.layout().transpose()).expect("same bytes");
                for view in [array.view(), transposed.view()] {
                    for target in [
                        Target::Nan,
                        Target::PosInf,
                        Target::NegInf,
                        Target::Below(-1.0),
                        Target::Above(1.0),
                    ] {
                        let expected = first_index(&view, target).expect("floats");
                        assert_eq!(first_in(&view, target).expect("floats"), expected, "{shape:?}");
                    }
                }
            }
        }
    }
}
