//! Signal 2, dtype: is it the expected one, is it wider than needed, would mixing upcast?

use super::{
    Context, Contract, DTypeMeasure, Description, Evidence, Measured, Measures, Sibling, Signal,
    SignalName, Verdict,
};
use crate::dtype::Class;
use crate::{ByteOrder, DType};

pub(super) fn judge(
    of: &Description<'_>,
    measures: Option<&Measures>,
    contract: &Contract,
    context: &Context,
) -> Signal {
    let dtype = of.dtype;
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
        None if wider_than_needed(dtype, measures) => tell(
            Verdict::Info,
            format!(
                "no value is too large for float32, which would take {} bytes less and keep 7 digits",
                of.layout.nbytes() / 2
            ),
        ),
        _ => {}
    }
    if let Some(why) = dtype.why_no_statistics() {
        tell(Verdict::Info, why);
    }
    if ![ByteOrder::NATIVE, ByteOrder::NotApplicable].contains(&of.byte_order) {
        let order = of.byte_order.name();
        tell(Verdict::Info, format!("bytes are {order}-endian: they are swapped at every read"));
    }
    for (dtype_of_sibling, siblings) in by_dtype(&context.siblings) {
        if let Some(text) = upcast(of, &dtype_of_sibling, &siblings) {
            // Labels beside features are usual; two widths of float are seldom meant.
            let floats =
                [dtype, &dtype_of_sibling].iter().all(|dtype| dtype.class() == Class::Float);
            tell(if floats { Verdict::Warn } else { Verdict::Info }, text);
        }
    }
    let rule = contract.dtype.as_ref().map_or_else(
        || {
            "no wider than needed, in the machine's byte order, and the same as its siblings"
                .to_owned()
        },
        |expected| format!("the dtype is {expected}, the same as its siblings"),
    );
    Signal {
        signal: SignalName::DType,
        verdict,
        measured: Measured::DType(DTypeMeasure {
            dtype: dtype.clone(),
            byte_order: of.byte_order,
            class: dtype.class().name(),
        }),
        rule,
        evidence,
    }
}

/// Whether float64 values neither overflow in float32 nor run into each other: their
/// spread must be wide enough beside their size to keep three digits.
fn wider_than_needed(dtype: &DType, measures: Option<&Measures>) -> bool {
    let Some(measures) = measures.filter(|_| *dtype == DType::F64) else {
        return false;
    };
    let (min, max) = (measures.min.to_f64(), measures.max.to_f64());
    let largest = min.abs().max(max.abs());
    let range = f64::from(f32::MIN_POSITIVE)..=f64::from(f32::MAX);
    let told_apart = max == min || (max - min) / largest > f64::from(f32::EPSILON) * 1024.0;
    measures.count > 0 && (largest == 0.0 || range.contains(&largest)) && told_apart
}

/// How many siblings of one dtype are named before the rest is only counted.
const NAMED: usize = 3;

/// The siblings of each dtype, in the order in which the dtypes appear.
fn by_dtype(siblings: &[Sibling]) -> Vec<(DType, Vec<&Sibling>)> {
    let mut groups: Vec<(DType, Vec<&Sibling>)> = Vec::new();
    for sibling in siblings {
        match groups.iter_mut().find(|(dtype, _)| *dtype == sibling.dtype) {
            Some((_, group)) => group.push(sibling),
            None => groups.push((sibling.dtype.clone(), vec![sibling])),
        }
    }
    groups
}

/// What mixing with other arrays of the container would cost, if anything.
fn upcast(of: &Description<'_>, dtype: &DType, siblings: &[&Sibling]) -> Option<String> {
    let both = of.dtype.promote(dtype)?;
    if both == *of.dtype && both == *dtype {
        return None;
    }
    let extra = |size: usize, dtype: &DType| {
        size.saturating_mul(both.itemsize().saturating_sub(dtype.itemsize()))
    };
    let ours = extra(of.layout.size(), of.dtype);
    let largest = siblings.iter().map(|sibling| extra(sibling.size, dtype)).max().unwrap_or(0);
    let bytes = ours.saturating_add(largest);
    let names: Vec<&str> = siblings.iter().take(NAMED).map(|s| s.name.as_str()).collect();
    let names = names.join(", ");
    Some(match siblings.len() {
        1 => format!("mixed with {names} ({dtype}) it becomes {both}: {bytes} extra bytes"),
        count => {
            let more = if count > NAMED { ", …" } else { "" };
            format!(
                "mixed with one of {count} {dtype} arrays ({names}{more}) it becomes {both}: up to {bytes} extra bytes"
            )
        }
    })
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
        let six = signals(&a.view(), &Contract::default(), &context).expect("fine");
        assert_eq!(six[1].verdict, Verdict::Info);
        let texts: Vec<&str> = six[1].evidence.iter().map(|e| e.text.as_str()).collect();
        assert_eq!(texts, ["mixed with labels (int64) it becomes float64: 8 extra bytes"]);
        let many = ["a", "b", "c", "d"].map(|name| sibling(name, DType::F64)).to_vec();
        let context = Context { siblings: many, available_memory: None };
        let six = signals(&a.view(), &Contract::default(), &context).expect("fine");
        assert_eq!(six[1].verdict, Verdict::Warn);
        assert_eq!(
            six[1].evidence[0].text,
            "mixed with one of 4 float64 arrays (a, b, c, …) it becomes float64: up to 8 extra bytes"
        );
    }
}
