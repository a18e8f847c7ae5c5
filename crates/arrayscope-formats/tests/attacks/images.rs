//! Pictures that lie.

use crate::common::fixture;
use crate::{Files, load, read_everything};

fn picture(name: &str) -> Vec<u8> {
    std::fs::read(fixture("images").join(name)).unwrap()
}

#[test]
fn every_truncation_is_refused() {
    for name in ["grey.png", "grey.jpg", "progressive.jpg", "int8.tif", "planes.tif"] {
        let whole = picture(name);
        for length in 0..whole.len() {
            let result = load(&whole[..length]);
            assert!(result.is_err(), "{name} cut to {length} of {} bytes", whole.len());
        }
    }
}

/// A PNG of these sides, and hardly anything else.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture("colour.png");
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

/// Replaces the value of a tag of a little-endian TIFF's first page.
fn with_tag(name: &str, tag: u16, value: u32) -> Vec<u8> {
    let mut bytes = picture(name);
    let directory = usize::try_from(u32::from_le_bytes(bytes[4..8].try_into().unwrap())).unwrap();
    let entries = usize::from(u16::from_le_bytes([bytes[directory], bytes[directory + 1]]));
    let entry = (0..entries)
        .map(|entry| directory + 2 + 12 * entry)
        .find(|&at| bytes[at..at + 2] == tag.to_le_bytes())
        .unwrap();
    bytes[entry + 8..entry + 12].copy_from_slice(&value.to_le_bytes());
    bytes
}

/// Pages of which the last leads back to the first.
fn circle() -> Vec<u8> {
    let mut bytes = picture("pages.tif");
    let first = bytes[4..8].to_owned();
    let mut at = 4;
    loop {
        let directory =
            usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap();
        if directory == 0 {
            break;
        }
        let entries = usize::from(u16::from_le_bytes([bytes[directory], bytes[directory + 1]]));
        at = directory + 2 + 12 * entries;
    }
    bytes[at..at + 4].copy_from_slice(&first);
    bytes
}

/// A JPEG whose frame has these sides.
fn jpeg(height: u16, width: u16) -> Vec<u8> {
    let mut bytes = picture("grey.jpg");
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A picture without its last bytes.
fn cut(name: &str, nbytes: usize) -> Vec<u8> {
    let mut bytes = picture(name);
    bytes.truncate(bytes.len() - nbytes);
    bytes
}

pub(crate) fn files() -> Files {
    const WIDTH: u16 = 256;
    const BITS: u16 = 258;
    const OFFSETS: u16 = 273;
    const SAMPLES: u16 = 277;
    let mut changed = picture("colour.png");
    let data = changed.windows(4).position(|four| four == b"IDAT").unwrap();
    changed[data + 8] ^= 0xff;
    [
        ("png/giant.png", png(40_000, 40_000)),
        ("png/no_width.png", png(0, 5)),
        ("png/no_height.png", png(7, 0)),
        ("png/sides_overflow.png", png(u32::MAX, u32::MAX)),
        ("png/one_row_too_many.png", png(7, 6)),
        ("png/cut.png", cut("colour.png", 20)),
        ("png/changed_byte.png", changed),
        ("jpeg/giant.jpg", jpeg(u16::MAX, u16::MAX)),
        ("jpeg/no_width.jpg", jpeg(5, 0)),
        ("jpeg/no_height.jpg", jpeg(0, 5)),
        ("jpeg/cut.jpg", cut("grey.jpg", 12)),
        ("jpeg/cut_before_its_end.jpg", cut("grey.jpg", 2)),
        ("jpeg/scan_cut.jpg", [cut("grey.jpg", 40), vec![0xff, 0xd9]].concat()),
        ("jpeg/progressive_cut.jpg", cut("progressive.jpg", 40)),
        ("tiff/no_width.tif", with_tag("uint8.tif", WIDTH, 0)),
        ("tiff/width_overflows.tif", with_tag("uint8.tif", WIDTH, u32::MAX)),
        ("tiff/offset_outside.tif", with_tag("uint8.tif", OFFSETS, u32::MAX)),
        ("tiff/bits_4.tif", with_tag("uint8.tif", BITS, 4)),
        ("tiff/no_samples.tif", with_tag("uint8.tif", SAMPLES, 0)),
        ("tiff/samples_65535.tif", with_tag("uint8.tif", SAMPLES, 65535)),
        ("tiff/packed_offset_outside.tif", with_tag("white_deflate.tif", OFFSETS, 1 << 30)),
        ("tiff/packed_bomb.tif", with_tag("white_deflate.tif", WIDTH, 60_000)),
        ("tiff/pages_in_a_circle.tif", circle()),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .to_vec()
}

#[test]
fn damaged_pictures_never_panic() {
    for name in ["palette.png", "progressive.jpg", "lzw.tif", "float_predictor.tif", "mixed.tif"] {
        let whole = picture(name);
        for at in 0..whole.len().min(700) {
            for bit in [0x01, 0x80] {
                let mut bytes = whole.clone();
                bytes[at] ^= bit;
                read_everything(&bytes);
            }
        }
    }
}
