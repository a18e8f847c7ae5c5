//! Signal 3, non-finite: how many NaN and infinities are there, and where is the first?

use super::places::Places;
use super::{
    Contract, Description, Evidence, Measured, Measures, NonFiniteMeasure, Signal, SignalName,
    Verdict, not_measurable,
};
use crate::kernel::{Census, Number, Wide};

pub(super) fn judge(
    of: &Description<'_>,
    measures: Option<&Measures>,
    contract: &Contract,
) -> Signal {
    let rule = match contract.non_finite_budget {
        0 => "no NaN and no infinity".to_owned(),
        budget => format!("at most {budget} values are NaN or infinite"),
    };
    let Some(measures) = measures else {
        return not_measurable(SignalName::NonFinite, of, &rule);
    };
    let census = measures.census;
    let verdict = match census.total() {
        0 => Verdict::Pass,
        total if total <= contract.non_finite_budget => Verdict::Warn,
        _ => Verdict::Fail,
    };
    let size = of.layout.size() as u64;
    let fraction = if size == 0 { 0.0 } else { census.total().to_f64() / size.to_f64() };
    Signal {
        signal: SignalName::NonFinite,
        verdict,
        measured: Measured::NonFinite(NonFiniteMeasure { census, fraction }),
        rule,
        evidence: measures.places.as_ref().map_or_else(Vec::new, |at| evidence(census, at)),
    }
}

/// The most counts that are listed; more are only summed up.
const LISTED: usize = 1024;

/// The first of each kind, then how they spread over each axis.
fn evidence(census: Census, places: &Places) -> Vec<Evidence> {
    let first = [
        ("NaN", census.nan, &places.nan, f64::NAN),
        ("+Inf", census.pos_inf, &places.pos_inf, f64::INFINITY),
        ("−Inf", census.neg_inf, &places.neg_inf, f64::NEG_INFINITY),
    ];
    let first = first.into_iter().filter_map(|(name, count, index, value)| {
        let index = index.as_ref()?;
        Some(Evidence {
            text: format!("the first of {count} {name} is at {index:?}"),
            index: Some(index.clone()),
            value: Some(Number::Float(value)),
            ..Evidence::default()
        })
    });
    let counts = places.counts.as_deref().unwrap_or_default();
    // Along the only axis the counts would be a copy of the array.
    let spread = counts.iter().enumerate().filter(|(_, one)| counts.len() > 1 && !one.is_empty());
    let spread = spread.map(|(axis, counts)| {
        let touched = counts.iter().filter(|count| **count > 0).count();
        Evidence {
            text: format!("on axis {axis} they lie at {touched} of {} indices", counts.len()),
            axis: Some(axis),
            counts: (counts.len() <= LISTED).then(|| counts.clone()),
            ..Evidence::default()
        }
    });
    first.chain(spread).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::judged;
    use super::*;
    use crate::Array;

    fn spoiled() -> Array {
        let mut values = vec![1.0f32; 12];
        (values[5], values[7], values[10]) = (f32::NAN, f32::NEG_INFINITY, f32::NAN);
        Array::from_slice(&values, &[3, 4]).expect("fits")
    }

    #[test]
    fn the_first_of_each_kind_is_shown_and_each_axis_counted() {
        let signal = judged(&spoiled(), &Contract::default(), SignalName::NonFinite);
        assert_eq!(signal.verdict, Verdict::Fail);
        assert_eq!(signal.measured.to_string(), "2 NaN, 0 +Inf, 1 −Inf (25 %)");
        let indices: Vec<Option<Vec<usize>>> =
            signal.evidence.iter().map(|evidence| evidence.index.clone()).collect();
        assert_eq!(indices, [Some(vec![1, 1]), Some(vec![1, 3]), None, None]);
        assert_eq!(signal.evidence[2].counts.as_deref(), Some(&[0, 2, 1][..]));
        assert_eq!(signal.evidence[3].counts.as_deref(), Some(&[0, 1, 1, 1][..]));
    }

    #[test]
    fn a_long_axis_is_summed_up_and_not_listed() {
        let mut values = vec![0f32; 2 * 5000];
        values[7] = f32::NAN;
        let a = Array::from_slice(&values, &[5000, 2]).expect("fits");
        let signal = judged(&a, &Contract::default(), SignalName::NonFinite);
        assert_eq!(signal.evidence[1].text, "on axis 0 they lie at 1 of 5000 indices");
        assert_eq!(signal.evidence[1].counts, None);
        assert_eq!(signal.evidence[2].counts.as_deref(), Some(&[0, 1][..]));
    }

    #[test]
    fn a_budget_turns_failing_into_a_warning() {
        let contract = |budget| Contract { non_finite_budget: budget, ..Contract::default() };
        assert_eq!(judged(&spoiled(), &contract(2), SignalName::NonFinite).verdict, Verdict::Fail);
        assert_eq!(judged(&spoiled(), &contract(3), SignalName::NonFinite).verdict, Verdict::Warn);
    }

    #[test]
    fn integers_and_empty_arrays_pass() {
        let integers = Array::from_slice(&[1i8, 2], &[2]).expect("fits");
        let empty = Array::from_slice::<f32>(&[], &[0]).expect("fits");
        for array in [integers, empty] {
            let signal = judged(&array, &Contract::default(), SignalName::NonFinite);
            assert_eq!(signal.verdict, Verdict::Pass);
        }
    }
}
