//! The notes in words.

use std::fmt;

use super::Note;
use crate::printable::{printable, quoted};

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TrailingBytes { member, nbytes } => {
                if let Some(member) = member {
                    write!(f, "in member {}, ", quoted(member))?;
                }
                write!(f, "{} left unread after the last element", counted(*nbytes, "byte"))
            }
            Self::UnreadableMember { member, because } => {
                write!(f, "member {} cannot be read: {because}", quoted(member))
            }
            Self::OtherMembers { members } => f.write_str(&no_arrays(members)),
            Self::Unlisted { groups } => {
                let groups: Vec<String> = groups.iter().map(|name| format!("{name}/")).collect();
                write!(
                    f,
                    "the server gives no lists and there are no consolidated metadata: arrays \
                     are read by their address, path::group/array, but not known in {}",
                    some(&groups)
                )
            }
            Self::DuplicateMembers => {
                f.write_str("several members have the same name; the last of each is read")
            }
            Self::ReadAs { stored, dtype, members } => {
                let (stored, members) = (printable(stored), some(members));
                write!(f, "{stored} is read as {dtype}, which holds its values exactly: {members}")
            }
            Self::NotInIndex { members } => {
                write!(f, "tensors that the index does not name are left out: {}", some(members))
            }
            Self::SharedStorage { members } => {
                write!(f, "views of the same bytes: {}", some(members))
            }
            Self::Scaled { scale, stored } => write!(
                f,
                "values are scaled: {scale}, from {stored}; the member raw has the stored numbers"
            ),
            Self::Packed { member, how, stored } => write!(
                f,
                "{} is computed: {how}, from {stored}; {} has the stored numbers",
                quoted(member),
                quoted(&format!("{member}::raw")),
            ),
            Self::NamedValues { member, names } => {
                write!(f, "the numbers of {} have names: {}", quoted(member), some(names))
            }
            Self::OtherPaths { paths } => {
                let paths: Vec<String> = paths.iter().map(|(a, b)| format!("{a} → /{b}")).collect();
                write!(f, "other paths of what is listed: {}", some(&paths))
            }
            Self::MoreUnreadable { members } => {
                write!(f, "{} cannot be read, too", counted(*members as u64, "more member"))
            }
            Self::Expanded { what } => write!(f, "expanded: {what}"),
            Self::FirstFrame { frames } => {
                write!(f, "the picture has {frames} frames; the first is read")
            }
            Self::WhiteIsZero => f.write_str("0 means white: values are as they are stored"),
            Self::UnendedStream => {
                f.write_str("the stream has no mark at its end: the file may be cut short")
            }
            Self::LeftOutColumns { columns } => {
                let name = |(name, kind): &(String, String)| format!("{} ({kind})", quoted(name));
                let columns = first_five(columns.iter().map(name).collect());
                write!(f, "columns that hold no numbers are left out: {columns}")
            }
            Self::Rounding { stored, members } => write!(
                f,
                "{} is read as float64, which rounds integers beyond 2^53: {}",
                printable(stored),
                some(members)
            ),
            Self::Nulls { columns } => f.write_str(&nulls(columns)),
            table => table.fmt_table(f),
        }
    }
}

impl Note {
    /// The notes that only tables have.
    fn fmt_table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OddFirstLine { .. } => self.fmt_odd_line(f),
            Self::FirstLineIsData { line, text } => {
                let text = quoted(text);
                write!(f, "line {line} ({text}) was read as data, but may hold column names")
            }
            Self::MissingCells { empty, words, nan, infinite } => {
                f.write_str(&missing([*empty, *words, *nan, *infinite]))
            }
            Self::Booleans { cells } => {
                write!(f, "{} of true or false read as 1 and 0", counted(*cells, "cell"))
            }
            Self::Overflowing { cells, line } => {
                let numbers = counted(*cells, "number");
                write!(
                    f,
                    "{numbers} too large for float64 became infinite, the first on line {line}"
                )
            }
            Self::RoundedIntegers { cells, line } => {
                let integers = counted(*cells, "integer");
                write!(f, "{integers} beyond 2^53 lost digits in float64, the first on line {line}")
            }
            Self::CommentLines { lines, prefix } => {
                write!(f, "{} starting with {prefix} left out", counted(*lines, "line"))
            }
            Self::EmptyLines { lines } => write!(f, "{} left out", counted(*lines, "empty line")),
            Self::UnendedLine { line } => {
                write!(f, "the last line ({line}) has no line end: the file may be cut short")
            }
            Self::NotUtf8 { line } => {
                write!(
                    f,
                    "column names on line {line} are not UTF-8; what could not be read was replaced"
                )
            }
            _ => f.write_str("the table has column names but no rows"),
        }
    }

    fn fmt_odd_line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::OddFirstLine { line, text, cells, numbers, columns, guess } = self else {
            return Ok(());
        };
        write!(
            f,
            "line {line} ({}) was left out: with {} and {} it is neither column names nor data of {}",
            quoted(text),
            counted(*numbers as u64, "number"),
            counted(cells.saturating_sub(*numbers) as u64, "word"),
            counted(*columns as u64, "column"),
        )?;
        guess.as_ref().map_or(Ok(()), |guess| write!(f, "; it looks like {}", printable(guess)))
    }
}

/// Cells without a finite number, by kind: empty, words, NaN, infinite.
fn missing(counts: [u64; 4]) -> String {
    let kinds = ["empty", "NA, null or None", "NaN", "infinite"];
    let parts: Vec<String> = std::iter::zip(counts, kinds)
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect();
    let read_as_nan = counts[0] + counts[1] > 0;
    let tail = if read_as_nan { "; empty cells and the words for missing are NaN" } else { "" };
    let cells = counted(counts.iter().sum(), "cell");
    format!("{cells} without a finite number: {}{tail}", parts.join(", "))
}

/// The members that are no arrays.
fn no_arrays(members: &[String]) -> String {
    let what = if members.len() == 1 { "one member is" } else { "some members are" };
    format!("{what} no array: {}", some(members))
}

/// Nulls of columns, and their sum.
fn nulls(columns: &[(String, Option<u64>)]) -> String {
    let is_counted = columns.iter().all(|(_, count)| count.is_some());
    let all = columns.iter().filter_map(|(_, count)| *count).fold(0, u64::saturating_add);
    let name = |(name, count): &(String, Option<u64>)| match count {
        Some(count) => format!("{count} in {}", quoted(name)),
        None => format!("some, perhaps, in {}", quoted(name)),
    };
    let at_least = if is_counted { "" } else { "at least " };
    let columns = first_five(columns.iter().map(name).collect());
    format!("{at_least}{} read as NaN, or as no time: {columns}", counted(all, "null"))
}

/// The first five of some names.
fn some(members: &[String]) -> String {
    first_five(members.iter().map(|name| quoted(name)).collect())
}

/// The first five of some things, and how many more there are.
fn first_five(mut things: Vec<String>) -> String {
    let more = things.len().saturating_sub(5);
    things.truncate(5);
    match more {
        0 => things.join(", "),
        more => format!("{} and {more} more", things.join(", ")),
    }
}

/// "3 lines", "1 line".
fn counted(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_what_happened_and_which_flag_helps() {
        let note = Note::OddFirstLine {
            line: 1,
            text: "150,4,setosa,versicolor,virginica".to_owned(),
            cells: 5,
            numbers: 2,
            columns: 5,
            guess: None,
        };
        assert_eq!(
            note.to_string(),
            "line 1 ('150,4,setosa,versicolor,virginica') was left out: with 2 numbers and 3 words it is neither column names nor data of 5 columns"
        );
        assert!(note.help().is_some_and(|help| help.contains("--header yes")));
    }

    #[test]
    fn missing_cells_are_told_by_kind() {
        let note = Note::MissingCells { empty: 2, words: 0, nan: 1, infinite: 0 };
        assert_eq!(
            note.to_string(),
            "3 cells without a finite number: 2 empty, 1 NaN; empty cells and the words for missing are NaN"
        );
    }
}
