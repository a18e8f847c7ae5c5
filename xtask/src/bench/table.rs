//! A record as the tables of the README and of the terminal.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anyhow::{Context, Result, ensure};

use super::record::{Found, Measured, Record};
use super::units::{mebibytes, seconds, three_digits};

/// What stands in the README before and after the tables.
const START: &str = "<!-- the tables below are written by cargo xtask bench -->";
const END: &str = "<!-- the tables above are written by cargo xtask bench -->";

/// A group of cases that stand in one table.
struct Group {
    /// As `cases.json` has it.
    name: &'static str,
    title: &'static str,
    /// The columns between the floor and the targets.
    others: &'static [Contender],
}

/// Somebody whom ours is measured against.
struct Contender {
    /// As the record has it.
    name: &'static str,
    title: &'static str,
}

const RIVALS: &[Contender] = &[
    Contender { name: "numpy", title: "NumPy" },
    Contender { name: "bottleneck", title: "Bottleneck" },
    Contender { name: "numbagg", title: "numbagg" },
];
const LAYOUTS: &[Contender] = &[
    Contender { name: "base", title: "the array in C order" },
    Contender { name: "copy", title: "a copy of the view" },
];
static GROUPS: &[Group] = &[
    Group {
        name: "axes",
        title: "Mean, std, min, max and the number of NaN over every axis",
        others: RIVALS,
    },
    Group { name: "mean", title: "`mean` over one axis alone, float32", others: RIVALS },
    Group { name: "summary", title: "The same five over 1 GB of float32", others: RIVALS },
    Group { name: "signals", title: "The six signals of a batch of images", others: RIVALS },
    Group { name: "view", title: "Every axis of views, float32", others: LAYOUTS },
    Group { name: "memory", title: "Peak memory beyond the input", others: RIVALS },
];

/// Writes the tables to standard output.
pub(super) fn print(record: &Record) -> Result<()> {
    // Nobody reads any more when this fails.
    let _ = io::stdout().write_all(tables(record)?.as_bytes());
    Ok(())
}

/// The README with the tables of `record` between the two marks.
pub(super) fn put(readme: &str, record: &Record) -> Result<String> {
    let (before, rest) =
        readme.split_once(START).with_context(|| format!("README.md has no line {START}"))?;
    let (_, after) =
        rest.split_once(END).with_context(|| format!("README.md has no line {END}"))?;
    Ok(format!("{before}{START}\n\n{}\n{END}{after}", tables(record)?))
}

fn tables(record: &Record) -> Result<String> {
    let mut text = told(record);
    for group in GROUPS {
        let cases: Vec<&Measured> =
            record.cases.iter().filter(|it| it.case.group == group.name).collect();
        if cases.is_empty() {
            continue;
        }
        let titles: Vec<&str> = group.others.iter().map(|other| other.title).collect();
        let titles = titles.join(" | ");
        writeln!(text, "\n**{}**\n", group.title)?;
        writeln!(text, "| case | arrayscope | × floor | {titles} | to reach |")?;
        writeln!(text, "| --- |{}", " --- |".repeat(group.others.len() + 3))?;
        for measured in cases {
            writeln!(text, "{}", row(measured, group.others)?)?;
        }
    }
    Ok(text)
}

/// What was measured on, and how many targets were reached; those that were not by name.
fn told(record: &Record) -> String {
    let machine = &record.machine;
    let versions: Vec<String> =
        machine.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let targets =
        || record.cases.iter().flat_map(|it| it.reach.iter().map(move |reach| (it, reach)));
    let missed: Vec<String> = targets()
        .filter(|(_, reach)| !reach.reached)
        .map(|(it, reach)| format!("`{}` ({}, found {})", it.case.id, reach.what, reach.measured))
        .collect();
    let all = targets().count();
    let reached = all - missed.len();
    let fate = if missed.is_empty() {
        format!("All {all} targets were reached.")
    } else {
        format!("{reached} of {all} targets were reached. Missed: {}.", missed.join(", "))
    };
    format!(
        "{}, {} cores, {} GiB; Python {}, {}; {}{}.\n\
         Times are medians with the middle half in brackets; † marks digits that are wrong.\n\n{fate}\n",
        machine.cpu,
        machine.cores,
        machine.memory_gib,
        machine.python,
        versions.join(", "),
        record.date,
        if record.quick { ", quick run" } else { "" },
    )
}

fn row(measured: &Measured, others: &[Contender]) -> Result<String> {
    let id = &measured.case.id;
    let ours = measured
        .results
        .get("arrayscope")
        .with_context(|| format!("the record has no time of ours for {id}"))?;
    ensure!(ours.median.is_some() || ours.extra.is_some(), "the record has no number for {id}");
    let floor = measured.results.get("floor").and_then(|floor| floor.median);
    let times =
        ours.median.zip(floor).map_or(String::new(), |(ours, floor)| three_digits(ours / floor));
    let mut cells = vec![format!("`{id}`"), full(ours), times];
    for other in others {
        cells.push(measured.results.get(other.name).map_or(String::new(), short));
    }
    let reach = measured.reach.iter().map(|it| {
        format!("{} {}: {}", if it.reached { "✓" } else { "**missed**" }, it.what, it.measured)
    });
    cells.push(reach.collect::<Vec<_>>().join("; "));
    Ok(format!("| {} |", cells.join(" | ")))
}

/// A median with its middle half, or bytes.
fn full(found: &Found) -> String {
    match (found.q1, found.q3) {
        (Some(q1), Some(q3)) => format!("{} [{}, {}]", short(found), seconds(q1), seconds(q3)),
        _ => short(found),
    }
}

fn short(found: &Found) -> String {
    if found.refused.is_some() {
        return "refused".to_owned();
    }
    let mark = if found.answer.as_ref().is_some_and(|answer| !answer.right) { " †" } else { "" };
    let shown = match (found.median, found.extra) {
        (Some(median), _) => seconds(median),
        (None, Some(extra)) => {
            let output = found.output.unwrap_or(0);
            format!("{}, output {}", mebibytes(extra), mebibytes(output))
        }
        (None, None) => String::new(),
    };
    shown + mark
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_row_of_the_readme_comes_from_the_newest_record() {
        let root = crate::workspace::root();
        let readme = fs::read_to_string(root.join("README.md")).unwrap();
        if let Some(record) = Record::newest(&root.join(super::super::RESULTS)).unwrap() {
            let same = put(&readme, &record).unwrap() == readme;
            assert!(same, "README.md is stale: run cargo xtask bench --table");
        } else {
            // Before the first record there is nothing between the marks that could be wrong.
            let between = readme.split_once(START).unwrap().1.split_once(END).unwrap().0;
            assert_eq!(between.trim(), "");
        }
    }

    fn record() -> Record {
        serde_json::from_str(
            r#"{"date": "2026-01-02", "quick": false,
                "machine": {"cpu": "A", "cores": 2, "memory_gib": 8, "python": "3.11", "versions": {"numpy": "2"}},
                "cases": [{"case": {"id": "x", "group": "mean"},
                           "results": {"arrayscope": {"median": 0.002, "q1": 0.0019, "q3": 0.0125, "answer": {"right": true}},
                                       "floor": {"median": 0.001},
                                       "numpy": {"median": 1.5, "answer": {"right": false}},
                                       "numbagg": {"refused": "no such dtype"}},
                           "reach": [{"what": "≥ 1000 × numpy", "measured": "750 ×", "reached": false}]}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn a_row_that_loses_stays_in_and_is_named_first() {
        let text = tables(&record()).unwrap();
        assert!(
            text.contains(
                "0 of 1 targets were reached. Missed: `x` (≥ 1000 × numpy, found 750 ×)."
            )
        );
        assert!(text.contains(
            "| `x` | 2.00 ms [1.90 ms, 12.5 ms] | 2.00 | 1.50 s † |  | refused | **missed** ≥ 1000 × numpy: 750 × |"
        ), "{text}");
    }

    #[test]
    fn what_stands_between_the_marks_is_replaced_and_nothing_else() {
        let readme = format!("one\n{START}\nold\n{END}\ntwo\n");
        let put = put(&readme, &record()).unwrap();
        assert!(put.starts_with(&format!("one\n{START}\n\nA, 2 cores")));
        assert!(
            put.ends_with(&format!("\n\n{END}\ntwo\n"))
                || put.ends_with(&format!("\n{END}\ntwo\n"))
        );
        assert!(!put.contains("old"));
    }

    #[test]
    fn a_readme_without_marks_is_refused() {
        let error = put("no marks", &record()).unwrap_err().to_string();
        assert!(error.starts_with("README.md has no line <!-- "), "{error}");
    }
}
