//! Whatever the layout: each lane has the answers of the copy in C order, at its own index.

use crate::layouts::layouts;
use arrayscope_core::stats::{Statistic, Wanted, reduce, reduce_each_axis};
use arrayscope_core::{Array, ByteOrder, DType, Layout, SharedBytes};
use proptest::prelude::*;

/// Two-byte floats of every kind, among them what is not finite.
fn floats(layout: &Layout) -> Array {
    let end = layout.extent().end.next_multiple_of(2);
    let bits = |at: usize| -> u16 {
        let values = [0x3c00, 0x7e00, 0xc200, 0x7c00, 0x4900, 0x0001, 0xfc00];
        values[at * 5 % values.len()] + u16::try_from(at % 97).expect("small")
    };
    let bytes: Vec<u8> = (0..end / 2).flat_map(|at| bits(at).to_ne_bytes()).collect();
    Array::try_new(SharedBytes::from(bytes), DType::F16, ByteOrder::NATIVE, layout.clone())
        .expect("the bytes reach to the end of the extent")
}

/// The layout with two bytes per element, at an even or odd address.
fn of_two_bytes() -> impl Strategy<Value = Layout> {
    layouts().prop_filter("two bytes", |layout| layout.itemsize() == 2)
}

const ALL: Wanted = Wanted { var: true, ..Wanted::ALL };

proptest! {
    #[test]
    fn every_lane_has_the_answers_of_the_copy_in_c_order(
        layout in of_two_bytes(),
        subset in any::<usize>(),
    ) {
        let array = floats(&layout);
        let copy = array.to_c_order().expect("small");
        let ndim = layout.ndim();
        let axes: Vec<isize> = (0..ndim)
            .filter(|axis| subset >> axis & 1 == 1)
            .map(usize::cast_signed)
            .collect();
        let of = |array: &Array| reduce(&array.view(), &axes, ALL).expect("floats");
        let (mut ours, theirs) = (of(&array), of(&copy));
        prop_assert_eq!(format!("{:?}", ours.mean()), format!("{:?}", theirs.mean()));
        prop_assert_eq!(ours.odd(), theirs.odd());
        prop_assert_eq!(ours.counts(), theirs.counts());
        for lane in 0..ours.lanes() {
            prop_assert_eq!(ours.census(lane), theirs.census(lane));
        }

        // What was stored, by its strides.
        let steps = ours.strides().to_vec();
        let lying = Layout::try_new(ours.shape(), &steps, 0, 1).expect("dense");
        let odd = ours.odd_stored().to_vec();
        for statistic in [Statistic::Std, Statistic::Var, Statistic::Min, Statistic::Max] {
            let arranged = ours.column(statistic).into_owned();
            let stored = ours.take_stored(statistic);
            for (lane, position) in lying.byte_offsets().enumerate() {
                let bits = |value: Option<arrayscope_core::stats::Number>| {
                    value.map(|value| value.to_f64().to_bits())
                };
                let expected = bits(theirs.column(statistic).get(lane));
                prop_assert_eq!(bits(stored.get(position)), expected);
                prop_assert_eq!(bits(arranged.get(lane)), expected);
                let census = odd.iter().find(|(odd, _)| *odd == position);
                prop_assert_eq!(census.map(|odd| odd.1).unwrap_or_default(), theirs.census(lane));
            }
        }
        prop_assert!(ours.take(Statistic::Min).is_empty(), "taken");
    }

    #[test]
    fn each_axis_in_turn_is_each_axis_alone(layout in of_two_bytes()) {
        let array = floats(&layout);
        let all = reduce_each_axis(&array.view(), ALL).expect("floats");
        prop_assert_eq!(all.len(), layout.ndim());
        for (axis, together) in all.iter().enumerate() {
            let alone = reduce(&array.view(), &[axis.cast_signed()], ALL).expect("floats");
            prop_assert_eq!(format!("{together:?}"), format!("{alone:?}"));
        }
    }
}

#[test]
fn answers_lie_as_the_array_lies() {
    let values: Vec<f32> = (0u8..120).map(f32::from).collect();
    let a = Array::from_slice(&values, &[2, 3, 4, 5]).expect("fits");
    let turned = a.with_layout(a.layout().permute(&[3, 0, 2, 1]).expect("axes")).expect("a view");
    let strides = |array: &Array, axis| {
        reduce(&array.view(), &[axis], Wanted::MEAN).expect("an axis").strides().to_vec()
    };
    assert_eq!(strides(&a, 1), [20, 5, 1]);
    // (5, 2, 4, 3) with 2 the slowest axis, then 3, 4 and 5: as of `a`, in another order.
    assert_eq!(strides(&turned, 3), [1, 20, 5]);
    assert_eq!(strides(&turned, 0), [12, 1, 4]);
}
