//! The delimiter of a table, detected from its first lines.

use super::cell::Cell;
use super::splitter::{Cells, Splitter};
use crate::options::{Decimal, Delimiter, OpenOptions};

/// Candidates, the preferred first: a tie goes to the earlier one.
const CANDIDATES: [Delimiter; 5] = [
    Delimiter::Byte(b','),
    Delimiter::Byte(b';'),
    Delimiter::Byte(b'\t'),
    Delimiter::Byte(b'|'),
    Delimiter::Spaces,
];

/// Lines that are looked at.
const LINES: usize = 100;

/// The delimiter under which most cells of `sample` are numbers and most lines
/// have the same number of cells.
///
/// `sample` is the start of the text, without a partial last line.
pub(crate) fn delimiter(sample: &[u8], options: &OpenOptions) -> Delimiter {
    let skipped = usize::try_from(options.skip_lines).unwrap_or(usize::MAX);
    let lines: Vec<&[u8]> = sample
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.is_empty())
        .skip(skipped)
        .filter(|line| line.first().copied() != options.comments.prefix())
        .take(LINES)
        .collect();
    // The first line may be names or something odd; the lines after it count.
    let body = if lines.len() > 1 { &lines[1..] } else { &lines[..] };
    let mut best = (CANDIDATES[0], f64::MIN);
    // A comma cannot be both.
    let comma_taken = options.decimal == Decimal::Comma;
    for candidate in CANDIDATES.into_iter().skip(usize::from(comma_taken)) {
        let score = score(candidate, body);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// Between 0 and 2: the share of cells that are values times the share of lines
/// with the most frequent number of cells, doubled where lines have several.
#[expect(clippy::cast_precision_loss, reason = "at most 100 lines are counted")]
fn score(candidate: Delimiter, lines: &[&[u8]]) -> f64 {
    let mut splitter = Splitter::new(candidate);
    let mut cells = Cells::default();
    let mut counts: Vec<usize> = Vec::new();
    let (mut values, mut all) = (0_usize, 0_usize);
    for line in lines {
        let parted = splitter.split_alone(line, &mut cells);
        counts.push(cells.len());
        all += cells.len();
        if parted {
            values += cells.iter().filter(|cell| is_value(cell, candidate)).count();
        }
    }
    let (count, lines_with) = most_frequent(&mut counts);
    if all == 0 {
        return 0.0;
    }
    let agreement = lines_with as f64 / lines.len() as f64;
    // A tenth stays for tables of words, which are refused later by their cells.
    let share = 0.1 + 0.9 * values as f64 / all as f64;
    share * agreement * if count > 1 { 2.0 } else { 1.0 }
}

fn is_value(cell: &[u8], delimiter: Delimiter) -> bool {
    Cell::read(cell, Decimal::Point).is_value()
        || delimiter != Delimiter::Byte(b',') && Cell::read(cell, Decimal::Comma).is_value()
}

/// The most frequent number, and how often it occurs.
fn most_frequent(counts: &mut [usize]) -> (usize, usize) {
    counts.sort_unstable();
    counts
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len()))
        .max_by_key(|&(count, times)| (times, count))
        .unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(text: &str) -> Delimiter {
        delimiter(text.as_bytes(), &OpenOptions::default())
    }

    #[test]
    fn each_delimiter_is_found() {
        for (text, found) in [
            ("a,b\n1,2\n3,4\n", Delimiter::Byte(b',')),
            ("a;b\n1;2\n", Delimiter::Byte(b';')),
            ("a\tb\n1\t2\n", Delimiter::Byte(b'\t')),
            ("1|2\n3|4\n", Delimiter::Byte(b'|')),
            ("59 2 32.1\n48 1 21.6\n", Delimiter::Spaces),
            ("  59   2\n  48   1\n", Delimiter::Spaces),
        ] {
            assert_eq!(detect(text), found, "{text}");
        }
    }

    #[test]
    fn a_comma_and_a_space_are_a_comma() {
        assert_eq!(detect("1, 2, 3\n4, 5, 6\n"), Delimiter::Byte(b','));
    }

    #[test]
    fn decimal_commas_between_semicolons_are_no_delimiter() {
        assert_eq!(detect("a;b\n1,5;2,5\n3,5;4,5\n"), Delimiter::Byte(b';'));
    }

    #[test]
    fn words_with_spaces_in_a_column_do_not_make_spaces_the_delimiter() {
        assert_eq!(detect("n,x\nnew york,1\nsan juan,2\nrome,3\n"), Delimiter::Byte(b','));
    }

    #[test]
    fn one_column_needs_no_delimiter() {
        assert_eq!(detect("1\n2\n3\n"), Delimiter::Byte(b','));
        assert_eq!(detect(""), Delimiter::Byte(b','));
    }
}
