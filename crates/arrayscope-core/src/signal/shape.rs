//! Signal 1, shape: is the batch as long as expected, and is no axis empty?

use super::{Contract, Evidence, Measured, ShapeMeasure, Signal, SignalName, Verdict};
use crate::Result;
use crate::layout::shape_text;

pub(super) fn judge(shape: &[usize], contract: &Contract) -> Result<Signal> {
    let batch_axis = contract.batch_axis(shape)?;
    let mut evidence: Vec<Evidence> = (0..shape.len())
        .filter(|axis| shape[*axis] == 0)
        .map(|axis| Evidence {
            axis: Some(axis),
            ..Evidence::text(format!("axis {axis} is empty: there is nothing to compute"))
        })
        .collect();
    if let Some(expected) = &contract.shape {
        evidence.extend(mismatches(shape, expected));
    }
    let rule = contract.shape.as_ref().map_or_else(
        || "no axis is empty".to_owned(),
        |expected| format!("the shape is {}, and no axis is empty", expected_text(expected)),
    );
    Ok(Signal {
        signal: SignalName::Shape,
        verdict: if evidence.is_empty() { Verdict::Pass } else { Verdict::Fail },
        measured: Measured::Shape(ShapeMeasure {
            shape: shape.to_vec(),
            batch_axis,
            batch_length: batch_axis.map(|axis| shape[axis]),
        }),
        rule,
        evidence,
    })
}

fn mismatches(shape: &[usize], expected: &[Option<usize>]) -> Vec<Evidence> {
    if shape.len() != expected.len() {
        return vec![Evidence::text(format!(
            "{} has {} axes, {} expects {}",
            shape_text(shape),
            shape.len(),
            expected_text(expected),
            expected.len()
        ))];
    }
    let wrong = |axis: usize| Some((axis, shape[axis], expected[axis]?));
    (0..shape.len())
        .filter_map(wrong)
        .filter(|(_, length, expected)| length != expected)
        .map(|(axis, length, expected)| Evidence {
            axis: Some(axis),
            ..Evidence::text(format!("axis {axis} has length {length}, expected {expected}"))
        })
        .collect()
}

fn expected_text(expected: &[Option<usize>]) -> String {
    let lengths: Vec<String> = expected
        .iter()
        .map(|length| length.map_or_else(|| "any".to_owned(), |length| length.to_string()))
        .collect();
    shape_text(&lengths)
}

#[cfg(test)]
mod tests {
    use super::super::tests::judged;
    use super::*;
    use crate::Array;

    fn of(shape: &[usize], expected: Option<&[Option<usize>]>) -> Signal {
        let array = Array::from_slice(&vec![1.0f32; shape.iter().product()], shape).expect("fits");
        let contract = Contract { shape: expected.map(<[_]>::to_vec), ..Contract::default() };
        judged(&array, &contract, SignalName::Shape)
    }

    #[test]
    fn a_wrong_batch_length_fails_with_both_lengths() {
        let signal = of(&[31, 4], Some(&[Some(32), None]));
        assert_eq!(signal.verdict, Verdict::Fail);
        assert_eq!(signal.evidence[0].text, "axis 0 has length 31, expected 32");
        assert_eq!(signal.rule, "the shape is (32, any), and no axis is empty");
    }

    #[test]
    fn another_number_of_axes_fails() {
        let signal = of(&[2, 3], Some(&[None]));
        assert_eq!(signal.evidence[0].text, "(2, 3) has 2 axes, (any,) expects 1");
    }

    #[test]
    fn an_empty_axis_fails_without_being_asked_for() {
        assert_eq!(of(&[2, 0], None).evidence[0].axis, Some(1));
        assert_eq!(of(&[2, 3], None).verdict, Verdict::Pass);
        assert_eq!(of(&[], None).verdict, Verdict::Pass);
    }

    #[test]
    fn a_batch_axis_that_does_not_exist_is_an_error() {
        let contract = Contract { batch_axis: Some(3), ..Contract::default() };
        assert!(judge(&[1], &contract).is_err());
    }
}
