//! Many reads at the same time, of what answers late rather than slowly.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Runs `one` for each number below `count`, `most` of them at the same time; the error is
/// that of one that failed, and no more are begun after it.
///
/// Threads of their own, because they wait for a server most of the time: on those that
/// compute, there would be no more of them than cores.
pub(crate) fn at_once<E: Send>(
    most: usize,
    count: usize,
    one: impl Fn(usize) -> Result<(), E> + Sync,
) -> Result<(), E> {
    if count == 1 {
        return one(0);
    }
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<E>> = Mutex::new(None);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            if let Err(error) = one(number) {
                // None of the others begins another one.
                next.fetch_max(count, Ordering::Relaxed);
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..most.min(count) {
            // Where the system gives no more threads, those that there are do it.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_run_once() {
        let runs: Vec<AtomicUsize> = (0..100).map(|_| AtomicUsize::new(0)).collect();
        let run = |number: usize| {
            runs[number].fetch_add(1, Ordering::Relaxed);
            Ok::<(), ()>(())
        };
        at_once(7, runs.len(), run).unwrap();
        assert!(runs.iter().all(|run| run.load(Ordering::Relaxed) == 1));
    }

    #[test]
    fn an_error_ends_it() {
        assert_eq!(at_once(3, 1000, |number| if number == 5 { Err(5) } else { Ok(()) }), Err(5));
        assert_eq!(at_once(3, 0, |_| Err(())), Ok(()));
    }
}
