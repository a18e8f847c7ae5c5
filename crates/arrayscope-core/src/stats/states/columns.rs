//! States as columns of numbers, to be stored, and back.

use super::kept::{Kept, PerLane};
use super::stretches::Stretches;
use super::{Covered, States, box_text, have_common, placed, subtrees};
use super::{Within, shape_text};
use crate::dtype::{Column, ColumnValue, DType, Element, Op};
use crate::kernel::{BLOCK, Census, Moments};
use crate::{Error, ErrorKind, Result};
use std::ops::Range;

/// The names of the columns that [`States::columns`] gives, in order.
///
/// Of every state: finite values, their sum and what its rounding lost, the sum of squared
/// deviations from the mean, the factor that the values were multiplied by first, and what is
/// not finite; the extrema, of no values the ends of their type. And the elements of blocks
/// that a box has a part of.
pub const STATE_COLUMNS: [&str; 11] = [
    "count", "sum", "sum_rest", "m2", "scale", "nan", "pos_inf", "neg_inf", "min", "max",
    "elements",
];

impl States {
    /// The states as columns, named by [`STATE_COLUMNS`]: box after box, in each box lane
    /// after lane in C order, in each lane in the order of its elements.
    ///
    /// Where in a lane they are follows from the boxes, as docs/numerics.md tells.
    ///
    /// # Errors
    /// None of states that were made here.
    pub fn columns(&self) -> Result<[Column; STATE_COLUMNS.len()]> {
        self.dtype.dispatch(Joined(&self.covered))?
    }

    /// The states that were stored as columns: of an array of shape `whole` reduced over
    /// `axes`, in these `boxes`.
    ///
    /// # Errors
    /// When boxes overlap or do not lie inside the array, and when the columns are not those
    /// of states of these boxes.
    pub fn from_columns(
        whole: &[usize],
        dtype: &DType,
        axes: &[isize],
        boxes: Vec<Vec<Range<usize>>>,
        columns: &[Column; STATE_COLUMNS.len()],
    ) -> Result<Self> {
        let mut states = Self::none(whole, dtype, axes)?;
        dtype.dispatch(Split { states: &mut states, boxes, columns })??;
        Ok(states)
    }
}

fn broken(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::Argument, format!("these are no states: {}", what.into()))
}

/// The columns of all boxes, one behind the other.
struct Joined<'a>(&'a [Covered]);

impl Op for Joined<'_> {
    type Output = Result<[Column; STATE_COLUMNS.len()]>;

    fn run<T: Element>(self) -> Self::Output {
        let of = |part: fn(&Moments) -> f64| -> Column {
            let all = self.0.iter().flat_map(|covered| &covered.kept.moments);
            f64::column(all.map(part).collect())
        };
        let counts = |part: fn(&Census) -> u64| -> Column {
            let all = self.0.iter().flat_map(|covered| &covered.kept.census);
            u64::column(all.map(part).collect())
        };
        let natives = |part: fn(&Kept) -> &Column| -> Result<Column> {
            let mut all: Vec<T::Native> = Vec::new();
            for covered in self.0 {
                all.extend(natives::<T>(part(&covered.kept))?);
            }
            Ok(T::Native::column(all))
        };
        let all = self.0.iter().flat_map(|covered| &covered.kept.moments);
        Ok([
            u64::column(all.map(Moments::count).collect()),
            of(|moments| moments.parts()[1]),
            of(|moments| moments.parts()[2]),
            of(|moments| moments.parts()[3]),
            of(|moments| moments.parts()[4]),
            counts(|census| census.nan),
            counts(|census| census.pos_inf),
            counts(|census| census.neg_inf),
            natives(|kept| &kept.min)?,
            natives(|kept| &kept.max)?,
            natives(|kept| &kept.elements)?,
        ])
    }
}

fn natives<T: Element>(column: &Column) -> Result<&[T::Native]> {
    T::Native::values(column).ok_or_else(|| {
        broken(format!("{} where {} is kept as {}", column.dtype(), T::DTYPE, T::Native::DTYPE))
    })
}

/// The boxes out of columns.
struct Split<'a> {
    states: &'a mut States,
    boxes: Vec<Vec<Range<usize>>>,
    columns: &'a [Column; STATE_COLUMNS.len()],
}

impl Op for Split<'_> {
    type Output = Result<()>;

    fn run<T: Element>(self) -> Result<()> {
        let Self { states, boxes, columns } = self;
        let [count, high, low, m2, scale, nan, pos_inf, neg_inf, min, max, elements] = columns;
        let counts = |column| u64::values(column).ok_or_else(|| broken("counts are uint64"));
        let floats = |column| f64::values(column).ok_or_else(|| broken("sums are float64"));
        let [count, nan, pos_inf, neg_inf] =
            [counts(count)?, counts(nan)?, counts(pos_inf)?, counts(neg_inf)?];
        let parts = [floats(high)?, floats(low)?, floats(m2)?, floats(scale)?];
        let (min, max) = (natives::<T>(min)?, natives::<T>(max)?);
        let elements = natives::<T>(elements)?;
        let lengths = [nan.len(), pos_inf.len(), neg_inf.len(), min.len(), max.len()];
        let stored = count.len();
        let lengths = lengths.into_iter().chain(parts.map(<[f64]>::len));
        if lengths.into_iter().any(|length| length != stored) {
            return Err(broken("columns of states differ in length"));
        }

        let (mut state_at, mut element_at) = (0, 0);
        for ranges in boxes {
            states.check_box(&ranges)?;
            let stretches = states.stretches(&ranges);
            // Every stretch has a state or an element, so that no walk is longer than what is
            // stored.
            if stretches.count() > stored + elements.len() {
                return Err(broken(format!("fewer are stored than {} has", box_text(&ranges))));
            }
            let expected = sizes(&stretches);
            let per_lane = PerLane::of(&stretches);
            let kept = states.kept_ranges(&ranges);
            let lanes: usize = kept.iter().map(ExactSizeIterator::len).product();
            let taken = |at: usize, each: usize, all: usize| {
                let end = lanes.checked_mul(each).and_then(|length| at.checked_add(length));
                end.filter(|end| *end <= all).map(|end| at..end).ok_or_else(|| {
                    broken(format!("fewer are stored than {} has", box_text(&ranges)))
                })
            };
            let of_states = taken(state_at, per_lane.states, stored)?;
            let of_elements = taken(element_at, per_lane.elements, elements.len())?;
            (state_at, element_at) = (of_states.end, of_elements.end);
            let mut moments = Vec::with_capacity(of_states.len());
            let mut census = Vec::with_capacity(of_states.len());
            for (at, size) in of_states.clone().zip(expected.iter().cycle()) {
                let odd = Census { nan: nan[at], pos_inf: pos_inf[at], neg_inf: neg_inf[at] };
                let total =
                    odd.nan.checked_add(odd.pos_inf).and_then(|sum| sum.checked_add(odd.neg_inf));
                if total.and_then(|odd| odd.checked_add(count[at])) != Some(*size) {
                    return Err(broken(format!(
                        "state {at} is not of the {size} elements of its place"
                    )));
                }
                let parts = parts.map(|column| column[at]);
                let of_state = Moments::from_parts(count[at], parts);
                moments.push(
                    of_state
                        .ok_or_else(|| broken(format!("the scale {} of state {at}", parts[3])))?,
                );
                census.push(odd);
            }
            let kept = Kept {
                moments,
                census,
                min: T::Native::column(min[of_states.clone()].to_vec()),
                max: T::Native::column(max[of_states].to_vec()),
                elements: T::Native::column(elements[of_elements].to_vec()),
            };
            states.covered.push(Covered { ranges, kept });
        }
        if (state_at, element_at) != (stored, elements.len()) {
            return Err(broken("more are stored than the boxes have"));
        }
        Ok(())
    }
}

/// The elements that each state of a lane is of.
fn sizes(stretches: &Stretches) -> Vec<u64> {
    let of_blocks = |blocks: Range<usize>| {
        let end = (blocks.end * BLOCK).min(stretches.per_lane);
        (end - blocks.start * BLOCK) as u64
    };
    let subtrees = stretches.units().flat_map(|units| subtrees(units.blocks, u32::MAX));
    subtrees.map(|(_, blocks)| of_blocks(blocks)).collect()
}

impl States {
    /// Refuses a box that is empty, outside, or in part there already.
    fn check_box(&self, ranges: &[Range<usize>]) -> Result<()> {
        if ranges.iter().any(|range| range.start >= range.end) {
            return Err(broken(format!("the box {} has no element", box_text(ranges))));
        }
        let shape: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        let start: Vec<usize> = ranges.iter().map(|range| range.start).collect();
        placed(&shape, Within { whole: &self.whole, start: &start })?;
        if let Some(ours) = self.covered().find(|ours| have_common(ours, ranges)) {
            return Err(broken(format!(
                "{} and {} overlap in shape {}",
                box_text(ours),
                box_text(ranges),
                shape_text(&self.whole)
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    type Columns = [Column; STATE_COLUMNS.len()];

    fn stored() -> (Vec<Range<usize>>, Columns) {
        let values: Vec<f32> = (0_u16..600).map(f32::from).collect();
        let array = Array::from_slice(&values, &[300, 2]).expect("fits");
        let within = Within { whole: &[1000, 2], start: &[100, 0] };
        let states = States::of(&array, &[0], within).expect("inside");
        (vec![100..400, 0..2], states.columns().expect("columns"))
    }

    fn refused(ranges: Vec<Range<usize>>, columns: &Columns) -> String {
        let boxes = vec![ranges];
        let states = States::from_columns(&[1000, 2], &DType::F32, &[0], boxes, columns);
        states.expect_err("broken").to_string()
    }

    #[test]
    fn columns_that_are_no_states_are_refused() {
        let (ranges, good) = stored();
        let boxes = vec![ranges.clone()];
        assert!(States::from_columns(&[1000, 2], &DType::F32, &[0], boxes, &good).is_ok());
        for number in 0..STATE_COLUMNS.len() {
            let mut columns = good.clone();
            columns[number] = Column::EMPTY;
            refused(ranges.clone(), &columns);
            columns[number] = Column::U8(vec![0; good[number].len()]);
            refused(ranges.clone(), &columns);
        }
        for number in [0, 4, 5, 6, 7] {
            let mut columns = good.clone();
            match &mut columns[number] {
                Column::U64(values) => values[1] = u64::MAX,
                Column::F64(values) => values[1] = 0.5,
                _ => unreachable!("counts and the scale"),
            }
            let why = refused(ranges.clone(), &columns);
            assert!(why.contains("state 1"), "{why}");
        }
    }

    #[test]
    fn boxes_that_were_not_stored_are_refused() {
        let (_, good) = stored();
        for ranges in [
            vec![100..401, 0..2],
            vec![100..399, 0..2],
            vec![100..400, 0..1],
            vec![100..100, 0..2],
            vec![800..1100, 0..2],
            vec![100..400, 0..2, 0..1],
        ] {
            refused(ranges, &good);
        }
        let boxes = vec![vec![0..150, 0..2], vec![100..250, 0..2]];
        assert!(States::from_columns(&[1000, 2], &DType::F32, &[0], boxes, &good).is_err());
    }

    #[test]
    fn a_box_of_endless_stretches_costs_nothing() {
        let (_, good) = stored();
        let whole = [1 << 40, 2];
        let axes = [0, 1];
        let boxes = vec![vec![0..1 << 40, 0..1]];
        assert!(States::from_columns(&whole, &DType::F32, &axes, boxes, &good).is_err());
    }
}
