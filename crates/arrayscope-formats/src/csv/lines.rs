//! The text of a table as lines, one at a time.

use std::io::{BufRead, ErrorKind};

use crate::error::{Error, Result};
use crate::limits::{LONGEST_RECORD, check_credible};
use crate::place::Place;

/// Lines ended by `\n`, `\r\n` or `\r`, without their ends.
pub(crate) struct Lines<R> {
    stream: R,
    /// The number of the line last read, counted from 1.
    pub(crate) line: u64,
    /// Bytes of text read so far.
    pub(crate) byte_offset: u64,
    /// Whether the line last read was ended by the end of the text.
    pub(crate) unended: bool,
    after_return: bool,
    /// Bytes in the file, which a compressed text exceeds.
    stored: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(stream: R, stored: u64) -> Self {
        Self { stream, line: 0, byte_offset: 0, unended: false, after_return: false, stored }
    }

    /// Appends the next line to `text`; `false` at the end.
    pub(crate) fn append(&mut self, text: &mut Vec<u8>, place: &Place) -> Result<bool> {
        let mut any = false;
        loop {
            let buffer = match self.stream.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(place, self.byte_offset, error)),
            };
            if buffer.is_empty() {
                self.unended |= any;
                self.line += u64::from(any);
                return Ok(any);
            }
            if std::mem::take(&mut self.after_return) && buffer[0] == b'\n' {
                self.advance(1, place)?;
                continue;
            }
            any = true;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            text.extend_from_slice(&buffer[..end.unwrap_or(buffer.len())]);
            self.after_return = end.is_some_and(|end| buffer[end] == b'\r');
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.advance(used, place)?;
            if text.len() > LONGEST_RECORD {
                return Err(place.table(
                    self.line + 1,
                    format!("a line of more than {LONGEST_RECORD} bytes"),
                    "a table has line ends; is a quote left open",
                ));
            }
            if end.is_some() {
                self.line += 1;
                return Ok(true);
            }
        }
    }

    fn advance(&mut self, used: usize, place: &Place) -> Result<()> {
        self.stream.consume(used);
        self.byte_offset += used as u64;
        check_credible(place, self.byte_offset, self.stored)
    }
}

pub(crate) fn unreadable(place: &Place, byte_offset: u64, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::UnexpectedEof => place.malformed(
            byte_offset,
            "the end of the compressed data in the middle of the text",
            "a complete gzip stream: the file is cut short",
        ),
        ErrorKind::InvalidInput | ErrorKind::InvalidData => place.unpack(byte_offset, &error),
        _ => place.io("read the text", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> (Vec<String>, bool) {
        let mut lines = Lines::new(std::io::BufReader::with_capacity(3, text.as_bytes()), 1);
        let place = Place::new("x", "csv");
        let mut all = Vec::new();
        let mut line = Vec::new();
        while lines.append(&mut line, &place).unwrap() {
            all.push(String::from_utf8(std::mem::take(&mut line)).unwrap());
        }
        assert_eq!(lines.line, all.len() as u64);
        (all, lines.unended)
    }

    #[test]
    fn all_three_line_ends_end_a_line() {
        let text = vec!["ab".to_owned(), "c".to_owned()];
        for ends in ["ab\nc\n", "ab\r\nc\r\n", "ab\rc\r"] {
            assert_eq!(lines(ends), (text.clone(), false), "{ends:?}");
        }
        assert_eq!(lines("ab\nc"), (text, true));
    }

    #[test]
    fn empty_lines_are_lines() {
        assert_eq!(lines("\n\r\n\n").0.len(), 3);
        assert_eq!(lines("").0.len(), 0);
    }
}
