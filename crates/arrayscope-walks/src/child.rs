//! A program that runs as long as its guard.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a program may take to say that it is ready.
const START: Duration = Duration::from_secs(60);
/// How long it may take to end after it was asked to.
const END: Duration = Duration::from_secs(10);

/// A running program whose output is read line by line.
#[derive(Debug)]
pub(crate) struct Guarded {
    name: String,
    child: Child,
    /// Lines of its standard output; disconnected once the program has closed it.
    lines: Receiver<String>,
    /// What it wrote to standard error so far.
    complaints: Arc<Mutex<String>>,
}

impl Guarded {
    /// Starts a program without input.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let (sender, lines) = channel();
        read_to_end(child.stdout.take(), move |line| {
            // Nobody may listen any more.
            let _ = sender.send(line);
        });
        let complaints = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&complaints);
        read_to_end(child.stderr.take(), move |line| {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push_str(&line);
            kept.push('\n');
        });
        Ok(Self { name, child, lines, complaints })
    }

    /// The number under which the system knows it.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What the program wrote to standard error so far.
    pub(crate) fn complaints(&self) -> String {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
                    bail!(
                        "{} was not ready after {} s: {}",
                        self.name,
                        START.as_secs(),
                        self.complaints()
                    )
                }
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("{} ended before it was ready: {}", self.name, self.complaints())
                }
            }
        }
    }

    /// Asks the program to end, and ends it when it does not.
    pub(crate) fn end(&mut self) {
        // Its number may belong to another program by now.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // A signal that it can answer; the standard library only has the one that ends it at once, and then
        // nobody removes what it wrote. Every shell has `kill`, not every machine has the program.
        let id = self.child.id().to_string();
        let _ = Command::new("sh")
            .args(["-c", "kill -TERM \"$1\"", "sh", &id])
            .stderr(Stdio::null())
            .status();
        let deadline = Instant::now() + END;
        // The output is closed when the program is gone; the standard library has no wait with a limit.
        while self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())).is_ok() {}
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads lines, whether anybody wants them or not: a full pipe would stop the program.
fn read_to_end(
    pipe: Option<impl Read + Send + 'static>,
    mut take: impl FnMut(String) + Send + 'static,
) {
    if let Some(pipe) = pipe {
        thread::spawn(move || {
            BufReader::new(pipe).lines().map_while(Result::ok).for_each(&mut take);
        });
    }
}
