//! What was measured, as a record and as a table.

use std::fmt::Write as _;
use std::fs;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use arrayscope_walks::Walk;
use serde::Serialize;
use serde_json::Value;

use crate::Effort;

/// One number, and the target if it has one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Measure {
    /// What was done.
    pub(crate) case: &'static str,
    /// What was measured of it.
    pub(crate) what: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// At most this.
    pub(crate) reach: Option<f64>,
    /// Measurements that `value` was made of.
    pub(crate) of: usize,
}

/// A whole run.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    date: String,
    quick: bool,
    machine: Machine,
    measures: Vec<Measure>,
}

/// What it was measured on: names no host and no path.
#[derive(Debug, Serialize)]
struct Machine {
    cpu: String,
    cores: usize,
    system: &'static str,
    browser: String,
    window: &'static str,
}

impl Record {
    pub(crate) fn of(measures: Vec<Measure>, effort: Effort) -> Result<Self> {
        let walk = Walk::start(&[])?;
        // The browser knows the day without another dependency.
        let facts = walk.session().run(
            "return [new Date().toISOString().slice(0, 10), navigator.userAgent.match(/Chrome\\/[\\d.]+/)?.[0]]",
            &[],
        )?;
        let fact = |place: usize| facts[place].as_str().unwrap_or_default().to_owned();
        let machine = Machine {
            cpu: cpu(),
            cores: available_parallelism().map_or(1, usize::from),
            system: std::env::consts::OS,
            browser: fact(1),
            window: "1400 × 1000",
        };
        Ok(Self { date: fact(0), quick: effort == Effort::Quick, machine, measures })
    }

    pub(crate) fn json(&self) -> Result<String> {
        serde_json::to_value(self)
            .and_then(|record: Value| serde_json::to_string_pretty(&record))
            .map(|text| text + "\n")
            .context("the record has no JSON")
    }

    /// For people, in Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = String::from("| case | | measured | reach |\n| --- | --- | ---: | --- |\n");
        let mut last = "";
        for Measure { case, what, value, unit, reach, .. } in &self.measures {
            let target = reach.map_or(String::new(), |reach| {
                let mark = if *value <= reach { "✓" } else { "**missed**" };
                format!("{mark} ≤ {} {unit}", three_digits(reach))
            });
            let told = if *case == last { "" } else { case };
            last = case;
            // Writing into a string cannot fail.
            let _ =
                writeln!(text, "| {told} | {what} | {} {unit} | {target} |", three_digits(*value));
        }
        text
    }
}

/// Three digits, or all before the point.
fn three_digits(number: f64) -> String {
    match number.abs() {
        size if size >= 99.95 => format!("{number:.0}"),
        size if size >= 9.995 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// The name of the processor, where the system tells it.
fn cpu() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or(std::env::consts::ARCH, |(_, name)| name.trim()).to_owned()
}
