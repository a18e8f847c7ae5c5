//! Arrays that are read in parts, of any size and in any order of memory.

use crate::answer::{Answer, WANTED};
use crate::data::{DTYPES, Values, elements, placed, plain, put};
use crate::threads::{expected, pools};
use arrayscope_core::stats::{Grain, InParts, NonFinitePolicy, Wanted};
use arrayscope_core::view::Description;
use arrayscope_core::{Array, ByteOrder, DType, Error, Layout, SharedBytes};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The part of an array in memory, as a copy in C order.
fn part(array: &Array, ranges: &[Range<usize>]) -> Result<Array, Error> {
    array.region(ranges)?.to_c_order()
}

fn answer(
    array: &Array,
    axes: &[isize],
    wanted: Wanted,
    grain: Grain<'_>,
    memory: usize,
) -> Answer {
    let read = |ranges: &[Range<usize>]| part(array, ranges);
    let view = array.view();
    let described = &(&view).into();
    let parts = InParts { described, grain, memory, read: &read };
    Answer::of(&parts.reduce(axes, wanted, &|_| {}).expect("the axes exist"))
}

/// All sizes of parts with two threads, and small ones with every number of threads.
fn check(array: &Array, axes: &[isize], wanted: Wanted) {
    let expected = expected(array, axes, wanted);
    let chunk: Vec<usize> = array.shape().iter().map(|length| length.div_ceil(3).max(1)).collect();
    let nbytes = array.layout().nbytes();
    let sizes = [1, nbytes / 30, nbytes / 3, nbytes];
    for (number, memory) in sizes.into_iter().enumerate() {
        for grain in [Grain::Bytes, Grain::Chunks(&chunk), Grain::Whole] {
            let got = pools()[1].install(|| answer(array, axes, wanted, grain, memory));
            let what = (array.dtype(), array.layout());
            assert!(got == expected, "{what:?} over {axes:?}, {grain:?}, {memory}, {wanted:?}");
        }
        let pool = &pools()[number];
        let got = pool.install(|| answer(array, axes, wanted, Grain::Chunks(&chunk), nbytes / 9));
        assert!(got == expected, "{} threads over {axes:?}", pool.current_num_threads());
    }
}

#[test]
fn parts_of_any_size_give_the_bits_of_the_whole() {
    for (number, dtype) in DTYPES.into_iter().enumerate() {
        for shape in [&[9_001][..], &[700, 13], &[3, 900, 5], &[5, 7, 2, 131]] {
            let bytes = elements(&dtype, Values::Wild, shape.iter().product(), number as u64);
            let array = plain(&dtype, &bytes, shape);
            for subset in 0..1_usize << shape.len() {
                let axes: Vec<isize> = (0..shape.len())
                    .filter(|axis| subset >> axis & 1 == 1)
                    .map(usize::cast_signed)
                    .collect();
                check(&array, &axes, WANTED[(subset + number) % WANTED.len()]);
            }
        }
    }
}

#[test]
fn every_depth_and_policy_gives_the_bits_of_the_whole() {
    use NonFinitePolicy::{Ignore, Propagate};
    for dtype in [DType::F32, DType::F64, DType::I64] {
        let mut bytes = elements(&dtype, Values::Tame, 60_000, 2);
        if dtype != DType::I64 {
            for position in [0, 127, 128, 16_384, 59_999] {
                put(&mut bytes, &dtype, position, [f64::NAN, f64::INFINITY][position % 2]);
            }
        }
        let array = plain(&dtype, &bytes, &[300, 200]);
        for axes in [&[0][..], &[1], &[0, 1]] {
            for wanted in WANTED {
                check(&array, axes, wanted);
            }
            check(&array, axes, WANTED[0].with_policy(Propagate));
            check(&array, axes, WANTED[0].with_policy(Ignore).with_ddof(1));
        }
    }
}

#[test]
fn a_file_in_another_order_of_memory_gives_the_bits_of_c_order() {
    for dtype in [DType::F32, DType::U8, DType::Complex64] {
        let bytes = elements(&dtype, Values::Wild, 20 * 30 * 140, 3);
        let array = plain(&dtype, &bytes, &[20, 30, 140]);
        for turned in [
            placed(&array, 0, false, &[2, 1, 0], &[1, 1, 1]),
            placed(&array, 1, true, &[1, 2, 0], &[-1, 1, -1]),
        ] {
            for axes in [&[0][..], &[1], &[2], &[0, 2], &[1, 2], &[0, 1, 2], &[]] {
                check(&turned, axes, WANTED[0]);
            }
        }
    }
}

#[test]
fn every_element_is_read_once_and_told_to_the_watch() {
    let array = plain(&DType::F32, &vec![0; 4 * 700 * 130], &[700, 130]);
    for axes in [&[0][..], &[1], &[0, 1], &[]] {
        for memory in [1, 10_000, 1 << 20] {
            let (read_so_far, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let read = |ranges: &[Range<usize>]| {
                let size = ranges.iter().map(ExactSizeIterator::len).product();
                read_so_far.fetch_add(size, Ordering::Relaxed);
                part(&array, ranges)
            };
            let watch = |elements| {
                seen.fetch_add(elements, Ordering::Relaxed);
            };
            let described = &(&array.view()).into();
            let parts = InParts { described, grain: Grain::Bytes, memory, read: &read };
            parts.reduce(axes, Wanted::ALL, &watch).expect("the axes exist");
            assert_eq!((read_so_far.into_inner(), seen.into_inner()), (91_000, 91_000));
        }
    }
}

/// Bytes that count while they are alive.
struct Counted(Vec<u8>);

static ALIVE: AtomicUsize = AtomicUsize::new(0);

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(self.0.len(), Ordering::SeqCst);
    }
}

#[test]
fn no_more_than_the_memory_for_them_is_alive_of_the_parts() {
    let (shape, most) = ([3000, 20, 130], AtomicUsize::new(0));
    let layout = Layout::c_order(&shape, 4).expect("small");
    let described =
        &Description { dtype: &DType::F32, byte_order: ByteOrder::NATIVE, layout: &layout };
    let read = |ranges: &[Range<usize>]| -> Result<Array, Error> {
        let shape: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        let layout = Layout::c_order(&shape, 4)?;
        let alive = ALIVE.fetch_add(layout.nbytes(), Ordering::SeqCst) + layout.nbytes();
        most.fetch_max(alive, Ordering::SeqCst);
        let bytes = SharedBytes::new(Counted(vec![0; layout.nbytes()]));
        Array::try_new(bytes, DType::F32, ByteOrder::NATIVE, layout)
    };
    for memory in [100_000, 1_000_000, 10_000_000] {
        for grain in [Grain::Bytes, Grain::Chunks(&[100, 20, 20]), Grain::Whole] {
            let parts = InParts { described, grain, memory, read: &read };
            for axes in [&[0][..], &[1], &[2], &[0, 1, 2]] {
                pools()[3].install(|| parts.reduce(axes, Wanted::ALL, &|_| {})).expect("axes");
                let most = most.swap(0, Ordering::SeqCst);
                assert!(most <= memory, "{most} of {memory}, {grain:?} over {axes:?}");
            }
        }
    }
}

#[test]
fn an_array_without_elements_is_not_read() {
    let array = plain(&DType::F64, &[], &[0, 3]);
    let read = |_: &[Range<usize>]| -> Result<Array, Error> { panic!("there is nothing to read") };
    let described = &(&array.view()).into();
    let parts = InParts { described, grain: Grain::Bytes, memory: 1, read: &read };
    let columns = parts.reduce(&[0], Wanted::ALL, &|_| {}).expect("axes exist");
    assert_eq!((columns.shape(), columns.counts()), (&[3][..], vec![0, 0, 0]));
}

#[test]
fn what_reading_fails_with_and_what_was_not_asked_for_is_refused() {
    let array = plain(&DType::F64, &[0; 8 * 1000], &[1000]);
    let described = &(&array.view()).into();
    let short = part(&array, std::slice::from_ref(&(0..900))).expect("inside");
    // The file ends before the array does.
    let fails = |ranges: &[Range<usize>]| part(&short, ranges);
    let parts = InParts { described, grain: Grain::Bytes, memory: 1, read: &fails };
    assert!(parts.reduce(&[0], Wanted::ALL, &|_| {}).is_err());
    let other = |_: &[Range<usize>]| Ok::<_, Error>(short.clone());
    let parts = InParts { described, grain: Grain::Bytes, memory: 1, read: &other };
    let error = parts.reduce(&[0], Wanted::ALL, &|_| {}).expect_err("another shape");
    assert!(error.to_string().contains("was asked for"), "{error}");
}
