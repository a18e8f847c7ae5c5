//! Headers of `NIfTI` images that lie.

use std::io::Write as _;

use crate::common::{both, fixture, load_bytes};
use crate::{Files, read_everything};

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

pub(crate) fn files() -> Files {
    let le = |n: i16| n.to_le_bytes();
    let float = |x: f32| x.to_le_bytes();
    let mut files = Files::new();
    for (name, at, bytes) in [
        ("no_axes", 40, &le(0)[..]),
        ("axes_8", 40, &le(8)),
        ("axes_negative", 40, &le(-1)),
        ("negative_length", 44, &le(-3)),
        ("beyond_the_end", 44, &le(i16::MAX)),
        ("unknown_type", 70, &le(3)),
        ("bits", 70, &le(1)),
        ("long_double", 70, &le(1536)),
        ("voxels_in_the_header", 108, &float(0.0)),
        ("voxels_before_the_file", 108, &float(-352.0)),
        ("voxels_at_half_a_byte", 108, &float(352.5)),
        ("voxels_at_nan", 108, &float(f32::NAN)),
        ("voxels_overflow", 108, &float(1e30)),
        ("voxels_outside", 108, &float(1e18)),
        ("intercept_of_nan", 112, &[0, 0, 0, 0x3f, 0, 0, 0xc0, 0x7f]),
    ] {
        let mut image = with("uint8.nii", at, bytes);
        image.resize(388, 0);
        files.push((format!("nifti/{name}.nii"), image));
    }
    let mut giant = with("uint64.nii", 16, &7_i64.to_le_bytes());
    for axis in 1..8 {
        giant[16 + 8 * axis..24 + 8 * axis].copy_from_slice(&i64::MAX.to_le_bytes());
    }
    let volume = |depth: i16| {
        let shape = [le(3), le(i16::MAX), le(i16::MAX), le(depth)].concat();
        gzip(&with("uint8.nii", 40, &shape))
    };
    let mut changed = gzip(&with("uint8.nii", 352, &[1]));
    let checksum = changed.len() - 8;
    changed[checksum] ^= 1;
    files.extend(
        [
            ("shape_overflows.nii.gz", gzip(&giant)),
            ("shape_overflows.nii", giant),
            // 32767³ bytes in a file of a few hundred.
            ("shape_bomb.nii.gz", volume(i16::MAX)),
            // Too small for a bomb, and still not there.
            ("beyond_the_end.nii.gz", volume(2)),
            ("changed_byte.nii.gz", changed),
        ]
        .map(|(name, bytes)| (format!("nifti/{name}"), bytes)),
    );
    files
}
