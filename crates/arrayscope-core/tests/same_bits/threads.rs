//! Work shared among threads, in pieces of lanes and in pieces of blocks.

use crate::answer::{Answer, WANTED, answer, levels};
use crate::data::{DTYPES, Values, elements, placed, plain, put};
use arrayscope_core::stats::{Level, Wanted};
use arrayscope_core::{Array, DType};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

pub(crate) fn pools() -> &'static [ThreadPool] {
    static POOLS: OnceLock<Vec<ThreadPool>> = OnceLock::new();
    POOLS.get_or_init(|| {
        let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
        [1, 2, 3, 7].map(|threads| pool(threads).expect("threads can be started")).into()
    })
}

/// One thread and the instructions that every machine has, in C order.
pub(crate) fn expected(array: &Array, axes: &[isize], wanted: Wanted) -> Answer {
    let copy = array.to_c_order().expect("small");
    pools()[0].install(|| answer(Level::Baseline, &copy, axes, wanted))
}

/// Every level with two threads, and the best level with every number of threads.
fn check(array: &Array, axes: &[isize], wanted: Wanted) {
    let expected = expected(array, axes, wanted);
    let best = Level::detected();
    let all = levels().map(|level| (&pools()[1], level));
    for (pool, level) in all.chain(pools().iter().map(|pool| (pool, best))) {
        let got = pool.install(|| answer(level, array, axes, wanted));
        let (threads, what) = (pool.current_num_threads(), (array.dtype(), array.layout()));
        // Not `assert_eq`: there are too many values to be printed.
        assert!(got == expected, "{threads} threads, {level}, {what:?} over {axes:?}, {wanted:?}");
    }
}

#[test]
fn any_number_of_threads_gives_the_bits_of_one() {
    for dtype in DTYPES {
        let bytes = elements(&dtype, Values::Wild, 270_336, 1);
        for (shape, axes) in [
            (&[270_336][..], &[0][..]), // blocks of one lane
            (&[33_792, 8], &[0]),       // blocks of lanes side by side
            (&[132, 2048], &[0]),       // lanes side by side
            (&[2048, 132], &[1]),       // lanes one after the other
            (&[67_584, 4], &[1]),       // short lanes
        ] {
            check(&plain(&dtype, &bytes, shape), axes, WANTED[0]);
        }
    }
}

#[test]
fn every_depth_and_policy_gives_the_bits_of_one_thread() {
    use arrayscope_core::stats::NonFinitePolicy::{Ignore, Propagate};
    for dtype in [DType::F32, DType::F64, DType::I64] {
        let mut bytes = elements(&dtype, Values::Tame, 300_000, 2);
        if dtype != DType::I64 {
            for position in [0, 127, 128, 16_384, 131_071, 131_072, 262_143, 299_999] {
                put(&mut bytes, &dtype, position, [f64::NAN, f64::INFINITY][position % 2]);
            }
        }
        for (shape, axes) in
            [(&[300_000][..], &[0][..]), (&[300, 1000], &[0]), (&[300, 1000], &[1])]
        {
            let array = plain(&dtype, &bytes, shape);
            for wanted in WANTED {
                check(&array, axes, wanted);
            }
            check(&array, axes, WANTED[0].with_policy(Propagate));
            check(&array, axes, WANTED[0].with_policy(Ignore).with_ddof(1));
        }
    }
}

#[test]
fn threads_see_turned_and_swapped_arrays_as_their_copies() {
    for dtype in [DType::F32, DType::F64, DType::U64, DType::U8, DType::F16, DType::Complex128] {
        let bytes = elements(&dtype, Values::Wild, 30 * 50 * 180, 3);
        let array = plain(&dtype, &bytes, &[30, 50, 180]);
        for turned in [
            placed(&array, 0, false, &[2, 1, 0], &[1, 1, 1]),
            placed(&array, 1, true, &[1, 2, 0], &[-1, 1, -1]),
        ] {
            for axes in [&[0][..], &[1], &[2], &[0, 2], &[0, 1, 2]] {
                check(&turned, axes, WANTED[0]);
            }
        }
    }
}

#[test]
fn the_ends_of_pieces_and_blocks_make_no_difference() {
    // Around powers of two of blocks, where the tree of merges has another shape.
    for blocks in [1024usize, 1025, 1536, 2047, 2048, 2049, 3000] {
        for extra in [0, 1, 127] {
            let count = blocks * 128 + extra;
            let bytes = elements(&DType::F32, Values::Tame, count, count as u64);
            check(&plain(&DType::F32, &bytes, &[count]), &[0], WANTED[0]);
        }
    }
}

#[test]
fn the_watch_counts_every_element_whatever_the_threads() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let bytes = elements(&DType::F32, Values::Tame, 300 * 1000, 4);
    for (shape, axes) in [(&[300_000][..], &[0][..]), (&[300, 1000], &[0]), (&[300, 1000], &[1])] {
        let array = plain(&DType::F32, &bytes, shape);
        for pool in pools() {
            let seen = AtomicUsize::new(0);
            let watch = |elements| {
                seen.fetch_add(elements, Ordering::Relaxed);
            };
            pool.install(|| {
                arrayscope_core::stats::reduce_watched(&array.view(), axes, WANTED[0], &watch)
            })
            .expect("axes exist");
            assert_eq!(seen.into_inner(), 300_000, "{shape:?}");
        }
    }
}
