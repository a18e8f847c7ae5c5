//! Reading `fixtures/numpy` and reporting which cases differ.

use arrayscope_core::Layout;
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A layout that NumPy had. Strides and offset count bytes.
#[derive(Deserialize)]
pub(crate) struct Base {
    shape: Vec<usize>,
    strides: Vec<isize>,
    offset: usize,
    itemsize: usize,
}

impl Base {
    pub(crate) fn layout(&self) -> Layout {
        Layout::try_new(&self.shape, &self.strides, self.offset, self.itemsize)
            .expect("NumPy has this layout")
    }
}

impl Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "shape {:?} strides {:?} offset {} itemsize {}",
            self.shape, self.strides, self.offset, self.itemsize
        )
    }
}

/// All lines of `fixtures/numpy/<name>.jsonl.gz`.
pub(crate) fn read<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/numpy")
        .join(name)
        .with_extension("jsonl.gz");
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    BufReader::new(GzDecoder::new(file))
        .lines()
        .map(|line| {
            let line = line.expect("a whole gzip file");
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"))
        })
        .collect()
}

/// How many cases were looked at, and what was wrong with some.
#[derive(Default)]
pub(crate) struct Report {
    cases: usize,
    failed: usize,
    first: Vec<String>,
}

impl Report {
    /// Counts one case; `problem` says what differs, if anything does.
    pub(crate) fn case(&mut self, what: impl Display, problem: Option<String>) {
        self.cases += 1;
        if let Some(problem) = problem {
            self.failed += 1;
            if self.first.len() < 8 {
                self.first.push(format!("{what}\n    {problem}"));
            }
        }
    }

    /// Fails with the first differences, or when fewer cases than promised were seen.
    pub(crate) fn finish(self, at_least: usize) {
        assert!(
            self.failed == 0,
            "{} of {} cases differ, such as\n  {}",
            self.failed,
            self.cases,
            self.first.join("\n  ")
        );
        assert!(self.cases >= at_least, "only {} of {at_least} cases were there", self.cases);
    }
}
