//! Headers of `NIfTI` images that lie.

use std::io::Write as _;

use crate::common::{both, fixture, load_bytes, message};
use crate::{load, read_everything};

/// A small image with these bytes of its header replaced.
fn with(name: &str, at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut image = std::fs::read(fixture("nifti").join(name)).unwrap();
    image[at..at + bytes.len()].copy_from_slice(bytes);
    image
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn headers_that_lie_are_refused_with_what_was_found() {
    let le = |n: i16| n.to_le_bytes();
    let float = |x: f32| x.to_le_bytes();
    for (at, bytes, expected) in [
        (40, &le(0)[..], "at byte 40: found 0 axes, expected 1 to 7 axes"),
        (40, &le(8), "found 8 axes"),
        (40, &le(-1), "found -1 axes"),
        (44, &le(-3), "at byte 44: found a length of -3, expected a length of 0 or more"),
        (44, &le(i16::MAX), "expected 131068 bytes of voxels, 131032 more than there are"),
        (70, &le(3), "at byte 70: found the data type 3, expected a data type of NIfTI"),
        (70, &le(1), "voxels of one bit, which arrayscope does not read"),
        (70, &le(1536), "voxels of long double, which arrayscope does not read"),
        (108, &float(0.0), "at byte 108: found voxels at byte 0, expected byte 352 or later"),
        (108, &float(-352.0), "found voxels at byte -352"),
        (108, &float(352.5), "found voxels at byte 352.5"),
        (108, &float(f32::NAN), "found voxels at byte NaN"),
        (108, &float(1e30), "found voxels at byte 1000000015047466200000000000000"),
        (108, &float(1e18), "12 bytes of voxels, 12 more than there are"),
        (
            112,
            &[0, 0, 0, 0x3f, 0, 0, 0xc0, 0x7f],
            "at byte 116: found an intercept of NaN beside a slope of 0.5",
        ),
    ] {
        let mut image = with("uint8.nii", at, bytes);
        image.resize(388, 0);
        let message = message(load(&image));
        assert!(message.contains(expected), "{at}: {message}");
    }
}

#[test]
fn giant_dimensions_are_refused_before_anything_is_reserved() {
    let mut image = with("uint64.nii", 16, &7_i64.to_le_bytes());
    for axis in 1..8 {
        image[16 + 8 * axis..24 + 8 * axis].copy_from_slice(&i64::MAX.to_le_bytes());
    }
    let refused = message(load(&image));
    assert!(refused.contains("expected a shape that fits in memory addresses"), "{refused}");
    let refused = message(load(&gzip(&image)));
    assert!(refused.contains("expected a shape that fits in memory addresses"), "{refused}");
    // 32767³ bytes in a file of a few hundred: a bomb.
    let long = i16::MAX.to_le_bytes();
    let shape = [&3_i16.to_le_bytes()[..], &long, &long, &long].concat();
    let refused = message(load(&gzip(&with("uint8.nii", 40, &shape))));
    assert!(refused.contains("over 1000 × what is stored"), "{refused}");
    // Too small for a bomb, and still not there.
    let shape = [&3_i16.to_le_bytes()[..], &long, &long, &[2, 0]].concat();
    let refused = message(load(&gzip(&with("uint8.nii", 40, &shape))));
    assert!(refused.contains("expected more elements, as the shape says"), "{refused}");
}

#[test]
fn every_truncation_is_refused() {
    for name in ["line.nii", "uint64.nii", "scaled.nii.gz"] {
        let whole = std::fs::read(fixture("nifti").join(name)).unwrap();
        for length in 0..whole.len() {
            for options in both() {
                let result = load_bytes(&whole[..length], &options);
                assert!(result.is_err(), "{name} cut to {length} bytes");
            }
            read_everything(&whole[..length]);
        }
    }
}

#[test]
fn a_changed_voxel_is_found_by_the_checksum_of_the_stream() {
    let mut packed = gzip(&with("uint8.nii", 352, &[1]));
    let at = packed.len() - 8;
    packed[at] ^= 1;
    assert!(message(load(&packed)).contains("data that does not unpack"));
}
