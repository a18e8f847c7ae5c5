//! Ctrl-C while an array is read in parts: the part is read to its end, nothing half-written
//! stays, and the exit status is 130.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(unix)]
use std::sync::{Arc, OnceLock};

/// While it is there the first Ctrl-C is noticed, and the second one ends the process at once.
/// After it the first one does.
pub(crate) struct Interrupt(&'static AtomicBool);

/// Somebody pressed Ctrl-C.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl Interrupt {
    /// Watches from now on.
    pub(crate) fn watched() -> std::io::Result<Self> {
        let ends_at_once = ends_at_once()?;
        ends_at_once.store(false, Ordering::Relaxed);
        Ok(Self(ends_at_once))
    }

    /// Refuses to go on once it was pressed.
    pub(crate) fn check(&self) -> Result<(), Interrupted> {
        if self.0.load(Ordering::Relaxed) { Err(Interrupted) } else { Ok(()) }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Whether the next Ctrl-C ends the process: the first one that does not sets it.
#[cfg(unix)]
fn ends_at_once() -> std::io::Result<&'static AtomicBool> {
    use signal_hook::{consts::SIGINT, flag};
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(known) = FLAG.get() {
        return Ok(known);
    }
    let made = Arc::new(AtomicBool::new(true));
    // In this order: the second Ctrl-C finds what the first one has set.
    flag::register_conditional_shutdown(SIGINT, crate::exit::INTERRUPTED.into(), made.clone())?;
    flag::register(SIGINT, made.clone())?;
    Ok(FLAG.get_or_init(|| made))
}

/// Elsewhere every Ctrl-C ends the process, and nobody asks.
#[cfg(not(unix))]
fn ends_at_once() -> std::io::Result<&'static AtomicBool> {
    static FLAG: AtomicBool = AtomicBool::new(false);
    Ok(&FLAG)
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}
