//! The pages of a column in a row group.
//!
//! Source: `parquet.thrift` and `README.md` of Apache Parquet 2.11.

use super::thrift::{Broken, ENDED, Kind, Result as Parsed, Thrift};
use crate::columns::{Codec, stored};
use crate::error::Result;
use crate::io::File;
use crate::place::Place;

/// Bytes that a header mostly fits into, and those that it may have with statistics.
const HEADER_SIZES: [u64; 2] = [256, 1 << 20];

/// The header of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) kind: PageKind,
    /// Values, nulls included.
    pub(super) values: u64,
    pub(super) encoding: i64,
    /// Bytes of repetition levels and of definition levels in front of the values, where
    /// the header says so; they are not compressed.
    pub(super) levels: Option<(usize, usize)>,
    /// Whether levels are written in another way than we read.
    pub(super) has_old_levels: bool,
    nbytes: usize,
    stored: u64,
    is_plain: bool,
    checksum: Option<u32>,
    /// Where its bytes start.
    at: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PageKind {
    Dictionary,
    Data,
    /// An index, or what later versions may bring.
    #[default]
    Other,
}

/// Goes through the pages of a chunk of a column.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    pub(super) file: &'a File,
    pub(super) place: &'a Place,
    pub(super) codec: Codec,
    /// Where the next page starts.
    pub(super) at: u64,
    pub(super) end: u64,
}

impl Pages<'_> {
    /// The header of the next page; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Page>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let start = self.at;
        let mut broken = Broken { at: 0, found: ENDED, expected: "more of the header" };
        for most in HEADER_SIZES {
            let bytes = self.bytes(start, most.min(self.end - start))?;
            let mut thrift = Thrift::new(&bytes);
            match Page::read(&mut thrift) {
                Ok(page) => {
                    let at = start + thrift.at as u64;
                    if page.stored > self.end - at {
                        let found = format!("a page of {} bytes", page.stored);
                        let expected =
                            format!("at most {}, to the end of the column", self.end - at);
                        return Err(self.place.malformed(start, found, expected));
                    }
                    self.at = at + page.stored;
                    return Ok(Some(Page { at, ..page }));
                }
                Err(error) => broken = error,
            }
            if broken.found != ENDED {
                break;
            }
        }
        Err(self.place.malformed(start + broken.at as u64, broken.found, broken.expected))
    }

    /// The bytes of a page, unpacked; `most` is what its values may take.
    pub(super) fn unpack(&self, page: &Page, most: u64) -> Result<Vec<u8>> {
        let refuse = |found: String, expected: &str| self.place.malformed(page.at, found, expected);
        if page.nbytes as u64 > most {
            let found = format!("a page of {} values in {} bytes", page.values, page.nbytes);
            return Err(refuse(found, "no more bytes than its values take"));
        }
        let mut packed = self.bytes(page.at, page.stored)?;
        if let Some(written) = page.checksum {
            let mut crc = flate2::Crc::new();
            crc.update(&packed);
            self.place.check_checksum(crc.sum(), written)?;
        }
        let (repeats, defines) = page.levels.unwrap_or_default();
        let levels = repeats.checked_add(defines).filter(|&n| n <= packed.len().min(page.nbytes));
        let Some(levels) = levels else {
            return Err(refuse("levels longer than their page".to_owned(), "shorter ones"));
        };
        // Levels in front are not compressed.
        let values = packed.split_off(levels);
        let codec = if page.is_plain { Codec::Plain } else { self.codec };
        let values = if values.is_empty() && page.nbytes == levels {
            values
        } else {
            codec
                .unpack(values, page.nbytes - levels)
                .map_err(|error| self.place.unpack(page.at, &error))?
        };
        if levels == 0 {
            return Ok(values);
        }
        packed.extend(values);
        Ok(packed)
    }

    fn bytes(&self, at: u64, nbytes: u64) -> Result<Vec<u8>> {
        // The end of a chunk lies inside of the file.
        stored(self.file, at, usize::try_from(nbytes).unwrap_or(usize::MAX), self.place)
    }
}

impl Page {
    fn read(thrift: &mut Thrift<'_>) -> Parsed<Self> {
        let (mut page, mut last, mut code) = (Self::default(), 0, -1);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Integer) => code = thrift.integer()?,
                (2, Kind::Integer) => {
                    page.nbytes = usize::try_from(thrift.count()?).unwrap_or(usize::MAX);
                }
                (3, Kind::Integer) => page.stored = thrift.count()?,
                (4, Kind::Integer) => {
                    // A signed number of the same bits.
                    page.checksum = u32::try_from(thrift.integer()? & 0xffff_ffff).ok();
                }
                (5, Kind::Struct) if code == 0 => page.data(thrift)?,
                (7, Kind::Struct) if code == 2 => page.dictionary(thrift)?,
                (8, Kind::Struct) if code == 3 => page.data_v2(thrift)?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(page)
    }

    fn data(&mut self, thrift: &mut Thrift<'_>) -> Parsed<()> {
        self.kind = PageKind::Data;
        let mut last = 0;
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Integer) => self.values = thrift.count()?,
                (2, Kind::Integer) => self.encoding = thrift.integer()?,
                (3 | 4, Kind::Integer) => self.has_old_levels |= thrift.integer()? == BIT_PACKED,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(())
    }

    fn dictionary(&mut self, thrift: &mut Thrift<'_>) -> Parsed<()> {
        self.kind = PageKind::Dictionary;
        let mut last = 0;
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Integer) => self.values = thrift.count()?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(())
    }

    fn data_v2(&mut self, thrift: &mut Thrift<'_>) -> Parsed<()> {
        self.kind = PageKind::Data;
        let (mut repeats, mut defines, mut last) = (0, 0, 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Integer) => self.values = thrift.count()?,
                (4, Kind::Integer) => self.encoding = thrift.integer()?,
                (5, Kind::Integer) => defines = thrift.count()?,
                (6, Kind::Integer) => repeats = thrift.count()?,
                (7, Kind::False) => self.is_plain = true,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        let length = |nbytes| usize::try_from(nbytes).unwrap_or(usize::MAX);
        self.levels = Some((length(repeats), length(defines)));
        Ok(())
    }
}

/// The encoding of levels before version 1.0, which nothing writes any more.
const BIT_PACKED: i64 = 4;
