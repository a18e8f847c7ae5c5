//! Rust source as names and signs, without comments, strings and characters.

/// Splits source into identifiers, `::` and single signs.
///
/// Not a full lexer: numbers come out in pieces, and what cannot be understood is skipped.
pub(super) fn tokens(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let length = match first {
                _ if rest.starts_with("::") => 2,
                _ if is_name(first) => rest.find(|letter| !is_name(letter)).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            if !first.is_whitespace() {
                found.push(&rest[..length]);
            }
            length
        });
        rest = &rest[length..];
    }
    found
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of a comment, string, character or lifetime that the text begins with.
fn skipped(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    let prefix = ["", "b", "c"]
        .into_iter()
        .find_map(|prefix| text.strip_prefix(prefix).filter(|rest| rest.starts_with('"')));
    if let Some(quoted) = prefix {
        return Some(text.len() - quoted.len() + escaped(quoted, '"'));
    }
    if let Some(length) = raw_string(text) {
        return Some(length);
    }
    match text.strip_prefix("b'").or_else(|| text.strip_prefix('\''))?.chars().next()? {
        '\\' => {}
        letter if text.trim_start_matches('b')[1 + letter.len_utf8()..].starts_with('\'') => {}
        // A lifetime: its name is no path.
        _ => return Some(1 + text[1..].find(|letter| !is_name(letter)).unwrap_or(text.len() - 1)),
    }
    let start = text.find('\'')?;
    Some(start + escaped(&text[start..], '\''))
}

/// The length of a comment that may hold comments.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut place = 0;
    while place < text.len() {
        let rest = &text.as_bytes()[place..];
        if rest.starts_with(b"/*") {
            depth += 1;
            place += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            place += 2;
            if depth == 0 {
                return place;
            }
        } else {
            place += 1;
        }
    }
    text.len()
}

/// The length of what is between two quotes, both included.
fn escaped(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            return place + 1;
        }
    }
    text.len()
}

/// The length of `r"..."` or `br#"..."#`.
fn raw_string(text: &str) -> Option<usize> {
    let after = ["r", "br", "cr"].into_iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let content = after.trim_start_matches('#');
    let hashes = after.len() - content.len();
    let content = content.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - content.len();
    Some(content.find(&close).map_or(text.len(), |end| start + end + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signs_remain() {
        assert_eq!(
            tokens("use crate::{a, b};"),
            ["use", "crate", "::", "{", "a", ",", "b", "}", ";"]
        );
    }

    #[test]
    fn comments_and_strings_are_left_out() {
        let source = "a // crate::x\n/* crate::y /* nested */ z */ b \"crate::\\\"w\" r#\"q \" crate\"# b\"v\" c";
        assert_eq!(tokens(source), ["a", "b", "c"]);
    }

    #[test]
    fn characters_and_lifetimes_are_left_out() {
        assert_eq!(
            tokens(r"f::<'a>('x', '\'', b'y', 'ä') as &'static u8"),
            ["f", "::", "<", ">", "(", ",", ",", ",", ")", "as", "&", "u8"]
        );
    }

    #[test]
    fn what_never_ends_ends_with_the_text() {
        for source in ["\"open", "/* open", "r#\"open", "'", "b'", "'\\"] {
            assert!(tokens(source).len() <= 2, "{source}");
        }
    }
}
