//! Text from outside, made short enough to show.

/// At most `limit` characters of `text`, with `…` where some were left out.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A sentence that names a flag of the command, with the command it belongs to: on the page
/// there are no flags.
pub(crate) fn with_command(sentence: &str) -> String {
    let flag = sentence
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.trim_end_matches(|last: char| !last.is_ascii_alphanumeric()))
        .find(|word| word.starts_with(|first: char| first.is_ascii_lowercase()));
    match flag {
        Some(flag) => format!(
            "{sentence} (--{flag} is a flag of `arrayscope serve`, for files named when it starts)"
        ),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_character_and_says_so() {
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(shorten("äöü", 3), "äöü");
    }

    #[test]
    fn a_flag_is_told_with_its_command() {
        let told = with_command("line 2: found 1,5; --decimal comma reads decimal commas: a.csv");
        let expected =
            "a.csv (--decimal is a flag of `arrayscope serve`, for files named when it starts)";
        assert!(told.ends_with(expected), "{told}");
        assert_eq!(with_command("found -- and -1"), "found -- and -1");
    }
}
