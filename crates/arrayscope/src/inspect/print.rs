//! The text of an inspection.

use super::plan::{More, Report};
use crate::output::{Output, Paint};
use crate::text::{Align, Table, counted, memory, number, plural, shape_of, wrapped};
use anyhow::Result;
use arrayscope_core::report::Geometry;
use arrayscope_core::signal::{Signal, Verdict};
use arrayscope_core::stats::Summary;
use arrayscope_formats::printable;
use std::io::Write as _;

/// Columns before the measure of a signal: indent, verdict, name and the gaps between.
const MEASURE_AT: usize = 21;

/// Prints one report; the error of a failed one has been told on stderr.
pub(super) fn report(report: &Report, out: &mut Output) -> Result<()> {
    match report {
        Report::Failed(_) => {}
        Report::Tree(tree) => tree.print(out)?,
        Report::Geometry(brief) => {
            geometry(&brief.address, &brief.format, &brief.geometry, &brief.more, out)?;
        }
        Report::Full(full) => {
            let told = &full.inspection;
            geometry(&told.address, &told.format, &told.geometry, &full.more, out)?;
            signals(&told.signals, out)?;
            if let Some(all) = &told.summary {
                summary(all, told.geometry.dtype.starts_with("complex"), out)?;
            }
        }
    }
    Ok(())
}

fn geometry(
    address: &str,
    format: &str,
    told: &Geometry,
    more: &More,
    out: &mut Output,
) -> Result<()> {
    let paint = out.paint;
    writeln!(out, "{}  {}", paint.title(address), paint.faint(format))?;
    let order = match told.byte_order {
        arrayscope_core::ByteOrder::NotApplicable => String::new(),
        order => format!(", {}-endian", order.name()),
    };
    let axes = if told.ndim == 1 { "axis" } else { "axes" };
    let facts = [
        (
            "shape",
            format!(
                "{}, {} {axes}, {}",
                shape_of(&told.shape),
                told.ndim,
                plural(told.size, "element")
            ),
        ),
        (
            "dtype",
            format!("{}{order}, {} each", printable(&told.dtype), plural(told.itemsize, "byte")),
        ),
        ("memory", memory(told.nbytes)),
        (
            "order",
            format!(
                "{} (C contiguous: {}, F contiguous: {})",
                told.order,
                yes(told.c_contiguous),
                yes(told.f_contiguous)
            ),
        ),
    ];
    let kept = more.kept.text().map(|text| ("kept", text));
    for (name, text) in facts.into_iter().chain(kept) {
        writeln!(out, "  {}  {text}", paint.faint(&format!("{name:<6}")))?;
    }
    strides(told, &more.steps, out)
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

/// One row per axis: what a step along it skips.
fn strides(told: &Geometry, steps: &[String], out: &mut Output) -> Result<()> {
    if told.ndim == 0 {
        return Ok(());
    }
    writeln!(out)?;
    let mut table = Table::new([
        ("axis", Align::Right),
        ("length", Align::Right),
        ("stride in bytes", Align::Right),
        ("in elements", Align::Right),
        ("one step", Align::Left),
    ]);
    for (axis, (&length, &stride)) in told.shape.iter().zip(&told.strides).enumerate() {
        let (elements, rest) = in_elements(stride, told.itemsize);
        table.row([
            axis.to_string(),
            counted(length),
            counted(stride),
            if rest == 0 { counted(elements) } else { "not whole".to_owned() },
            steps.get(axis).cloned().unwrap_or_default(),
        ]);
    }
    let paint = out.paint;
    table.print(out, paint, 2)?;
    Ok(())
}

fn in_elements(stride: isize, itemsize: usize) -> (isize, isize) {
    let itemsize = itemsize.max(1).cast_signed();
    (stride / itemsize, stride % itemsize)
}

fn signals(signals: &[Signal], out: &mut Output) -> Result<()> {
    let (paint, width) = (out.paint, out.width);
    writeln!(out)?;
    for signal in signals {
        let verdict = paint.verdict(signal.verdict, &format!("{:<4}", signal.verdict));
        let name = format!("{:<11}", signal.signal);
        let measured = printable(&signal.measured.to_string());
        writeln!(out, "  {verdict}  {name}  {measured}")?;
        if signal.verdict != Verdict::Pass {
            told(&format!("rule: {}", signal.rule), paint, width, out)?;
        }
        for evidence in &signal.evidence {
            told(&printable(&evidence.text), paint, width, out)?;
        }
    }
    Ok(())
}

/// A sentence under a signal, wrapped.
fn told(text: &str, paint: Paint, width: usize, out: &mut Output) -> Result<()> {
    for line in wrapped(text, width.saturating_sub(MEASURE_AT).max(20)) {
        writeln!(out, "{:MEASURE_AT$}{}", "", paint.faint(&line))?;
    }
    Ok(())
}

fn summary(all: &Summary, is_complex: bool, out: &mut Output) -> Result<()> {
    writeln!(out)?;
    if is_complex {
        writeln!(out, "  of the magnitude")?;
    }
    let names = ["count", "NaN", "+Inf", "−Inf", "min", "max", "mean", "std"];
    let mut table = Table::new(names.map(|name| (name, Align::Right)));
    let counts = [all.count, all.nan, all.pos_inf, all.neg_inf].map(counted);
    table.row(counts.into_iter().chain([all.min, all.max, all.mean, all.std].map(number)));
    let paint = out.paint;
    table.print(out, paint, 2)?;
    Ok(())
}
