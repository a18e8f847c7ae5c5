//! HTML as text: everything that is not markup of ours is escaped on its way in.

use std::fmt::{Display, Write as _};

use crate::printable::printable;

/// HTML under construction.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Markup that this crate has written; nothing from an array, a file or an argument.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from anywhere: names come from files.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in printable(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(c),
            }
        }
        self
    }

    /// A number, which has no character to escape; where one is not finite, nothing.
    pub(super) fn number(&mut self, number: impl Display) -> &mut Self {
        // Writing into a String cannot fail.
        let _ = write!(self.0, "{number}");
        self
    }

    /// An element with text in it: `<name class="…">text</name>`.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        class: &'static str,
        text: &str,
    ) -> &mut Self {
        self.open(name, class).text(text).close(name)
    }

    /// The start of an element.
    pub(super) fn open(&mut self, name: &'static str, class: &'static str) -> &mut Self {
        self.raw("<").raw(name);
        if !class.is_empty() {
            self.raw(" class=\"").raw(class).raw("\"");
        }
        self.raw(">")
    }

    /// The end of an element.
    pub(super) fn close(&mut self, name: &'static str) -> &mut Self {
        self.raw("</").raw(name).raw(">\n")
    }

    /// The bytes of a PNG as a URL that holds them.
    pub(super) fn png(&mut self, bytes: &[u8]) -> &mut Self {
        use base64::Engine as _;
        self.raw("data:image/png;base64,");
        base64::engine::general_purpose::STANDARD.encode_string(bytes, &mut self.0);
        self
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_hides_nothing() {
        let mut markup = Markup::default();
        markup.element("p", "note", "<img src=x onerror='a()'>\"&\u{202e}\n\u{0}");
        assert_eq!(
            markup.finish(),
            "<p class=\"note\">&lt;img src=x onerror=&#39;a()&#39;&gt;&quot;&amp;\\u{202e}\\n\\u{0}</p>\n"
        );
    }
}
