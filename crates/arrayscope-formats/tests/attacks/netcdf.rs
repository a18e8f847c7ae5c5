//! Classic `NetCDF` files that lie.

use crate::common::{fixture, message};
use crate::{load, read_everything};

/// A file of version 1 with one variable `x` of bytes.
fn one(records: u32, length: u32, begin: u32, behind: &[u8]) -> Vec<u8> {
    let mut bytes = b"CDF\x01".to_vec();
    let name = [1, u32::from_be_bytes(*b"x\0\0\0")];
    let head = [&[records, 0xa, 1][..], &name, &[length, 0, 0, 0xb, 1], &name, &[1, 0, 0, 0]];
    let tail = [1, 4, begin];
    bytes.extend(head.concat().iter().chain(&tail).flat_map(|word| word.to_be_bytes()));
    bytes.extend(behind);
    bytes
}

#[test]
fn lengths_and_places_that_lie_are_refused() {
    // Where the values of such a file may start.
    let begin = u32::try_from(one(0, 4, 0, &[]).len()).unwrap();
    assert_eq!(load(&one(0, 4, begin, &[1, 2, 3, 4])).unwrap().array.shape(), [4]);
    for bytes in [
        one(0, 5, begin, &[1, 2, 3, 4]),
        one(0, u32::MAX, begin, &[1, 2, 3, 4]),
        one(0, 4, begin + 1, &[1, 2, 3, 4]),
        one(0, 4, u32::MAX, &[1, 2, 3, 4]),
        one(5, 0, begin, &[1, 2, 3, 4]),
        one(u32::MAX - 1, 0, begin, &[1, 2, 3, 4]),
    ] {
        let said = message(load(&bytes));
        assert!(said.contains("values that reach beyond the"), "{said}");
    }
    // Somebody still writes: as many records as there are.
    assert_eq!(load(&one(u32::MAX, 0, begin, &[1, 2, 3])).unwrap().array.shape(), [3]);
    assert_eq!(load(&one(0, 0, begin, &[])).unwrap().array.shape(), [0]);
}

#[test]
fn lists_and_names_of_any_length_are_refused() {
    let word = |text: &[u8], words: &[u32]| {
        let words = words.iter().flat_map(|word| word.to_be_bytes());
        [text, &words.collect::<Vec<_>>()].concat()
    };
    for (bytes, expected) in [
        (word(b"CDF\x01", &[0, 0xa, u32::MAX]), "found a list of 4294967295"),
        (word(b"CDF\x01", &[0, 0xb, 1]), "found a list of kind 11"),
        (word(b"CDF\x01", &[0, 0xa, 1, u32::MAX]), "found a name of 4294967295 bytes"),
        (word(b"CDF\x01", &[0, 0, 0, 0xc, 1, 0, 6, u32::MAX]), "bytes in the header"),
        (word(b"CDF\x01", &[0, 0, 0, 0xc, 1, 0, 7, 0]), "found the type 7"),
        (word(b"CDF\x05", &[0, 0, 0, u32::MAX, u32::MAX]), "found a list of kind 0"),
        (word(b"CDF\x01", &[0, 0, 0, 0, 0, 0xb, 1, 0, 65]), "of 65 axes"),
        (word(b"CDF\x01", &[0, 0, 0, 0, 0, 0xb, 1, 0, 1, 7]), "a dimension that is not"),
    ] {
        let said = message(load(&bytes));
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn every_truncation_is_refused_or_told() {
    for name in ["netcdf/one_i2.nc", "netcdf/weather.nc"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for length in 0..whole.len() {
            read_everything(&whole[..length]);
        }
        assert!(load(&whole[..whole.len() / 2]).is_err());
    }
}
