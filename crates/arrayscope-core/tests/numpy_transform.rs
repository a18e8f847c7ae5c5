//! Transpose, swap, flip, squeeze, expand, broadcast and sharing agree with NumPy.

mod common;
#[path = "common/answer.rs"]
mod answer;

use answer::{Answer, layout_differs};
use arrayscope_core::{Array, ByteOrder, DType, Error, Layout, SharedBytes};
use common::{Base, Report, read};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Group {
    base: Base,
    cases: Vec<(Vec<Value>, Answer)>,
}

fn axis(arguments: &[Value], at: usize) -> isize {
    serde_json::from_value(arguments[at].clone()).unwrap()
}

fn apply(layout: &Layout, operation: &[Value]) -> Result<Layout, Error> {
    let arguments = &operation[1..];
    match operation[0].as_str().unwrap() {
        "transpose" => Ok(layout.transpose()),
        "squeeze" => Ok(layout.squeeze()),
        "permute" => {
            let axes: Vec<isize> = serde_json::from_value(arguments[0].clone()).unwrap();
            layout.permute(&axes)
        }
        "swap" => layout.swap(axis(arguments, 0), axis(arguments, 1)),
        "flip" => layout.flip(axis(arguments, 0)),
        "squeeze_axis" => layout.squeeze_axis(axis(arguments, 0)),
        "expand" => layout.expand(axis(arguments, 0)),
        "broadcast" => {
            let shape: Vec<usize> = serde_json::from_value(arguments[0].clone()).unwrap();
            layout.broadcast(&shape)
        }
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn every_transform_gives_what_numpy_gives() {
    let mut report = Report::default();
    for group in read::<Group>("transform") {
        let layout = group.base.layout();
        for (operation, answer) in &group.cases {
            let problem = answer.differs_from(&apply(&layout, operation));
            report.case(format!("{operation:?} of {}", group.base), problem);
        }
    }
    report.finish(40_000);
}

#[derive(Deserialize)]
struct Contiguity {
    base: Value,
}

#[test]
fn contiguity_of_every_base_is_numpys() {
    let mut report = Report::default();
    for name in ["index", "transform", "reshape"] {
        for Contiguity { base } in read(name) {
            let facts: Base = serde_json::from_value(base.clone()).unwrap();
            let layout = facts.layout();
            let order = base["order"].as_str().unwrap();
            let expected = (layout.shape(), layout.strides(), layout.offset().cast_signed(), order);
            report.case(facts, layout_differs(expected, &layout));
        }
    }
    report.finish(4_000);
}

#[derive(Deserialize)]
struct Pair {
    one: Base,
    other: Base,
    shares: bool,
}

#[test]
fn two_arrays_share_memory_when_numpy_says_so() {
    let bytes = SharedBytes::from(vec![0; 256]);
    let array = |base: &Base| {
        let layout = base.layout();
        let dtype = DType::Raw { len: layout.itemsize() };
        Array::try_new(bytes.clone(), dtype, ByteOrder::NotApplicable, layout).unwrap()
    };
    let mut report = Report::default();
    for pair in read::<Pair>("shares_memory") {
        let (one, other) = (array(&pair.one), array(&pair.other));
        let got = (one.shares_memory(&other), other.shares_memory(&one));
        let problem = (got != (pair.shares, pair.shares))
            .then(|| format!("NumPy: {}, here: {got:?}", pair.shares));
        report.case(format!("{} and {}", pair.one, pair.other), problem);
    }
    report.finish(1_500);
}
