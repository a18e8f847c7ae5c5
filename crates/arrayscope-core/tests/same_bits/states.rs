//! States of parts of an array, wherever they were computed: merged, kept as columns, and
//! finished.

use crate::answer::{Answer, WANTED};
use crate::data::{DTYPES, Values, elements, placed, plain, put};
use crate::threads::{expected, pools};
use arrayscope_core::stats::{Grain, InParts, NonFinitePolicy, States, Wanted, Within};
use arrayscope_core::{Array, DType, Error};
use std::ops::Range;

/// The boxes of a grid that is cut at some indices of each axis.
fn grid(shape: &[usize], cuts: &[&[usize]]) -> Vec<Vec<Range<usize>>> {
    shape.iter().zip(cuts).fold(vec![Vec::new()], |boxes, (&length, cuts)| {
        let mut ends = cuts.to_vec();
        ends.push(length);
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ranges: Vec<Range<usize>> = starts.zip(ends).map(|(from, to)| from..to).collect();
        boxes
            .iter()
            .flat_map(|before| {
                ranges.iter().map(move |range| {
                    let mut part = before.clone();
                    part.push(range.clone());
                    part
                })
            })
            .collect()
    })
}

/// The states of one part, read in pieces of at most so many bytes.
fn states(array: &Array, ranges: &[Range<usize>], axes: &[isize], memory: usize) -> States {
    let part = array.region(ranges).expect("inside").to_c_order().expect("small");
    let read = |ranges: &[Range<usize>]| -> Result<Array, Error> { part.region(ranges) };
    let start: Vec<usize> = ranges.iter().map(|range| range.start).collect();
    let within = Within { whole: array.shape(), start: &start };
    let described = &(&part.view()).into();
    let parts = InParts { described, grain: Grain::Bytes, memory, read: &read };
    parts.states(axes, within, &|_| {}).expect("the axes exist")
}

/// The same after they were stored.
fn again(states: &States) -> States {
    let axes: Vec<isize> = states.axes().into_iter().map(usize::cast_signed).collect();
    let boxes = states.covered().map(<[Range<usize>]>::to_vec).collect();
    let columns = states.columns().expect("columns");
    States::from_columns(states.whole(), states.dtype(), &axes, boxes, &columns).expect("the same")
}

fn merged(array: &Array, boxes: &[Vec<Range<usize>>], axes: &[isize], memory: usize) -> States {
    let mut all: Option<States> = None;
    // In an order that is not that of the boxes.
    let (even, odd): (Vec<_>, Vec<_>) = boxes.iter().enumerate().partition(|(k, _)| k % 2 == 0);
    for (_, ranges) in odd.into_iter().chain(even.into_iter().rev()) {
        let part = again(&states(array, ranges, axes, memory));
        match &mut all {
            None => all = Some(part),
            Some(all) => {
                assert!(all.missing().is_some());
                all.merge(part).expect("one array");
            }
        }
    }
    let all = all.expect("a box");
    assert_eq!(all.missing(), None);
    again(&all)
}

fn check(array: &Array, boxes: &[Vec<Range<usize>>], axes: &[isize], wanted: Wanted) {
    let expected = expected(array, axes, wanted);
    for (number, memory) in [1, 3_000, array.layout().nbytes()].into_iter().enumerate() {
        let all = pools()[number].install(|| merged(array, boxes, axes, memory));
        let got = Answer::of(&all.finish(wanted).expect("whole"));
        assert!(got == expected, "{:?} over {axes:?}, {boxes:?}, {memory}", array.dtype());
    }
}

fn subsets(ndim: usize) -> impl Iterator<Item = Vec<isize>> {
    (0..1_usize << ndim).map(move |subset| {
        (0..ndim).filter(|axis| subset >> axis & 1 == 1).map(usize::cast_signed).collect()
    })
}

#[test]
fn parts_cut_anywhere_merge_to_the_bits_of_the_whole() {
    for (number, dtype) in DTYPES.into_iter().enumerate() {
        for (shape, cuts) in [
            (&[9_001][..], &[&[1, 127, 128, 300, 5_000, 9_000][..]][..]),
            (&[700, 13], &[&[129, 500], &[4]]),
            (&[3, 900, 5], &[&[1], &[256, 700], &[2, 3]]),
            (&[5, 7, 2, 131], &[&[2], &[], &[1], &[100]]),
        ] {
            let bytes = elements(&dtype, Values::Wild, shape.iter().product(), number as u64);
            let array = plain(&dtype, &bytes, shape);
            for (subset, axes) in subsets(shape.len()).enumerate() {
                check(&array, &grid(shape, cuts), &axes, WANTED[(subset + number) % WANTED.len()]);
            }
        }
    }
}

#[test]
fn parts_that_are_no_grid_merge_to_the_bits_of_the_whole() {
    let bytes = elements(&DType::F32, Values::Wild, 300 * 200, 1);
    let array = plain(&DType::F32, &bytes, &[300, 200]);
    let pinwheel = [
        vec![0..100, 0..150],
        vec![0..210, 150..200],
        vec![210..300, 60..200],
        vec![100..300, 0..60],
        vec![100..210, 60..150],
    ];
    for axes in subsets(2) {
        check(&array, &pinwheel, &axes, WANTED[0]);
    }
}

#[test]
fn one_merge_answers_with_every_depth_and_policy() {
    use NonFinitePolicy::{Ignore, Propagate};
    for dtype in [DType::F32, DType::F64, DType::I64, DType::U8] {
        let mut bytes = elements(&dtype, Values::Tame, 60_000, 2);
        if matches!(dtype, DType::F32 | DType::F64) {
            for position in [0, 127, 128, 16_384, 59_999] {
                put(&mut bytes, &dtype, position, [f64::NAN, f64::INFINITY][position % 2]);
            }
        }
        let array = plain(&dtype, &bytes, &[300, 200]);
        let boxes = grid(&[300, 200], &[&[77, 128], &[]]);
        for axes in [&[0][..], &[1], &[0, 1]] {
            for wanted in WANTED {
                check(&array, &boxes, axes, wanted);
            }
            check(&array, &boxes, axes, WANTED[0].with_policy(Propagate));
            check(&array, &boxes, axes, WANTED[0].with_policy(Ignore).with_ddof(1));
        }
    }
}

#[test]
fn a_part_in_another_order_of_memory_has_the_states_of_c_order() {
    let bytes = elements(&DType::F64, Values::Wild, 20 * 30 * 140, 3);
    let array = plain(&DType::F64, &bytes, &[20, 30, 140]);
    let turned = placed(&array, 1, true, &[1, 2, 0], &[-1, 1, -1]);
    let start = &[0; 3];
    for axes in subsets(3) {
        let within = Within { whole: turned.shape(), start };
        let copy = turned.to_c_order().expect("small");
        let (one, other) = (States::of(&turned, &axes, within), States::of(&copy, &axes, within));
        assert_eq!(one.expect("axes"), other.expect("axes"), "{axes:?}");
    }
}

#[test]
fn lanes_that_a_part_has_as_a_whole_take_one_state_each() {
    let array = plain(&DType::F32, &vec![0; 4 * 128 * 64 * 6], &[128 * 64, 6]);
    let all = states(&array, &[0..128 * 64, 0..6], &[0], 1 << 20);
    let columns = all.columns().expect("columns");
    assert_eq!((columns[0].len(), columns[10].len()), (6, 0));
}
