//! Signal 4, value range: inside the bounds, and are the channels alike?

use super::channels::Channels;
use super::{
    Contract, Description, Evidence, Measured, Measures, RangeMeasure, Signal, SignalName, Verdict,
    not_measurable,
};
use crate::kernel::Number;
use crate::view::digits;

/// How many times wider the widest channel may be than the narrowest.
const WILDLY_UNEQUAL: f64 = 1000.0;

/// How many channels are named before the rest is only counted.
const NAMED: usize = 8;

pub(super) fn judge(
    of: &Description<'_>,
    measures: Option<&Measures>,
    contract: &Contract,
) -> Signal {
    let mut rule = match contract.bounds {
        Some((low, high)) => format!("every finite value lies in {low} to {high}; "),
        None => String::new(),
    };
    rule.push_str("no channel is constant or 1000 times wider than another");
    let Some(measures) = measures else {
        return not_measurable(SignalName::ValueRange, of, &rule);
    };
    let outside = out_of_bounds(of, measures);
    let odd = odd_channels(of, measures);
    let ends = |end: fn(&Channels) -> &Vec<Number>| {
        measures.channels.as_ref().map_or_else(Vec::new, |all| end(all).clone())
    };
    Signal {
        signal: SignalName::ValueRange,
        verdict: match (outside.is_empty(), odd.is_empty()) {
            _ if of.layout.size() == 0 => Verdict::Info,
            (false, _) => Verdict::Fail,
            (true, false) => Verdict::Warn,
            (true, true) => Verdict::Pass,
        },
        measured: Measured::Range(RangeMeasure {
            of: of.dtype.measured_as(),
            min: measures.min,
            max: measures.max,
            channel_axis: measures.channels.as_ref().map(|channels| channels.axis),
            channel_min: ends(|channels| &channels.min),
            channel_max: ends(|channels| &channels.max),
        }),
        rule,
        evidence: [outside, odd].concat(),
    }
}

/// The first value below and the first above the bounds.
fn out_of_bounds(of: &Description<'_>, measures: &Measures) -> Vec<Evidence> {
    let Some(places) = &measures.places else { return vec![] };
    let ends = [("below", &places.below, measures.min), ("above", &places.above, measures.max)];
    let told = ends.into_iter().filter_map(|(word, beyond, end)| {
        let first = beyond.found.as_ref()?;
        let (value, index) = (&first.text, &first.index);
        Some(Evidence {
            text: format!(
                "the first value {word} the bounds is {value} at {index:?}; the farthest is {}",
                digits(of.dtype, end)
            ),
            index: Some(index.clone()),
            value: first.value,
            ..Evidence::default()
        })
    });
    told.collect()
}

/// Channels without any spread, and a spread that others dwarf.
fn odd_channels(of: &Description<'_>, measures: &Measures) -> Vec<Evidence> {
    if measures.count == 0 && of.layout.size() > 0 {
        return vec![Evidence::text("there is no finite value")];
    }
    if measures.count > 1 && measures.min == measures.max {
        return vec![Evidence::text(format!(
            "every finite value is {}",
            digits(of.dtype, measures.min)
        ))];
    }
    let Some(Channels { axis, min, max }) = &measures.channels else {
        return vec![];
    };
    let axis = *axis;
    let per_channel = of.layout.size() / of.shape()[axis].max(1);
    if per_channel < 2 {
        return vec![]; // one value alone is neither constant nor wide
    }
    let spreads: Vec<f64> = min.iter().zip(max).map(|(min, max)| max.minus(*min)).collect();
    let about = |text: String| Evidence { axis: Some(axis), ..Evidence::text(text) };
    let mut evidence = Vec::new();
    let constant: Vec<usize> = (0..spreads.len()).filter(|k| spreads[*k] == 0.0).collect();
    if !constant.is_empty() {
        evidence.push(about(format!("constant on axis {axis}: {}", indices_text(&constant))));
    }
    let spread = |k: &usize| spreads[*k];
    let wide = (0..spreads.len()).filter(|k| spreads[*k] > 0.0 && spreads[*k].is_finite());
    let widest = wide.clone().max_by(|a, b| spread(a).total_cmp(&spread(b)));
    let narrowest = wide.min_by(|a, b| spread(a).total_cmp(&spread(b)));
    if let (Some(widest), Some(narrowest)) = (widest, narrowest) {
        let times = spreads[widest] / spreads[narrowest];
        if times > WILDLY_UNEQUAL {
            evidence.push(about(format!(
                "on axis {axis}, index {widest} spans {:.7}, {times:.0} times as much as index {narrowest} with {:.7}",
                Number::Float(spreads[widest]),
                Number::Float(spreads[narrowest])
            )));
        }
    }
    evidence
}

/// `3, 7 and 9`, or the first few and how many more.
fn indices_text(indices: &[usize]) -> String {
    let named: Vec<String> = indices.iter().take(NAMED).map(ToString::to_string).collect();
    match indices.len().saturating_sub(NAMED) {
        0 => format!("index {}", named.join(", ")),
        more => format!("index {} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::judged;
    use super::*;
    use crate::Array;

    fn of(values: &[f64], shape: &[usize], bounds: Option<(f64, f64)>) -> Signal {
        let a = Array::from_slice(values, shape).expect("fits");
        judged(&a, &Contract { bounds, ..Contract::default() }, SignalName::ValueRange)
    }

    #[test]
    fn values_beyond_the_bounds_fail_with_the_first_index_of_each() {
        let signal = of(&[0.5, 1.5, -2.0, 9.0], &[4], Some((0.0, 1.0)));
        assert_eq!(signal.verdict, Verdict::Fail);
        let found: Vec<_> = signal.evidence.iter().map(|e| (e.index.clone(), e.value)).collect();
        assert_eq!(
            found,
            [(Some(vec![2]), Some(Number::Float(-2.0))), (Some(vec![1]), Some(Number::Float(1.5)))]
        );
        assert!(signal.evidence[1].text.ends_with("the farthest is 9"));
    }

    #[test]
    fn large_integers_are_judged_exactly() {
        let stamps = [1i64 << 60, 0, (1 << 60) + 1, 5];
        let a = Array::from_slice(&stamps, &[2, 2]).expect("fits");
        let judge = |bounds| {
            judged(&a, &Contract { bounds, ..Contract::default() }, SignalName::ValueRange)
        };
        assert_eq!(judge(None).verdict, Verdict::Pass);
        let signal = judge(Some((0.0, 1_152_921_504_606_846_976.0)));
        assert_eq!(signal.verdict, Verdict::Fail);
        assert_eq!(signal.evidence[0].value, Some(Number::Integer((1 << 60) + 1)));
    }

    #[test]
    fn a_value_just_beyond_a_bound_is_not_rounded_onto_it() {
        let signal = of(&[0.0, 1.000_000_01], &[2], Some((0.0, 1.0)));
        assert!(signal.evidence[0].text.ends_with("the farthest is 1.00000001"));
    }

    #[test]
    fn bounds_that_hold_nothing_are_refused() {
        use super::super::{Context, signals};
        let a = Array::from_slice(&[1.0], &[1]).expect("fits");
        for bounds in [(f64::NAN, 1.0), (0.0, f64::NAN), (1.0, 0.0)] {
            let contract = Contract { bounds: Some(bounds), ..Contract::default() };
            assert!(signals(&a.view(), &contract, &Context::default()).is_err());
        }
    }

    #[test]
    fn constant_channels_and_wildly_unequal_ones_warn() {
        let signal = of(&[1.0, 5.0, 0.0, 2.0, 5.0, 9000.0], &[2, 3], None);
        assert_eq!(signal.verdict, Verdict::Warn);
        let texts: Vec<&str> = signal.evidence.iter().map(|e| e.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "constant on axis 1: index 1",
                "on axis 1, index 2 spans 9000, 9000 times as much as index 0 with 1"
            ]
        );
    }

    #[test]
    fn arrays_without_any_spread_warn_once() {
        assert_eq!(of(&[7.0; 6], &[2, 3], None).evidence[0].text, "every finite value is 7");
        assert_eq!(of(&[f64::NAN; 2], &[2], None).evidence[0].text, "there is no finite value");
        assert_eq!(of(&[7.0], &[], None).verdict, Verdict::Pass);
        assert_eq!(of(&[7.0, 8.0], &[1, 2], None).verdict, Verdict::Pass);
        assert_eq!(of(&[], &[0], None).verdict, Verdict::Info);
    }

    #[test]
    fn ends_that_are_close_are_told_with_the_digits_that_differ() {
        let signal = of(&[99_999_995.16, 100_000_003.38], &[2], None);
        assert_eq!(signal.measured.to_string(), "99999995.16 to 100000003.4");
        assert_eq!(of(&[0.1, 0.25], &[2], None).measured.to_string(), "0.1 to 0.25");
    }
}
