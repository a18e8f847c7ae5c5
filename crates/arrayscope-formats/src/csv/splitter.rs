//! Lines split into cells.

use std::io::BufRead;

use super::lines::Lines;
use super::quoted::Quoted;
use crate::error::Result;
use crate::limits::{LONGEST_RECORD, MOST_COLUMNS};
use crate::options::Delimiter;
use crate::place::Place;

/// The cells of one record, without quotes.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    bytes: Vec<u8>,
    /// Where each cell starts and ends in `bytes`.
    spans: Vec<(usize, usize)>,
}

impl Cells {
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(crate) fn get(&self, column: usize) -> &[u8] {
        self.spans.get(column).map_or(&[], |&(start, end)| &self.bytes[start..end])
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.spans.clear();
    }

    /// Adds text that cells will be made of.
    pub(super) fn extend(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
    }

    /// Adds the cell that starts where the last one ended.
    pub(super) fn push_next(&mut self, end: usize) {
        let start = self.spans.last().map_or(0, |&(_, end)| end);
        self.push(start, end);
    }

    /// Adds a cell of `bytes`. One more than there may be is enough to know.
    fn push(&mut self, start: usize, end: usize) {
        if !self.overflows() {
            self.spans.push((start, end));
        }
    }

    /// Whether there are more cells than a table may have columns.
    fn overflows(&self) -> bool {
        self.spans.len() > MOST_COLUMNS
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.spans.iter().map(|&(start, end)| &self.bytes[start..end])
    }
}

/// Splits lines at a delimiter.
///
/// Lines without quotes, nearly all there are, are split on the spot.
#[derive(Debug)]
pub(crate) struct Splitter {
    delimiter: Delimiter,
    quoted: Quoted,
    /// Whether text stood right behind a closing quote of the last line.
    glued: bool,
}

impl Splitter {
    pub(crate) fn new(delimiter: Delimiter) -> Self {
        Self { delimiter, quoted: Quoted::new(delimiter), glued: false }
    }

    /// Splits `line` into `cells`, reading more lines while a quote is open.
    pub(crate) fn split(
        &mut self,
        line: &[u8],
        cells: &mut Cells,
        more: &mut Lines<impl BufRead>,
        place: &Place,
    ) -> Result<()> {
        let first = more.line;
        let mut closed = self.start(line, cells);
        if self.glued {
            return Err(place.table(
                first,
                format!(
                    "text right behind a closing quote, where {} would part the cells",
                    self.delimiter.words()
                ),
                "--delimiter says what separates the cells",
            ));
        }
        let mut next = Vec::new();
        let mut nbytes = line.len();
        while !closed && !cells.overflows() {
            next.clear();
            if !more.append(&mut next, place)? {
                return Err(place.table(
                    first,
                    "a quote that is never closed",
                    "a closing quote would work; is the file cut short",
                ));
            }
            nbytes += next.len() + 1;
            if nbytes > LONGEST_RECORD {
                return Err(place.table(first, format!(
                        "a quote that is still open after {} lines of more than {LONGEST_RECORD} bytes",
                        more.line - first + 1
                    ), "a closing quote would work"));
            }
            closed = self.quoted.split(&next, cells);
        }
        if cells.overflows() {
            return Err(place.table(first, format!("more than {MOST_COLUMNS} cells"), format!(
                    "fewer columns would work, and --delimiter says what separates the cells ({} were taken)",
                    self.delimiter.words()
                )));
        }
        Ok(())
    }

    /// Splits one line of a sample; an open quote ends with the line. `false` for a line
    /// that this delimiter does not split.
    pub(crate) fn split_alone(&mut self, line: &[u8], cells: &mut Cells) -> bool {
        if !self.start(line, cells) {
            self.quoted.reset();
        }
        !self.glued
    }

    /// Splits the first line of a record; `false` if it leaves a quote open.
    fn start(&mut self, line: &[u8], cells: &mut Cells) -> bool {
        cells.clear();
        self.glued = false;
        match self.delimiter {
            Delimiter::Spaces => self.glued = !split_spaces(line, cells),
            Delimiter::Byte(byte) if !line.contains(&b'"') => split_plain(line, byte, cells),
            Delimiter::Byte(_) => return self.quoted.split(line, cells),
        }
        true
    }
}

fn split_plain(line: &[u8], delimiter: u8, cells: &mut Cells) {
    cells.extend(line);
    let mut start = 0;
    for (at, &byte) in line.iter().enumerate() {
        if byte == delimiter {
            cells.push(start, at);
            start = at + 1;
        }
    }
    cells.push(start, line.len());
}

/// Runs of spaces and tabs; a cell in quotes may hold spaces, as R writes names.
/// `false` if text stands right behind a closing quote: what it belongs to is a guess.
fn split_spaces(line: &[u8], cells: &mut Cells) -> bool {
    let mut parted = true;
    cells.extend(line);
    let mut at = 0;
    while let Some(skipped) = line[at..].iter().position(|byte| !is_space(*byte)) {
        at += skipped;
        let quoted = line[at] == b'"' && line[at + 1..].contains(&b'"');
        let start = at + usize::from(quoted);
        let ends = |byte: &u8| {
            if quoted { *byte == b'"' } else { is_space(*byte) }
        };
        let end = line[start..].iter().position(ends).map_or(line.len(), |length| start + length);
        cells.push(start, end);
        at = end + usize::from(quoted);
        parted &= !quoted || line.get(at).copied().is_none_or(is_space);
    }
    parted
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::quoted::PIECE;

    fn split(delimiter: Delimiter, text: &str) -> Vec<Vec<String>> {
        let mut lines = Lines::new(text.as_bytes(), 1);
        let mut splitter = Splitter::new(delimiter);
        let place = Place::new("x", "csv");
        let (mut cells, mut line) = (Cells::default(), Vec::new());
        let mut records = Vec::new();
        while lines.append(&mut line, &place).unwrap() {
            splitter.split(&line, &mut cells, &mut lines, &place).unwrap();
            records.push(cells.iter().map(|cell| String::from_utf8_lossy(cell).into()).collect());
            line.clear();
        }
        records
    }

    #[test]
    fn quotes_hide_delimiters_quotes_and_line_ends() {
        let records = split(Delimiter::Byte(b','), "\"a,b\",\"c\"\"d\"\n1,\"2\n\n3\",4\n5,6\n");
        assert_eq!(records[0], ["a,b", "c\"d"]);
        assert_eq!(records[1], ["1", "2\n\n3", "4"]);
        assert_eq!(records[2], ["5", "6"]);
    }

    #[test]
    fn empty_cells_are_cells() {
        assert_eq!(split(Delimiter::Byte(b';'), ";;\n")[0], ["", "", ""]);
        assert_eq!(split(Delimiter::Byte(b','), "\"\",\n")[0], ["", ""]);
    }

    #[test]
    fn runs_of_spaces_are_one_delimiter() {
        assert_eq!(split(Delimiter::Spaces, "  1   2\t 3 \n")[0], ["1", "2", "3"]);
        assert_eq!(split(Delimiter::Spaces, "\"a b\" c\n")[0], ["a b", "c"]);
        assert_eq!(split(Delimiter::Spaces, "5\" x\n")[0], ["5\"", "x"]);
    }

    #[test]
    fn text_behind_a_closing_quote_is_refused_between_spaces() {
        let mut lines = Lines::new(&b""[..], 0);
        let (place, mut cells) = (Place::new("x", "csv"), Cells::default());
        let mut splitter = Splitter::new(Delimiter::Spaces);
        let error = splitter.split(b"\"1,000\",2", &mut cells, &mut lines, &place).unwrap_err();
        assert!(error.to_string().contains("text right behind a closing quote"), "{error}");
        assert!(splitter.split(b"\"a\" \"b\"", &mut cells, &mut lines, &place).is_ok());
    }

    #[test]
    fn long_quoted_cells_are_read_in_pieces() {
        let cell = "x".repeat(3 * PIECE);
        let text = format!("\"{cell},{cell}\",\"{}\"\n", ",\n".repeat(PIECE));
        let records = split(Delimiter::Byte(b','), &text);
        assert_eq!(records[0], [format!("{cell},{cell}"), ",\n".repeat(PIECE)]);
    }

    #[test]
    fn records_of_too_many_cells_or_bytes_are_refused() {
        let error = |line: &[u8], rest: &[u8]| {
            let mut lines = Lines::new(rest, 1);
            let (place, mut cells) = (Place::new("x", "csv"), Cells::default());
            let mut splitter = Splitter::new(Delimiter::Byte(b','));
            let error = splitter.split(line, &mut cells, &mut lines, &place).unwrap_err();
            assert!(cells.spans.len() <= MOST_COLUMNS + 1);
            error.to_string()
        };
        let commas = vec![b','; MOST_COLUMNS];
        for line in [commas.clone(), [b"\"\"", commas.as_slice()].concat()] {
            let error = error(&line, b"");
            assert!(error.contains("more than 1048576 cells"), "{error}");
        }
        let open = vec![b'\n'; LONGEST_RECORD + 2];
        let error = error(b"\"", &open);
        assert!(error.contains("a quote that is still open after"), "{error}");
    }

    #[test]
    fn a_quote_that_stays_open_is_refused_with_its_line() {
        let mut lines = Lines::new(&b"1,\"2\n3,4\n"[..], 1);
        let place = Place::new("x", "csv");
        let mut line = Vec::new();
        lines.append(&mut line, &place).unwrap();
        let mut splitter = Splitter::new(Delimiter::Byte(b','));
        let error = splitter.split(&line, &mut Cells::default(), &mut lines, &place).unwrap_err();
        assert!(error.to_string().contains("line 1: a quote that is never closed"), "{error}");
    }
}
