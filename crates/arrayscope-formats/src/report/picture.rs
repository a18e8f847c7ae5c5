//! The cross-section as a picture in the file: colours, marks, limits.

use arrayscope_core::Array;
use arrayscope_core::preview::{Preview, preview, preview_part};
use arrayscope_core::stats::{Summary, summary};
use arrayscope_core::view::ComplexPart;

use super::Report;
use super::markup::Markup;
use crate::error::Result;
use crate::number::counted;
use crate::picture::{Limits, MARKS, mark, rgba};
use crate::write;

/// The most cells per side: a screen's worth, so that the file stays small.
const MOST_CELLS: usize = 1024;
/// The drawing's longer side is about so long; its shorter one is at least so long.
const LONGEST: usize = 560;
const SHORTEST: usize = 24;
/// Cells of at least so many units have a sign on them, up to so many signs.
const SMALLEST_CELL: f64 = 6.0;
const MOST_SIGNS: usize = 400;

/// Writes the section.
pub(super) fn section(report: &Report<'_>, slice: &Array, out: &mut Markup) -> Result<()> {
    let address = report.inspection.address.as_str();
    let core = |source| crate::Error::Core { address: address.to_owned(), source };
    out.raw("<section id=\"cross-section\" aria-labelledby=\"cross-section-title\">\n");
    out.raw("<h2 id=\"cross-section-title\">Cross-section <code>");
    out.text(&report.expression()).raw("</code></h2>\n");
    let (rows, columns) = (slice.shape()[0], slice.shape()[1]);
    out.element("p", "faint", &sides(report));
    if rows == 0 || columns == 0 {
        out.element("p", "", "An empty cross-section: there is no value to show");
        out.raw("</section>\n");
        return Ok(());
    }
    let shown = &report.shown;
    let (small, all) = if let Some(part) = shown.part {
        let small = preview_part(slice, part, MOST_CELLS, MOST_CELLS).map_err(core)?;
        (small, slice.part(part).and_then(|part| summary(&part.view())).map_err(core)?)
    } else {
        let small = preview(&slice.view(), MOST_CELLS, MOST_CELLS).map_err(core)?;
        (small, summary(&slice.view()).map_err(core)?)
    };
    let mut limits = Limits::new(shown.limits, Some(&all)).map(|limits| limits.scaled(shown.scale));
    if let Some(given) = limits.as_mut().filter(|_| shown.limits.is_some()) {
        given.from = shown.limits_from;
    }
    drawing(report, &small, limits.as_ref(), out)?;
    legend(report, &all, limits.as_ref(), out);
    if let Some(reduced) = small.reduced() {
        let reduced = match shown.part {
            Some(ComplexPart::Phase) => reduced.replace(", mean", ", phase of their mean"),
            _ => reduced,
        };
        let how = format!("reduced to {} × {} cells: {reduced}", small.rows, small.columns);
        out.open("p", "faint").text(&how).raw("; what is not finite stays").close("p");
    }
    out.raw("</section>\n");
    Ok(())
}

/// Which axes are shown, and where the others stand.
fn sides(report: &Report<'_>) -> String {
    let (shown, section) = (&report.shown, report.shown.section);
    let mut told = Vec::new();
    for (name, axis, range, flip) in [
        ("rows", section.rows, &shown.rows, shown.flip_rows),
        ("columns", section.columns, &shown.columns, shown.flip_columns),
    ] {
        let Some(axis) = axis else { continue };
        let length = report.inspection.geometry.shape[axis];
        let what = if range.len() == length {
            counted(length)
        } else {
            format!("{}:{} of {}", range.start, range.end, counted(length))
        };
        let turned = if flip { ", the last one first" } else { "" };
        told.push(format!("{name} are {}, {what}{turned}", report.axis(axis)));
    }
    let is_shown = |axis| [section.rows, section.columns].contains(&Some(axis));
    let hidden = section.at.iter().enumerate().filter(|(axis, _)| !is_shown(*axis));
    told.extend(hidden.map(|(axis, at)| format!("{} is at {at}", report.axis(axis))));
    told.extend(part(report).map(|part| format!("of complex numbers the {part}")));
    if told.is_empty() { "one value, without axes".to_owned() } else { told.join(" · ") }
}

/// What is shown of complex numbers.
fn part(report: &Report<'_>) -> Option<ComplexPart> {
    let is_complex = report.inspection.geometry.dtype.starts_with("complex");
    is_complex.then(|| report.shown.part.unwrap_or_default())
}

fn drawing(
    report: &Report<'_>,
    small: &Preview,
    limits: Option<&Limits>,
    out: &mut Markup,
) -> Result<()> {
    let address = report.inspection.address.as_str();
    let side = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX); // at most MOST_CELLS
    let pixels = rgba(&small.values, report.shown.gradient, limits);
    let mut png = Vec::new();
    write::png_to(&mut png, side(small.columns), side(small.rows), &pixels, address)?;
    let (width, height) = size(small.rows, small.columns);
    out.raw("<svg class=\"picture\" role=\"img\" width=\"").number(width);
    out.raw("\" viewBox=\"0 0 ").number(width).raw(" ").number(height);
    out.raw("\" aria-label=\"").text(&report.expression()).raw(" as a picture\">\n");
    out.raw("<image width=\"").number(width).raw("\" height=\"").number(height);
    out.raw("\" preserveAspectRatio=\"none\" href=\"").png(&png).raw("\"/>\n");
    signs(small, (width, height), out);
    out.raw("</svg>\n");
    Ok(())
}

/// The size of the drawing: cells are squares, unless it is too long for that.
fn size(rows: usize, columns: usize) -> (usize, usize) {
    let longer = rows.max(columns);
    let side = |cells: usize| (cells * LONGEST / longer).clamp(SHORTEST, LONGEST);
    (side(columns), side(rows))
}

/// Signs on the cells that are not finite, where cells are large enough: a cross, a triangle
/// that points up, one that points down.
#[expect(clippy::cast_precision_loss, reason = "at most a few thousand")]
fn signs(small: &Preview, (width, height): (usize, usize), out: &mut Markup) {
    let cell = (width as f64 / small.columns as f64, height as f64 / small.rows as f64);
    let odd = || small.values.iter().enumerate().filter(|(_, value)| !value.is_finite());
    if cell.0.min(cell.1) < SMALLEST_CELL || odd().nth(MOST_SIGNS).is_some() {
        return;
    }
    // As large as half a cell, within reason.
    let enlarged = (cell.0.min(cell.1)).clamp(10.0, 40.0).round() / 10.0;
    for (at, value) in odd() {
        let (row, column) = (at / small.columns, at % small.columns);
        let x = ((column as f64 + 0.5) * cell.0 * 10.0).round() / 10.0;
        let y = ((row as f64 + 0.5) * cell.1 * 10.0).round() / 10.0;
        out.raw("<path class=\"sign\" transform=\"translate(").number(x).raw(" ").number(y);
        out.raw(") scale(").number(enlarged).raw(")\" d=\"M0 0");
        out.raw(sign(*value)).raw("\"/>\n");
    }
}

/// A drawing around the middle of a cell.
fn sign(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "m0-2.5l2.5 5h-5z",
        f64::NEG_INFINITY => "m0 2.5l2.5-5h-5z",
        _ => "m-2-2l4 4m0-4l-4 4",
    }
}

/// The colour bar with its ends, where they come from, and the marks with their counts.
fn legend(report: &Report<'_>, all: &Summary, limits: Option<&Limits>, out: &mut Markup) {
    // An angle has none.
    let unit = report.unit.filter(|_| report.shown.part != Some(ComplexPart::Phase));
    let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
    if let Some(limits) = limits {
        let (low, high) = (Limits::end(limits.low), Limits::end(limits.high));
        out.raw("<p class=\"bar\"><span>").text(&low).text(&unit).raw("</span> ");
        out.raw("<svg viewBox=\"0 0 256 12\" width=\"256\" height=\"12\" aria-hidden=\"true\" ");
        out.raw("preserveAspectRatio=\"none\"><defs><linearGradient id=\"bar\">");
        let stops = report.shown.gradient.stops();
        for (place, [red, green, blue]) in stops.iter().enumerate() {
            // At least two stops, at most 256.
            let percent = place * 10_000 / (stops.len() - 1);
            out.raw("<stop offset=\"").number(percent / 100).raw(".");
            out.number(format_args!("{:02}", percent % 100)).raw("%\" stop-color=\"rgb(");
            out.number(red).raw(",").number(green).raw(",").number(blue).raw(")\"/>");
        }
        out.raw("</linearGradient></defs>");
        out.raw("<rect width=\"256\" height=\"12\" fill=\"url(#bar)\"/></svg>");
        out.raw(" <span>").text(&high).text(&unit).raw("</span></p>\n");
        out.element("p", "faint", &origin(report, limits));
    } else {
        out.element("p", "faint", "no limits: no value of this cross-section is finite");
    }
    let counts = [all.nan, all.pos_inf, all.neg_inf];
    if counts.iter().all(|count| *count == 0) {
        out.element("p", "faint", "every value of it is finite");
        return;
    }
    out.raw("<ul class=\"marks\">\n");
    for ((known, count), value) in
        MARKS.iter().zip(counts).zip([f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
    {
        let [red, green, blue] = mark(value).map_or(known.color, |mark| mark.color);
        out.raw("<li><svg viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\">");
        out.raw("<rect width=\"14\" height=\"14\" fill=\"rgb(");
        out.number(red).raw(",").number(green).raw(",").number(blue);
        out.raw(")\"/><path class=\"sign\" d=\"M7 7").raw(sign(value)).raw("\"/></svg> ");
        out.text(&format!("{} {}", counted(count), known.name)).raw("</li>\n");
    }
    out.raw("</ul>\n");
}

/// Where the limits come from.
fn origin(report: &Report<'_>, limits: &Limits) -> String {
    let scale = match report.shown.scale {
        crate::picture::Scale::Linear => "",
        crate::picture::Scale::Log => ", on a logarithmic scale",
        crate::picture::Scale::Symlog => ", on a symlog scale",
    };
    let of = match part(report) {
        None => "",
        Some(ComplexPart::Magnitude) => " of magnitudes",
        Some(ComplexPart::Phase) => " of phases",
        Some(ComplexPart::Real) => " of real parts",
        Some(ComplexPart::Imaginary) => " of imaginary parts",
    };
    format!("colour {}{of}{scale}", limits.sentence())
}
