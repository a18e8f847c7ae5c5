//! Where reports go: stdout with its colours and its size, JSON, and notes on stderr.

use crate::args::Color;
use anstyle::{AnsiColor, Style};
use arrayscope_core::signal::Verdict;
use arrayscope_formats::printable;
use serde::Serialize;
use std::env;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

/// Columns that text is laid out for where there is no terminal.
const WIDTH_WITHOUT_TERMINAL: usize = 100;
/// Lines that a picture may take where there is no terminal.
const HEIGHT_WITHOUT_TERMINAL: usize = 40;

/// Buffered stdout, and what may be written to it.
pub(crate) struct Output {
    stdout: BufWriter<Stdout>,
    /// How text is styled.
    pub(crate) paint: Paint,
    /// Whether the terminal shows 24-bit colours.
    pub(crate) true_color: bool,
    /// Columns of the terminal.
    pub(crate) width: usize,
    /// Lines of the terminal.
    pub(crate) height: usize,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                is_terminal && !set("NO_COLOR") && env::var_os("TERM").is_none_or(|t| t != "dumb")
            }
        };
        let deep = env::var("COLORTERM").is_ok_and(|kind| kind == "truecolor" || kind == "24bit");
        // Asked of stdout alone: another stream's terminal says nothing about a file.
        let size = terminal_size::terminal_size_of(&stdout);
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Self {
            stdout: BufWriter::new(stdout),
            paint: Paint { colored },
            true_color: colored && deep,
            width: size
                .map(|(width, _)| usize::from(width.0))
                .or(columns)
                .unwrap_or(WIDTH_WITHOUT_TERMINAL)
                .max(20),
            height: size
                .map_or(HEIGHT_WITHOUT_TERMINAL, |(_, height)| usize::from(height.0))
                .max(8),
        }
    }

    /// Prints a report as JSON: objects indented, arrays on one line.
    pub(crate) fn json(&mut self, report: &impl Serialize) -> anyhow::Result<()> {
        let mut serializer =
            serde_json::Serializer::with_formatter(&mut self.stdout, Readable::default());
        report.serialize(&mut serializer)?;
        writeln!(self.stdout)?;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stdout.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// Tells on stderr what is odd but no error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "note: {}", printable(text));
}

/// Tells several such things.
pub(crate) fn notes(texts: &[String]) {
    for text in texts {
        note(text);
    }
}

/// Tells on stderr that something was done that stdout does not show.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(text));
}

/// Styles, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    colored: bool,
}

impl Paint {
    /// The text in a style, if there are styles.
    pub(crate) fn styled(self, text: &str, style: Style) -> String {
        if self.colored { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// What a reader looks for first.
    pub(crate) fn title(self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    /// What explains something else.
    pub(crate) fn faint(self, text: &str) -> String {
        self.styled(text, Style::new().dimmed())
    }

    /// A text in the colour of a verdict.
    pub(crate) fn verdict(self, verdict: Verdict, text: &str) -> String {
        let color = match verdict {
            Verdict::Pass => AnsiColor::Green,
            Verdict::Info => AnsiColor::Cyan,
            Verdict::Warn => AnsiColor::Yellow,
            Verdict::Fail => AnsiColor::Red,
        };
        self.styled(text, color.on_default().bold())
    }
}

/// JSON with one key per line and one line per array of plain values.
#[derive(Default)]
struct Readable {
    depth: usize,
    has_value: bool,
}

impl Readable {
    fn indent<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl serde_json::ser::Formatter for Readable {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.indent(out)?;
        }
        self.has_value = true;
        out.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.indent(out)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_indented_and_arrays_stay_on_a_line() {
        let value = serde_json::json!({"a": [[1, 2], []], "b": [{"c": 1}, {}]});
        let mut bytes = Vec::new();
        let mut serializer =
            serde_json::Serializer::with_formatter(&mut bytes, Readable::default());
        value.serialize(&mut serializer).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let expected = "{\n  \"a\": [[1, 2], []],\n  \"b\": [{\n    \"c\": 1\n  }, {}]\n}";
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn without_colours_no_escape_is_written() {
        let plain = Paint { colored: false };
        assert_eq!(plain.title("x"), "x");
        assert_eq!(plain.verdict(Verdict::Fail, "fail"), "fail");
        assert!(Paint { colored: true }.title("x").starts_with('\u{1b}'));
    }
}
