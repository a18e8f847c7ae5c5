//! Statistics along every axis: which batch item, slice or channel is odd.

use arrayscope_core::stats::Number;

use super::Report;
use super::bins::{Bin, Bins};
use super::curve;
use super::markup::Markup;
use crate::number::{counted, decimal, plural};

/// An axis of so many indices has a table beside its curve.
const MOST_ROWS: usize = 16;

/// Writes the section; nothing for a 0-D array.
pub(super) fn section(report: &Report<'_>, profiles: &[Bins], out: &mut Markup) {
    if profiles.is_empty() {
        return;
    }
    out.raw("<section id=\"profiles\" aria-labelledby=\"profiles-title\">\n");
    out.raw("<h2 id=\"profiles-title\">Along every axis</h2>\n");
    let text = "Everything else is reduced: the line is the mean per index, the band goes from \
                minimum to maximum, ticks below mark NaN and infinities";
    out.element("p", "faint", text);
    for profile in profiles {
        along(report, profile, out);
    }
    out.raw("</section>\n");
}

fn along(report: &Report<'_>, profile: &Bins, out: &mut Markup) {
    out.raw("<article>\n");
    out.raw("<h3>").text(&report.axis(profile.axis)).raw(" <span class=\"faint\">");
    out.text(&plural(profile.length, "index").replace("indexs", "indices"));
    if profile.step > 1 {
        out.text(&format!(", a point is {} of them", counted(profile.step)));
    }
    out.raw("</span></h3>\n");
    if profile.bins.is_empty() {
        out.element("p", "faint", "an empty axis: there is nothing along it");
    } else {
        let ends = |of: fn(&Bin) -> f64| {
            let values = || profile.bins.iter().map(of);
            let (low, high) =
                (values().fold(f64::NAN, f64::min), values().fold(f64::NAN, f64::max));
            format!("{} to {}", figure(low), figure(high))
        };
        let mean = ends(|bin| bin.mean);
        let (low, high) = (ends(|bin| bin.min), ends(|bin| bin.max));
        let label = format!("means from {mean}, minima from {low}, maxima from {high}");
        curve::draw(profile, &label, out);
        out.element("p", "faint", &label);
        if profile.length <= MOST_ROWS {
            table(profile, out);
        }
    }
    out.close("article");
}

/// One row per index.
fn table(profile: &Bins, out: &mut Markup) {
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Per index\"><table>\n<thead><tr><th scope=\"col\">index</th>");
    for name in ["mean", "min", "max", "NaN", "+Inf", "−Inf"] {
        out.raw("<th scope=\"col\" class=\"number\">").text(name).raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody>\n");
    for (index, bin) in profile.bins.iter().enumerate() {
        out.raw("<tr>").element("th", "", &index.to_string());
        for value in [bin.mean, bin.min, bin.max] {
            out.element("td", "number", &figure(value));
        }
        for count in [bin.census.nan, bin.census.pos_inf, bin.census.neg_inf] {
            out.element("td", "number", &counted(count));
        }
        out.close("tr");
    }
    out.raw("</tbody>\n</table></div>\n");
}

fn figure(value: f64) -> String {
    if value.is_finite() { decimal(value) } else { Number::NAN.to_string() }
}
