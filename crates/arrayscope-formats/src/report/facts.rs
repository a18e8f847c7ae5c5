//! Header, summary and strides: what stands in lists and tables.

use arrayscope_core::ByteOrder;
use arrayscope_core::stats::Number;

use super::Report;
use super::markup::Markup;
use crate::number::{counted, memory, number, plural};

/// The longest name of a dtype, in characters: a structured one names all its fields.
const LONGEST_DTYPE: usize = 200;

/// Title, address, shape, dtype, order, memory, notes.
pub(super) fn header(report: &Report<'_>, out: &mut Markup) {
    let told = report.inspection;
    let geometry = &told.geometry;
    out.raw("<header>\n");
    out.element("h1", "", report.title.unwrap_or(&told.address));
    out.open("p", "faint").text(&told.address).raw(" · ").text(&told.format).close("p");
    out.raw("<dl class=\"facts\">\n");
    let axes = if geometry.ndim == 1 { "axis" } else { "axes" };
    let mut dtype: String = geometry.dtype.chars().take(LONGEST_DTYPE).collect();
    if dtype.len() < geometry.dtype.len() {
        dtype.push('…');
    }
    let order = match geometry.byte_order {
        ByteOrder::NotApplicable => String::new(),
        order => format!(", {}-endian", order.name()),
    };
    let mut shape = report.shape();
    let says_more = |(axis, name): (usize, &String)| *name != format!("axis {axis}");
    if report.axis_names.iter().enumerate().any(says_more) {
        shape = format!("{shape}: {}", report.axis_names.join(", "));
    }
    for (name, text) in [
        ("shape", shape),
        ("axes", format!("{} {axes}, {}", geometry.ndim, plural(geometry.size, "element"))),
        ("dtype", format!("{dtype}{order}, {} each", plural(geometry.itemsize, "byte"))),
        ("order", geometry.order.to_string()),
        ("memory", memory(geometry.nbytes)),
    ] {
        fact(name, &text, out);
    }
    out.close("dl");
    if !report.notes.is_empty() {
        out.raw("<ul class=\"notes\">\n");
        for note in report.notes {
            out.element("li", "", note);
        }
        out.close("ul");
    }
    out.raw("</header>\n");
}

fn fact(name: &str, text: &str, out: &mut Markup) {
    out.raw("<div>").element("dt", "", name).element("dd", "", text).close("div");
}

/// Statistics of all elements.
pub(super) fn summary(report: &Report<'_>, out: &mut Markup) {
    let Some(all) = &report.inspection.summary else { return };
    out.raw("<section id=\"summary\" aria-labelledby=\"summary-title\">\n");
    out.raw("<h2 id=\"summary-title\">Summary</h2>\n");
    let is_complex = report.inspection.geometry.dtype.starts_with("complex");
    if is_complex {
        out.element("p", "faint", "of the magnitude");
    }
    out.raw("<dl class=\"facts\">\n");
    for (name, count) in
        [("count", all.count), ("NaN", all.nan), ("+Inf", all.pos_inf), ("−Inf", all.neg_inf)]
    {
        fact(name, &counted(count), out);
    }
    let with_unit = |value: Number| match report.unit {
        Some(unit) => format!("{} {unit}", number(value)),
        None => number(value),
    };
    for (name, value) in [("min", all.min), ("max", all.max), ("mean", all.mean), ("std", all.std)]
    {
        fact(name, &with_unit(value), out);
    }
    out.raw("</dl>\n</section>\n");
}

/// Why there are neither statistics nor a picture.
pub(super) fn no_statistics(report: &Report<'_>, out: &mut Markup) {
    out.raw("<section id=\"summary\" aria-labelledby=\"summary-title\">\n");
    out.raw("<h2 id=\"summary-title\">Summary</h2>\n");
    let text = "This dtype holds no numbers: it has no statistics and no picture";
    out.element("p", "faint", text);
    if report.inspection.geometry.dtype.contains('(') {
        out.element("p", "faint", "The fields of a structured array are arrays of their own");
    }
    out.raw("</section>\n");
}

/// One row per axis: what a step along it skips.
pub(super) fn strides(report: &Report<'_>, out: &mut Markup) {
    let geometry = &report.inspection.geometry;
    if geometry.ndim == 0 {
        return;
    }
    out.raw("<section id=\"strides\" aria-labelledby=\"strides-title\">\n");
    out.raw("<h2 id=\"strides-title\">Strides</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Strides\"><table>\n<thead><tr>");
    out.raw("<th scope=\"col\">axis</th><th scope=\"col\" class=\"number\">length</th>");
    out.raw("<th scope=\"col\" class=\"number\">stride in bytes</th>");
    out.raw("<th scope=\"col\" class=\"number\">in elements</th>");
    out.raw("<th scope=\"col\">one step skips</th></tr></thead>\n<tbody>\n");
    for (axis, (&length, &stride)) in geometry.shape.iter().zip(&geometry.strides).enumerate() {
        let itemsize = geometry.itemsize.max(1).cast_signed();
        let elements = match stride % itemsize {
            0 => counted(stride / itemsize),
            _ => "not whole".to_owned(),
        };
        out.raw("<tr>").element("th", "", &report.axis(axis));
        out.element("td", "number", &counted(length));
        out.element("td", "number", &counted(stride));
        out.element("td", "number", &elements);
        out.element("td", "", &report.layout.step_text(axis)).close("tr");
    }
    out.raw("</tbody>\n</table></div>\n</section>\n");
}
