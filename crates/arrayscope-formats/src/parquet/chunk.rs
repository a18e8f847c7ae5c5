//! Values of a column in a row group, out of its pages.

use std::ops::Range;

use arrayscope_core::dtype::{ByteOrder, DType};

use super::levels::Levels;
use super::page::{Page, PageKind, Pages};
use super::schema::Physical;
use super::values::{Encoding, decode};
use crate::columns::{Sink, fitted};
use crate::error::Result;

/// How the values of a column are nested and written.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) physical: Physical,
    pub(super) dtype: DType,
    /// Whether a value, in a list or alone, may be null.
    pub(super) is_optional: bool,
    /// In rows that are lists.
    pub(super) list: Option<List>,
}

/// Lists of one length.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    pub(super) length: usize,
    /// Whether a whole list may be null.
    pub(super) is_optional: bool,
}

impl Leaf {
    fn width(&self) -> usize {
        match self.physical {
            Physical::Fixed(width) => width,
            _ => 1,
        }
    }

    /// The definition level of a value that is there.
    fn defined(&self) -> u32 {
        let list = self.list.map_or(0, |list| 1 + u32::from(list.is_optional));
        list + u32::from(self.is_optional)
    }
}

/// Reads the values of one chunk of a column.
#[derive(Debug)]
pub(super) struct ChunkReader<'a, 'b> {
    pub(super) leaf: &'a Leaf,
    pub(super) pages: Pages<'a>,
    /// Values that the chunk declares.
    pub(super) values: u64,
    pub(super) sink: &'a mut Sink<'b>,
}

/// What the pages of a chunk share.
#[derive(Debug, Default)]
struct State {
    dictionary: Option<Vec<u8>>,
    /// Values of pages that were gone through.
    seen: u64,
    /// Elements of the row that was begun last.
    filled: usize,
}

impl ChunkReader<'_, '_> {
    /// Adds the rows of a range.
    pub(super) fn read(mut self, rows: &Range<usize>) -> Result<()> {
        let start = self.sink.len();
        let length = self.leaf.list.map_or(1, |list| list.length);
        let (mut state, mut first) = (State::default(), 0);
        while self.sink.len() - start < (rows.end - first) * length {
            let Some(page) = self.pages.next()? else {
                let found = format!("the end of the column after {} values", state.seen);
                let expected = format!("{}, as many as it declares", self.values);
                return Err(self.pages.place.malformed(self.pages.end, found, expected));
            };
            match page.kind {
                PageKind::Dictionary => state.dictionary = Some(self.dictionary(&page)?),
                PageKind::Other => {}
                PageKind::Data => {
                    let values = self.count(&page, &mut state)?;
                    // Rows and values are the same where there are no lists: what lies
                    // before the window is not unpacked.
                    if self.leaf.list.is_none() && first + values <= rows.start {
                        first += values;
                        continue;
                    }
                    self.data(&page, values, &mut state)?;
                }
            }
        }
        let kept = (rows.start - first) * length..(rows.end - first) * length;
        self.sink.keep(start, &kept);
        Ok(())
    }

    /// The values of a page, which the chunk must still have.
    fn count(&self, page: &Page, state: &mut State) -> Result<usize> {
        state.seen = state.seen.saturating_add(page.values);
        match usize::try_from(page.values) {
            Ok(values) if state.seen <= self.values => Ok(values),
            _ => {
                let found = format!("pages of {} values", state.seen);
                let expected = format!("{}, as many as the column declares", self.values);
                Err(self.pages.place.malformed(self.pages.at, found, expected))
            }
        }
    }

    fn dictionary(&self, page: &Page) -> Result<Vec<u8>> {
        let width = self.leaf.width() as u64;
        let nbytes = page.values.saturating_mul(width);
        if page.values > self.values {
            let found = format!("a dictionary of {} values", page.values);
            let expected = format!("at most {}, as many as the column has", self.values);
            return Err(self.pages.place.malformed(self.pages.at, found, expected));
        }
        self.pages.unpack(page, nbytes.saturating_add(SLACK))
    }

    fn data(&mut self, page: &Page, values: usize, state: &mut State) -> Result<()> {
        let place = self.pages.place;
        let encoding = Encoding::of(page.encoding).map_err(|code| {
            place.unsupported(
                format!("the encoding {code} of a column"),
                "plain, dictionary, RLE, DELTA_BINARY_PACKED and BYTE_STREAM_SPLIT are read",
            )
        })?;
        if page.has_old_levels {
            return Err(place.unsupported("levels of the encoding BIT_PACKED", "RLE is read"));
        }
        // Packed differences may take a little more than the values themselves.
        let most = page.values.saturating_mul(2 * self.leaf.width() as u64 + 2);
        let bytes = self.pages.unpack(page, most.saturating_add(SLACK))?;
        let Some((repeats, defines, rest)) = self.split(page, &bytes) else {
            return Err(self.broken(page));
        };
        let defined = self.leaf.defined();
        let defines = Levels::new(defines, bits(defined), values);
        let present = if defined == 0 { values } else { count_of(defines.clone(), defined) };
        let dictionary = state.dictionary.as_deref();
        let decoded = decode(encoding, self.leaf.physical, rest, present, dictionary);
        let order = ByteOrder::Little;
        let fit = |bytes| fitted(bytes, self.leaf.width(), order, &self.leaf.dtype);
        let Some(decoded) = decoded.and_then(fit) else {
            return Err(self.broken(page));
        };
        match self.leaf.list {
            _ if defined == 0 => self.sink.values(&decoded),
            None => self.scatter(defines, values, &decoded, page),
            Some(list) => {
                let repeats = Levels::new(repeats, 1, values);
                self.lists(list, repeats, defines, values, &decoded, state, page)
            }
        }
    }

    /// Repetition levels, definition levels and values of a page.
    fn split<'p>(&self, page: &Page, bytes: &'p [u8]) -> Option<(&'p [u8], &'p [u8], &'p [u8])> {
        if let Some((repeats, defines)) = page.levels {
            let (repeats, rest) = bytes.split_at_checked(repeats)?;
            let (defines, rest) = rest.split_at_checked(defines)?;
            return Some((repeats, defines, rest));
        }
        let prefixed = |bytes: &'p [u8]| {
            let (length, rest) = bytes.split_first_chunk()?;
            rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
        };
        let is_list = self.leaf.list.is_some();
        let (repeats, rest) = if is_list { prefixed(bytes)? } else { (&[][..], bytes) };
        let has_levels = self.leaf.defined() > 0;
        let (defines, rest) = if has_levels { prefixed(rest)? } else { (&[][..], rest) };
        Some((repeats, defines, rest))
    }

    /// Values that are there, and nulls between them.
    fn scatter(
        &mut self,
        mut defines: Levels<'_>,
        values: usize,
        decoded: &[u8],
        page: &Page,
    ) -> Result<()> {
        let (mut rest, mut seen) = (decoded, 0);
        while let Some((level, count)) = defines.next_run() {
            seen += count;
            if level == self.leaf.defined() {
                let (taken, left) = rest.split_at(count * self.leaf.dtype.itemsize());
                self.sink.values(taken)?;
                rest = left;
            } else {
                self.sink.nulls(count)?;
            }
        }
        if seen == values { Ok(()) } else { Err(self.broken(page)) }
    }

    /// Rows that are lists: all must have the same length.
    #[expect(clippy::too_many_arguments, reason = "the parts of a page, each of which it needs")]
    fn lists(
        &mut self,
        list: List,
        mut repeats: Levels<'_>,
        mut defines: Levels<'_>,
        values: usize,
        decoded: &[u8],
        state: &mut State,
        page: &Page,
    ) -> Result<()> {
        let (defined, itemsize) = (self.leaf.defined(), self.leaf.dtype.itemsize());
        let mut rest = decoded;
        let ((mut repeat, mut repeats_left), (mut define, mut defines_left)) = ((0, 0), (0, 0));
        for _ in 0..values {
            if repeats_left == 0 {
                (repeat, repeats_left) = repeats.next_run().ok_or_else(|| self.broken(page))?;
            }
            if defines_left == 0 {
                (define, defines_left) = defines.next_run().ok_or_else(|| self.broken(page))?;
            }
            (repeats_left, defines_left) = (repeats_left - 1, defines_left - 1);
            if repeat == 0 {
                if state.filled != 0 && state.filled != list.length {
                    return Err(self.uneven(state.filled));
                }
                state.filled = 0;
            }
            let (count, is_there) = match define {
                level if level == defined => (1, true),
                level if self.leaf.is_optional && level + 1 == defined => (1, false),
                // A list that is null is as long as the others.
                0 if list.is_optional => (list.length, false),
                _ => return Err(self.uneven(0)),
            };
            state.filled += count;
            if state.filled > list.length {
                return Err(self.uneven(state.filled));
            }
            if is_there {
                let (taken, left) = rest.split_at(itemsize);
                self.sink.values(taken)?;
                rest = left;
            } else {
                self.sink.nulls(count)?;
            }
        }
        Ok(())
    }

    fn uneven(&self, found: usize) -> crate::error::Error {
        let length = self.leaf.list.map_or(1, |list| list.length);
        let found = format!("a row of {found} values");
        self.pages.place.malformed(self.pages.at, found, format!("{length}, as the schema says"))
    }

    fn broken(&self, page: &Page) -> crate::error::Error {
        let found = format!("a page whose bytes do not give its {} values", page.values);
        let expected = format!("values of {} in its encoding", self.leaf.dtype.name());
        self.pages.place.malformed(self.pages.at, found, expected)
    }
}

/// Bytes of a page beyond those of its values: lengths of levels, headers of encodings.
const SLACK: u64 = 1 << 16;

/// Bits of levels up to this one.
fn bits(most: u32) -> u32 {
    u32::BITS - most.leading_zeros()
}

/// How often a level occurs.
fn count_of(mut levels: Levels<'_>, wanted: u32) -> usize {
    let mut count = 0;
    while let Some((level, repeats)) = levels.next_run() {
        count += if level == wanted { repeats } else { 0 };
    }
    count
}
