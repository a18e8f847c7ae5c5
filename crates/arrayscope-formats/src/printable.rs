//! Names from files, made safe to show.

use std::fmt::Write as _;

/// The text with control characters, and the invisible characters that reorder
/// or hide text, written as escapes: a name in a file must not move the cursor
/// of a terminal, colour its text or pose as another name.
///
/// Everything else, letters of every script included, stays as it is.
///
/// ```
/// assert_eq!(arrayscope_formats::printable("x_train"), "x_train");
/// assert_eq!(arrayscope_formats::printable("a\u{1b}[2Jb\n"), "a\\u{1b}[2Jb\\n");
/// ```
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) {
            // Writing into a String cannot fail.
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Text found in a file, quoted for a message: escaped and cut to 40 characters.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut start: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        start.push('…');
    }
    format!("'{}'", printable(&start))
}

/// Control characters, bidirectional marks, line separators and zero-width
/// characters.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_text_direction_marks_are_escaped() {
        assert_eq!(printable("a\x1b]0;x\x07"), "a\\u{1b}]0;x\\u{7}");
        assert_eq!(printable("gnp\u{202e}.npy"), "gnp\\u{202e}.npy");
        assert_eq!(printable("a\u{9b}2J"), "a\\u{9b}2J");
    }

    #[test]
    fn letters_of_every_script_stay() {
        assert_eq!(printable("température_Ω_温度"), "température_Ω_温度");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(quoted(&"x".repeat(41)), format!("'{}…'", "x".repeat(40)));
        assert_eq!(quoted("ab"), "'ab'");
    }
}
