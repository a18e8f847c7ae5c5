//! The six signals as cards.

use arrayscope_core::signal::{Signal, Verdict};

use super::markup::Markup;

/// Writes the section; a verdict is a word and a sign, never a colour alone.
pub(super) fn cards(signals: &[Signal], out: &mut Markup) {
    out.raw("<section id=\"signals\" aria-labelledby=\"signals-title\">\n");
    out.raw("<h2 id=\"signals-title\">Signals</h2>\n<ul class=\"cards\">\n");
    for signal in signals {
        let (class, sign) = match signal.verdict {
            Verdict::Pass => ("card pass", "✓"),
            Verdict::Info => ("card info", "i"),
            Verdict::Warn => ("card warn", "!"),
            Verdict::Fail => ("card fail", "✗"),
        };
        out.open("li", class).raw("<h3>").text(&signal.signal.to_string());
        out.raw(" <span class=\"verdict\"><span aria-hidden=\"true\">").raw(sign).raw("</span> ");
        out.text(&signal.verdict.to_string()).raw("</span></h3>\n");
        out.element("p", "measured", &signal.measured.to_string());
        out.open("p", "faint").raw("rule: ").text(&signal.rule).close("p");
        if !signal.evidence.is_empty() {
            out.raw("<ul class=\"evidence\">\n");
            for evidence in &signal.evidence {
                out.element("li", "", &evidence.text);
            }
            out.close("ul");
        }
        out.close("li");
    }
    out.raw("</ul>\n</section>\n");
}
