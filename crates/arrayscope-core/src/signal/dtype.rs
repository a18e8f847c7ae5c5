//! Signal 2, dtype: is it the expected one, is it wider than needed, would mixing upcast?

use super::{
    Context, Contract, DTypeMeasure, Evidence, Measured, Sibling, Signal, SignalName, Verdict,
};
use crate::dtype::Class;
use crate::stats::Summary;
use crate::{ArrayView, ByteOrder, DType};

pub(super) fn judge(
    view: &ArrayView<'_>,
    summary: Option<&Summary>,
    contract: &Contract,
    context: &Context,
) -> Signal {
    let dtype = view.dtype();
    let mut verdict = Verdict::Pass;
    let mut evidence = Vec::new();
    let mut tell = |least: Verdict, text: String| {
        verdict = verdict.max(least);
        evidence.push(Evidence::text(text));
    };
    match &contract.dtype {
        Some(expected) if expected != dtype => {
            tell(Verdict::Fail, format!("the dtype is {dtype}, expected {expected}"));
        }
        None if wider_than_needed(dtype, summary) => tell(
            Verdict::Info,
            format!(
                "no value is too large for float32, which would take {} bytes less and keep 7 digits",
                view.layout().nbytes() / 2
            ),
        ),
        _ => {}
    }
    if let Some(why) = dtype.why_no_statistics() {
        tell(Verdict::Info, why);
    }
    if ![ByteOrder::NATIVE, ByteOrder::NotApplicable].contains(&view.byte_order()) {
        let order = view.byte_order().name();
        tell(Verdict::Info, format!("bytes are {order}-endian: they are swapped at every read"));
    }
    for sibling in &context.siblings {
        if let Some(text) = upcast(view, sibling) {
            // Labels beside features are usual; two widths of float are seldom meant.
            let floats = [dtype, &sibling.dtype].iter().all(|dtype| dtype.class() == Class::Float);
            tell(if floats { Verdict::Warn } else { Verdict::Info }, text);
        }
    }
    let rule = contract.dtype.as_ref().map_or_else(
        || "no wider than needed, and the same as its siblings".to_owned(),
        |expected| format!("the dtype is {expected}, the same as its siblings"),
    );
    Signal {
        signal: SignalName::DType,
        verdict,
        measured: Measured::DType(DTypeMeasure {
            dtype: dtype.clone(),
            byte_order: view.byte_order(),
            class: dtype.class().name(),
        }),
        rule,
        evidence,
    }
}

/// Whether float64 values neither overflow in float32 nor run into each other: their
/// spread must be wide enough beside their size to keep three digits.
fn wider_than_needed(dtype: &DType, summary: Option<&Summary>) -> bool {
    let Some(summary) = summary.filter(|_| *dtype == DType::F64) else {
        return false;
    };
    let (min, max) = (summary.min.to_f64(), summary.max.to_f64());
    let largest = min.abs().max(max.abs());
    let range = f64::from(f32::MIN_POSITIVE)..=f64::from(f32::MAX);
    let told_apart = max == min || (max - min) / largest > f64::from(f32::EPSILON) * 1024.0;
    summary.count > 0 && (largest == 0.0 || range.contains(&largest)) && told_apart
}

/// What mixing with another array of the container would cost, if anything.
fn upcast(view: &ArrayView<'_>, sibling: &Sibling) -> Option<String> {
    let both = view.dtype().promote(&sibling.dtype)?;
    if both == *view.dtype() && both == sibling.dtype {
        return None;
    }
    let extra = |size: usize, dtype: &DType| {
        size.saturating_mul(both.itemsize().saturating_sub(dtype.itemsize()))
    };
    let ours = extra(view.layout().size(), view.dtype());
    let theirs = extra(sibling.size, &sibling.dtype);
    Some(format!(
        "mixed with {} ({}) it becomes {both}: {} extra bytes",
        sibling.name,
        sibling.dtype,
        ours.saturating_add(theirs)
    ))
}

#[cfg(test)]
mod tests {
    use super::super::signals;
    use super::super::tests::judged;
    use super::*;
    use crate::Array;

    #[test]
    fn an_unexpected_dtype_fails_and_names_the_pair() {
        let a = Array::from_slice(&[1i32], &[1]).expect("fits");
        let contract = Contract { dtype: Some(DType::F32), ..Contract::default() };
        let signal = judged(&a, &contract, SignalName::DType);
        assert_eq!(signal.verdict, Verdict::Fail);
        assert_eq!(signal.evidence[0].text, "the dtype is int32, expected float32");
    }

    #[test]
    fn float64_is_told_where_float32_would_do() {
        let told = |values: &[f64]| {
            let a = Array::from_slice(values, &[values.len()]).expect("fits");
            judged(&a, &Contract::default(), SignalName::DType).verdict
        };
        assert_eq!(told(&[0.5, -3.0]), Verdict::Info);
        assert_eq!(told(&[1.7e9 + 0.1, 1.7e9 + 0.2]), Verdict::Pass);
        assert_eq!(told(&[1e300]), Verdict::Pass);
        assert_eq!(told(&[1e-300]), Verdict::Pass);
        assert_eq!(told(&[f64::NAN]), Verdict::Pass);
    }

    #[test]
    fn siblings_that_would_upcast_are_named_with_the_price() {
        let a = Array::from_slice(&[1f32, 2.0], &[2]).expect("fits");
        let sibling = |name: &str, dtype| Sibling { name: name.into(), dtype, size: 3 };
        let context = Context {
            siblings: vec![sibling("same", DType::F32), sibling("labels", DType::I64)],
            available_memory: None,
        };
        let six = signals(&a.view(), None, &Contract::default(), &context).expect("fine");
        assert_eq!(six[1].verdict, Verdict::Info);
        let texts: Vec<&str> = six[1].evidence.iter().map(|e| e.text.as_str()).collect();
        assert_eq!(texts, ["mixed with labels (int64) it becomes float64: 8 extra bytes"]);
        let context =
            Context { siblings: vec![sibling("wide", DType::F64)], available_memory: None };
        let six = signals(&a.view(), None, &Contract::default(), &context).expect("fine");
        assert_eq!(six[1].verdict, Verdict::Warn);
    }
}
