//! Where the first element of a kind is.

use crate::dtype::{Element, Op};
use crate::kernel::{Native, Number};
use crate::view::try_for_each;
use crate::{ArrayView, Result};
use std::ops::ControlFlow;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// NaN.
    Nan,
    /// +Inf.
    PosInf,
    /// −Inf.
    NegInf,
    /// A finite value less than this.
    Below(f64),
    /// A finite value greater than this.
    Above(f64),
    /// A finite value equal to this, as an extremum.
    Equal(Number),
}

/// The index of the first element, in C order, that is what is looked for.
///
/// Stops at the first. Complex numbers are compared by their magnitude.
///
/// # Errors
/// When the dtype has no statistics.
pub fn first_index(view: &ArrayView<'_>, target: Target) -> Result<Option<Vec<usize>>> {
    view.dtype().dispatch(Find { view: *view, target })
}

struct Find<'a> {
    view: ArrayView<'a>,
    target: Target,
}

impl Op for Find<'_> {
    type Output = Option<Vec<usize>>;

    fn run<T: Element>(self) -> Self::Output {
        let is_it = |value: T::Native| match self.target {
            Target::Nan => value.to_f64().is_nan(),
            Target::PosInf => value.to_f64() == f64::INFINITY,
            Target::NegInf => value.to_f64() == f64::NEG_INFINITY,
            Target::Below(bound) => value.number().is_below(bound),
            Target::Above(bound) => value.number().is_above(bound),
            Target::Equal(number) => value.to_f64().is_finite() && value.number() == number,
        };
        let mut before = 0;
        let found = try_for_each::<T, _>(&self.view, |values| {
            if let Some(at) = values.iter().position(|value| is_it(*value)) {
                return ControlFlow::Break(before + at);
            }
            before += values.len();
            ControlFlow::Continue(())
        });
        let position = found.break_value()?;
        Some(unravel(position, self.view.shape()))
    }
}

/// Where the values that are not finite are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NonFinitePlaces {
    /// The index of the first NaN, in C order.
    pub nan: Option<Vec<usize>>,
    /// The index of the first +Inf.
    pub pos_inf: Option<Vec<usize>>,
    /// The index of the first −Inf.
    pub neg_inf: Option<Vec<usize>>,
    /// Per axis, how many there are at each of its indices; empty for an axis longer than
    /// asked for.
    pub counts: Vec<Vec<u64>>,
}

/// Finds the first value of each kind, and counts them along every axis of at most
/// `longest` indices. One read of the array.
///
/// # Errors
/// When the dtype has no statistics.
pub fn non_finite_places(view: &ArrayView<'_>, longest: usize) -> Result<NonFinitePlaces> {
    view.dtype().dispatch(Places { view: *view, longest })
}

struct Places<'a> {
    view: ArrayView<'a>,
    longest: usize,
}

impl Op for Places<'_> {
    type Output = NonFinitePlaces;

    fn run<T: Element>(self) -> NonFinitePlaces {
        let shape = self.view.shape();
        let room = |length: &usize| if *length <= self.longest { vec![0; *length] } else { vec![] };
        let mut places =
            NonFinitePlaces { counts: shape.iter().map(room).collect(), ..Default::default() };
        let mut take_in = |position: usize, value: f64| {
            let index = unravel(position, shape);
            for (counts, at) in places.counts.iter_mut().zip(&index) {
                if let Some(count) = counts.get_mut(*at) {
                    *count += 1;
                }
            }
            let first = if value.is_nan() {
                &mut places.nan
            } else if value > 0.0 {
                &mut places.pos_inf
            } else {
                &mut places.neg_inf
            };
            first.get_or_insert(index);
        };
        let mut before = 0;
        let _all: ControlFlow<()> = try_for_each::<T, _>(&self.view, |values| {
            for (at, value) in values.iter().enumerate() {
                let value = value.to_f64();
                if !value.is_finite() {
                    take_in(before + at, value);
                }
            }
            before += values.len();
            ControlFlow::Continue(())
        });
        places
    }
}

/// The index of the element at a position in C order.
pub(crate) fn unravel(position: usize, shape: &[usize]) -> Vec<usize> {
    let mut left = position;
    let mut index: Vec<usize> = shape
        .iter()
        .rev()
        .map(|length| {
            let at = left % length;
            left /= length;
            at
        })
        .collect();
    index.reverse();
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn the_first_of_each_kind_is_found_in_c_order() {
        const INF: f64 = f64::INFINITY;
        let values = [0.0, INF, f64::NAN, -INF, 5.0, f64::NAN];
        let a = Array::from_slice(&values, &[2, 3]).expect("fits");
        let find = |target| first_index(&a.view(), target).expect("a float");
        assert_eq!(find(Target::Nan), Some(vec![0, 2]));
        assert_eq!(find(Target::PosInf), Some(vec![0, 1]));
        assert_eq!(find(Target::NegInf), Some(vec![1, 0]));
        assert_eq!(find(Target::Above(4.0)), Some(vec![1, 1]));
        assert_eq!(find(Target::Below(0.0)), None);
        assert_eq!(find(Target::Equal(Number::Float(5.0))), Some(vec![1, 1]));
        assert_eq!(find(Target::Equal(Number::Float(INF))), None);
    }

    #[test]
    fn the_places_of_all_kinds_are_found_in_one_read() {
        const INF: f64 = f64::INFINITY;
        let values = [0.0, INF, f64::NAN, -INF, 5.0, f64::NAN];
        let a = Array::from_slice(&values, &[2, 3]).expect("fits");
        let places = non_finite_places(&a.view(), 2).expect("a float");
        assert_eq!(places.nan, Some(vec![0, 2]));
        assert_eq!(places.pos_inf, Some(vec![0, 1]));
        assert_eq!(places.neg_inf, Some(vec![1, 0]));
        assert_eq!(places.counts, [vec![2, 2], vec![]]);
        let places = non_finite_places(&a.view(), 3).expect("a float");
        assert_eq!(places.counts[1], [1, 1, 2]);
    }

    #[test]
    fn integers_beyond_the_digits_of_a_float_are_told_apart() {
        let a = Array::from_slice(&[1i64 << 53, (1 << 53) + 1], &[2]).expect("fits");
        let found = first_index(&a.view(), Target::Above(9_007_199_254_740_992.0));
        assert_eq!(found, Ok(Some(vec![1])));
        let largest = Target::Equal(Number::Integer((1 << 53) + 1));
        assert_eq!(first_index(&a.view(), largest), Ok(Some(vec![1])));
    }
}
