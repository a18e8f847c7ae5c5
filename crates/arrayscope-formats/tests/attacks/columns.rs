//! Columns that lie.

use std::io::Write as _;

use crate::common::{fixture, notes};
use crate::{Files, load, read_everything};

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

pub(crate) fn files() -> Files {
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
    let mut footer = file("required.parquet");
    let end = footer.len();
    footer[end - 8..end - 4].fill(0xff);
    let deep = [&b"PAR1"[..], &[0x1c; 6_000], &6_000_u32.to_le_bytes(), b"PAR1"].concat();
    let long = i64::MAX;
    [
        ("negative_rows", Lie { rows: -1, ..honest }.file()),
        ("shape_bomb", Lie { rows: 1 << 40, values: 1 << 40, ..honest }.file()),
        ("rows_overflow", Lie { rows: long, values: long, ..honest }.file()),
        ("values_are_not_rows", Lie { values: 3, ..honest }.file()),
        ("offset_overflows", Lie { start: long, ..honest }.file()),
        ("column_of_1_tib", Lie { nbytes: Some(1 << 40), ..honest }.file()),
        ("offset_in_the_magic", Lie { start: 2, ..honest }.file()),
        ("children_missing", Lie { children: 2, ..honest }.file()),
        ("codec_brotli", Lie { codec: 4, ..honest }.file()),
        ("codec_unknown", Lie { codec: 99, ..honest }.file()),
        ("page_of_more_values", with(&page(3, 16, 0, &[0; 16]))),
        ("page_of_negative_values", with(&page(-3, 16, 0, &[0; 16]))),
        ("pages_too_few", with(&page(1, 8, 0, &[0; 8]))),
        ("page_too_short", with(&page(2, 8, 0, &[0; 8]))),
        ("dictionary_missing", with(&page(2, 16, 8, &[1; 16]))),
        ("encoding_unknown", with(&page(2, 16, 7, &[0; 16]))),
        ("encoding_is_deltas", with(&page(2, 16, 5, &[0; 16]))),
        ("page_of_2_gib", with(&page(2, 1 << 31, 0, &[0; 16]))),
        ("packed_bomb_of_half", bomb(&half)),
        ("packed_bomb_of_nothing", bomb(&empty)),
        ("footer_of_4_gib", footer),
        ("deep_footer", deep),
        ("name_moves_the_cursor", moving()),
    ]
    .map(|(name, bytes)| (format!("parquet/{name}.parquet"), bytes))
    .into_iter()
    .chain(arrows())
    .collect()
}

/// A file whose column of words has a name that would move the cursor.
fn moving() -> Vec<u8> {
    let mut bytes = file("words.parquet");
    for at in 0..bytes.len() - 4 {
        if &bytes[at..at + 4] == b"word" {
            bytes[at..at + 4].copy_from_slice(b"\x1b[2J");
        }
    }
    bytes
}

fn arrows() -> Files {
    let mut footer = file("plain.arrow");
    let end = footer.len();
    footer[end - 10..end - 6].fill(0xff);
    let mut cut = file("plain.arrow");
    cut.truncate(end - 100);
    // A message of 2 GiB, and the root table of a message outside of it.
    let mut message = file("stream.arrows");
    message[4..8].copy_from_slice(&i32::MAX.to_le_bytes());
    let mut root = file("stream.arrows");
    root[8..12].copy_from_slice(&864_u32.to_le_bytes());
    let mut negative = file("stream.arrows");
    negative[4..8].copy_from_slice(&i32::MIN.to_le_bytes());
    let mut files = vec![
        ("arrow/footer_of_4_gib.arrow".to_owned(), footer),
        ("arrow/cut.arrow".to_owned(), cut),
        ("arrow/message_of_2_gib.arrows".to_owned(), message),
        ("arrow/message_of_negative_bytes.arrows".to_owned(), negative),
        ("arrow/table_outside.arrows".to_owned(), root),
    ];
    // The size of a compressed buffer stands in front of a frame of LZ4.
    let whole = file("lz4.arrow");
    let frame = whole.windows(4).position(|four| four == b"\x04\x22\x4d\x18").unwrap();
    for (name, size) in [
        ("overflows", i64::MAX),
        ("is_negative", -2),
        ("is_nothing", 0),
        ("is_more_than_unpacks", 60_000),
    ] {
        let mut bytes = whole.clone();
        bytes[frame - 8..frame].copy_from_slice(&size.to_le_bytes());
        files.push((format!("arrow/packed_size_{name}.arrow"), bytes));
    }
    files
}
