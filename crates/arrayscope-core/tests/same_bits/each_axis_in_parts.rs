//! Every axis in turn of arrays that are read in parts.

use crate::answer::{Answer, WANTED};
use crate::data::{DTYPES, Values, elements, placed, plain};
use crate::threads::{expected, pools};
use arrayscope_core::stats::{Grain, InParts, Wanted};
use arrayscope_core::{Array, DType};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The answers for each axis, how many elements were read, and how many the watch was told.
fn each_axis(
    array: &Array,
    wanted: Wanted,
    grain: Grain<'_>,
    memory: usize,
) -> (Vec<Answer>, usize, usize) {
    let (read_so_far, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let read = |ranges: &[Range<usize>]| {
        let size = ranges.iter().map(ExactSizeIterator::len).product();
        read_so_far.fetch_add(size, Ordering::Relaxed);
        array.region(ranges)?.to_c_order()
    };
    let watch = |elements| {
        seen.fetch_add(elements, Ordering::Relaxed);
    };
    let described = &(&array.view()).into();
    let parts = InParts { described, grain, memory, read: &read };
    let all = parts.reduce_each_axis(wanted, &watch).expect("floats and integers");
    (all.iter().map(Answer::of).collect(), read_so_far.into_inner(), seen.into_inner())
}

/// All grains and sizes of parts, on one to three threads.
fn check(array: &Array, wanted: Wanted) {
    let axes = 0..array.shape().len();
    let expected: Vec<Answer> =
        axes.map(|axis| expected(array, &[axis.cast_signed()], wanted)).collect();
    let thirds: Vec<usize> = array.shape().iter().map(|length| length.div_ceil(3).max(1)).collect();
    // One index of the slowest axis: a chunk for each sample of a batch.
    let mut samples = array.shape().to_vec();
    if let Some(first) = samples.first_mut() {
        *first = 1;
    }
    let (size, nbytes) = (array.layout().size(), array.layout().nbytes());
    for memory in [1, nbytes / 30, nbytes / 3, nbytes, 8 * nbytes] {
        let grains = [Grain::Bytes, Grain::Chunks(&thirds), Grain::Chunks(&samples), Grain::Whole];
        for (number, grain) in grains.into_iter().enumerate() {
            let pool = &pools()[(number + memory) % pools().len()];
            let (got, _, seen) = pool.install(|| each_axis(array, wanted, grain, memory));
            let what = (array.dtype(), array.layout(), grain, memory, wanted);
            assert!(got == expected, "{what:?} on {} threads", pool.current_num_threads());
            assert_eq!(seen, size * array.shape().len(), "{what:?}");
        }
    }
}

#[test]
fn each_axis_in_parts_gives_the_bits_of_each_axis_alone() {
    let shapes: [&[usize]; 8] = [
        &[],
        &[3, 0],
        &[900],
        &[1_100, 13],
        &[300, 4, 5],
        &[3, 260, 9],
        &[1, 290, 1, 31],
        &[5, 2, 7, 131],
    ];
    for (number, dtype) in DTYPES.into_iter().enumerate() {
        for shape in shapes {
            let bytes = elements(&dtype, Values::Wild, shape.iter().product(), number as u64);
            check(&plain(&dtype, &bytes, shape), WANTED[number % WANTED.len()]);
        }
    }
}

#[test]
fn each_axis_of_a_file_in_another_order_of_memory_gives_the_bits_of_c_order() {
    for dtype in [DType::F32, DType::U8, DType::Complex64] {
        let array =
            plain(&dtype, &elements(&dtype, Values::Wild, 20 * 30 * 140, 3), &[20, 30, 140]);
        check(&placed(&array, 0, false, &[2, 1, 0], &[1, 1, 1]), WANTED[0]);
        check(&placed(&array, 1, true, &[1, 2, 0], &[-1, 1, -1]), WANTED[1]);
    }
}

#[test]
fn a_batch_is_read_once_for_all_axes_and_large_planes_twice() {
    let batch = plain(&DType::F32, &vec![0; 4 * 3000 * 30 * 4], &[3000, 30, 4]);
    let read = |array: &Array, grain, memory| {
        let read = pools()[1].install(|| each_axis(array, Wanted::ALL, grain, memory).1);
        assert!(read.is_multiple_of(array.layout().size()), "{read}");
        read / array.layout().size()
    };
    // 128 samples are 61,440 bytes, and the states of 120 lanes not twice as much.
    assert_eq!(read(&batch, Grain::Bytes, 1 << 20), 1);
    assert_eq!(read(&batch, Grain::Bytes, 3 * 61_440), 1);
    assert_eq!(read(&batch, Grain::Bytes, 2 * 61_439), 2);
    assert_eq!(read(&batch, Grain::Chunks(&[64, 15, 4]), 1 << 20), 1);
    let planes = plain(&DType::U8, &vec![0; 500 * 400 * 300], &[500, 400, 300]);
    assert_eq!(read(&planes, Grain::Bytes, 8 << 20), 2);
    assert_eq!(read(&planes, Grain::Bytes, 1000), 3);
}
