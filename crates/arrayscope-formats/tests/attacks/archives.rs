//! Archives that lie about their members.

use zip::CompressionMethod;

use crate::common::{self, npy};
use crate::{Files, load, npz};

#[test]
fn a_member_that_is_larger_than_its_array_is_noted() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}";
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let loaded = load(&npz("x.npy", &npy(text, &[1, 2, 3]), method)).unwrap();
        assert_eq!(
            common::notes(&loaded),
            ["in member 'x', 1 byte left unread after the last element"]
        );
    }
}

/// Replaces the sizes that an archive's directory and local header state.
fn with_size(mut archive: Vec<u8>, from: u32, to: u32) -> Vec<u8> {
    let (from, to) = (from.to_le_bytes(), to.to_le_bytes());
    let mut hits = 0;
    for at in 0..archive.len() - 4 {
        if archive[at..at + 4] == from {
            archive[at..at + 4].copy_from_slice(&to);
            hits += 1;
        }
    }
    assert!(hits > 0);
    archive
}

/// Sizes, checksums and contents that are not as the directory says.
pub(crate) fn files() -> Files {
    let header =
        |shape: &str| format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape},)}}");
    let data = npy(&header("70000"), &vec![7; 70_000]);
    let size = u32::try_from(data.len()).unwrap();
    let honest = npz("x.npy", &data, CompressionMethod::Deflated);
    assert!(load(&honest).is_ok());
    let small = npy(&header("100"), &[7; 100]);
    let small_size = u32::try_from(small.len()).unwrap();
    let small = npz("x.npy", &small, CompressionMethod::Stored);
    let mut changed = small.clone();
    let at = changed.windows(8).position(|bytes| bytes == [7; 8]).unwrap();
    changed[at + 3] = 8;
    // Bit 0 of the flags, in the directory and in the local header.
    let mut encrypted = small.clone();
    let directory = encrypted.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    encrypted[directory + 8] |= 1;
    encrypted[6] |= 1;
    let mut outside = small.clone();
    outside[directory + 42..directory + 46].fill(0xfe);
    // 8 GiB of elements in a member of a few bytes.
    let bomb = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1073741824,)}", &[]);
    // A megabyte of zeros, of an array that claims more.
    let half = npy(&header("4000000000"), &vec![0; 1 << 20]);
    let negative = npy(&header("-1"), &[0; 8]);
    let one = npy(&header("1"), &[0]);
    let packed = CompressionMethod::Deflated;
    [
        ("size_too_small", with_size(honest.clone(), size, size - 1)),
        ("size_too_large", with_size(honest.clone(), size, size + 1)),
        ("size_of_4_gib", with_size(honest, size, u32::MAX - 1)),
        ("stored_size_too_large", with_size(small, small_size, small_size + 1_000_000)),
        ("changed_byte", changed),
        ("encrypted", encrypted),
        ("member_outside", outside),
        ("shape_bomb", npz("x.npy", &bomb, packed)),
        ("zip_bomb", npz("x.npy", &half, packed)),
        ("negative_length", npz("x.npy", &negative, packed)),
        ("name_moves_the_cursor", npz("\x1b[2J<script>alert(1)</script>.npy", &negative, packed)),
        ("name_leads_out", npz("../../etc/passwd.npy", &negative, packed)),
        ("more_than_its_array", npz("x.npy", &npy(&header("1"), &[1; 3]), packed)),
        ("archive_in_archive", npz("x.npz", &npz("x.npy", &one, packed), packed)),
    ]
    .map(|(name, bytes)| (format!("npz/{name}.npz"), bytes))
    .to_vec()
}
