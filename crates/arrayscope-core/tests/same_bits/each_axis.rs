//! Reductions over every axis that share reads of the array.

use crate::answer::{Answer, WANTED};
use crate::data::{DTYPES, Values, elements, placed, plain};
use crate::threads::{expected, pools};
use arrayscope_core::stats::reduce_each_axis;
use arrayscope_core::{Array, DType};

fn check(array: &Array) {
    let wanted = WANTED[0];
    let ndim = array.shape().len();
    let expected: Vec<Answer> =
        (0..ndim).map(|axis| expected(array, &[axis.cast_signed()], wanted)).collect();
    for pool in pools() {
        let all = pool.install(|| reduce_each_axis(&array.view(), wanted)).expect("statistics");
        let got: Vec<Answer> = all.iter().map(Answer::of).collect();
        let (threads, dtype) = (pool.current_num_threads(), array.dtype());
        assert!(got == expected, "{threads} threads, {dtype} {:?}", array.layout());
    }
}

#[test]
fn axes_together_give_the_bits_of_each_axis_alone() {
    for dtype in DTYPES {
        for shape in [&[21, 70, 90][..], &[9, 130, 40, 3], &[67_000, 1, 2], &[2, 3, 4]] {
            let bytes = elements(&dtype, Values::Wild, shape.iter().product(), 6);
            check(&plain(&dtype, &bytes, shape));
        }
    }
}

#[test]
fn axes_together_see_reversed_stepped_turned_and_repeated_arrays_as_their_copies() {
    for dtype in [DType::F32, DType::F64, DType::U8, DType::I64, DType::Complex64] {
        let bytes = elements(&dtype, Values::Wild, 20 * 70 * 95, 8);
        let array = plain(&dtype, &bytes, &[20, 70, 95]);
        for (order, steps, lead, swap) in [
            ([0, 1, 2], [-1, -1, -1], 0, false),
            ([0, 1, 2], [2, -1, 3], 1, true),
            ([0, 2, 1], [-3, 1, 2], 0, false),
            ([2, 1, 0], [1, 1, 1], 0, false),
            ([1, 0, 2], [1, 1, -1], 3, false),
            ([1, 2, 0], [1, -1, 1], 0, false),
            ([2, 0, 1], [-1, 1, 2], 0, true),
        ] {
            check(&placed(&array, lead, swap, &order, &steps));
        }
        let repeated = array.layout().broadcast(&[2, 20, 70, 95]).expect("repeated");
        check(&array.with_layout(repeated).expect("the same bytes"));
        let one = plain(&dtype, &bytes[..30 * 100 * dtype.itemsize()], &[30, 1, 100]);
        let middle = one.layout().broadcast(&[30, 60, 100]).expect("repeated");
        check(&one.with_layout(middle).expect("the same bytes"));
    }
}
