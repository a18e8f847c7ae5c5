//! Which rectangle of the cross-section, and from which end: the words of the page's URL.

use arrayscope_core::{Error, ErrorKind, Result};
use arrayscope_formats::report::Shown;
use clap::ValueEnum;
use std::ops::Range;

/// The flags that say what of a cross-section is seen.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Seen {
    /// The rows that are seen, from the first to before the last, as in 10:50 [default: all]
    #[arg(long, value_name = "FROM:TO", value_parser = range)]
    row_range: Option<Range<usize>>,
    /// The columns that are seen [default: all]
    #[arg(long, value_name = "FROM:TO", value_parser = range)]
    column_range: Option<Range<usize>>,
    /// Sides that begin with their last index
    #[arg(long, value_enum, value_name = "SIDES", value_delimiter = ',')]
    flip: Vec<Side>,
}

/// A side of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Side {
    /// The rows, from top to bottom
    Rows,
    /// The columns, from left to right
    Columns,
}

fn range(text: &str) -> std::result::Result<Range<usize>, String> {
    let refuse = || format!("{text:?} is no range (valid: 10:50, the second number the larger)");
    let (from, to) = text.split_once(':').ok_or_else(refuse)?;
    let number = |part: &str| part.trim().parse::<usize>().map_err(|_| refuse());
    let range = number(from)?..number(to)?;
    if range.is_empty() { Err(refuse()) } else { Ok(range) }
}

impl Seen {
    /// That part of what is shown as a whole. Unlike on the page nothing is repaired.
    pub(super) fn of<'a>(&self, whole: &Shown<'a>) -> Result<Shown<'a>> {
        Ok(Shown {
            rows: within("--row-range", self.row_range.as_ref(), &whole.rows)?,
            columns: within("--column-range", self.column_range.as_ref(), &whole.columns)?,
            flip_rows: self.flip.contains(&Side::Rows),
            flip_columns: self.flip.contains(&Side::Columns),
            ..whole.clone()
        })
    }
}

fn within(flag: &str, asked: Option<&Range<usize>>, all: &Range<usize>) -> Result<Range<usize>> {
    let Some(asked) = asked else { return Ok(all.clone()) };
    if asked.end > all.end {
        let Range { start, end } = asked;
        let message = format!("{flag} {start}:{end} is out of range, 0:{} is there", all.end);
        return Err(Error::new(ErrorKind::OutOfRange, message));
    }
    Ok(asked.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_two_numbers_of_which_the_second_is_the_larger() {
        assert_eq!(range("10:50"), Ok(10..50));
        for text in ["10", "5:5", "9:1", "-1:4", "a:b"] {
            assert!(range(text).unwrap_err().contains("10:50"), "{text}");
        }
    }

    #[test]
    fn a_range_beyond_the_axis_is_refused_with_what_is_there() {
        assert_eq!(within("--row-range", None, &(0..7)).unwrap(), 0..7);
        assert_eq!(within("--row-range", Some(&(2..7)), &(0..7)).unwrap(), 2..7);
        let message = within("--row-range", Some(&(2..8)), &(0..7)).unwrap_err().to_string();
        assert_eq!(message, "--row-range 2:8 is out of range, 0:7 is there");
    }
}
