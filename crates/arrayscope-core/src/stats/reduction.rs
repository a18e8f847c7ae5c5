//! What a reduction gives: one set of mergeable states per lane, and the answers in them.

use super::states::States;
use crate::kernel::{Census, Number};
use crate::layout::shape_text;
use crate::{Error, ErrorKind, Result};

/// What non-finite values do to means and extrema.
///
/// Other answers than [`Exclude`](Self::Exclude) need a census; without it they are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NonFinitePolicy {
    /// Only finite values count: NaN and infinities are told by their counts.
    #[default]
    Exclude,
    /// NumPy's `mean`, `var`, `min`: one NaN makes the answer NaN, infinities take part.
    Propagate,
    /// NumPy's `nanmean`, `nanvar`, `nanmin`: NaN is left out, infinities take part.
    Ignore,
}

/// States of every lane of a reduced array, in C order of the axes that are left.
///
/// Two reductions over shards of one array merge into that of the whole.
#[derive(Debug)]
pub struct Reduction {
    shape: Vec<usize>,
    axes: Vec<usize>,
    states: Box<dyn States>,
}

impl Reduction {
    pub(super) fn new(shape: &[usize], reduced: &[bool], states: Box<dyn States>) -> Self {
        let axes = |wanted: bool| (0..shape.len()).filter(move |&axis| reduced[axis] == wanted);
        Self {
            shape: axes(false).map(|axis| shape[axis]).collect(),
            axes: axes(true).collect(),
            states,
        }
    }

    /// Lengths of the axes that are left.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The axes that were reduced.
    pub fn axes(&self) -> &[usize] {
        &self.axes
    }

    /// Finite values per lane; empty unless moments were wanted.
    pub fn count(&self) -> Vec<u64> {
        self.states.count()
    }

    /// NaN per lane; empty unless a census was wanted.
    pub fn nan(&self) -> Vec<u64> {
        self.census().iter().map(|census| census.nan).collect()
    }

    /// +Inf per lane; empty unless a census was wanted.
    pub fn pos_inf(&self) -> Vec<u64> {
        self.census().iter().map(|census| census.pos_inf).collect()
    }

    /// −Inf per lane; empty unless a census was wanted.
    pub fn neg_inf(&self) -> Vec<u64> {
        self.census().iter().map(|census| census.neg_inf).collect()
    }

    /// Counts of non-finite values per lane; empty unless a census was wanted.
    pub fn census(&self) -> &[Census] {
        self.states.census()
    }

    /// The mean per lane: `Σx / n`; NaN where there is no value. Empty unless moments were
    /// wanted.
    pub fn mean(&self, policy: NonFinitePolicy) -> Vec<f64> {
        self.with_policy(self.states.mean(), policy, |census| {
            match (census.pos_inf > 0, census.neg_inf > 0) {
                (true, true) => Some(f64::NAN),
                (true, false) => Some(f64::INFINITY),
                (false, true) => Some(f64::NEG_INFINITY),
                (false, false) => None,
            }
        })
    }

    /// The variance per lane, `Σ(x − mean)² / (n − ddof)`; see
    /// [`Moments::var`](crate::kernel::Moments::var) for what becomes of too few values.
    ///
    /// NUMPY: an infinite value makes the variance NaN unless infinities are excluded;
    /// `nanvar` is NaN where `ddof` is not less than the count.
    pub fn var(&self, ddof: u64, policy: NonFinitePolicy) -> Vec<f64> {
        let mut vars = self.states.var(ddof);
        if policy == NonFinitePolicy::Ignore {
            let too_few = |(_, count): &(&mut f64, u64)| *count <= ddof;
            vars.iter_mut().zip(self.count()).filter(too_few).for_each(|(var, _)| *var = f64::NAN);
        }
        self.with_policy(vars, policy, |census| {
            (census.pos_inf + census.neg_inf > 0).then_some(f64::NAN)
        })
    }

    /// The standard deviation per lane: the square root of the variance.
    pub fn std(&self, ddof: u64, policy: NonFinitePolicy) -> Vec<f64> {
        self.var(ddof, policy).into_iter().map(f64::sqrt).collect()
    }

    /// The smallest value per lane; NaN where there is none. Empty unless extrema were
    /// wanted.
    pub fn min(&self, policy: NonFinitePolicy) -> Vec<Number> {
        self.with_infinities(self.states.min(), policy, f64::NEG_INFINITY)
    }

    /// The largest value per lane; NaN where there is none. Empty unless extrema were
    /// wanted.
    pub fn max(&self, policy: NonFinitePolicy) -> Vec<Number> {
        self.with_infinities(self.states.max(), policy, f64::INFINITY)
    }

    /// Takes in the states of another part of the same array.
    ///
    /// # Errors
    /// When shapes, reduced axes, the kinds of numbers or what was wanted differ.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if (&self.shape, &self.axes) != (&other.shape, &other.axes) {
            return Err(Error::new(
                ErrorKind::Shape,
                format!(
                    "a reduction of shape {} over axes {:?} cannot be merged with one of shape {} over axes {:?}",
                    shape_text(&self.shape),
                    self.axes,
                    shape_text(&other.shape),
                    other.axes
                ),
            ));
        }
        if self.states.merge(other.states.as_ref()) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::DType,
            "only reductions of the same kind of numbers (float, signed, unsigned) with the same statistics wanted can be merged",
        ))
    }

    /// Puts in what non-finite values make of an answer; they are known from the census.
    fn with_policy(
        &self,
        mut answers: Vec<f64>,
        policy: NonFinitePolicy,
        infinite: impl Fn(&Census) -> Option<f64>,
    ) -> Vec<f64> {
        if policy == NonFinitePolicy::Exclude {
            return answers;
        }
        if self.census().len() != answers.len() {
            return Vec::new(); // what was not counted cannot be taken into account
        }
        for (answer, census) in answers.iter_mut().zip(self.census()) {
            if policy == NonFinitePolicy::Propagate && census.nan > 0 {
                *answer = f64::NAN;
            } else if let Some(value) = infinite(census) {
                *answer = value;
            }
        }
        answers
    }

    /// The smallest or the largest values, given the infinity at their end: it wins over
    /// finite values, and the infinity at the other end where there is nothing else.
    fn with_infinities(
        &self,
        mut ends: Vec<Number>,
        policy: NonFinitePolicy,
        infinity: f64,
    ) -> Vec<Number> {
        if policy == NonFinitePolicy::Exclude {
            return ends;
        }
        if self.census().len() != ends.len() {
            return Vec::new(); // what was not counted cannot be taken into account
        }
        for (end, census) in ends.iter_mut().zip(self.census()) {
            let (here, there) = if infinity > 0.0 {
                (census.pos_inf, census.neg_inf)
            } else {
                (census.neg_inf, census.pos_inf)
            };
            if policy == NonFinitePolicy::Propagate && census.nan > 0 {
                *end = Number::NAN;
            } else if here > 0 {
                *end = Number::Float(infinity);
            } else if there > 0 && end.to_f64().is_nan() {
                *end = Number::Float(-infinity);
            }
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, reduce};
    use super::NonFinitePolicy::{Exclude, Ignore, Propagate};
    use super::*;
    use crate::Array;

    fn of(values: &[f64]) -> Reduction {
        let a = Array::from_slice(values, &[values.len()]).expect("fits");
        reduce(&a.view(), &[0], Wanted::ALL).expect("one axis")
    }

    fn same(left: f64, right: f64) -> bool {
        left == right || left.is_nan() && right.is_nan()
    }

    #[test]
    fn one_pass_answers_for_all_three_policies() {
        const INF: f64 = f64::INFINITY;
        const NAN: f64 = f64::NAN;
        let cases: [(&[f64], NonFinitePolicy, [f64; 4]); 10] = [
            // values, policy, mean, var, min, max
            (&[1.0, 3.0, NAN, INF], Exclude, [2.0, 1.0, 1.0, 3.0]),
            (&[1.0, 3.0, NAN, INF], Propagate, [NAN, NAN, NAN, NAN]),
            (&[1.0, 3.0, NAN, INF], Ignore, [INF, NAN, 1.0, INF]),
            (&[1.0, 3.0, -INF], Propagate, [-INF, NAN, -INF, 3.0]),
            (&[INF, -INF], Propagate, [NAN, NAN, -INF, INF]),
            (&[INF, INF], Ignore, [INF, NAN, INF, INF]),
            (&[NAN, NAN], Ignore, [NAN, NAN, NAN, NAN]),
            (&[NAN, NAN], Exclude, [NAN, NAN, NAN, NAN]),
            (&[1.0, 3.0, NAN], Ignore, [2.0, 1.0, 1.0, 3.0]),
            (&[], Propagate, [NAN, NAN, NAN, NAN]),
        ];
        for (values, policy, [mean, var, min, max]) in cases {
            let result = of(values);
            let got = [
                result.mean(policy)[0],
                result.var(0, policy)[0],
                result.min(policy)[0].to_f64(),
                result.max(policy)[0].to_f64(),
            ];
            let expected = [mean, var, min, max];
            let agree = got.iter().zip(expected).all(|(got, expected)| same(*got, expected));
            assert!(agree, "{values:?} {policy:?}: {got:?}, not {expected:?}");
        }
    }

    #[test]
    fn too_few_values_for_ddof_are_as_in_var_and_in_nanvar() {
        assert_eq!(of(&[5.0, 7.0]).var(2, Propagate), [f64::INFINITY]);
        assert!(of(&[5.0, 7.0]).var(2, Ignore)[0].is_nan());
    }

    #[test]
    fn shards_merge_into_the_whole() {
        let mut left = of(&[1.0, f64::NAN, 2.0]);
        left.merge(&of(&[6.0, f64::INFINITY])).expect("the same shape");
        assert_eq!((left.mean(Exclude), left.count()), (vec![3.0], vec![3]));
        assert_eq!((left.nan(), left.pos_inf()), (vec![1], vec![1]));
        assert_eq!(left.max(Exclude), [Number::Float(6.0)]);
    }

    #[test]
    fn what_does_not_belong_together_is_not_merged() {
        let integers = Array::from_slice(&[1i32, 2], &[2]).expect("fits");
        let integers = reduce(&integers.view(), &[0], Wanted::ALL).expect("one axis");
        assert!(of(&[1.0]).merge(&integers).is_err());
        let matrix = Array::from_slice(&[1.0, 2.0], &[1, 2]).expect("fits");
        let columns = reduce(&matrix.view(), &[0], Wanted::ALL).expect("one axis");
        assert!(of(&[1.0]).merge(&columns).is_err());
        let census = reduce(&matrix.view(), &[0], Wanted::CENSUS).expect("one axis");
        assert!(
            reduce(&matrix.view(), &[0], Wanted::ALL).expect("one axis").merge(&census).is_err()
        );
    }

    #[test]
    fn what_is_not_wanted_is_not_there() {
        let a = Array::from_slice(&[1.0, f64::NAN], &[2]).expect("fits");
        let census = reduce(&a.view(), &[0], Wanted::CENSUS).expect("one axis");
        assert!(census.mean(Exclude).is_empty() && census.min(Exclude).is_empty());
        let wanted = Wanted { moments: true, extrema: true, census: false };
        let uncounted = reduce(&a.view(), &[0], wanted).expect("one axis");
        assert_eq!(uncounted.mean(Exclude), [1.0]);
        assert!(uncounted.mean(Propagate).is_empty() && uncounted.max(Ignore).is_empty());
        assert_eq!(census.nan(), [1]);
    }
}
