//! Decoders of others, kept from taking the process with them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::Result;
use crate::place::Place;

/// Runs a decoder. Nothing in a file may stop us, and decoders of lossy pictures have
/// panicked on damaged ones before: that is then an error of the file.
pub(super) fn guarded<T>(place: &Place, decode: impl FnOnce() -> Result<T>) -> Result<T> {
    // What the decoder leaves behind is dropped with it: nobody sees it half-done.
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| {
        Err(place.malformed(0, "data on which the decoder gave up", "an intact picture"))
    })
}
