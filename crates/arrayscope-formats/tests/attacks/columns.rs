//! Columns that lie.

use std::io::Write as _;

use crate::common::{fixture, load_bytes, message, notes};
use crate::{load, read_everything};
use arrayscope_formats::OpenOptions;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(fixture("columns").join(name)).unwrap()
}

#[test]
fn every_truncation_is_refused_or_told() {
    for name in ["required.parquet", "zstd_tensors.arrow", "stream.arrows"] {
        let whole = file(name);
        for length in (0..whole.len()).filter(|length| length % 7 == 0 || *length < 300) {
            match load(&whole[..length]) {
                Err(_) => {}
                // A stream may end behind any of its batches.
                Ok(loaded) => {
                    let notes = notes(&loaded);
                    let is_told = notes.iter().any(|note| note.contains("may be cut short"));
                    assert!(is_told, "{name} cut to {length} of {} bytes", whole.len());
                }
            }
        }
    }
}

#[test]
fn damaged_columns_never_panic() {
    for name in [
        "snappy.parquet",
        "packed.parquet",
        "holes_v2.parquet",
        "tensors.parquet",
        "lz4_holes.arrow",
        "zstd_tensors.arrow",
        "stream.arrows",
    ] {
        let whole = file(name);
        for at in (0..whole.len()).step_by(5) {
            let mut bytes = whole.clone();
            bytes[at] ^= if at % 2 == 0 { 0x01 } else { 0x80 };
            read_everything(&bytes);
        }
    }
}

/// An unsigned integer of seven bits per byte.
fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(0x80 | u8::try_from(value & 0x7f).unwrap());
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap());
    bytes
}

/// A structure of Thrift: fields of rising numbers.
#[derive(Clone, Default)]
struct Struct(Vec<u8>, u8);

impl Struct {
    fn field(mut self, id: u8, kind: u8, value: &[u8]) -> Self {
        self.0.push((id - self.1) << 4 | kind);
        self.0.extend_from_slice(value);
        Self(self.0, id)
    }

    fn int(self, id: u8, value: i64) -> Self {
        let zigzag = (value << 1) ^ (value >> 63);
        self.field(id, 6, &varint(zigzag.cast_unsigned()))
    }

    fn text(self, id: u8, text: &str) -> Self {
        let bytes = [varint(text.len() as u64), text.as_bytes().to_vec()].concat();
        self.field(id, 8, &bytes)
    }

    fn within(self, id: u8, inner: Self) -> Self {
        self.field(id, 12, &inner.end())
    }

    fn list(self, id: u8, elements: &[Self]) -> Self {
        let mut bytes = [vec![0xfc], varint(elements.len() as u64)].concat();
        for element in elements {
            bytes.extend(element.clone().end());
        }
        self.field(id, 9, &bytes)
    }

    fn end(mut self) -> Vec<u8> {
        self.0.push(0);
        self.0
    }
}

/// A file of one column of float64 in one group, whose page is `page` and whose numbers can
/// be lies.
#[derive(Clone, Copy)]
struct Lie<'a> {
    rows: i64,
    values: i64,
    codec: i64,
    start: i64,
    nbytes: Option<i64>,
    children: i64,
    page: &'a [u8],
}

impl Lie<'_> {
    fn file(self) -> Vec<u8> {
        let mut bytes = [&b"PAR1"[..], self.page].concat();
        let nbytes = self.nbytes.unwrap_or(length(self.page));
        let chunk = Struct::default()
            .int(4, self.codec)
            .int(5, self.values)
            .int(7, nbytes)
            .int(9, self.start);
        let group =
            Struct::default().list(1, &[Struct::default().within(3, chunk)]).int(3, self.rows);
        let footer = Struct::default()
            .list(
                2,
                &[
                    Struct::default().text(4, "schema").int(5, self.children),
                    Struct::default().int(1, 5).int(3, 0).text(4, "x"),
                ],
            )
            .int(3, self.rows)
            .list(4, &[group])
            .end();
        bytes.extend(&footer);
        bytes.extend(u32::try_from(footer.len()).unwrap().to_le_bytes());
        bytes.extend(b"PAR1");
        bytes
    }
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap()
}

/// The header of a page and its bytes.
fn page(values: i64, nbytes: i64, encoding: i64, bytes: &[u8]) -> Vec<u8> {
    let data = Struct::default().int(1, values).int(2, encoding);
    let header = Struct::default().int(1, 0).int(2, nbytes).int(3, length(bytes));
    [header.within(5, data).end(), bytes.to_vec()].concat()
}

#[test]
fn parquet_files_that_lie_are_refused_with_what_was_found() {
    let two = page(2, 16, 0, &[0; 16]);
    let honest =
        Lie { rows: 2, values: 2, codec: 0, start: 4, nbytes: None, children: 1, page: &two };
    assert_eq!(load(&honest.file()).unwrap().array.shape(), [2, 1]);
    let with = |page| Lie { page, ..honest }.file();
    let packed = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).unwrap();
        page(1 << 28, 1 << 31, 0, &gzip.finish().unwrap())
    };
    let (half, empty) = (packed(&[0; 1000]), packed(&[]));
    let bomb = |page| Lie { rows: 1 << 28, values: 1 << 28, codec: 2, page, ..honest }.file();
    let mut others = Vec::new();
    for (bytes, expected) in [
        (Lie { rows: -1, ..honest }.file(), "found a negative number, expected 0 or more"),
        (
            Lie { rows: 1 << 40, values: 1 << 40, ..honest }.file(),
            "refused to unpack 8796093022208 bytes",
        ),
        (
            Lie { rows: i64::MAX, values: i64::MAX, ..honest }.file(),
            "larger than memory addresses reach",
        ),
        (
            Lie { values: 3, ..honest }.file(),
            "found a column of 3 values, expected 2 in a group of 2 rows",
        ),
        (
            Lie { start: i64::MAX, ..honest }.file(),
            "found a column of 29 bytes at byte 9223372036854775807",
        ),
        (
            Lie { nbytes: Some(1 << 40), ..honest }.file(),
            "found a column of 1099511627776 bytes at byte 4",
        ),
        (Lie { start: 2, ..honest }.file(), "parquet is malformed at byte"),
        (Lie { children: 2, ..honest }.file(), "found a schema of 1 columns, expected 2"),
        (
            Lie { codec: 4, ..honest }.file(),
            "a column compressed by Brotli, which arrayscope does not read",
        ),
        (Lie { codec: 99, ..honest }.file(), "a column compressed by an unknown method"),
        (with(&page(3, 16, 0, &[0; 16])), "found pages of 3 values, expected 2"),
        (with(&page(-3, 16, 0, &[0; 16])), "found a negative number"),
        (with(&page(1, 8, 0, &[0; 8])), "found the end of the column after 1 values, expected 2"),
        (with(&page(2, 8, 0, &[0; 8])), "found a page whose bytes do not give its 2 values"),
        (with(&page(2, 16, 8, &[1; 16])), "found a page whose bytes do not give its 2 values"),
        (
            with(&page(2, 16, 7, &[0; 16])),
            "the encoding 7 of a column, which arrayscope does not read",
        ),
        (with(&page(2, 16, 5, &[0; 16])), "found a page whose bytes do not give its 2 values"),
        (with(&page(2, 1 << 31, 0, &[0; 16])), "found a page of 2 values in 2147483648 bytes"),
        (bomb(&half), "1000 bytes where 2147483648 are declared"),
        (bomb(&empty), "0 bytes where 2147483648 are declared"),
    ] {
        let refused = load(&bytes).map_or_else(|error| error.to_string(), |_| "read".to_owned());
        if !refused.contains(expected) {
            others.push((expected, refused));
        }
    }
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn footers_that_lie_are_refused() {
    let mut long = file("required.parquet");
    let end = long.len();
    long[end - 8..end - 4].fill(0xff);
    assert!(message(load(&long)).contains("found a footer of 4294967295 bytes, expected at most"));
    let mut deep = b"PAR1".to_vec();
    deep.extend(vec![0x1c; 60_000]);
    deep.extend(60_000_u32.to_le_bytes());
    deep.extend(b"PAR1");
    assert!(message(load(&deep)).contains("expected at most 32 levels"));
    let mut arrow = file("plain.arrow");
    let end = arrow.len();
    arrow[end - 10..end - 6].fill(0xff);
    assert!(message(load(&arrow)).contains("found a footer of 4294967295 bytes, expected at most"));
}

#[test]
fn names_of_columns_reach_no_terminal() {
    let mut bytes = file("words.parquet");
    let mut hits = 0;
    for at in 0..bytes.len() - 4 {
        if &bytes[at..at + 4] == b"word" {
            bytes[at..at + 4].copy_from_slice(b"\x1b[2J");
            hits += 1;
        }
    }
    assert!(hits > 0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    std::fs::write(&path, &bytes).unwrap();
    let container = arrayscope_formats::open(&path, &OpenOptions::default()).unwrap();
    assert!(container.notes()[0].to_string().contains(r"'\u{1b}[2J' (text)"));
    assert!(message(load_bytes(&bytes, &OpenOptions::default())).contains("holds no arrays"));
}

#[test]
fn buffers_of_arrow_that_lie_are_refused() {
    // The size of a compressed buffer stands in front of a frame of LZ4.
    let whole = file("lz4.arrow");
    let frame = whole.windows(4).position(|four| four == b"\x04\x22\x4d\x18").unwrap();
    for (size, expected) in [
        (i64::MAX, "found a buffer of 9223372036854775807 bytes, unpacked, expected at most"),
        (-2, "found a buffer of -2 bytes, unpacked"),
        (0, "found a buffer of 0 bytes, expected at least"),
        (60_000, "bytes where 60000 are declared"),
    ] {
        let mut bytes = whole.clone();
        bytes[frame - 8..frame].copy_from_slice(&size.to_le_bytes());
        let refused = message(load(&bytes));
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
}
