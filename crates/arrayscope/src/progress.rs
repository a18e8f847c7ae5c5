//! Progress on stderr, for work that takes over half a second.

use arrayscope_core::Layout;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// A bar that appears when the work takes long, and is gone when it is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// What an element counts.
    unit: u64,
    /// Dropped to tell `watch` that the work is over.
    done: Option<Sender<()>>,
    watch: Option<JoinHandle<()>>,
}

impl Progress {
    /// Progress of `total` steps; of unknown length if there is only one.
    pub(crate) fn new(total: u64, task: &str) -> Self {
        let template = if total > 1 {
            "{prefix} {wide_bar} {pos}/{len} {msg}"
        } else {
            "{spinner} {prefix} {elapsed} {msg}"
        };
        Self::with_template(total, task, template, 1)
    }

    /// Progress through the elements of an array that is read so many times.
    pub(crate) fn through(layout: &Layout, times: usize, task: &str) -> Self {
        let template = "{prefix} {msg} {wide_bar} {percent} % of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left";
        let total = (layout.nbytes() as u64).saturating_mul(times as u64);
        Self::with_template(total, task, template, layout.itemsize() as u64)
    }

    fn with_template(total: u64, task: &str, template: &str, unit: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(arrayscope_formats::printable(task));
        if !io::stderr().is_terminal() {
            return Self { bar, unit, done: None, watch: None };
        }
        let (done, over) = mpsc::channel();
        let late = bar.clone();
        let watch = std::thread::spawn(move || {
            if over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                late.set_draw_target(ProgressDrawTarget::stderr());
                late.enable_steady_tick(TICK);
            }
        });
        Self { bar, unit, done: Some(done), watch: Some(watch) }
    }

    /// Says what the next step is.
    pub(crate) fn on(&self, step: &str) {
        self.bar.set_message(arrayscope_formats::printable(step));
    }

    /// So many elements more are done.
    pub(crate) fn advance_by(&self, elements: usize) {
        self.bar.inc(elements as u64 * self.unit);
    }

    /// A step is done.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(watch) = self.watch.take() {
            // A panic in there would have been printed by itself.
            let _ = watch.join();
        }
        self.bar.finish_and_clear();
    }
}
