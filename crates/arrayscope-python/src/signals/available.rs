//! The memory that the machine has free, asked for at most once a second.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long an answer is good for.
const GOOD_FOR: Duration = Duration::from_secs(1);

static LAST: Mutex<Option<(Instant, Option<u64>)>> = Mutex::new(None);

/// Bytes that programs can still have; `None` where the system does not tell.
///
/// PERF: asking the system reads files and takes longer than judging a small batch.
pub(super) fn available_memory() -> Option<u64> {
    // Whoever panicked in here left an old answer behind, nothing worse.
    let mut last = LAST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match *last {
        Some((asked, answer)) if asked.elapsed() < GOOD_FOR => answer,
        _ => {
            let answer = arrayscope_formats::available_memory();
            *last = Some((Instant::now(), answer));
            answer
        }
    }
}
