//! Archives that lie about their members.

use zip::CompressionMethod;

use crate::common::{self, both, load_bytes, message, npy};
use crate::{load, npz};

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

#[test]
fn sizes_that_a_directory_lies_about_are_refused() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (70000,)}";
    let data = npy(text, &vec![7; 70_000]);
    let size = u32::try_from(data.len()).unwrap();
    let honest = npz("x.npy", &data, CompressionMethod::Deflated);
    assert!(load(&honest).is_ok());
    let smaller = message(load(&with_size(honest.clone(), size, size - 1)));
    assert!(smaller.contains("1 more than there are"), "{smaller}");
    let larger = message(load(&with_size(honest.clone(), size, size + 1)));
    assert!(larger.contains("as the archive's directory says"), "{larger}");
    let huge = message(load(&with_size(honest, size, u32::MAX - 1)));
    assert!(huge.contains("as the archive's directory says"), "{huge}");
    let stored = npz("x.npy", &data, CompressionMethod::Stored);
    assert!(load(&with_size(stored, size, size + 1_000_000)).is_err());
}

#[test]
fn a_changed_byte_in_a_member_is_found_by_its_checksum() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (100,)}";
    let mut archive = npz("x.npy", &npy(text, &[7; 100]), CompressionMethod::Stored);
    let at = archive.windows(8).position(|bytes| bytes == [7; 8]).unwrap();
    archive[at + 3] = 8;
    for options in both() {
        let message = message(load_bytes(&archive, &options));
        assert!(message.contains("the file has changed since"), "{message}");
    }
}

#[test]
fn an_array_larger_than_its_member_can_be_is_a_bomb() {
    // 8 GiB of elements in a member of a few bytes.
    let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (1073741824,)}";
    let archive = npz("x.npy", &npy(text, &[]), CompressionMethod::Deflated);
    let message = message(load(&archive));
    assert!(message.contains("over 1000 × what is stored"), "{message}");
}

#[test]
fn a_zip_bomb_costs_no_more_than_it_unpacks_to() {
    // 64 MiB of zeros in 64 KiB are unpacked: that is what the array is. An array
    // that claims more than that ends where its bytes end.
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000,)}";
    let archive = npz("x.npy", &npy(text, &vec![0; 1 << 20]), CompressionMethod::Deflated);
    let message = message(load(&archive));
    assert!(message.contains("more than there are"), "{message}");
}

#[test]
fn an_encrypted_member_is_refused() {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}";
    let mut archive = npz("x.npy", &npy(text, &[1]), CompressionMethod::Stored);
    // Bit 0 of the flags, in the directory and in the local header.
    let directory = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    archive[directory + 8] |= 1;
    archive[6] |= 1;
    assert!(message(load(&archive)).contains("the member is encrypted"));
}
