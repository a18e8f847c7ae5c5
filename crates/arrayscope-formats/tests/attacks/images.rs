//! Pictures that lie.

use crate::common::{fixture, message};
use crate::{load, read_everything};

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

#[test]
fn giant_pictures_are_refused_before_anything_is_reserved() {
    for (width, height, expected) in [
        (40_000, 40_000, "found 40000 × 40000 pixels in 1"),
        (0, 5, "png is malformed at byte 0: found data that does not decode"),
        (7, 0, "png is malformed at byte 0: found data that does not decode"),
        (u32::MAX, u32::MAX, "data that does not decode"),
        (
            7,
            6,
            "data that does not unpack (IDAT or fDAT chunk does not have enough data for image.)",
        ),
    ] {
        let refused = message(load(&png(width, height)));
        assert!(refused.contains(expected), "{width} × {height}: {refused}");
    }
}

#[test]
fn jpegs_of_more_pixels_than_their_bytes_hold_are_refused() {
    let mut bytes = picture("grey.jpg");
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 9].fill(0xff);
    let refused = message(load(&bytes));
    assert!(refused.contains("found 65535 × 65535 pixels in 343 bytes"), "{refused}");
    assert!(refused.contains("expected as many as so many bytes can hold"), "{refused}");
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

#[test]
fn directories_that_lie_are_refused_with_what_was_found() {
    const WIDTH: u16 = 256;
    const BITS: u16 = 258;
    const OFFSETS: u16 = 273;
    const SAMPLES: u16 = 277;
    for (name, tag, value, expected) in [
        ("uint8.tif", WIDTH, 0, "tiff is malformed at byte 0: found data that does not decode"),
        ("uint8.tif", WIDTH, u32::MAX, "tiff is malformed at byte"),
        ("uint8.tif", OFFSETS, u32::MAX, "expected 4 rows of 6 pixels from byte 4294967295 on"),
        (
            "uint8.tif",
            BITS,
            4,
            "a page of 1 samples of 4 bits (Gray(4)), which arrayscope does not read",
        ),
        ("uint8.tif", SAMPLES, 0, "data that does not decode"),
        ("white_deflate.tif", OFFSETS, 1 << 30, "bytes from byte 1073741824 on"),
        ("uint8.tif", SAMPLES, 65535, "expected 4 rows of 6 pixels from byte 208 on"),
        (
            "white_deflate.tif",
            WIDTH,
            60_000,
            "bytes of pixels in 45 bytes, expected as many as so many bytes can hold",
        ),
    ] {
        let refused = message(load(&with_tag(name, tag, value)));
        assert!(refused.contains(expected), "{name} {tag} {value}: {refused}");
    }
}

#[test]
fn pages_in_a_circle_are_refused() {
    let mut bytes = picture("pages.tif");
    // The last directory's pointer to the next one leads back to the first.
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
    let refused = message(load(&bytes));
    assert!(refused.contains("data that does not decode"), "{refused}");
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
