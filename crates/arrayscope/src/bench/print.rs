//! The text of a benchmark report.

use crate::output::Output;
use crate::text::{Align, Table, duration, plural, shape_of, wrapped};
use anyhow::Result;
use arrayscope_bench::{Group, Measurement, Report, Work};
use std::io::Write as _;

/// Prints the whole report.
pub(super) fn report(report: &Report, out: &mut Output) -> Result<()> {
    let heading = format!(
        "arrayscope {} bench, {}, {}, {} instructions, {} build",
        report.version,
        plural(report.cpus as u64, "CPU"),
        plural(report.threads as u64, "thread"),
        report.instructions,
        report.build
    );
    writeln!(out, "{}", out.paint.title(&heading))?;
    writeln!(
        out,
        "median of up to {} runs, and the span of their middle half; every answer checked",
        report.most_runs
    )?;
    signals(report, out)?;
    for (title, groups) in [
        ("slices and statistics", &[Group::Floor, Group::Slice, Group::Statistics][..]),
        ("one column at a time, one pass", &[Group::Columns]),
        ("axis 0, axis -1", &[Group::Axes]),
        ("reshape", &[Group::Reshape]),
        ("products", &[Group::Product]),
    ] {
        section(report, title, groups, out)?;
    }
    writeln!(out, "\n{}", out.paint.title("findings"))?;
    for finding in &report.findings {
        writeln!(out, "  {}", finding.about)?;
        for line in wrapped(&finding.text, out.width.saturating_sub(4).max(20)) {
            writeln!(out, "    {}", out.paint.faint(&line))?;
        }
    }
    Ok(())
}

/// The verdicts of all subjects; JSON has measures, rules and evidence.
fn signals(report: &Report, out: &mut Output) -> Result<()> {
    writeln!(out, "\n{}", out.paint.title("signals"))?;
    let Some(first) = report.subjects.first() else { return Ok(()) };
    let names: Vec<String> = first.signals.iter().map(|signal| signal.signal.to_string()).collect();
    let titles = ["array", "of shape"].into_iter().chain(names.iter().map(String::as_str));
    let mut table = Table::new(titles.map(|title| (title, Align::Left)));
    for subject in &report.subjects {
        let verdicts = subject.signals.iter().map(|signal| signal.verdict.to_string());
        table.row([subject.name.clone(), shape_of(&subject.shape)].into_iter().chain(verdicts));
    }
    let paint = out.paint;
    table.print(out, paint, 2)?;
    for subject in &report.subjects {
        for signal in &subject.signals {
            for evidence in &signal.evidence {
                let verdict = paint.verdict(signal.verdict, &signal.verdict.to_string());
                writeln!(
                    out,
                    "  {verdict} {}, {}: {}",
                    subject.name, signal.signal, evidence.text
                )?;
            }
        }
    }
    Ok(())
}

fn section(report: &Report, title: &str, groups: &[Group], out: &mut Output) -> Result<()> {
    writeln!(out, "\n{}", out.paint.title(title))?;
    let mut table = Table::new([
        ("array", Align::Left),
        ("what", Align::Left),
        ("median", Align::Right),
        ("middle half", Align::Right),
        ("rate", Align::Right),
        ("× reading", Align::Right),
    ]);
    for case in report.measurements.iter().filter(|case| groups.contains(&case.group)) {
        let timing = &case.timing;
        let span = format!("{} – {}", duration(timing.low_seconds), duration(timing.high_seconds));
        table.row([
            case.subject.clone(),
            case.what.clone(),
            duration(timing.median_seconds),
            span,
            rate(case),
            times_floor(report, case),
        ]);
    }
    let paint = out.paint;
    table.print(out, paint, 2)?;
    Ok(())
}

/// Prints the measurements for a spreadsheet: one row each, empty where a case has no rate.
pub(super) fn csv(report: &Report, out: &mut Output) -> Result<()> {
    writeln!(
        out,
        "id,array,what,shape,median_seconds,low_seconds,high_seconds,nbytes,flops,answer"
    )?;
    for case in &report.measurements {
        let (nbytes, flops) = match case.work {
            Work::None {} => (String::new(), String::new()),
            Work::Bytes { nbytes } => (nbytes.to_string(), String::new()),
            Work::Flops { flops } => (String::new(), flops.to_string()),
        };
        let shape: Vec<String> = case.shape.iter().map(ToString::to_string).collect();
        let words = [&case.id, &case.subject, &case.what, &shape.join("x")];
        let words = words.map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
        let timing = &case.timing;
        writeln!(
            out,
            "{},{},{},{},{nbytes},{flops},{}",
            words.join(","),
            timing.median_seconds,
            timing.low_seconds,
            timing.high_seconds,
            case.answer
        )?;
    }
    Ok(())
}

fn rate(case: &Measurement) -> String {
    let unit = if matches!(case.work, Work::Flops { .. }) { "GFLOP/s" } else { "GB/s" };
    case.giga_per_second().map_or_else(String::new, |rate| format!("{rate:.2} {unit}"))
}

/// How many times as long as reading the same bytes.
fn times_floor(report: &Report, case: &Measurement) -> String {
    let floor = report.measurements.iter().find(|other| {
        other.group == Group::Floor && other.subject == case.subject && other.work == case.work
    });
    floor.map_or_else(String::new, |floor| {
        format!("{:.1}", case.timing.median_seconds / floor.timing.median_seconds)
    })
}
