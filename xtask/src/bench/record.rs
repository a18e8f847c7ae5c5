//! What a run of `bench/run.py` wrote: the cases, their times and answers, the machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::page::PREFIX;

/// A whole run.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    /// Of the day of the run: year, month, day.
    pub(super) date: String,
    /// Whether it was a run to see that it works.
    pub(super) quick: bool,
    pub(super) machine: Machine,
    pub(super) cases: Vec<Measured>,
}

/// What it was measured on, and with which versions.
#[derive(Debug, Deserialize)]
pub(super) struct Machine {
    pub(super) cpu: String,
    pub(super) cores: usize,
    pub(super) memory_gib: u64,
    pub(super) python: String,
    pub(super) versions: BTreeMap<String, String>,
}

/// One case, as it was asked and as it was answered.
#[derive(Debug, Deserialize)]
pub(super) struct Measured {
    pub(super) case: Case,
    /// By contender: arrayscope, the rivals, the floor, and ours on other layouts.
    pub(super) results: BTreeMap<String, Found>,
    pub(super) reach: Vec<Reach>,
}

/// A line of `bench/cases.json`, as far as the table needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) group: String,
}

/// What one contender did.
#[derive(Debug, Deserialize, Default)]
pub(super) struct Found {
    /// Seconds per call: the middle one, and the bounds of the middle half.
    pub(super) median: Option<f64>,
    pub(super) q1: Option<f64>,
    pub(super) q3: Option<f64>,
    /// Bytes beyond what was there before the call, and bytes of the results.
    pub(super) extra: Option<u64>,
    pub(super) output: Option<u64>,
    /// Why it gave no answer.
    pub(super) refused: Option<String>,
    pub(super) answer: Option<Answer>,
}

/// Whether its digits hold.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) right: bool,
}

/// One target of a case.
#[derive(Debug, Deserialize)]
pub(super) struct Reach {
    pub(super) what: String,
    pub(super) measured: String,
    pub(super) reached: bool,
}

impl Record {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("this is no record of the benchmarks: {}", path.display()))
    }

    /// The record of the latest day in a folder; `None` in an empty or missing one.
    pub(super) fn newest(folder: &Path) -> Result<Option<Self>> {
        if !folder.exists() {
            return Ok(None);
        }
        let mut newest: Option<(Self, String)> = None;
        for path in crate::workspace::files_below(folder, &["json"])? {
            let name = path.file_name().unwrap_or_default();
            if name.as_encoded_bytes().starts_with(PREFIX.as_bytes()) {
                continue;
            }
            let record = Self::read(&path)?;
            // Of one day's records of two machines the last by name, so that the choice is the
            // same everywhere.
            let age = format!("{} {}", record.date, record.file_name());
            if newest.as_ref().is_none_or(|(_, other)| *other < age) {
                newest = Some((record, age));
            }
        }
        Ok(newest.map(|(record, _)| record))
    }

    /// The file that a full run is kept in: one per processor and day.
    pub(super) fn file_name(&self) -> String {
        format!("{}-{}.json", slug(&self.machine.cpu), self.date)
    }
}

/// A processor's name as part of a file name.
pub(super) fn slug(cpu: &str) -> String {
    let words = cpu.to_lowercase();
    let words = words.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn cases() -> Vec<Value> {
        let path = crate::workspace::root().join("bench/cases.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn every_case_names_an_expected_result_and_a_floor() {
        let empty = |value: &Value| {
            value.is_null()
                || value.as_str() == Some("")
                || value.as_object().is_some_and(serde_json::Map::is_empty)
        };
        let found = cases();
        assert!(!found.is_empty());
        for case in found {
            assert!(!empty(&case["expected"]), "no expected result: {}", case["id"]);
            let floor = case["floor"].as_str().unwrap_or_default();
            assert!(["read", "call", "output"].contains(&floor), "no floor: {}", case["id"]);
            assert!(case["reach"].as_array().is_some_and(|it| !it.is_empty()), "{}", case["id"]);
        }
    }

    #[test]
    fn the_cases_cover_every_function_shape_and_dtype_that_has_a_target() {
        let shapes = ["10000x512", "32x28x28x3", "256x224x224x3", "32x8x512x512"];
        let mut wanted = vec!["summary-1gb".to_owned(), "signals-32x28x28x3".to_owned()];
        for shape in shapes {
            for dtype in ["float32", "float64", "uint8", "float16"] {
                wanted.push(format!("axes-{shape}-{dtype}"));
            }
            for axis in 0..shape.split('x').count() {
                wanted.push(format!("mean-{shape}-axis-{axis}"));
            }
            wanted.push(format!("view-{shape}-transposed"));
            wanted.push(format!("view-{shape}-stepped-last"));
        }
        let found = cases();
        let names: BTreeSet<&str> = found.iter().filter_map(|case| case["id"].as_str()).collect();
        wanted.retain(|name| !names.contains(name.as_str()));
        assert_eq!(wanted, [""; 0]);
        assert!(found.iter().any(|case| case["group"] == "memory"));
    }

    #[test]
    fn no_two_cases_have_the_same_name() {
        let found = cases();
        let names: BTreeSet<&str> = found.iter().filter_map(|case| case["id"].as_str()).collect();
        assert_eq!(names.len(), found.len());
    }

    #[test]
    fn the_newest_record_has_every_case() {
        let folder = crate::workspace::root().join(super::super::RESULTS);
        let Some(record) = Record::newest(&folder).unwrap() else { return };
        let measured: Vec<&str> = record.cases.iter().map(|it| it.case.id.as_str()).collect();
        let wanted = cases();
        let wanted: Vec<&str> = wanted.iter().filter_map(|case| case["id"].as_str()).collect();
        assert_eq!(measured, wanted);
        assert!(!record.quick, "a quick run is no record");
    }
}
