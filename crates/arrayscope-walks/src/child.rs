//! A program that runs as long as its guard.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How long a program may take to say that it is ready.
const START: Duration = Duration::from_secs(60);
/// How long it may take to end after it was asked to.
const END: Duration = Duration::from_secs(10);

/// A running program whose standard output is read line by line.
#[derive(Debug)]
pub(crate) struct Guarded {
    name: String,
    child: Child,
    /// Lines of its standard output; disconnected once the program has closed it.
    lines: Receiver<String>,
}

impl Guarded {
    /// Starts a program without input.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let (sender, lines) = channel();
        if let Some(output) = child.stdout.take() {
            // Read to its end, whether anybody listens or not: a full pipe would stop the program.
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Ok(Self { name, child, lines })
    }

    /// What `find` makes of the first line for which it makes something.
    ///
    /// # Errors
    ///
    /// When the program closes its output, or takes too long, before such a line.
    pub(crate) fn read<T>(&self, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        let deadline = Instant::now() + START;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(found) = find(&line) {
                        return Ok(found);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!("{} was not ready after {} s", self.name, START.as_secs())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("{} ended before it was ready", self.name)
                }
            }
        }
    }

    /// Asks the program to end, and ends it when it does not.
    fn stop(&mut self) {
        if let Some(id) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // It may have ended by itself.
            let _ = kill_process(id, Signal::TERM);
        }
        let deadline = Instant::now() + END;
        // The output is closed when the program is gone; the standard library has no wait with a limit.
        while self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())).is_ok() {}
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.stop();
    }
}
