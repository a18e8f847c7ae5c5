//! What values that are not finite make of the answers, in the lanes that have some.

use super::answers::{Answers, Floats};
use super::work::Odd;
use super::{NonFinitePolicy, Wanted};
use crate::dtype::{ColumnValue, Element};
use crate::kernel::Census;

/// Puts into the answers, which are those of the finite values, what the policy makes of
/// the others.
pub(super) fn apply<T: Element>(
    answers: &mut Answers<T>,
    odd: &Odd,
    per_lane: u64,
    wanted: Wanted,
) {
    let policy = wanted.policy;
    if policy == NonFinitePolicy::Ignore && per_lane <= wanted.ddof {
        // NUMPY: `nanvar` has NaN where `var` divides by zero.
        for floats in [&mut answers.var, &mut answers.std].into_iter().flatten() {
            floats.fill(f64::NAN);
        }
    }
    for &(lane, census) in odd {
        let finite = per_lane - census.total();
        let propagates = policy == NonFinitePolicy::Propagate && census.nan > 0;
        if let Some(mean) = &mut answers.mean
            && let Some(value) = mean_of(policy, &census)
        {
            mean.set(lane, value);
        }
        let infinities = policy != NonFinitePolicy::Exclude && census.pos_inf + census.neg_inf > 0;
        let too_few = policy == NonFinitePolicy::Ignore && finite <= wanted.ddof;
        if propagates || infinities || too_few {
            for floats in [&mut answers.var, &mut answers.std].into_iter().flatten() {
                floats.set(lane, f64::NAN);
            }
        }
        let ends = [(&mut answers.min, f64::NEG_INFINITY), (&mut answers.max, f64::INFINITY)];
        for (ends, infinity) in ends {
            let end = end_of(policy, &census, infinity, finite == 0);
            if let (Some(ends), Some(end)) = (ends, end) {
                ends[lane] = T::Extremum::from_float(end);
            }
        }
    }
}

/// What becomes of a mean; `None` if it stays that of the finite values.
fn mean_of(policy: NonFinitePolicy, census: &Census) -> Option<f64> {
    if policy == NonFinitePolicy::Exclude {
        return None;
    }
    if policy == NonFinitePolicy::Propagate && census.nan > 0 {
        return Some(f64::NAN);
    }
    match (census.pos_inf > 0, census.neg_inf > 0) {
        (true, true) => Some(f64::NAN),
        (true, false) => Some(f64::INFINITY),
        (false, true) => Some(f64::NEG_INFINITY),
        (false, false) => None,
    }
}

/// What becomes of a minimum or maximum, given the infinity at its end: that wins over
/// finite values, and the infinity at the other end where there is nothing else.
fn end_of(policy: NonFinitePolicy, census: &Census, infinity: f64, is_empty: bool) -> Option<f64> {
    let (here, there) = if infinity > 0.0 {
        (census.pos_inf, census.neg_inf)
    } else {
        (census.neg_inf, census.pos_inf)
    };
    match policy {
        NonFinitePolicy::Propagate if census.nan > 0 => Some(f64::NAN),
        NonFinitePolicy::Propagate | NonFinitePolicy::Ignore if here > 0 => Some(infinity),
        NonFinitePolicy::Propagate | NonFinitePolicy::Ignore if is_empty && there > 0 => {
            Some(-infinity)
        }
        _ => is_empty.then_some(f64::NAN),
    }
}

impl Floats {
    fn fill(&mut self, value: f64) {
        match self {
            Self::F64(all) => all.fill(value),
            #[expect(clippy::cast_possible_truncation, reason = "NaN")]
            Self::F32(all) => all.fill(value as f32),
        }
    }

    fn set(&mut self, lane: usize, value: f64) {
        match self {
            Self::F64(all) => all[lane] = value,
            #[expect(clippy::cast_possible_truncation, reason = "NaN or an infinity")]
            Self::F32(all) => all[lane] = value as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wanted, reduce};
    use super::NonFinitePolicy::{Exclude, Ignore, Propagate};
    use super::*;
    use crate::Array;

    fn all(values: &[f64], wanted: Wanted) -> [f64; 4] {
        let a = Array::from_slice(values, &[values.len()]).expect("fits");
        let wanted = Wanted { var: true, ..wanted };
        let result = reduce(&a.view(), &[0], wanted).expect("one axis");
        [result.mean(), result.var(), result.min(), result.max()]
            .map(|column| column.get(0).expect("one lane").to_f64())
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
        for (values, policy, expected) in cases {
            let got = all(values, Wanted::ALL.with_policy(policy));
            let agree = got.iter().zip(expected).all(|(got, expected)| same(*got, expected));
            assert!(agree, "{values:?} {policy:?}: {got:?}, not {expected:?}");
        }
    }

    #[test]
    fn too_few_values_for_ddof_are_as_in_var_and_in_nanvar() {
        let var =
            |values: &[f64], policy| all(values, Wanted::ALL.with_ddof(2).with_policy(policy))[1];
        assert_eq!(var(&[5.0, 7.0], Propagate), f64::INFINITY);
        assert!(var(&[5.0, 7.0], Ignore).is_nan());
        assert!(var(&[5.0, 7.0, f64::NAN], Ignore).is_nan());
    }
}
