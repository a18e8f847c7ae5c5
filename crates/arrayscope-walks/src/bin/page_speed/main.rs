//! Measures the page in a real browser: `page-speed FILE.json [--quick]`.
//!
//! Steps of a slider until they are painted, the start of the command, what travels, and what stays in memory. The
//! record goes into the file and a table to standard output; `bench/README.md` says what is measured how.

mod files;
mod memory;
mod record;
mod start;
mod steps;
mod tab;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use files::Files;
use record::Record;

/// How long is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    /// To see that it works.
    Quick,
    Full,
}

fn main() -> Result<()> {
    let (path, effort) = arguments(std::env::args().skip(1))?;
    let files = Files::write()?;
    let mut measures = Vec::new();
    // Before anything else has been looked at: what is told of the server's memory is that of its start.
    measures.extend(start::measure(&files, effort)?);
    measures.extend(steps::measure(&files, effort)?);
    measures.extend(tab::measure(&files, effort)?);
    let record = Record::of(measures, effort)?;
    fs::write(&path, record.json()?).with_context(|| format!("cannot write {}", path.display()))?;
    // Nobody reads any more when this fails.
    let _ = std::io::stdout().write_all(record.table().as_bytes());
    Ok(())
}

fn arguments(given: impl Iterator<Item = String>) -> Result<(PathBuf, Effort)> {
    match given.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [path] => Ok((path.into(), Effort::Full)),
        [path, "--quick"] => Ok((path.into(), Effort::Quick)),
        _ => bail!("page-speed takes the file to write, and --quick"),
    }
}
