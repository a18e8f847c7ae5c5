//! Reducing takes memory for the results and little more: never an array as large as the
//! input.

use arrayscope_core::stats::{Column, Grain, InParts, Reduction, Wanted, reduce};
use arrayscope_core::view::Description;
use arrayscope_core::{Array, ByteOrder, DType, Element, Error, Layout};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::alloc::{GlobalAlloc, Layout as Request, System};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The system's allocator, with a count of the bytes that are held.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// The count is of the whole process: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take(bytes: usize) {
    let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
    PEAK.fetch_max(held, Ordering::Relaxed);
}

#[expect(unsafe_code, reason = "an allocator can only be written so")]
// SAFETY: every call is passed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, request: Request) -> *mut u8 {
        take(request.size());
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { System.alloc(request) }
    }

    unsafe fn alloc_zeroed(&self, request: Request) -> *mut u8 {
        take(request.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(request) }
    }

    unsafe fn dealloc(&self, address: *mut u8, request: Request) {
        HELD.fetch_sub(request.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(address, request) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn pool(threads: usize) -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    // So that what the pool itself needs is there before anything is counted.
    let ones = ones::<u8>(&[1 << 21], 1);
    pool.install(|| reduce(&ones.view(), &[0], Wanted::ALL)).expect("one axis");
    pool
}

fn ones<T: Element>(shape: &[usize], one: u8) -> Array {
    let layout = Layout::c_order(shape, T::SIZE).expect("small");
    let bytes = vec![one; layout.nbytes()];
    Array::try_new(bytes.into(), T::DTYPE, ByteOrder::NATIVE, layout).expect("fits")
}

fn nbytes(reduction: &Reduction) -> usize {
    let column = |column: &Column| column.len() * column.dtype().itemsize();
    [reduction.mean(), reduction.var(), reduction.std(), reduction.min(), reduction.max()]
        .map(|all| column(&all))
        .iter()
        .sum::<usize>()
        + size_of_val(reduction.odd_stored())
}

/// Asserts that a reduction takes less than 1 MiB per thread beside its results.
fn check(pool: &ThreadPool, array: &Array, axes: &[isize]) {
    let before = HELD.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let wanted = Wanted { var: true, ..Wanted::ALL };
    let result = pool.install(|| reduce(&array.view(), axes, wanted)).expect("the axes exist");
    let peak = PEAK.load(Ordering::Relaxed) - before;
    let beside = peak.saturating_sub(nbytes(&result));
    let threads = pool.current_num_threads();
    let granted = (threads << 20) + (16 << 10);
    assert!(
        beside <= granted,
        "{threads} threads, {} {:?} over {axes:?}: {beside} bytes beside {} of results",
        array.dtype(),
        array.layout(),
        nbytes(&result)
    );
}

fn check_shapes<T: Element>(pool: &ThreadPool) {
    for (shape, axes) in [
        (&[1 << 23][..], &[0][..]), // one lane
        (&[1 << 21, 4], &[1]),      // short lanes
        (&[1 << 21, 4], &[0]),      // few long lanes side by side
        (&[4, 1 << 21], &[0]),      // many short lanes side by side
        (&[4, 1 << 21], &[1]),      // few long lanes
        (&[2048, 4096], &[0]),
        (&[2048, 4096], &[1]),
        (&[1000, 200], &[1]), // hardly more than one piece of work
        (&[300, 1000, 29], &[0, 2]),
        (&[300, 1000, 29], &[1]),
    ] {
        let array = ones::<T>(shape, 1);
        check(pool, &array, axes);
        let turned = array.layout().transpose();
        let turned = array.with_layout(turned).expect("the same bytes");
        let ndim = shape.len().cast_signed();
        let axes: Vec<isize> = axes.iter().map(|axis| ndim - 1 - axis).collect();
        check(pool, &turned, &axes);
    }
}

#[test]
fn a_reduction_takes_less_than_a_mebibyte_per_thread_beside_its_results() {
    let _turn = alone();
    for threads in [1, 2, 7] {
        let pool = pool(threads);
        check_shapes::<u8>(&pool);
        check_shapes::<f32>(&pool);
        // Unaligned and swapped elements are converted, but block by block.
        let layout = Layout::try_new(&[1 << 20, 3], &[12, 4], 1, 4).expect("fits");
        let bytes = vec![1; 12 * (1 << 20) + 1];
        let swapped = Array::try_new(bytes.into(), DType::F32, ByteOrder::Big, layout);
        let swapped = swapped.expect("fits");
        check(&pool, &swapped, &[0]);
        check(&pool, &swapped, &[1]);
        // Lanes without a finite value: their counts are results as well.
        let nothing = ones::<f32>(&[1 << 16, 64], 0xff);
        check(&pool, &nothing, &[0, 1]);
        check(&pool, &nothing, &[0]);
    }
}

/// What all axes in turn take at most, beside the results, of an array of ones that is read
/// in parts.
fn peak_of_each_axis<T: Element>(shape: &[usize], grain: Grain<'_>, memory: usize) -> usize {
    let layout = Layout::c_order(shape, T::SIZE).expect("small");
    let described =
        &Description { dtype: &T::DTYPE, byte_order: ByteOrder::NATIVE, layout: &layout };
    let read = |ranges: &[Range<usize>]| {
        let shape: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        Ok::<_, Error>(ones::<T>(&shape, 1))
    };
    let parts = InParts { described, grain, memory, read: &read };
    let before = HELD.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let all = parts.reduce_each_axis(Wanted::ALL, &|_| {}).expect("two axes");
    let peak = PEAK.load(Ordering::Relaxed) - before;
    peak.saturating_sub(all.iter().map(nbytes).sum())
}

#[test]
fn all_axes_of_an_array_in_parts_take_the_memory_that_they_may() {
    let _turn = alone();
    let pool = pool(2);
    for memory in [8 << 20, 16 << 20, 32 << 20] {
        let peak = |shape: &[usize], grain| {
            let peak = pool.install(|| peak_of_each_axis::<u8>(shape, grain, memory));
            // Parts that are being read, and what the reduction of one takes.
            let granted = memory + (4 << 20);
            assert!(peak <= granted, "{peak} of {memory} bytes: {shape:?} in {grain:?}");
        };
        // The states of 128 rows take half as much as the rows themselves.
        peak(&[1024, 32_768], Grain::Bytes);
        peak(&[1024, 32_768], Grain::Chunks(&[64, 32_768]));
        peak(&[1024, 32_768], Grain::Whole);
        peak(&[64, 512, 1024], Grain::Bytes);
    }
}
