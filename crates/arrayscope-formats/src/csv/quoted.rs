//! Lines with quotes: those of RFC 4180 are the `csv` crate's business.

use csv_core::ReadRecordResult;

use super::splitter::Cells;
use crate::options::Delimiter;

/// Bytes that the reader is given at once.
pub(crate) const PIECE: usize = 1 << 14;

/// Splits lines of which quotes may hide delimiters and line ends.
#[derive(Debug)]
pub(crate) struct Quoted {
    reader: csv_core::Reader,
    /// Room for the reader, kept from line to line.
    output: Vec<u8>,
    ends: Vec<usize>,
}

impl Quoted {
    pub(crate) fn new(delimiter: Delimiter) -> Self {
        let mut builder = csv_core::ReaderBuilder::new();
        if let Delimiter::Byte(byte) = delimiter {
            builder.delimiter(byte);
        }
        Self { reader: builder.build(), output: Vec::new(), ends: Vec::new() }
    }

    /// Forgets a quote that is open.
    pub(crate) fn reset(&mut self) {
        self.reader.reset();
    }

    /// Adds the cells of one line; `false` while a quote is open.
    pub(crate) fn split(&mut self, line: &[u8], cells: &mut Cells) -> bool {
        // Room for a whole piece: one call takes all of it. Room for a whole line would be
        // nine times as long as the line.
        self.output.resize(PIECE + 2, 0);
        self.ends.resize(PIECE + 2, 0);
        let mut closed = false;
        for mut input in line.chunks(PIECE).chain([&b"\n"[..]]) {
            while !input.is_empty() {
                let (result, used, written, ended) =
                    self.reader.read_record(input, &mut self.output, &mut self.ends);
                cells.extend(&self.output[..written]);
                for &end in &self.ends[..ended] {
                    // Ends count from the start of the record, and cells touch.
                    cells.push_next(end);
                }
                input = &input[used..];
                closed = matches!(result, ReadRecordResult::Record);
            }
        }
        closed
    }
}
