//! Ctrl-C while an array is read in parts: the part is read to its end, nothing half-written
//! stays, and the exit status is 130.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody pressed Ctrl-C.
pub(crate) struct Interrupt(Arc<AtomicBool>);

/// Somebody did.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl Interrupt {
    /// From now on the first Ctrl-C is noticed, and the second one ends the process at once.
    #[cfg(unix)]
    pub(crate) fn watched() -> std::io::Result<Self> {
        use signal_hook::consts::SIGINT;
        use signal_hook::flag;
        let pressed = Arc::new(AtomicBool::new(false));
        flag::register_conditional_shutdown(
            SIGINT,
            crate::exit::INTERRUPTED.into(),
            Arc::clone(&pressed),
        )?;
        flag::register(SIGINT, Arc::clone(&pressed))?;
        Ok(Self(pressed))
    }

    /// Ctrl-C ends the process at once.
    #[cfg(not(unix))]
    pub(crate) fn watched() -> std::io::Result<Self> {
        Ok(Self(Arc::new(AtomicBool::new(false))))
    }

    /// Refuses to go on once it was pressed.
    pub(crate) fn check(&self) -> Result<(), Interrupted> {
        if self.0.load(Ordering::Relaxed) { Err(Interrupted) } else { Ok(()) }
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}
