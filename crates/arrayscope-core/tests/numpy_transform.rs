//! Transpose, swap, flip, squeeze, expand, broadcast and sharing agree with NumPy.

#[path = "common/answer.rs"]
mod answer;
mod common;

use answer::{Answer, layout_differs};
use arrayscope_core::{Array, ByteOrder, DType, Error, Layout, SharedBytes};
use common::{Base, Report, read};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Deserialize)]
struct Group {
    base: Base,
    cases: Vec<(Vec<Value>, Answer)>,
}

/// The argument at a position: an axis, several, or a shape.
fn argument<T: DeserializeOwned>(operation: &[Value], at: usize) -> T {
    serde_json::from_value(operation[at].clone()).expect("the generator's own format")
}

fn apply(layout: &Layout, operation: &[Value]) -> Result<Layout, Error> {
    let axis = |at| argument::<isize>(operation, at);
    match argument::<String>(operation, 0).as_str() {
        "transpose" => Ok(layout.transpose()),
        "squeeze" => Ok(layout.squeeze()),
        "permute" => layout.permute(&argument::<Vec<isize>>(operation, 1)),
        "swap" => layout.swap(axis(1), axis(2)),
        "flip" => layout.flip(axis(1)),
        "squeeze_axis" => layout.squeeze_axis(axis(1)),
        "expand" => layout.expand(axis(1)),
        "broadcast" => layout.broadcast(&argument::<Vec<usize>>(operation, 1)),
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
